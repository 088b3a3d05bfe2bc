"""The API: what the public reads, what a token reads and writes, and how it says no."""

import base64
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from feedback.api_tokens import TokenScope, make_token, revoke
from feedback.commitments import get_commitment, tell
from feedback.enums import EvidenceKind
from feedback.evidence import Support, add_evidence
from feedback.interface_tables import ApiCall
from feedback.issue_entries import append_entry
from feedback.issue_states import Entry, Field
from feedback.issues import detach_point, open_issue
from feedback.milestones import make_milestone, reach_milestone
from feedback.publishing import publish_issue, withdraw_issue
from feedback.tables import Consultation, Issue, IssueEntry
from feedback.web import api as kit
from tests.factories import (
    LINES,
    NOW,
    make_commitment,
    make_consultation,
    make_document,
    make_flag,
    make_issue,
    make_officer,
    make_point,
    make_question,
    make_reviewed_consultation,
    source_json,
)
from tests.web import Visitor

API = "/api/v1"
PROBLEM = "application/problem+json"
ANSWER = {"field": "answer", "value": "declined", "reason": "There is no money for it."}


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for limits in (kit.BY_TOKEN, kit.BY_ADDRESS):
        monkeypatch.setattr(limits, "_failures", {})


class Program:
    """Another program, with a token or without."""

    def __init__(self, visitor: Visitor, token: str = "") -> None:
        self.client = visitor.client
        self.headers = {"authorization": f"Bearer {token}"} if token else {}

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.client.get(API + path, headers={**self.headers, **headers})

    async def post(self, path: str, body: object, **headers: str) -> httpx.Response:
        return await self.client.post(API + path, json=body, headers={**self.headers, **headers})

    async def put(self, path: str) -> httpx.Response:
        return await self.client.put(API + path, headers=self.headers)

    async def ids(self, path: str) -> list[str]:
        return [item["id"] for item in (await self.get(path)).json()["items"]]


async def token_of(*scopes: TokenScope, officer: UUID | None = None, days: int = 1) -> str:
    now = datetime.now(UTC)
    _id, token = await make_token(
        "Test",
        scopes=scopes or tuple(TokenScope),
        officer=officer or await make_officer(),
        expires_on=now.date() + timedelta(days=days),
        now=now,
    )
    return token


@pytest.fixture
def public(visitor: Visitor) -> Program:
    return Program(visitor)


@pytest.fixture
async def program(visitor: Visitor) -> Program:
    return Program(visitor, await token_of())


async def test_public_reads_what_is_published_and_nothing_else(public: Program, program: Program) -> None:
    shown, _question, points = await make_reviewed_consultation(published_at=NOW)
    hidden = await make_consultation(title="Hidden", points=["Hidden point"])
    issue = await make_issue(points=points, published_at=NOW)
    kept = await make_issue(title="Kept", points=points)
    answering, internal = await make_commitment(issues=[issue, kept]), await make_commitment(issues=[kept])
    gone = await make_consultation(title="Gone", published_at=NOW, deleted_at=NOW, points=["Gone point"])

    assert await public.ids("/consultations") == [str(shown)]
    assert set(await public.ids("/points")) == set(map(str, points))
    assert await public.ids("/issues") == [str(issue)]
    assert await public.ids("/commitments") == [str(answering)]
    read = (await public.get(f"/commitments/{answering}")).json()
    assert read["issues"] == [str(issue)]
    for path in (f"/consultations/{hidden}", f"/issues/{kept}", f"/commitments/{internal}", f"/consultations/{gone}"):
        assert (await public.get(path)).status_code == 404, path
    assert set(await program.ids("/consultations")) == {str(shown), str(hidden)}
    assert set(await program.ids("/issues")) == {str(issue), str(kept)}
    assert (await program.get(f"/commitments/{internal}")).status_code == 200
    assert len(await program.ids("/points")) == 3


