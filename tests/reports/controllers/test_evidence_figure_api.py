"""Figures as evidence, for programs: chosen from those that are offered, never typed."""

from datetime import date

from feedback.api_tokens import TokenScope
from feedback.commitments import get_commitment
from tests.factories import NOW, make_commitment, make_issue
from tests.reports.controllers.test_api import API, token_of
from tests.reports.test_evidence_figures import ask_about, close
from tests.web import Visitor


async def test_a_program_takes_a_figure_that_is_offered_and_types_none(visitor: Visitor) -> None:
    issue = await make_issue(title="Premises", published_at=NOW)
    commitment = await make_commitment(issues=[issue])
    await close(await ask_about(issue, answers=("yes",) * 5 + ("no",) * 6))
    token = await token_of(TokenScope.READ_ALL, TokenScope.WRITE_COMMITMENTS)
    address = f"{API}/commitments/{commitment}/figures"

    refused = (await visitor.client.get(address)).status_code
    (offered,) = (await visitor.client.get(address, headers=token)).json()["figures"]
    typed = await visitor.client.post(
        f"{API}/commitments/{commitment}/evidence", json={"kind": "figure", "text": "Nine in ten."}, headers=token
    )
    unknown = await visitor.client.post(address, json={"figure": f"{issue}.0"}, headers=token)
    taken = await visitor.client.post(address, json={"figure": offered["figure"]}, headers=token)

    assert (refused, typed.status_code, unknown.status_code, taken.status_code) == (401, 422, 409, 201)
    assert date.fromisoformat(offered["date"]) == date(2026, 5, 20)
    (evidence,) = (await get_commitment(commitment)).evidence
    assert (evidence.figure, evidence.text) == (offered["figure"], offered["text"])
    assert [each["kind"] for each in taken.json()["evidence"]] == ["figure"]
