"""Reports that a PDF writer may stumble over: much, little, and letters from everywhere."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from reports.charts.chart import Series
from reports.document import Block, ChartBlock, Document, KeyFigures
from reports.follow_up import follow_up_report
from reports.yearly import yearly_report
from tests.reports.sample_facts import TODAY, make_facts, make_survey
from tests.reports.samples import BARS, GROUPED, LINES, LONG_WORD, STACKED, make_table

EMOJI = "Bra 👍🏽 möte 😀 👩‍👩‍👧‍👦 🇸🇪 ❤️ ☂ 𝕏 漢字 हिन्दी עברית \U0010ffff \ue000"
ARABIC = "نحتاج إلى تمويل (2024) طويل الأمد – «للجمعيات» 35% فقط."
VOWELLED = "إِنَّ اللُّغَةَ الْعَرَبِيَّةَ جَمِيلَةٌ، وَلِلّٰهِ الحَمْدُ؛ لا إلٰه"
PERSIAN = "می‌خواهیم بودجهٔ پایدار داشته باشیم (۱۴۰۳)، خانهٔ ما"
WORDS = (
    "Bidrag beslutas för ett år i taget (2024), och besluten kommer sent på året, säger föreningarna i hela landet. "
    * 3
)
THEMES = tuple(f"Tema {number}: villkor för föreningar i glesbygd" for number in range(1, 41))


def make_report(*blocks: Block, language: str = "sv", title: str = "Rapport") -> Document:
    return Document(title, "Om samråd", language, "Samhällsdepartementet", "14 november 2024", blocks)


def make_mixed(text: str, language: str, other: str | None = None) -> Document:
    """The text in every kind of block, in a report in this language."""
    labels = tuple(f"{text} {number}" for number in range(len(BARS.labels)))
    return make_report(
        Heading(text, language=other),
        Paragraph(f"{WORDS} {text} {WORDS}"),
        Paragraph(f"{text} {WORDS} {text}", language=other),
        BulletList((text, f"{WORDS} {text}")),
        KeyFigures((("12", text[:60]), (text[:12], "svar"))),
        Table(text, ("A", text), ((Cell(text, language=other), Cell(f"{WORDS} {text}")),) * 3, caption_language=other),
        ChartBlock(replace(BARS, title=text, labels=labels)),
        ChartBlock(replace(STACKED, series=tuple(replace(it, name=f"{text} {it.name}") for it in STACKED.series))),
        ChartBlock(replace(LINES, value_label=text)),
        language=language,
        title=text,
    )


def make_forty_themes() -> Document:
    counts = tuple(float(number) for number in range(40))
    rows = tuple((Cell(theme), Cell("färre än 5"), Cell("12", is_number=True)) for theme in THEMES)
    return make_report(
        Heading("Teman"),
        ChartBlock(replace(BARS, labels=THEMES, series=(Series("Svar", counts),))),
        ChartBlock(replace(GROUPED, labels=THEMES, series=tuple(Series(str(year), counts) for year in (2019, 2024)))),
        Table("Teman", ("Tema", "Tidigare", "Nu"), rows),
    )


def make_hidden() -> Document:
    few = ("färre än 5",) * 4
    hidden = replace(BARS, series=(Series("Svar", (None,) * 4, few),))
    return make_report(
        Heading("Svar"),
        KeyFigures((("färre än 5", "svar"),) * 4),
        ChartBlock(hidden),
        ChartBlock(replace(LINES, series=(Series("Tema", (None,) * 4, few),))),
        Table("Svar", ("A", "B"), ((Cell("Ja"), Cell("färre än 5")),) * 4),
    )


def make_follow_up(language: str, *, threshold: int = 5) -> Document:
    facts = make_facts()
    return follow_up_report(facts, consultation_id="c2024", language=language, today=TODAY, threshold=threshold)


def make_yearly(language: str) -> Document:
    return yearly_report(make_facts(), year=2024, language=language, today=TODAY)


def make_unanswered() -> Document:
    survey = make_survey(responses=0, tallies=(), answered={}, languages={}, statement_themes=())
    facts = make_facts(surveys=(survey,))
    return follow_up_report(facts, consultation_id="c2024", language="sv", today=TODAY)


def make_long_words() -> Document:
    words = (LONG_WORD,) * 3
    charts = (BARS, GROUPED, STACKED, LINES)
    return make_report(
        Heading(LONG_WORD),
        Paragraph(LONG_WORD),
        BulletList((LONG_WORD,)),
        KeyFigures(((LONG_WORD, LONG_WORD), ("färre än 5", "svar"))),
        Table(LONG_WORD, words, ((Cell(LONG_WORD), Cell("b"), Cell(LONG_WORD)),)),
        *(ChartBlock(replace(it, title=LONG_WORD, labels=(LONG_WORD,) * len(it.labels))) for it in charts),
        title=LONG_WORD,
    )


HARD: dict[str, Callable[[], Document]] = {
    "nothing": make_report,
    "no row": partial(make_report, make_table(0)),
    "one row": partial(make_report, make_table(1)),
    "long words": make_long_words,
    "emoji": partial(make_mixed, EMOJI, "sv"),
    "Arabic in Swedish": partial(make_mixed, ARABIC, "sv", "ar"),
    "Swedish in Arabic": partial(make_mixed, WORDS, "ar", "sv"),
    "vowel signs": partial(make_mixed, VOWELLED, "ar"),
    "Persian": partial(make_mixed, PERSIAN, "fa"),
    "40 themes": make_forty_themes,
    "all hidden": make_hidden,
    "no responses": make_unanswered,
    "follow-up, all hidden": partial(make_follow_up, "fi", threshold=10),
}
