"""A survey with a question of every type, in three languages, for what is taken out of the service and brought in."""

import hashlib

from surveys.definition import Image, Option, Question, QuestionType, Section, ShowIf, SurveyDefinition, Texts
from tests.participants.survey import PICTURE as PNG

DIGEST = hashlib.sha256(PNG).hexdigest()
VERDICTS = ("yes", "partly", "no", "cannot say")


def texts(sv: str) -> Texts:
    return {"sv": sv, "en": f"{sv} in English", "ar": f"{sv} بالعربية"}


def options(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value, texts(f"Svar {value}")) for value in values)


EVERY_TYPE = SurveyDefinition(
    title=texts("Enkät"),
    intro=texts("Tack"),
    languages=("sv", "en", "ar"),
    sections=(
        Section(
            "about",
            texts("Om er"),
            (
                Question(
                    "q1",
                    QuestionType.SINGLE_CHOICE,
                    texts("Vilka är ni?"),
                    options=options("club", "other"),
                    other=True,
                ),
                Question(
                    "q2",
                    QuestionType.SEVERAL_CHOICES,
                    texts("Vad gör ni?"),
                    options=options("a b", "c", "d"),
                    max_choices=2,
                ),
                Question("q3", QuestionType.RANKING, texts("Vad är viktigast?"), options=options("x", "y")),
                Question("q4", QuestionType.NUMBER, texts("Hur många?"), minimum=0, maximum=500, required=True),
            ),
            intro=texts("Först"),
        ),
        Section(
            "more",
            texts("Mer"),
            (
                Question(
                    "q5", QuestionType.FIVE_POINT_SCALE, texts("Hur var det?"), options=options(*"12345", "cannot say")
                ),
                Question("q6", QuestionType.SEVEN_POINT_SCALE, texts("Hur mycket?"), options=options(*"1234567")),
                Question("q7", QuestionType.VERDICT, texts("Åtgärdat?"), options=options(*VERDICTS), issue_id="issue"),
                Question("q8", QuestionType.DATE, texts("När?"), show_if=ShowIf("q1", ("club",))),
                Question("q9", QuestionType.SHORT_TEXT, texts("Ni svarade {q4}. Varför?"), show_if=ShowIf("q4")),
                Question(
                    "q10",
                    QuestionType.FREE_TEXT,
                    texts("Något mer?"),
                    help=texts("Hur?"),
                    show_if=ShowIf("q2", ("a b", "c")),
                ),
                Question(
                    "q11",
                    QuestionType.INFORMATION,
                    texts("Nu är det slut."),
                    image=Image(DIGEST, texts("En bild"), 1, 1),
                ),
                Question(
                    "q12", QuestionType.CONSENT, texts("Vi samtycker."), required=True, reason=texts("Annars inte.")
                ),
            ),
        ),
    ),
    keys_given=14,
)
