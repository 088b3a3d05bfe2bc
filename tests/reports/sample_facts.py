"""A small department's facts, with numbers that can be worked out by hand; fictional throughout."""

from dataclasses import replace
from datetime import UTC, date, datetime

from feedback.enums import (
    Answer,
    CodingState,
    ConsultationKind,
    Delivery,
    Effect,
    EvidenceKind,
    PointKind,
    Verification,
)
from feedback.issue_states import IssueState
from reports.document import Document
from reports.facts import (
    AskedQuestion,
    Commitment,
    Consultation,
    Evidence,
    Facts,
    Issue,
    Moved,
    NotedPoint,
    Passage,
    PointCoding,
    RaisedPoint,
    Reply,
    Slip,
    Theme,
)
from reports.follow_up import follow_up_report
from reports.survey_facts import StatementTally, Survey, Tally
from surveys.definition import Option, Question, QuestionType

CUT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
TODAY = date(2026, 1, 15)
VERDICTS = ("yes", "partly", "no", "cannot say")


def make_point(id: str, text: str, question: int | None = None, heading: str = "") -> NotedPoint:
    return NotedPoint(id, text, PointKind.STATEMENT, "anteckningar.txt", 1, 10, 11, question, heading)


def make_question(key: str, type: QuestionType, values: tuple[str, ...] = (), issue_id: str | None = None) -> Question:
    options = tuple(Option(value, {"sv": f"svar {value}", "en": f"answer {value}"}) for value in values)
    text = {"sv": f"Fråga {key} på svenska?", "en": f"Question {key} in English?"}
    return Question(key, type, text, options=options, issue_id=issue_id)


def make_tallies(key: str, counts: dict[str, int]) -> tuple[Tally, ...]:
    return tuple(Tally(key, value, n) for value, n in counts.items())


def make_verdict(key: str, issue_id: str) -> Question:
    return make_question(key, QuestionType.VERDICT, VERDICTS, issue_id)


def make_survey(**changes: object) -> Survey:
    """40 of 55 answered: 28 in Swedish, 8 in English, 4 in Arabic."""
    survey = Survey(
        id="s1",
        consultation_id="c2024",
        year=2024,
        title={"sv": "Enkät om sakrådet", "en": "Survey about the consultation"},
        questions=(
            make_question("q1", QuestionType.SINGLE_CHOICE, ("association", "foundation", "region")),
            make_question("q2", QuestionType.SEVERAL_CHOICES, ("p1", "p2", "p4")),
            make_question("q3", QuestionType.FREE_TEXT),
            make_verdict("q4", "i1"),
            make_verdict("q5", "i2"),
            make_question("q6", QuestionType.FIVE_POINT_SCALE, ("1", "2", "3", "4", "5", "cannot say")),
        ),
        invited=55,
        responses=40,
        opened=date(2024, 6, 10),
        closed=date(2024, 7, 1),
        languages={"sv": 28, "en": 8, "ar": 4},
        answered={"q1": 40, "q2": 38, "q3": 30, "q4": 36, "q5": 36, "q6": 38},
        tallies=(
            *make_tallies("q1", {"association": 20, "foundation": 15, "region": 5}),
            *make_tallies("q2", {"p1": 22, "p2": 4, "p4": 18}),
            *make_tallies("q4", {"yes": 6, "partly": 7, "no": 17, "cannot say": 6}),
            *make_tallies("q5", {"yes": 2, "partly": 12, "no": 9, "cannot say": 13}),
            *make_tallies("q6", {"1": 1, "2": 2, "3": 9, "4": 15, "5": 11}),
        ),
        statement_themes=(
            StatementTally("q3", "t1", CodingState.CONFIRMED, 12),
            StatementTally("q3", "t1", CodingState.SUGGESTED, 3),
            StatementTally("q3", "t2", CodingState.CONFIRMED, 2),
            StatementTally("q3", "t3", CodingState.REJECTED, 9),
        ),
    )
    return replace(survey, **changes)


def english(facts: Facts, threshold: int = 5) -> Document:
    """The follow-up report of the consultation of 2024."""
    return follow_up_report(facts, consultation_id="c2024", language="en", today=TODAY, threshold=threshold)


def make_facts(**changes: object) -> Facts:
    facts = Facts(
        department="Glesbygdsdepartementet",
        cut=CUT,
        consultations=(_consultation_2024(), _consultation_2023(), _decision()),
        themes=(
            Theme("t1", "T01", {"sv": "Långsiktig finansiering", "en": "Long-term funding"}),
            Theme("t2", "T02", {"sv": "Lokaler"}),
            Theme("t3", "T03", {"sv": "Resor", "en": "Travel"}),
        ),
        codings=_codings(),
        issues=_issues(),
        commitments=_commitments(),
        surveys=(make_survey(),),
    )
    return replace(facts, **changes)


