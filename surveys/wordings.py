"""What every drafted survey says in Swedish, English and Arabic. Survey wording is data: it is frozen with the survey,
and an officer may reword it, so it is not in the catalogs."""

from collections.abc import Mapping

from feedback.enums import ConsultationKind, Verdict
from feedback.translation import date_text, speaking
from surveys.definition import Option, Texts
from surveys.questions.five_point_scale import CANNOT_SAY

#: The languages a draft is offered in: the ones that the texts below exist in.
LANGUAGES = ("sv", "en", "ar")

INTRO: Texts = {
    "sv": (
        "Tack för att ni deltog. Nu vill vi veta vad som är viktigast för er, om det har hänt något sedan sist och "
        "hur mötet var. Ni kan hoppa över frågor. Skriv inget som pekar ut enskilda personer."
    ),
    "en": (
        "Thank you for taking part. Now we want to know what matters most to you, whether anything has changed since "
        "last time, and how the meeting was. You can skip questions. Do not write anything that identifies a person."
    ),
    "ar": (
        "شكرًا لمشاركتكم. نودّ الآن أن نعرف ما هو الأهم بالنسبة إليكم، وهل تغيّر شيء منذ المرة السابقة، وكيف كان "
        "اللقاء. يمكنكم تخطّي بعض الأسئلة. يُرجى عدم كتابة أي شيء يدل على هوية شخص معيّن."
    ),
}

BACKGROUND: Texts = {"sv": "Om er organisation", "en": "About your organisation", "ar": "عن منظمتكم"}
ORGANISATION_TYPE: Texts = {
    "sv": "Vilken typ av organisation företräder ni?",
    "en": "What kind of organisation do you represent?",
    "ar": "ما نوع المنظمة التي تمثلونها؟",
}
ORGANISATION_TYPES: tuple[Option, ...] = (
    Option(
        "association",
        {
            "sv": "Förening eller annan ideell organisation",
            "en": "Association or other non-profit organisation",
            "ar": "جمعية أو منظمة أخرى غير ربحية",
        },
    ),
    Option("faith", {"sv": "Trossamfund", "en": "Faith community", "ar": "طائفة دينية"}),
    Option(
        "study",
        {"sv": "Studieförbund", "en": "Adult education association", "ar": "جمعية لتعليم الكبار"},
    ),
    Option("foundation", {"sv": "Stiftelse", "en": "Foundation", "ar": "مؤسسة خيرية أو وقفية"}),
    Option(
        "public",
        {"sv": "Region eller kommun", "en": "Region or municipality", "ar": "إقليم أو بلدية"},
    ),
    Option("agency", {"sv": "Statlig myndighet", "en": "Government agency", "ar": "هيئة حكومية"}),
    Option("other", {"sv": "Annan", "en": "Other", "ar": "جهة أخرى"}),
)

POINTS: Texts = {"sv": "Synpunkter från mötet", "en": "Points from the meeting", "ar": "نقاط طُرحت في اللقاء"}
POINTS_THAT_MATTER: Texts = {
    "sv": "Vilka av de här synpunkterna är viktigast för er?",
    "en": "Which of these points matter most to you?",
    "ar": "أيّ هذه النقاط هي الأهم بالنسبة إليكم؟",
}
POINTS_SOURCE: Texts = {
    "sv": "Synpunkterna kommer från anteckningarna från mötet.",
    "en": "The points come from the notes of the meeting.",
    "ar": "هذه النقاط مأخوذة من محضر اللقاء.",
}
ANYTHING_TO_ADD: Texts = {
    "sv": "Vad vill ni tillägga om det som togs upp?",
    "en": "What would you like to add about what was discussed?",
    "ar": "ما الذي تودّون إضافته حول ما طُرح في اللقاء؟",
}

