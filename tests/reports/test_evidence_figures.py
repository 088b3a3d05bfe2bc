"""Figures of closed surveys, offered as evidence to the commitments that answer the issues they asked about."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from feedback.commitments import get_commitment
from feedback.enums import EvidenceKind
from feedback.tables import Consultation
from surveys.tables import Survey
from tests.factories import NOW, make_commitment, make_consultation, make_issue
from tests.reports.test_verdicts import ask_about
from tests.web import Visitor

CLOSED = datetime(2026, 5, 20, 12, tzinfo=UTC)


async def close(survey: UUID) -> None:
    await Survey.update({Survey.state: "closed", Survey.closed_at: CLOSED}).where(Survey.id == survey)


async def publish_consultation_of(survey: UUID) -> None:
    row = await Survey.select(Survey.consultation).where(Survey.id == survey).first()
    assert row is not None
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.id == row["consultation"])


async def test_a_figure_of_a_closed_survey_becomes_evidence(officer: Visitor) -> None:
    issue = await make_issue(title="Premises", published_at=NOW)
    decision = await make_consultation(title="The directive", date=NOW.date().isoformat())
    commitment = await make_commitment(issues=[issue], consultation=decision)
    survey = await ask_about(issue, answers=("yes",) * 5 + ("no",) * 6)
    await close(survey)
    await publish_consultation_of(survey)
    await ask_about(issue, answers=("yes",) * 8, link="still-open")
    page = await officer.get(f"/commitments/{commitment}/evidence/new")
    page = await officer.get(page.links()["Choose a figure from a survey"])
    assert page.text.count("has it been addressed?") == 1

    page = await page.submit(action="/figures")

    assert page.notice == "The evidence was added."
    (figure,) = (await get_commitment(commitment)).evidence
    assert (figure.kind, figure.date, figure.is_public, figure.counts) == (
        EvidenceKind.FIGURE,
        CLOSED.date(),
        True,
        True,
    )
    assert figure.text.startswith(
        "“Premises” – has it been addressed? Yes 5, Partly 0, No 6, Cannot say 0; 11 answered."
    )
    assert "/surveys/" in figure.url


@pytest.mark.parametrize(("issue_is_public", "survey_is_public"), [(True, False), (False, True)])
async def test_a_figure_of_what_is_not_published_stays_internal(
    officer: Visitor, issue_is_public: bool, survey_is_public: bool
) -> None:
    issue = await make_issue(published_at=NOW if issue_is_public else None)
    commitment = await make_commitment(issues=[issue])
    survey = await ask_about(issue, answers=("yes",) * 5 + ("no",) * 6)
    await close(survey)
    if survey_is_public:
        await publish_consultation_of(survey)

    page = await (await officer.get(f"/commitments/{commitment}/figures")).submit(action="/figures")

    assert page.notice == "The evidence was added."
    assert [each.is_public for each in (await get_commitment(commitment)).evidence] == [False]


async def test_no_figure_below_the_threshold_is_offered_or_taken(officer: Visitor) -> None:
    issue = await make_issue()
    commitment = await make_commitment(issues=[issue])
    survey = await ask_about(issue, answers=("yes",) * 4)
    await close(survey)

    page = await officer.get(f"/commitments/{commitment}/figures")

    assert "No closed survey has asked about an issue that this commitment answers." in page.text
    token = (await officer.get(f"/commitments/{commitment}/evidence/new")).form("/evidence").fields["_csrf_token"]
    page = await officer.post(
        f"/commitments/{commitment}/figures", {"_csrf_token": token, "figure": f"{issue}.{survey}.0"}
    )
    assert page.notice == "This figure is no longer offered. Choose another one."
    assert (await get_commitment(commitment)).evidence == ()