async def test_public_reads_no_point_that_may_name_somebody(public: Program, program: Program) -> None:
    consultation = await make_consultation(published_at=NOW)
    flagged = await make_point(consultation, text="As Maja Exempelsson says", source=source_json(4, 5))
    named = await make_point(consultation, text="Ask maja exempelsson", position=2, source=source_json(8))
    plain = await make_point(consultation, text="Premises", position=3, source=source_json(6))
    await make_flag(consultation, source=source_json(5))
    issue = await make_issue(points=[flagged, named, plain], published_at=NOW)

    assert await public.ids(f"/points?consultation={consultation}") == [str(plain)]
    assert (await public.get(f"/points/{flagged}")).status_code == 404
    read = await public.get(f"/issues/{issue}")
    assert read.json()["points"] == [str(plain)]
    assert str(flagged) not in read.text
    assert len((await program.get(f"/issues/{issue}")).json()["points"]) == 3


async def test_public_reads_questions_and_headings_without_names(public: Program, program: Program) -> None:
    consultation = await make_consultation(published_at=NOW)
    named = await make_question(consultation, text="What does Maja EXEMPELSSON want?")
    shown = await make_question(consultation, position=2, subquestions=("Where?", "Why does maja exempelsson ask?"))
    point = await make_point(consultation, heading="Maja Exempelsson: obstacles")
    await make_flag(consultation)

    questions = await public.get(f"/questions?consultation={consultation}")

    assert {each["id"]: (each["text"], each["subquestions"]) for each in questions.json()["items"]} == {
        str(named): ("What does […] want?", []),
        str(shown): ("How can more people find a meeting place?", ["Where?", "Why does […] ask?"]),
    }
    assert (await public.get(f"/questions/{named}")).json()["text"] == "What does […] want?"
    assert (await public.get(f"/points/{point}")).json()["heading"] == "[…]: obstacles"
    assert len(await program.ids(f"/questions?consultation={consultation}")) == 2
    assert len((await program.get(f"/questions/{shown}")).json()["subquestions"]) == 2
    assert (await program.get(f"/points/{point}")).json()["heading"] == "Maja Exempelsson: obstacles"


async def test_public_reads_the_facts_and_only_public_evidence(public: Program, program: Program) -> None:
    _consultation, _question, points = await make_reviewed_consultation(published_at=NOW)
    issue = await make_issue(points=points, published_at=NOW)
    commitment = await make_commitment(issues=[issue])
    for text, is_public in (("Shown", True), ("Internal", False)):
        support = Support(uuid4(), EvidenceKind.FIGURE, text, "", None, {}, date(2026, 1, 1), is_public, figure="a.b.0")
        await add_evidence(commitment, support, officer=None, now=NOW)
    await program.post(f"/issues/{issue}/entries", ANSWER)

    read = (await public.get(f"/issues/{issue}")).json()

    assert read["answer"]["value"] == "declined"
    assert read["answer"]["reason"] == ANSWER["reason"]
    assert read["delivery"]["value"] == "no evidence"
    assert [entry["field"] for entry in read["log"]][-1] == "answer"
    assert read["years"] == [2024]
    assert "Olga" not in (await public.get(f"/issues/{issue}")).text
    assert [each["text"] for each in (await public.get(f"/commitments/{commitment}")).json()["evidence"]] == ["Shown"]
    assert len((await program.get(f"/commitments/{commitment}")).json()["evidence"]) == 2


async def test_lists_are_read_on_by_their_cursor(program: Program) -> None:
    made = {str(await make_issue(title=f"Issue {n}")) for n in range(7)}

    seen: list[str] = []
    page: dict[str, Any] = {"next": ""}
    while page["next"] is not None:
        cursor = f"&cursor={page['next']}" if page["next"] else ""
        page = (await program.get(f"/issues?limit=3{cursor}")).json()
        seen += [item["id"] for item in page["items"]]
        await make_issue(title=f"Made meanwhile {len(seen)}")

    assert len(seen) == len(set(seen))
    assert made <= set(seen)