ISSUES: Texts = {"sv": "Frågor som har tagits upp", "en": "Issues that have been raised", "ar": "مسائل سبق طرحها"}
ISSUES_INTRO: Texts = {
    "sv": (
        "Deltagare har tagit upp de här frågorna. Har de åtgärdats? Svara utifrån vad ni själva har märkt, inte "
        "utifrån vad som har beslutats."
    ),
    "en": (
        "Participants have raised these issues. Have they been addressed? Answer from what you have noticed "
        "yourselves, not from what has been decided."
    ),
    "ar": ("طرح المشاركون هذه المسائل. هل عولجت؟ أجيبوا بناءً على ما لاحظتموه بأنفسكم، لا على ما تقرَّر رسميًا."),
}
VERDICTS: tuple[Option, ...] = (
    Option(Verdict.YES.value, {"sv": "Ja", "en": "Yes", "ar": "نعم"}),
    Option(Verdict.PARTLY.value, {"sv": "Delvis", "en": "Partly", "ar": "جزئيًا"}),
    Option(Verdict.NO.value, {"sv": "Nej", "en": "No", "ar": "لا"}),
    Option(Verdict.CANNOT_SAY.value, {"sv": "Kan inte säga", "en": "Cannot say", "ar": "لا يمكننا الحكم"}),
)

MEETING: Texts = {"sv": "Om mötet", "en": "About the meeting", "ar": "عن اللقاء"}
MEETING_SCORE: Texts = {
    "sv": "Hur var mötet som helhet?",
    "en": "How was the meeting as a whole?",
    "ar": "كيف كان اللقاء بشكل عام؟",
}
SCORES: tuple[Option, ...] = (
    Option("1", {"sv": "Mycket dåligt", "en": "Very poor", "ar": "سيئ جدًا"}),
    Option("2", {"sv": "Dåligt", "en": "Poor", "ar": "سيئ"}),
    Option("3", {"sv": "Varken bra eller dåligt", "en": "Neither good nor poor", "ar": "لا جيد ولا سيئ"}),
    Option("4", {"sv": "Bra", "en": "Good", "ar": "جيد"}),
    Option("5", {"sv": "Mycket bra", "en": "Very good", "ar": "جيد جدًا"}),
    Option(CANNOT_SAY, {"sv": "Kan inte säga", "en": "Cannot say", "ar": "لا يمكننا الحكم"}),
)
MEETING_BETTER: Texts = {
    "sv": "Vad kan bli bättre till nästa gång?",
    "en": "What could be better next time?",
    "ar": "ما الذي يمكن تحسينه في المرة القادمة؟",
}

_SURVEY_AFTER: Mapping[str, Mapping[str, str]] = {
    "sv": {
        ConsultationKind.SAKRAD: "Enkät efter sakrådet",
        ConsultationKind.SAMRAD: "Enkät efter samrådet",
        ConsultationKind.CONFERENCE: "Enkät efter konferensen",
        ConsultationKind.OTHER: "Enkät efter mötet",
    },
    "en": {
        ConsultationKind.SAKRAD: "Survey after the consultation",
        ConsultationKind.SAMRAD: "Survey after the consultation",
        ConsultationKind.CONFERENCE: "Survey after the conference",
        ConsultationKind.OTHER: "Survey after the meeting",
    },
    "ar": {
        ConsultationKind.SAKRAD: "استبيان بعد جلسة التشاور",
        ConsultationKind.SAMRAD: "استبيان بعد جلسة التشاور",
        ConsultationKind.CONFERENCE: "استبيان بعد المؤتمر",
        ConsultationKind.OTHER: "استبيان بعد اللقاء",
    },
}


def survey_title(kind: str, date: str) -> Texts:
    """The survey's title: the kind of consultation and its ISO date, which may be a year, a month or empty."""
    return {language: _title(language, kind, date) for language in LANGUAGES}


def _title(language: str, kind: str, date: str) -> str:
    names = _SURVEY_AFTER[language]
    name = names.get(kind, names[ConsultationKind.OTHER])
    if not date:
        return name
    with speaking(language):
        day = date_text(date)
    return f"{name} {day}" if language == "sv" else f"{name}{'،' if language == 'ar' else ','} {day}"


def question_title(number: int) -> Texts:
    """The heading above what was asked as this question at the consultation."""
    return {"sv": f"Fråga {number}", "en": f"Question {number}", "ar": f"السؤال {number}"}


def verdict_help(years: tuple[int, ...]) -> Texts:
    """Under an issue's title: when it was raised, and what is asked about it."""
    if not years:
        return {"sv": "Har detta åtgärdats?", "en": "Has this been addressed?", "ar": "هل عولجت هذه المسألة؟"}
    listed = ", ".join(str(year) for year in years)
    return {
        "sv": f"Har tagits upp {listed}. Har detta åtgärdats?",
        "en": f"Raised in {listed}. Has this been addressed?",
        "ar": f"طُرحت في {listed.replace(',', '،')}. هل عولجت هذه المسألة؟",
    }
