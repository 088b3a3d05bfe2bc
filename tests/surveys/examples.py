"""Small definitions and consultations that the tests of this folder share; all of it our own writing."""

from dataclasses import replace

from surveys.definition import Option, Question, QuestionType, Section, SurveyDefinition
from surveys.sources import AskedQuestion, ConsultationToAskAbout, OpenIssue, RaisedPoint

MEALS = Question(
    key="q1",
    type=QuestionType.SINGLE_CHOICE,
    text={"sv": "Vad äter ni?", "en": "What do you eat?"},
    options=(Option("soup", {"sv": "Soppa", "en": "Soup"}), Option("bread", {"sv": "Bröd"})),
)
TOPICS = Question(
    key="q2",
    type=QuestionType.SEVERAL_CHOICES,
    text={"sv": "Vad är viktigast?"},
    options=tuple(Option(value, {"sv": value.upper()}) for value in ("a", "b", "c", "d")),
    max_choices=3,
)
WORDS = Question(key="q3", type=QuestionType.FREE_TEXT, text={"sv": "Berätta!"}, help={"sv": "Hur?\nVar?"})
HOBBY = Question(
    key="q6",
    type=QuestionType.SINGLE_CHOICE,
    text={"sv": "Vad gör ni?", "en": "What do you do?"},
    options=(Option("sing", {"sv": "Sjunger"}), Option("other", {"sv": "Annat", "en": "Something else"})),
    other=True,
)
HOBBIES = replace(HOBBY, key="q7", type=QuestionType.SEVERAL_CHOICES)
RANKED = replace(TOPICS, key="q8", type=QuestionType.RANKING)
MEMBERS = Question(key="q9", type=QuestionType.NUMBER, text={"sv": "Hur många är ni?"}, minimum=1, maximum=5000)
FOUNDED = Question(key="q10", type=QuestionType.DATE, text={"sv": "När bildades föreningen?"})
NAME = Question(key="q11", type=QuestionType.SHORT_TEXT, text={"sv": "Vad heter ni?"})
READ_THIS = Question(key="q12", type=QuestionType.INFORMATION, text={"sv": "Nu kommer tre frågor.\nTa god tid."})
AGREED = Question(key="q13", type=QuestionType.CONSENT, text={"sv": "Vi får citeras."})
AGREEMENT = Question(
    key="q14",
    type=QuestionType.SEVEN_POINT_SCALE,
    text={"sv": "Håller ni med?"},
    options=tuple(Option(str(n), {"sv": f"Nivå {n}"}) for n in range(1, 8)),
)
SURVEY = SurveyDefinition(
    title={"sv": "Enkät", "en": "Survey"},
    languages=("sv", "en"),
    sections=(
        Section("first", {"sv": "Först", "en": "First"}, (MEALS, TOPICS)),
        Section("empty", {"sv": "Tom"}),
        Section("last", {"sv": "Sist"}, (WORDS,)),
    ),
    keys_given=3,
)


def make_consultation(
    *, questions: int = 0, points: int = 0, issues: int = 0, heading: str = ""
) -> ConsultationToAskAbout:
    """Question n is asked as number n; issue n is raised by point n in n different years."""
    return ConsultationToAskAbout(
        kind="samråd",
        date="2025-10-14",
        language="sv",
        questions=tuple(
            AskedQuestion(f"asked {n}", n, f"Fråga nummer {n}?", ("Hur?", "Var?")) for n in range(1, questions + 1)
        ),
        points=tuple(RaisedPoint(f"point {n}", f"Synpunkt nummer {n}.", heading=heading) for n in range(1, points + 1)),
        issues=tuple(
            OpenIssue(f"issue {n}", f"Sak {n}", tuple(range(2026 - n, 2026)), (f"point {n}",))
            for n in range(1, issues + 1)
        ),
    )