async def test_what_has_not_changed_is_not_sent_again(public: Program, program: Program) -> None:
    issue = await make_issue(published_at=NOW)
    first = await public.get(f"/issues/{issue}")

    again = await public.get(f"/issues/{issue}", **{"if-none-match": first.headers["etag"]})
    await program.post(f"/issues/{issue}/entries", ANSWER)
    after = await public.get(f"/issues/{issue}", **{"if-none-match": f'"other", W/{first.headers["etag"]}'})

    assert (again.status_code, again.content) == (304, b"")
    assert after.status_code == 200
    assert after.headers["etag"] != first.headers["etag"]


async def test_program_opens_an_issue_and_records_facts(visitor: Visitor) -> None:
    officer = await make_officer(email="api@example.org")
    program = Program(visitor, await token_of(TokenScope.READ_ALL, TokenScope.WRITE_ISSUES, officer=officer))
    consultation = await make_consultation(points=["Premises are too expensive"])
    [point] = await program.ids(f"/points?consultation={consultation}")

    opened = await program.post("/issues", {"title": " Premises ", "points": [point]})
    address = opened.headers["location"].removeprefix(API)
    recorded = await program.post(f"{address}/entries", ANSWER)

    assert (opened.status_code, recorded.status_code) == (201, 201)
    read = (await program.get(address)).json()
    assert (read["title"], read["points"], read["answer"]["value"]) == ("Premises", [point], "declined")
    assert {row["officer"] for row in await IssueEntry.select()} == {officer}


async def test_rules_of_the_domain_hold_for_programs(program: Program) -> None:
    issue = await make_issue()

    complete = await program.post(f"/issues/{issue}/entries", {"field": "delivery", "value": "complete"})
    unexplained = await program.post(f"/issues/{issue}/entries", {"field": "answer", "value": "declined"})

    assert complete.status_code == 409
    assert "public" in complete.json()["detail"]
    assert (unexplained.status_code, unexplained.json()["errors"][0]["pointer"]) == (422, "/reason")
    assert await IssueEntry.count() == 0


async def test_write_holds_what_was_read(program: Program) -> None:
    issue = await make_issue()
    seen = (await program.get(f"/issues/{issue}")).headers["etag"]

    first = await program.post(f"/issues/{issue}/entries", ANSWER, **{"if-match": seen})
    second = await program.post(
        f"/issues/{issue}/entries", {"field": "answer", "value": "accepted"}, **{"if-match": seen}
    )
    third = await program.post(
        f"/issues/{issue}/entries", {"field": "answer", "value": "accepted"}, **{"if-match": first.headers["etag"]}
    )

    assert [answer.status_code for answer in (first, second, third)] == [201, 412, 201]
    assert await IssueEntry.count() == 2


async def test_program_attaches_a_point_once(program: Program) -> None:
    issue = await make_issue()
    point = await make_point(await make_consultation())

    answers = [await program.put(f"/issues/{issue}/points/{point}") for _ in range(2)]

    assert [answer.json()["points"] for answer in answers] == [[str(point)], [str(point)]]
    assert await IssueEntry.count() == 1


async def test_program_records_a_commitment_moves_it_and_adds_evidence(program: Program) -> None:
    issue, document = await make_issue(), await make_document()
    made = await program.post(
        "/commitments",
        {"text": "Map the premises", "responsible": "The unit", "due": "2026-06-30", "issues": [str(issue)]},
    )
    address = made.headers["location"].removeprefix(API)
    await tell(UUID(made.json()["id"]), "unit@example.org")

    moved = await program.post(f"{address}/moves", {"field": "due", "value": "2026-12-31", "reason": "Illness"})
    owned = await program.post(f"{address}/moves", {"field": "responsible", "value": "Others", "reason": "Moved"})
    link = {"kind": "link", "text": "The map", "url": "https://example.org/map", "is_public": True}
    passage = {"kind": "passage", "text": "As noted", "document": str(document), "first_line": 4, "last_line": 5}
    added = [await program.post(f"{address}/evidence", body) for body in (link, passage)]
    wrong = await program.post(f"{address}/evidence", {**passage, "last_line": 99})

    assert [each.status_code for each in (made, moved, owned, *added, wrong)] == [201, 201, 201, 201, 201, 409]
    read = (await program.get(address)).json()
    assert (read["due"], read["first_due"], read["responsible"]) == ("2026-12-31", "2026-06-30", "Others")
    assert (await get_commitment(UUID(read["id"]))).responsible_email == "unit@example.org"
    assert [slip["before"] for slip in read["slips"]] == ["2026-06-30", "The unit"]
    assert [each["kind"] for each in read["evidence"]] == ["link", "passage"]
    assert read["evidence"][1]["source"] == {"page": 1, "first_line": 4, "last_line": 5}


