"""A survey with everything in it, in every language: each question type, conditions on the same page and on a page of their own,
answers recalled, a reason, "other, namely", a picture, and a text that one language alone has."""

import base64
import hashlib
from collections.abc import Mapping

from feedback.translation import LANGUAGES
from surveys.definition import Image, Option, Question, QuestionType, Section, ShowIf, SurveyDefinition, Texts

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
ASKED = {
    "sv": "Vad tycker er förening om mötet",
    "sv-simple": "Vad tycker din förening om mötet",
    "en": "What does your association think of the meeting",
    "fi": "Mitä mieltä yhdistyksenne on kokouksesta",
    "ar": "ما رأي جمعيتكم في اللقاء",
    "so": "Maxay ururkiinu ka qabaan kulanka",
    "fa": "نظر انجمن شما درباره نشست چیست",
    "uk": "Що ваша організація думає про зустріч",
}
# The longest words a language is likely to bring: they have to break on a narrow page.
CHOSEN = {
    "sv": "Civilsamhällesorganisationernas samrådsförfarande",
    "sv-simple": "Föreningarnas möten med departementet",
    "en": "Institutionalised intergovernmental consultation",
    "fi": "Kansalaisyhteiskuntajärjestöjen vuorovaikutusmahdollisuudet",
    "ar": "التشاور مع منظمات المجتمع المدني",
    "so": "Wadatashiga ururrada bulshada rayidka ah",
    "fa": "مشورت با سازمان‌های جامعه مدنی",
    "uk": "Консультації з організаціями громадянського суспільства",
}


def asked(number: int, ending: str = "?") -> Texts:
    return {language: f"{text} ({number}){ending}" for language, text in ASKED.items()}


def options(*values: str) -> tuple[Option, ...]:
    return tuple(
        Option(value, {language: f"{text} {n}" for language, text in CHOSEN.items()})
        for n, value in enumerate(values, start=1)
    )


ONLY_SWEDISH = {"sv": "Skriv gärna med egna ord.\nLämna inga namn."}
PARTS = (
    Section(
        "choices",
        asked(1, ""),
        intro=asked(1, "."),
        questions=(
            Question(
                "q1",
                QuestionType.SINGLE_CHOICE,
                asked(1),
                options=options("association", "faith", "other"),
                required=True,
                reason=asked(1, "!"),
                other=True,
            ),
            Question(
                "q2",
                QuestionType.SEVERAL_CHOICES,
                asked(2),
                options=options("a", "b", "c", "other"),
                max_choices=2,
                other=True,
            ),
            Question("q3", QuestionType.SHORT_TEXT, asked(3), show_if=ShowIf("q1", ("faith",)), help=ONLY_SWEDISH),
            Question("q4", QuestionType.RANKING, asked(4), options=options("x", "y", "z"), max_choices=3),
        ),
    ),
    Section(
        "figures",
        asked(2, ""),
        questions=(
            Question(
                "q5",
                QuestionType.VERDICT,
                asked(5),
                options=options("yes", "partly", "no", "cannot say"),
                image=Image(hashlib.sha256(PICTURE).hexdigest(), asked(5, ".")),
            ),
            Question("q6", QuestionType.FIVE_POINT_SCALE, asked(6), options=options(*"12345")),
            Question("q7", QuestionType.SEVEN_POINT_SCALE, asked(7), options=options(*"1234567")),
            Question("q8", QuestionType.NUMBER, asked(8), minimum=1, maximum=5000, required=True),
            Question("q9", QuestionType.DATE, asked(9), help=asked(9, "!")),
        ),
    ),
    Section(
        "faith",
        asked(3, ""),
        questions=(Question("q10", QuestionType.FREE_TEXT, asked(10), show_if=ShowIf("q1", ("faith",))),),
    ),
    Section(
        "words",
        {language: f"{text}: {{q1}}" for language, text in ASKED.items()},
        questions=(
            Question(
                "q11",
                QuestionType.INFORMATION,
                {language: f"{text}: {{q8}}.\n{text}." for language, text in ASKED.items()},
            ),
            Question(
                "q12",
                QuestionType.FREE_TEXT,
                {language: f"{text}: {{q1}}?" for language, text in ASKED.items()},
                help=ONLY_SWEDISH,
            ),
            Question("q13", QuestionType.CONSENT, asked(13, "."), required=True, reason=asked(13, "!")),
        ),
    ),
)
EVERYTHING = SurveyDefinition(
    title=asked(0, ""),
    intro=asked(0, "."),
    languages=tuple(LANGUAGES),
    sections=PARTS,
    keys_given=13,
)
#: What is filled in, part by part, as the names and values of the fields: right, and wrong.
FILLED: Mapping[int, dict[str, object]] = {
    1: {"q1": "faith", "q2": ["a", "other"], "q2.other": "ناس", "q3": "Abc", "q4.x": "1", "q4.y": "2"},
    2: {"q5": "partly", "q6": "4", "q7": "7", "q8": "120", "q9.day": "3", "q9.month": "11", "q9.year": "1998"},
    3: {"q10": "One line.\nAnother line."},
    4: {"q12": "Lokaler och ett <b>långsiktigt</b> stöd – الدعم", "q13": "yes"},
}
WRONG: Mapping[int, dict[str, object]] = {
    1: {"q2": ["a", "b", "c"], "q4.x": "1", "q4.y": "1"},
    2: {"q8": "5001", "q9.day": "31", "q9.month": "2", "q9.year": "98"},
    3: {"q10": "x" * 10_001},
    4: {"q12": "x" * 10_001},
}
