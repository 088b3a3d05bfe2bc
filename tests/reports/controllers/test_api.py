"""The API of verdicts and reports: what is published, and no figure that a report would withhold."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from feedback.api_tokens import TokenScope, make_token
from feedback.tables import Consultation
from feedback.web import api as kit
from reports.tables import PublishedReport
from surveys.building import SurveyState
from surveys.tables import Survey
from tests.factories import NOW, make_consultation, make_issue, make_officer, make_reviewed_consultation
from tests.reports.test_verdicts import ask_about
from tests.web import Visitor

API = "/api/v1"
ANSWERS = ("yes",) * 6 + ("no",) * 6 + ("partly",)


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit.BY_ADDRESS, "_failures", {})


@pytest.fixture
async def token(database: str) -> dict[str, str]:
    return await token_of(TokenScope.READ_ALL)


async def token_of(*scopes: TokenScope, officer: str = "reader@example.org") -> dict[str, str]:
    now = datetime.now(UTC)
    _id, token = await make_token(
        "Test",
        scopes=scopes,
        officer=await make_officer(email=officer),
        expires_on=now.date() + timedelta(days=1),
        now=now,
    )
    return {"authorization": f"Bearer {token}"}


async def close_and_publish(survey: UUID) -> None:
    await Survey.update({Survey.state: SurveyState.CLOSED.value}).where(Survey.id == survey)
    row = await Survey.select(Survey.consultation).where(Survey.id == survey).first()
    assert row
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.id == row["consultation"])


async def test_public_reads_verdicts_of_closed_surveys_without_small_numbers(
    visitor: Visitor, token: dict[str, str]
) -> None:
    issue = await make_issue(published_at=NOW)
    survey = await ask_about(issue, answers=ANSWERS, invited=26)
    address = f"{API}/issues/{issue}/verdicts"

    before = (await visitor.client.get(address)).json()
    writer = await token_of(TokenScope.WRITE_ISSUES, officer="api@example.org")
    writers = (await visitor.client.get(address, headers=writer)).json()
    officers = (await visitor.client.get(address, headers=token)).json()
    await close_and_publish(survey)
    [verdict] = (await visitor.client.get(address)).json()["verdicts"]

    assert (before["verdicts"], writers["verdicts"]) == ([], [])
    assert [each["is_open"] for each in officers["verdicts"]] == [True]
    shown = {count["verdict"]: count["n"] for count in verdict["counts"]}
    assert shown["partly"] is None
    assert 1 not in shown.values()
    assert (verdict["n"], verdict["response_rate"]) == (13, 0.5)


async def test_verdicts_of_an_issue_that_is_not_published_are_not_there(
    visitor: Visitor, token: dict[str, str]
) -> None:
    issue = await make_issue()
    address = f"{API}/issues/{issue}/verdicts"

    assert (await visitor.client.get(address)).status_code == 404
    assert (await visitor.client.get(address, headers=token)).json() == {"issue": str(issue), "verdicts": []}


async def test_public_reads_published_reports_and_their_public_tables(visitor: Visitor, token: dict[str, str]) -> None:
    consultation, _question, points = await make_reviewed_consultation(published_at=NOW)
    await make_issue(title="Kept to ourselves", points=points)
    hidden = await make_consultation(title="Hidden")
    shown = PublishedReport(consultation=consultation, published_at=NOW)
    withdrawn = PublishedReport(year=2024, published_at=NOW, withdrawn_at=NOW)
    of_hidden = PublishedReport(consultation=hidden, published_at=NOW)
    for report in (shown, withdrawn, of_hidden):
        await report.save()

    public = (await visitor.client.get(f"{API}/reports")).json()
    every = (await visitor.client.get(f"{API}/reports", headers=token)).json()
    tables = await visitor.client.get(f"{API}/reports/{shown.id}/tables?language=en")

    assert [item["id"] for item in public["items"]] == [str(shown.id)]
    assert len(every["items"]) == 3
    for report in (withdrawn, of_hidden):
        assert (await visitor.client.get(f"{API}/reports/{report.id}")).status_code == 404
        assert (await visitor.client.get(f"{API}/reports/{report.id}/tables")).status_code == 404
    assert tables.json()["language"] == "en"
    assert tables.json()["tables"]
    assert "Kept to ourselves" not in tables.text
    assert (await visitor.client.get(f"{API}/reports/{shown.id}/tables?language=xx")).status_code == 400