async def test_program_imports_a_document(program: Program) -> None:
    content = base64.b64encode("\n".join(LINES).encode()).decode()

    made = await program.post("/consultations", {"filename": "notes.txt", "content": content})
    again = await program.post("/consultations", {"filename": "notes.txt", "content": content})
    broken = await program.post("/consultations", {"filename": "notes.pdf", "content": "AAAA"})

    assert made.status_code == 201
    assert made.json()["state"] == "under review"
    assert again.json()["id"] == made.json()["id"]
    assert broken.status_code == 422
    assert broken.json()["errors"][0]["pointer"] == "/content"
    assert await Consultation.count() == 1


async def test_token_is_good_for_its_scopes_alone(visitor: Visitor) -> None:
    issue = await make_issue()
    reader = Program(visitor, await token_of(TokenScope.READ_ALL))

    read = await reader.get(f"/issues/{issue}")
    written = await reader.post(f"/issues/{issue}/entries", ANSWER)

    assert (read.status_code, written.status_code) == (200, 403)
    assert "write:issues" in written.json()["detail"]
    assert await IssueEntry.count() == 0


async def test_token_that_only_writes_reads_what_strangers_read(visitor: Visitor, public: Program) -> None:
    writers = [scope for scope in TokenScope if scope is not TokenScope.READ_ALL]
    writer = Program(visitor, await token_of(*writers))
    consultation = await make_consultation(title="Hidden", points=["Hidden point"])
    shown, hidden = await make_issue(published_at=NOW), await make_issue(title="Hidden")
    commitment = await make_commitment(issues=[hidden])
    paths = [f"/consultations/{consultation}", f"/issues/{hidden}", f"/commitments/{commitment}"]

    lists = [await writer.get(f"/{name}") for name in ("consultations", "points", "issues", "commitments")]
    singles = [await writer.get(path) for path in paths]
    answered = await writer.post(f"/issues/{hidden}/entries", ANSWER)

    assert [each.json() for each in lists] == [
        (await public.get(f"/{name}")).json() for name in ("consultations", "points", "issues", "commitments")
    ]
    assert lists[2].json()["items"][0]["id"] == str(shown)
    assert {each.status_code for each in singles} == {404}
    assert (answered.status_code, answered.json()) == (
        201,
        {"id": str(hidden), "address": f"{API}/issues/{hidden}"},
    )


async def test_token_that_only_writes_holds_what_it_has_read(visitor: Visitor) -> None:
    writer = Program(visitor, await token_of(TokenScope.WRITE_ISSUES))
    issue = await make_issue(points=[await make_point(await make_consultation())], published_at=NOW)
    seen = (await writer.get(f"/issues/{issue}")).headers["etag"]
    accepted = {"field": "answer", "value": "accepted"}

    first = await writer.post(f"/issues/{issue}/entries", ANSWER, **{"if-match": seen})
    second = await writer.post(f"/issues/{issue}/entries", accepted, **{"if-match": seen})
    third = await writer.post(f"/issues/{issue}/entries", accepted, **{"if-match": first.headers["etag"]})

    assert [answer.status_code for answer in (first, second, third)] == [201, 412, 201]


async def test_token_that_only_writes_holds_what_it_has_written_where_it_does_not_read_it(visitor: Visitor) -> None:
    writer = Program(visitor, await token_of(TokenScope.WRITE_ISSUES))
    opened = await writer.post("/issues", {"title": "Kept"})
    entries = f"/issues/{opened.json()['id']}/entries"

    first = await writer.post(entries, ANSWER, **{"if-match": opened.headers["etag"]})
    second = await writer.post(entries, ANSWER, **{"if-match": opened.headers["etag"]})

    assert [answer.status_code for answer in (opened, first, second)] == [201, 201, 412]
    assert "Kept" not in opened.text + first.text


