"""A survey with a million responses: how long its figures take beside the SQL that they need, in the same run.

Bare SQL is as in `test_issue_pages`. *Read* is the facts of all surveys; *figures* is those and every figure of the survey,
with intervals, quartiles, groups and the comparison with an earlier one.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from feedback.database import database as engine
from feedback.database import execute
from reports.aggregation import survey_figures
from reports.comparisons import compared_survey
from reports.figures import Basis
from reports.queries.surveys import read_surveys
from reports.representativeness import representativeness
from surveys.building import InvitedAre
from surveys.definition import SCALES, Option, Question, QuestionType, Section, SurveyDefinition, to_json
from surveys.tables import Survey, SurveyVersion, Tally
from tests.benchmarks.test_issue_pages import bare, statements_of, took
from tests.factories import make_consultation

RESPONSES = 1_000_000
TODAY = date(2026, 1, 10)
NOW = datetime(2026, 1, 10, tzinfo=UTC)
ROUNDS = 5
TYPES = (QuestionType.SINGLE_CHOICE, QuestionType.SEVERAL_CHOICES, *SCALES, QuestionType.VERDICT, QuestionType.NUMBER)


def asked(number: int) -> Question:
    kind = TYPES[number % len(TYPES)]
    values = () if kind is QuestionType.NUMBER else tuple(str(n) for n in range(1, 8))
    options = tuple(Option(value, {"sv": f"Svar {value}"}) for value in values)
    issue = "issue" if kind is QuestionType.VERDICT else None
    return Question(f"q{number}", kind, {"sv": f"Fråga {number} om villkoren?"}, options=options, issue_id=issue)


DEFINITION = SurveyDefinition(
    title={"sv": "Stor enkät"}, languages=("sv",), sections=(Section("s", {}, tuple(asked(n) for n in range(30))),)
)

_ID = {
    "sqlite": "lower(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-a' || substr(h, 18, 3) "
    "|| '-' || substr(h, 21, 12))",
    "postgres": "CAST(h AS UUID)",
}
_NUMBERS = {
    "sqlite": "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
    "SELECT i, hex(randomblob(16)) AS h FROM n)",
    "postgres": "(SELECT i, md5(random()::text || i) AS h FROM generate_series(1, CAST({} AS INTEGER)) i)",
}


async def make_survey(*, opened: datetime, responses: int) -> UUID:
    survey = Survey(
        consultation=await make_consultation(),
        state="closed",
        draft=to_json(DEFINITION),
        link=str(responses),
        invited=2 * responses,
        invited_are=InvitedAre.SAMPLE.value,
        opened_at=opened,
        closed_at=opened,
    )
    await survey.save()
    version = SurveyVersion(survey=survey.id, number=1, definition=to_json(DEFINITION), published_at=opened)
    await version.save()
    counts = {("", ""): responses, ("", "language:sv"): responses}
    for question in DEFINITION.questions:
        counts[question.key, ""] = responses
        for n in range(1, 8):
            counts[question.key, str(n)] = responses // 10 + (3 * responses // 10 if n == 1 else 0)
    await Tally.insert(
        *(Tally(survey=survey.id, question_key=key, value=value, n=n) for (key, value), n in counts.items())
    )
    kind = engine().engine_type
    await execute(
        "INSERT INTO response (id, survey, version, language, token_hash, revision, answers, day, organisation, source) "
        f"SELECT {_ID[kind]}, {{}}, {{}}, 'sv', h, 1, 'null', '2026-01-01', '', '' FROM {_NUMBERS[kind]} numbered",
        survey.id,
        version.id,
        responses,
    )
    await execute(
        "INSERT INTO digested_response (response, survey) SELECT id, survey FROM response WHERE survey = {}", survey.id
    )
    return survey.id


@pytest.mark.long
async def test_figures_of_a_million_responses_beside_their_bare_sql(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await make_survey(opened=NOW.replace(year=2025), responses=1_000)
    await make_survey(opened=NOW, responses=RESPONSES)
    await execute("ANALYZE")

    async def read() -> None:
        await read_surveys(today=TODAY)

    async def figures() -> None:
        basis = Basis(NOW, 5)
        found = [survey_figures(survey, basis) for survey in await read_surveys(today=TODAY)]
        for each in found:
            representativeness(each, basis)
            compared_survey(each, found, ())

    sent = await statements_of(read)
    sql, facts, whole = await bare(database, sent), await took(read, ROUNDS), await took(figures, ROUNDS)
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{engine().engine_type} figures of {RESPONSES} responses: bare SQL {sql * 1000:.1f} ms, read "
            f"{facts * 1000:.1f} ms ({facts / sql:.2f}), figures {whole * 1000:.1f} ms ({whole / sql:.2f})"
        )

    (_before, survey) = await read_surveys(today=TODAY)
    answered = survey_figures(replace(survey, is_sample=True), Basis(NOW, 5)).questions[0]
    assert answered.options[0].share.n == 400_000
    assert whole / sql <= 3
