"""Random facts of a few years, with every kind of figure that a report shows; the same seed gives the same facts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from random import Random

from feedback.enums import Answer, CodingState, ConsultationKind, Delivery, EvidenceKind
from feedback.issue_states import IssueState
from reports.facts import (
    Commitment,
    Consultation,
    Evidence,
    Facts,
    Issue,
    Milestone,
    Moved,
    PointCoding,
    RaisedPoint,
    Slip,
    Theme,
)
from reports.survey_facts import CrossTally, StatementTally, Survey, Tally
from surveys.definition import QuestionType
from surveys.questions.ranking import FIRST
from tests.reports.sample_facts import VERDICTS, make_point, make_question

CUT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
TODAY = date(2026, 1, 15)
YEAR = 2025
CHOICES = ("association", "foundation", "study", "agency")
FIVE_POINTS = ("1", "2", "3", "4", "5", "cannot say")


def random_year(seed: int, *, meetings: int = 2, issues: int = 5) -> Facts:
    """This many meetings a year from 2023, each with points and most with a survey; counts from none to many hundreds."""
    chance = Random(seed)
    themes = tuple(
        Theme(f"t{n}", f"T{n:02}", {"sv": f"Tema nummer {n}", "en": f"Theme number {n}"}) for n in range(1, 5)
    )
    held = tuple(_consultation(chance, year, n) for year in (2023, 2024, YEAR) for n in range(1, meetings + 1))
    followed = tuple(_issue(chance, n, held) for n in range(1, issues + 1))
    ids = [issue.id for issue in followed]
    return Facts(
        department="Glesbygdsdepartementet",
        cut=CUT,
        consultations=held,
        themes=themes,
        codings=tuple(_codings(chance, held, themes)),
        issues=followed,
        commitments=tuple(_commitment(chance, n, ids) for n in range(1, 5)),
        surveys=tuple(_survey(chance, it, ids, themes) for it in held if chance.random() < 0.8),
    )


def _consultation(chance: Random, year: int, number: int) -> Consultation:
    id = f"c{year}-{number}"
    points = tuple(make_point(f"{id}-p{n}", f"Synpunkt {n} om landsbygden.") for n in range(chance.randint(0, 9)))
    day = date(year, chance.randint(1, 12), chance.randint(1, 28)).isoformat()
    kind = chance.choice([ConsultationKind.SAKRAD, ConsultationKind.SAMRAD, ConsultationKind.CONFERENCE])
    return Consultation(id, f"Möte {number}", day, year, kind, "Departementet", "sv", points=points)


def _codings(chance: Random, held: Sequence[Consultation], themes: Sequence[Theme]) -> list[PointCoding]:
    return [
        PointCoding(point.id, theme.id, chance.choice(list(CodingState)))
        for consultation in held
        for point in consultation.points
        for theme in themes
        if chance.random() < 0.4
    ]


def _issue(chance: Random, number: int, held: Sequence[Consultation]) -> Issue:
    said = [(point, it) for it in held for point in it.points]
    raised = chance.sample(said, min(len(said), chance.randint(1, 6)))
    delivery = chance.choice(list(Delivery))
    state = IssueState(
        answer=chance.choice(list(Answer)),
        delivery=delivery,
        delivery_at=datetime(YEAR, 6, 1, tzinfo=UTC) if delivery is not Delivery.NO_EVIDENCE else None,
    )
    points = tuple(RaisedPoint(point.id, point.text, it.id, it.year) for point, it in raised)
    return Issue(f"i{number}", f"Angelägenhet {number}", points, state)


def _commitment(chance: Random, number: int, issues: Sequence[str]) -> Commitment:
    slips = tuple(
        Slip(date(YEAR, 1, 1 + n), Moved.DUE, "2024-12-31", "2025-12-31", "Remissen drog ut.")
        for n in range(chance.randint(0, 3))
    )
    milestones = tuple(
        Milestone(f"Delmål {n}", date(YEAR, 5, n + 1), reached_on=chance.choice([None, date(YEAR, 6, 1)]))
        for n in range(chance.randint(0, 3))
    )
    return Commitment(
        f"k{number}",
        f"Åtagande {number}",
        "Enheten för stöd",
        due=date(chance.choice([YEAR, YEAR + 2]), 3, 1),
        slips=slips,
        issue_ids=tuple(chance.sample(issues, min(len(issues), chance.randint(0, 3)))),
        evidence=tuple(Evidence(EvidenceKind.LINK, "Internt.", False) for _n in range(chance.randint(0, 2))),
        milestones=milestones,
    )


def _survey(chance: Random, consultation: Consultation, issues: Sequence[str], themes: Sequence[Theme]) -> Survey:
    responses = chance.choice([0, 3, 12, 40, 400])
    questions = (
        make_question("q1", QuestionType.SINGLE_CHOICE, CHOICES),
        make_question("q2", QuestionType.SEVERAL_CHOICES, ("p1", "p2", "p3")),
        make_question("q3", QuestionType.FREE_TEXT),
        make_question("q4", QuestionType.FIVE_POINT_SCALE, FIVE_POINTS),
        make_question("q5", QuestionType.RANKING, ("r1", "r2", "r3")),
        make_question("q6", QuestionType.NUMBER),
        make_question("q7", QuestionType.DATE),
        make_question("q8", QuestionType.CONSENT),
        *(make_question(f"v{n}", QuestionType.VERDICT, VERDICTS, id) for n, id in enumerate(issues, start=1)),
    )
    tallies: list[Tally] = []
    answered = {}
    for question in questions:
        given = answered[question.key] = chance.randint(responses // 2, responses)
        values = [option.value for option in question.options]
        if question.type is QuestionType.SEVERAL_CHOICES:
            tallies += [Tally(question.key, value, chance.randint(0, given)) for value in values]
        elif question.type is QuestionType.RANKING:
            first = chance.choices(values, k=given)
            tallies += [Tally(question.key, value, given) for value in values]
            tallies += [Tally(question.key, f"{value}{FIRST}", first.count(value)) for value in values]
        elif question.type in (QuestionType.NUMBER, QuestionType.DATE):
            told = (
                ["10", "12", "20", "35"] if question.type is QuestionType.NUMBER else ["2025-03", "2025-04", "2025-11"]
            )
            chosen = chance.choices(told, [9, 5, 3, 1], k=given) if len(told) == 4 else chance.choices(told, k=given)
            tallies += [Tally(question.key, value, chosen.count(value)) for value in told]
        elif values:
            shares = [chance.choice([0, 1, 1, 3, 9]) for _value in values]
            chosen = chance.choices(values, [n or 0.01 for n in shares], k=given)
            tallies += [Tally(question.key, value, chosen.count(value)) for value in values]
    spoken = chance.choices(["sv", "en", "ar"], [9, 2, 1], k=responses)
    return Survey(
        id=f"s-{consultation.id}",
        consultation_id=consultation.id,
        year=consultation.year,
        title={"sv": f"Enkät om {consultation.title}", "en": f"Survey about {consultation.title}"},
        questions=questions,
        invited=chance.choice([0, responses, responses + 25]),
        responses=responses,
        opened=date(consultation.year, 6, 10),
        closed=date(consultation.year, 12, 31),
        languages={code: spoken.count(code) for code in dict.fromkeys(spoken)},
        answered=answered,
        tallies=tuple(tallies),
        statement_themes=tuple(
            StatementTally("q3", theme.id, state, chance.randint(0, 30))
            for theme in themes
            for state in CodingState
            if answered["q3"]
        ),
        crosses=tuple(_crosses(chance, tallies, answered)),
        is_sample=chance.random() < 0.5,
        invited_types={value: chance.choice([0, 2, 9, 40]) for value in CHOICES},
        invited_languages={code: chance.choice([0, 2, 9, 40]) for code in ("sv", "en", "ar")}
        if chance.random() < 0.7
        else None,
    )


def _crosses(chance: Random, tallies: Sequence[Tally], answered: Mapping[str, int]) -> Iterator[CrossTally]:
    """The scale's answers by kind, each answer dealt out at random among the kinds."""
    kinds = dict.fromkeys(CHOICES, 0)
    for tally in (it for it in tallies if it.question_key == "q4"):
        dealt = chance.choices(CHOICES, [9, 6, 3, 1], k=tally.n)
        for kind in CHOICES:
            kinds[kind] += dealt.count(kind)
            yield CrossTally("q1", kind, "q4", tally.value, dealt.count(kind))
    yield from (CrossTally("q1", kind, "q4", "", n) for kind, n in kinds.items() if answered["q4"])