async def test_a_request_sent_again_with_its_key_is_answered_the_same_and_done_once(visitor: Visitor) -> None:
    officer = await make_officer()
    program, other = [Program(visitor, await token_of(officer=officer)) for _ in range(2)]
    key = {"idempotency-key": "7c1f"}

    first = await program.post("/issues", {"title": "Premises"}, **key)
    again = await program.post("/issues", {"title": "Premises"}, **key)
    another = await program.post("/issues", {"title": "Buses"}, **key)
    of_another_token = await other.post("/issues", {"title": "Premises"}, **key)

    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert {name: again.headers[name] for name in ("etag", "location")} == {
        name: first.headers[name] for name in ("etag", "location")
    }
    assert (another.status_code, another.json()["errors"][0]["parameter"]) == (422, "Idempotency-Key")
    assert of_another_token.json()["id"] != first.json()["id"]
    assert await Issue.count() == 2


async def test_a_request_that_was_refused_can_be_sent_again_with_its_key(program: Program) -> None:
    point, key = str(uuid4()), {"idempotency-key": "7c1f"}

    refused = await program.post("/issues", {"title": "Premises", "points": [point]}, **key)
    mended = await program.post("/issues", {"title": "Premises"}, **key)

    assert (refused.status_code, mended.status_code) == (404, 201)
    assert await Issue.count() == 1


async def test_a_request_waits_for_the_same_one_that_is_being_answered(visitor: Visitor) -> None:
    token = await token_of()
    program = Program(visitor, token)
    await program.post("/issues", {"title": "Premises"}, **{"idempotency-key": "7c1f"})
    # As it is while the first is on its way, and as it stays where the process was killed.
    await ApiCall.update({ApiCall.status: None}, force=True)

    meanwhile = await program.post("/issues", {"title": "Premises"}, **{"idempotency-key": "7c1f"})
    await ApiCall.update({ApiCall.at: datetime.now(UTC) - timedelta(minutes=11)}, force=True)
    later = await program.post("/issues", {"title": "Premises"}, **{"idempotency-key": "7c1f"})

    assert (meanwhile.status_code, later.status_code) == (409, 201)


async def test_a_key_is_free_again_after_a_day(program: Program) -> None:
    key = {"idempotency-key": "7c1f"}
    await program.post("/issues", {"title": "Premises"}, **key)
    await ApiCall.update({ApiCall.at: datetime.now(UTC) - timedelta(hours=25)}, force=True)

    assert (await program.post("/issues", {"title": "Buses"}, **key)).json()["title"] == "Buses"
    assert await ApiCall.count() == 1


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"title": 7}, "It must be: a text."),
        ({"title": "x" * 501}, "It must have at most 500 characters."),
        ({"title": ""}, "The text has a form that cannot be taken, or is empty."),
        ({"title": "x", "points": ["y"]}, "It must be: an id (UUID)."),
        ({"title": "x", "colour": "blue"}, "There is no field colour."),
        ({}, "The field title is missing."),
    ],
)
async def test_what_is_wrong_with_a_field_is_told_in_a_sentence_of_ours(
    program: Program, body: object, detail: str
) -> None:
    refused = await program.post("/issues", body)

    assert [fault["detail"] for fault in refused.json()["errors"]] == [detail]


async def test_pages_of_other_sites_read_what_is_public(public: Program) -> None:
    issue = await make_issue(published_at=NOW)

    answers = [
        await public.get(path) for path in ("/issues", f"/issues/{issue}", "/openapi.json", f"/issues/{uuid4()}")
    ]

    assert {answer.headers["access-control-allow-origin"] for answer in answers} == {"*"}


async def test_officers_cookie_is_no_token(officer: Visitor) -> None:
    issue = await make_issue()
    program = Program(officer)

    assert (await program.get(f"/issues/{issue}")).status_code == 404
    refused = await program.post(f"/issues/{issue}/entries", ANSWER)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert await IssueEntry.count() == 0


