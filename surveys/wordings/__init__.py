"""What every drafted survey says, in each language: one TOML file per language beside this one, all with the same names.

Survey wording is data: it is frozen with the survey, and an officer may reword it, so it is not in the catalogs.
"""

from collections.abc import Callable, Mapping
from importlib.resources import files

import msgspec

from feedback.enums import ConsultationKind
from feedback.translation import LANGUAGES, date_text, speaking
from surveys.definition import Option, Texts

#: The languages a draft is offered in; an officer may add each of the others, which its texts are worded in too.
DRAFT_LANGUAGES = ("sv", "en", "ar")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file. `titles` go by kind of consultation; the other tables by the value of the option."""

    list_separator: str
    intro: str
    background: str
    organisation_type: str
    points: str
    points_that_matter: str
    points_source: str
    anything_to_add: str
    issues: str
    issues_intro: str
    verdict: str
    verdict_after_years: str
    meeting: str
    meeting_score: str
    meeting_better: str
    question_title: str
    title_with_date: str
    titles: Mapping[str, str]
    organisation_types: Mapping[str, str]
    verdicts: Mapping[str, str]
    scores: Mapping[str, str]


def read_words(language: str) -> Words:
    """The file of one language; `msgspec.ValidationError` where it lacks a text or has one too many."""
    return msgspec.toml.decode((files(__name__) / f"{language}.toml").read_bytes(), type=Words)


WORDS: Mapping[str, Words] = {language: read_words(language) for language in LANGUAGES}


def _texts(text: Callable[[Words], str]) -> Texts:
    return {language: text(words) for language, words in WORDS.items()}


def _options(table: Callable[[Words], Mapping[str, str]]) -> tuple[Option, ...]:
    return tuple(
        Option(value, {language: table(words)[value] for language, words in WORDS.items()})
        for value in table(WORDS["sv"])
    )


INTRO = _texts(lambda words: words.intro)

BACKGROUND = _texts(lambda words: words.background)
ORGANISATION_TYPE = _texts(lambda words: words.organisation_type)
ORGANISATION_TYPES = _options(lambda words: words.organisation_types)

POINTS = _texts(lambda words: words.points)
POINTS_THAT_MATTER = _texts(lambda words: words.points_that_matter)
POINTS_SOURCE = _texts(lambda words: words.points_source)
ANYTHING_TO_ADD = _texts(lambda words: words.anything_to_add)

ISSUES = _texts(lambda words: words.issues)
ISSUES_INTRO = _texts(lambda words: words.issues_intro)
VERDICTS = _options(lambda words: words.verdicts)

MEETING = _texts(lambda words: words.meeting)
MEETING_SCORE = _texts(lambda words: words.meeting_score)
SCORES = _options(lambda words: words.scores)
MEETING_BETTER = _texts(lambda words: words.meeting_better)


def survey_title(kind: str, date: str) -> Texts:
    """The survey's title: the kind of consultation and its ISO date, which may be a year, a month or empty."""
    return {language: _title(language, words, kind, date) for language, words in WORDS.items()}


def _title(language: str, words: Words, kind: str, date: str) -> str:
    name = words.titles.get(kind, words.titles[ConsultationKind.OTHER])
    if not date:
        return name
    with speaking(language):
        return words.title_with_date.format(name=name, day=date_text(date))


def question_title(number: int) -> Texts:
    """The heading above what was asked as this question at the consultation."""
    return _texts(lambda words: words.question_title.format(number=number))


def verdict_help(years: tuple[int, ...]) -> Texts:
    """Under an issue's title: when it was raised, and what is asked about it."""
    if not years:
        return _texts(lambda words: words.verdict)
    listed = [str(year) for year in years]
    return _texts(lambda words: words.verdict_after_years.format(years=words.list_separator.join(listed)))
