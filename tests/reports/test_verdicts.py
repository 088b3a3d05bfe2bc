"""The participants' verdict on an issue: only what may be shown of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from feedback.enums import Delivery, Verdict
from feedback.issue_states import Entry, Field
from reports.figures import Basis
from reports.gaps import Gap
from reports.verdicts import AskedIn, gaps_over_years, shown_verdict, verdicts_of
from surveys.digest import digest
from surveys.tables import Survey, SurveyVersion, VerdictQuestion
from tests.factories import make_issue
from tests.surveys.open_surveys import ADDRESSED, ANSWERS, answer, open_survey

ASKED_IN = AskedIn(uuid4(), 2024, "Consultation", "en", is_open=False, invited=40)


def counts(yes: int, partly: int, no: int, cannot_say: int) -> Mapping[Verdict, int]:
    return dict(zip(Verdict, (yes, partly, no, cannot_say), strict=True))


async def ask_about(issue: UUID, *, answers: tuple[str, ...], invited: int = 0, link: str = "the-open-link") -> UUID:
    """A survey that asks about this issue, with these verdicts."""
    survey = await open_survey(link=link)
    await Survey.update({Survey.invited: invited}).where(Survey.id == survey)
    version = await SurveyVersion.select(SurveyVersion.id).where(SurveyVersion.survey == survey).first()
    assert version is not None
    await VerdictQuestion(version=version["id"], survey=survey, question_key=ADDRESSED.key, issue=issue).save()
    for verdict in answers:
        await answer({**ANSWERS, ADDRESSED.key: [verdict]}, link=link)
    return survey


def test_shown_verdict_with_shares_and_response_rate() -> None:
    shown = shown_verdict(ASKED_IN, counts(6, 6, 8, 0), responses=20, threshold=5)

    assert [(count.n, count.share) for count in shown.counts] == [(6, 0.3), (6, 0.3), (8, 0.4), (0, 0.0)]
    assert (shown.n, shown.response_rate, shown.hides_some) == (20, 0.5, False)


def test_shown_verdict_hides_a_small_number_and_what_it_follows_from() -> None:
    shown = shown_verdict(ASKED_IN, counts(2, 6, 10, 0), responses=18, threshold=5)

    assert [(count.n, count.share) for count in shown.counts] == [(None, None), (None, None), (10, 10 / 18), (0, 0.0)]
    assert (shown.n, shown.hides_some) == (18, True)


@pytest.mark.parametrize(("verdicts", "responses"), [(counts(1, 1, 2, 0), 30), (counts(4, 0, 0, 0), 4)])
def test_shown_verdict_of_too_few(verdicts: Mapping[Verdict, int], responses: int) -> None:
    shown = shown_verdict(ASKED_IN, verdicts, responses=responses, threshold=5)

    assert [(count.n, count.share) for count in shown.counts] == [(None, None)] * 4
    assert shown.n is None


def test_shown_verdict_of_too_few_responses_has_no_response_rate() -> None:
    shown = shown_verdict(ASKED_IN, counts(4, 0, 0, 0), responses=4, threshold=5)

    assert shown.response_rate is None


def test_shown_verdict_where_nobody_was_invited_by_name() -> None:
    shown = shown_verdict(replace(ASKED_IN, invited=0), counts(6, 6, 8, 0), responses=20, threshold=5)

    assert shown.response_rate is None


async def test_verdicts_of_counts_digested_and_new_responses(database: str) -> None:
    issue, other = await make_issue(), await make_issue(title="Not asked about")
    survey = await ask_about(issue, answers=("yes",) * 3, invited=12)
    await digest(survey)
    for _again in range(3):
        await answer({**ANSWERS, ADDRESSED.key: ["yes"]})

    found = await verdicts_of([issue, other], threshold=3)

    assert list(found) == [issue]
    (verdict,) = found[issue]
    assert (verdict.survey_id, verdict.year, verdict.n, verdict.invited, verdict.response_rate, verdict.is_open) == (
        survey,
        2024,
        6,
        12,
        0.5,
        True,
    )
    assert [count.n for count in verdict.counts] == [6, 0, 0, 0]


async def test_verdicts_of_a_survey_with_two_versions_is_one(database: str) -> None:
    issue = await make_issue()
    survey = await ask_about(issue, answers=("no",) * 3)
    version = SurveyVersion(survey=survey, number=2, definition="{}")
    await version.save()
    await VerdictQuestion(version=version.id, survey=survey, question_key=ADDRESSED.key, issue=issue).save()

    found = await verdicts_of([issue], threshold=3)

    assert [verdict.n for verdict in found[issue]] == [3]


async def test_verdicts_of_a_survey_without_responses(database: str) -> None:
    issue = await make_issue()
    await ask_about(issue, answers=())

    assert await verdicts_of([issue], threshold=5) == {}
    assert await verdicts_of([], threshold=5) == {}


def test_gap_of_an_earlier_year_is_to_what_the_department_had_said_when_its_survey_closed() -> None:
    closed = datetime(2023, 12, 1, tzinfo=UTC)
    asked = [
        (replace(ASKED_IN, closed_at=closed.replace(year=2025)), 2025),
        (replace(ASKED_IN, closed_at=closed), 2023),
    ]
    verdicts = [
        shown_verdict(replace(asked_in, year=year), counts(6, 8, 6, 0), responses=20, threshold=5)
        for asked_in, year in asked
    ]
    log = [
        Entry(Field.DELIVERY, value, "", None, datetime(year, 1, 1, tzinfo=UTC))
        for value, year in ((Delivery.SUBSTANTIAL, 2023), (Delivery.COMPLETE, 2026))
    ]

    found = gaps_over_years(uuid4(), log, verdicts, Basis(closed, 5))

    # 6 of 20 agree with complete, as is said now; 14 of 20 agreed with substantial, as was said then.
    assert [(each.gap, each.agreement and each.agreement.n) for each in found] == [(Gap.YES, 6), (Gap.NO, 14)]