async def test_token_that_does_not_work_is_refused_for_reading_too(visitor: Visitor) -> None:
    issue = await make_issue(published_at=NOW)
    now = datetime.now(UTC)
    token_id, revoked = await make_token(
        "Old", scopes=tuple(TokenScope), officer=await make_officer(), expires_on=now.date(), now=now
    )
    await revoke(token_id, now=now)

    for token in (revoked, "gensvar_made-up"):
        assert (await Program(visitor, token).get(f"/issues/{issue}")).status_code == 401


@pytest.mark.parametrize(
    ("path", "body", "status", "where"),
    [
        ("/issues", {"title": "x", "colour": "blue"}, 422, None),
        ("/issues", {"title": ""}, 422, "/title"),
        ("/issues", {"title": "a\0b"}, 422, "/title"),
        ("/issues", {"points": []}, 422, None),
        ("/issues", [], 422, None),
        ("/issues", {"title": "x", "points": [str(uuid4())]}, 404, None),
        (f"/issues/{UUID(int=7)}/entries", ANSWER, 404, None),
        ("/nothing", {}, 404, None),
    ],
)
async def test_wrong_bodies_are_refused_with_a_problem(
    program: Program, path: str, body: object, status: int, where: str | None
) -> None:
    refused = await program.post(path, body)

    told: dict[str, Any] = refused.json()
    assert (refused.status_code, refused.headers["content-type"]) == (status, PROBLEM)
    assert (told["status"], told["type"]) == (status, "about:blank")
    assert told["title"]
    assert told["detail"]
    if where:
        assert [fault["pointer"] for fault in told["errors"]] == [where]
    assert await Issue.count() == 0


async def test_wrong_requests_are_refused_with_a_problem(program: Program) -> None:
    issue = await make_issue()
    client, headers = program.client, program.headers
    answers = {
        "limit": await program.get("/issues?limit=1000"),
        "cursor": await program.get("/issues?cursor=nonsense"),
        "address": await program.get("/issues/1"),
        "method": await client.delete(f"{API}/issues/{issue}", headers=headers),
        "type": await client.post(
            f"{API}/issues", content="title=x", headers={**headers, "content-type": "text/plain"}
        ),
        "json": await client.post(
            f"{API}/issues", content="{", headers={**headers, "content-type": "application/json"}
        ),
        "size": await program.post("/issues", {"title": "x" * 300_000}),
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "limit": 400,
        "cursor": 400,
        "address": 404,
        "method": 405,
        "type": 415,
        "json": 400,
        "size": 413,
    }
    assert {answer.headers["content-type"] for answer in answers.values()} == {PROBLEM}
    assert answers["method"].headers["allow"] == "GET"
    assert answers["limit"].json()["errors"][0]["parameter"] == "limit"


async def test_problems_are_told_in_the_callers_language(program: Program) -> None:
    english = await program.get(f"/issues/{uuid4()}", **{"accept-language": "en"})
    other = await program.get(f"/issues/{uuid4()}", **{"accept-language": "sv"})

    assert english.json()["detail"] == "There is no such issue."
    assert other.headers["content-language"] == "sv"


async def test_programs_are_slowed_down(public: Program, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit.BY_ADDRESS, "limit", 2)
    monkeypatch.setattr(kit.BY_TOKEN, "limit", 3)

    strangers = [(await public.get("/issues")).status_code for _ in range(3)]
    holders = [await program.get("/issues") for _ in range(4)]

    assert strangers == [200, 200, 429]
    assert [answer.status_code for answer in holders] == [200, 200, 200, 429]
    assert holders[-1].headers["retry-after"] == "60"


async def test_description_is_served_as_openapi(public: Program) -> None:
    answer = await public.get("/openapi.json")

    described = answer.json()
    assert described["openapi"].startswith("3.1")
    assert f"{API}/issues/{{issue_id}}" in described["paths"]
    assert all(path.startswith(API) for path in described["paths"])
    assert described["components"]["schemas"]["WrittenIssue"]["additionalProperties"] is False