def _consultation_2024() -> Consultation:
    return Consultation(
        id="c2024",
        title="Sakråd om bygdegårdar",
        date="2024-06-04",
        year=2024,
        kind=ConsultationKind.SAKRAD,
        host="Glesbygdsdepartementet",
        language="sv",
        participants_count=30,
        participants_unit="organisationer",
        participants_text="ett 30-tal organisationer",
        questions=(
            AskedQuestion("a1", 1, "Vad hindrar er?", ("Vad saknas?", "Vem kan hjälpa?")),
            AskedQuestion("a2", 2, "Vad fungerar?"),
        ),
        points=(
            make_point("p1", "Projektpengarna räcker ett år i taget.", 1),
            make_point("p2", "Lokalen kan inte värmas på vintern.", 1),
            make_point("p3", "Stödet bör sökas på ett ställe.", 1),
            make_point("p4", "Mammor kommer när det finns barnpassning.", 2),
            make_point("p5", "Bussen slutar gå klockan sju.", heading="Resor"),
            make_point("p6", "Kaffet var gott."),
        ),
    )


def _consultation_2023() -> Consultation:
    return Consultation(
        id="c2023",
        title="Samråd om bygdens liv",
        date="2023-05",
        year=2023,
        kind=ConsultationKind.SAMRAD,
        host="Glesbygdsdepartementet",
        language="sv",
        points=tuple(make_point(f"e{number}", f"Tidigare synpunkt {number}.") for number in (1, 2, 3, 4)),
    )


def _decision() -> Consultation:
    return Consultation(
        "d2024", "Uppdrag om samlingslokaler", "2024-09-01", 2024, ConsultationKind.DECISION, "Regeringen", "sv"
    )


def _codings() -> tuple[PointCoding, ...]:
    confirmed = [("p1", "t1"), ("p2", "t1"), ("p3", "t1"), ("p4", "t2"), ("e1", "t1"), ("e2", "t2"), ("e3", "t2")]
    return (
        *(PointCoding(point, theme, CodingState.CONFIRMED) for point, theme in confirmed),
        PointCoding("p5", "t3", CodingState.SUGGESTED),
        PointCoding("p6", "t1", CodingState.REJECTED),
    )


def _issues() -> tuple[Issue, ...]:
    return (
        Issue(
            "i1",
            "Kortsiktiga projektpengar",
            (
                RaisedPoint("x1", "Pengarna tar slut.", "c2012", 2012),
                RaisedPoint("x2", "Ettåriga bidrag.", "c2019", 2019),
                RaisedPoint("e1", "Tidigare synpunkt 1.", "c2023", 2023),
                RaisedPoint("p1", "Projektpengarna räcker ett år i taget.", "c2024", 2024),
                RaisedPoint("p3", "Stödet bör sökas på ett ställe.", "c2024", 2024),
            ),
            IssueState(
                answer=Answer.ACCEPTED_IN_PART,
                answer_reason="Fleråriga bidrag prövas i två län.",
                delivery=Delivery.SUBSTANTIAL,
                delivery_at=datetime(2024, 11, 1, tzinfo=UTC),
                verification=Verification.CHECKED,
                effect=Effect.MARGINAL,
            ),
            (Reply("Norrbygdens förening", "Det räcker inte."),),
        ),
        Issue("i2", "Kalla lokaler", (RaisedPoint("p2", "Lokalen kan inte värmas på vintern.", "c2024", 2024),)),
        Issue(
            "i3",
            "Barnpassning vid möten",
            (
                RaisedPoint("e2", "Tidigare synpunkt 2.", "c2023", 2023),
                RaisedPoint("p4", "Mammor kommer när det finns barnpassning.", "c2024", 2024),
            ),
            IssueState(
                answer=Answer.ACCEPTED, delivery=Delivery.COMPLETE, delivery_at=datetime(2025, 12, 1, tzinfo=UTC)
            ),
        ),
        Issue("i4", "Bara tidigare", (RaisedPoint("e3", "Tidigare synpunkt 3.", "c2023", 2023),)),
    )


def _commitments() -> tuple[Commitment, ...]:
    slip = Slip(date(2024, 12, 20), Moved.DUE, "2024-12-31", "2025-03-01", "Remissen tog längre tid.")
    evidence = (
        Evidence(EvidenceKind.LINK, "Beslutet är publicerat.", True, url="https://example.org/beslut"),
        Evidence(EvidenceKind.PASSAGE, "Hemligt internt underlag.", False, document="internt.pdf"),
    )
    return (
        Commitment(
            "k1",
            "Pröva fleråriga bidrag",
            "Enheten för stöd",
            due=date(2025, 3, 1),
            original_due=date(2024, 12, 31),
            slips=(slip,),
            issue_ids=("i1",),
            evidence=evidence,
            source=Passage("Uppdrag om samlingslokaler", "2024-09-01", "uppdrag.pdf", 2, 14, 16),
        ),
        Commitment("k2", "Bekosta barnpassning", "Kansliet", due=date(2025, 1, 1), issue_ids=("i3",)),
        Commitment("k3", "Kartlägga bussarna", "Länen", due=date(2027, 1, 1)),
    )