async def test_merged_issue_leads_the_public_to_one_that_it_may_read(public: Program, program: Program) -> None:
    hidden, shown = await make_issue(title="Hidden"), await make_issue(title="Shown", published_at=NOW)
    into_hidden = await make_issue(title="First", published_at=NOW, merged_into=hidden)
    into_shown = await make_issue(title="Second", published_at=NOW, merged_into=shown)

    assert await public.ids("/issues") == [str(shown)]
    assert (await public.get(f"/issues/{into_hidden}")).status_code == 404
    assert (await public.get(f"/issues/{into_shown}")).json()["merged_into"] == str(shown)
    assert len(await program.ids("/issues")) == 4


async def test_public_reads_no_more_of_a_log_than_its_page_tells(public: Program, program: Program) -> None:
    _consultation, _question, points = await make_reviewed_consultation(published_at=NOW)
    issue = await open_issue("Premises", points=points, officer=None, now=NOW)
    shown, hidden = await make_issue(published_at=NOW), await make_issue(title="Hidden")
    await detach_point(issue, points[0], reason="Maja asked for it.", officer=None, now=NOW)
    await publish_issue(issue, officer=None, now=NOW)
    await withdraw_issue(issue, reason="Maja was named.", officer=None, now=NOW)
    await publish_issue(issue, officer=None, now=NOW)
    for other in (shown, hidden):
        await append_entry(issue, Entry(Field.SPLIT, str(other), "It was two.", None, NOW))
    await program.post(f"/issues/{issue}/entries", ANSWER)

    read = await public.get(f"/issues/{issue}")

    told = [(entry["field"], entry["value"], entry["reason"]) for entry in read.json()["log"]]
    assert told == [
        ("published", "yes", ""),
        ("published", "no", ""),
        ("published", "yes", ""),
        ("split", str(shown), "It was two."),
        ("answer", "declined", ANSWER["reason"]),
    ]
    every = (await program.get(f"/issues/{issue}")).json()["log"]
    assert {"Maja asked for it.", "Maja was named."} < {entry["reason"] for entry in every}


async def test_public_reads_no_notes_of_milestones_and_no_lines_of_hidden_documents(
    public: Program, program: Program
) -> None:
    issue = await make_issue(published_at=NOW)
    commitment = await make_commitment(issues=[issue])
    milestone = await make_milestone(commitment, "Ask the owners", due=NOW.date(), officer=None, now=NOW)
    await reach_milestone(milestone, NOW.date(), note="Maja has told us.", officer=None, now=NOW)
    noted, secret = await make_document(), await make_document(["A secret"], filename="secret.txt")
    await make_consultation(published_at=NOW, document=noted)
    await make_consultation(title="Hidden", document=secret)
    for document in (noted, secret):
        lines = {"page": 1, "first_line": 1, "last_line": 1}
        passage = Support(uuid4(), EvidenceKind.PASSAGE, "As noted", "", document, lines, date(2026, 1, 1), True)
        await add_evidence(commitment, passage, officer=None, now=NOW)

    strangers = (await public.get(f"/commitments/{commitment}")).json()
    every = (await program.get(f"/commitments/{commitment}")).json()

    assert [each["note"] for read in (strangers, every) for each in read["milestones"]] == ["", "Maja has told us."]
    assert sorted(each["source"] is None for each in strangers["evidence"]) == [False, True]
    assert [each["source"] for each in every["evidence"]] == [lines, lines]


async def test_a_program_says_who_is_told_after_a_handover_or_leaves_it(program: Program) -> None:
    made = await program.post(
        "/commitments", {"text": "Open.", "responsible": "Schools", "responsible_email": "Schools@example.org"}
    )
    commitment = UUID(made.json()["id"])
    told = [(await get_commitment(commitment)).responsible_email]
    for owner, given in (("Roads", {}), ("Halls", {"responsible_email": "halls@example.org"})):
        body = {"field": "responsible", "value": owner, "reason": "Law.", **given}
        assert (await program.post(f"/commitments/{commitment}/moves", body)).status_code == 201
        told.append((await get_commitment(commitment)).responsible_email)

    assert told == ["schools@example.org", "schools@example.org", "halls@example.org"]
