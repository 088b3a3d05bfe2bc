"""Evidence: added, judged, taken back; nothing of it lost."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from feedback.commitments import get_commitment
from feedback.enums import Delivery, EvidenceKind
from feedback.errors import Conflict, NotFound
from feedback.evidence import (
    LONGEST_URL,
    RETRACTED,
    Support,
    add_evidence,
    first_day,
    get_evidence,
    issues_with_counting_evidence,
    retract_evidence,
    uncounted_evidence,
)
from feedback.evidence_checks import Check, failed_checks
from feedback.evidence_looks import note_look
from feedback.issue_states import Entry, Field
from feedback.issues import get_issue, record
from feedback.judged_evidence import judged, list_uncounted, offered_passages
from feedback.log_verification import find_faults
from feedback.tables import CommitmentEntry, Evidence
from tests.factories import NOW, make_commitment, make_consultation, make_document, make_issue, make_officer, tried

LINK = Support(
    uuid4(), EvidenceKind.LINK, "The decision.", "https://example.org/d", None, {}, NOW.date(), is_public=True
)
LINES = {"page": 1, "first_line": 4, "last_line": 5}


def another(support: Support, **values: object) -> Support:
    return replace(support, id=uuid4(), **values)  # type: ignore[arg-type]


async def add(commitment: UUID, support: Support) -> UUID:
    return await add_evidence(commitment, support, officer=None, now=NOW)


async def test_add_evidence(database: str) -> None:
    commitment, document = await make_commitment(), await make_document()
    passage = Support(uuid4(), EvidenceKind.PASSAGE, " It says so. ", "", document, LINES, NOW.date(), is_public=False)

    await add_evidence(commitment, passage, officer=None, now=NOW)
    await add_evidence(commitment, LINK, officer=None, now=NOW.replace(hour=23))

    found = await get_commitment(commitment)
    assert [each.text for each in found.evidence] == ["It says so.", "The decision."]
    kept = found.evidence[0]
    assert (kept.kind, kept.document_id, kept.source, kept.date) == (EvidenceKind.PASSAGE, document, LINES, NOW.date())
    assert [each.id for each in found.public_evidence] == [LINK.id]


@pytest.mark.parametrize(
    "support",
    [
        another(LINK, url=""),
        another(LINK, url="example.org"),
        another(LINK, url="javascript:alert(1)"),
        another(LINK, url="https://example.org/" + "x" * LONGEST_URL),
        another(LINK, url="https://example.org/\0"),
        another(LINK, kind=EvidenceKind.FIGURE, url="javascript:alert(1)"),
        another(LINK, kind=EvidenceKind.PASSAGE),
        another(LINK, kind=EvidenceKind.FIGURE, url=""),
        another(LINK, text=" "),
        another(LINK, text="x" * 4001),
    ],
)
async def test_add_evidence_refused(sqlite_database: str, support: Support) -> None:
    commitment = await make_commitment()

    with pytest.raises(Conflict):
        await add(commitment, support)

    assert await Evidence.count() == 0


async def test_add_evidence_to_what_is_not_there(sqlite_database: str) -> None:
    passage = another(LINK, kind=EvidenceKind.PASSAGE, url="", document_id=uuid4(), source=LINES)
    with pytest.raises(NotFound):
        await add(uuid4(), LINK)
    with pytest.raises(NotFound):
        await add(await make_commitment(), passage)

    assert await Evidence.count() == 0


async def test_the_day_of_a_decision_and_of_a_document_are_those_of_their_consultations(database: str) -> None:
    decision = await make_consultation(title="Directive", date="2023-05")
    commitment = await make_commitment(consultation=decision)
    document = await make_document(["School premises are open."], filename="later.txt")
    await make_consultation(title="Later", date="2024-01-31", document=document)
    passage = Support(
        uuid4(),
        EvidenceKind.PASSAGE,
        "Open.",
        "",
        document,
        {"page": 1, "first_line": 1, "last_line": 1},
        None,
        is_public=True,
    )

    kept = await get_evidence(await add(commitment, passage))

    assert (kept.checked.made_on, kept.checked.day) == (date(2023, 5, 1), date(2024, 1, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023", date(2023, 1, 1)),
        ("2023-05", date(2023, 5, 1)),
        ("2023-05-09", date(2023, 5, 9)),
        ("", None),
        ("x", None),
    ],
)
def test_first_day(text: str, day: date | None) -> None:
    assert first_day(text) == day


async def test_a_passage_is_read_when_it_is_added(database: str) -> None:
    commitment = await make_commitment(text="Open school premises in the evenings.")
    document = await make_document(["Schools opened their premises.", "Nothing came of it."])
    about, other = [
        Support(
            uuid4(),
            EvidenceKind.PASSAGE,
            "It says so.",
            "",
            document,
            {"page": 1, "first_line": line, "last_line": line},
            NOW.date(),
            is_public=True,
        )
        for line in (1, 2)
    ]

    for each in (about, other):
        await add(commitment, each)

    assert (await get_evidence(about.id)).counts
    assert failed_checks((await get_evidence(other.id)).checked) == (Check.MENTIONS,)
    told = (await judged([await get_evidence(about.id)]))[0]
    assert told.passage == "Schools opened their premises."
    assert told.judgements[-1].words == "It mentions what was undertaken. Words in common: Open, school, premises."


async def test_the_decision_itself_is_no_evidence_that_it_was_carried_out(database: str) -> None:
    document = await make_document(["Open school premises in the evenings."])
    decision = await make_consultation(title="Directive", date=NOW.date().isoformat(), document=document)
    issue = await make_issue()
    commitment = await make_commitment(issues=[issue], consultation=decision)
    promise = Support(uuid4(), EvidenceKind.PASSAGE, "It says so.", "", document, LINES, NOW.date(), is_public=True)

    await add(commitment, promise)

    assert failed_checks((await get_evidence(promise.id)).checked) == (Check.SOURCED,)
    with pytest.raises(Conflict, match="public and counts"):
        await record(issue, Entry(Field.DELIVERY, Delivery.COMPLETE, "Done.", None, NOW))


async def test_only_what_counts_lets_an_issue_be_complete(database: str) -> None:
    officer, issue = await make_officer(), await make_issue()
    commitment = await make_commitment(issues=[issue])
    complete = Entry(Field.DELIVERY, Delivery.COMPLETE, "Done.", officer, NOW)
    early = another(LINK, kind=EvidenceKind.FIGURE, url="", figure="a.b.0", date=NOW.date() - timedelta(days=1))
    for refused in (early, another(early, date=None), another(LINK, is_public=False)):
        await add(commitment, refused)
        with pytest.raises(Conflict, match="public and counts"):
            await record(issue, complete)

    await add(commitment, LINK)
    with pytest.raises(Conflict, match="public and counts"):
        await record(issue, complete)  # nobody has tried the link yet
    await tried(LINK.id)
    await record(issue, complete)

    assert not (await get_issue(issue)).is_unsupported
    await note_look(
        LINK.id, at=NOW + timedelta(1), is_reachable=False, status=404, error="There is nothing at the address."
    )
    assert (await get_issue(issue)).is_unsupported
    await note_look(LINK.id, at=NOW + timedelta(days=7), is_reachable=True, status=200)
    assert not (await get_issue(issue)).is_unsupported


async def test_years_of_looks_are_read_as_the_first_and_the_last(database: str) -> None:
    issue = await make_issue()
    commitment = await make_commitment(issues=[issue])
    await add(commitment, LINK)
    for week in range(60):
        await note_look(LINK.id, at=NOW + timedelta(weeks=week), is_reachable=week != 59, sha256=str(week))

    looks = (await get_evidence(LINK.id)).checked.looks

    assert [each.sha256 for each in looks] == ["0", "58", "59"]
    # It gave no answer once, and worked before.
    assert await issues_with_counting_evidence([issue])


async def test_retract_evidence_keeps_it_with_the_reason(database: str) -> None:
    officer, issue = await make_officer(), await make_issue()
    commitment = await make_commitment(issues=[issue])
    await tried(await add(commitment, LINK))
    assert await issues_with_counting_evidence([issue]) == {issue}

    for _twice in range(2):
        await retract_evidence(LINK.id, reason=" The wrong page. ", officer=officer, now=NOW)

    found = await get_commitment(commitment)
    assert (found.evidence, [each.retraction for each in found.retracted_evidence]) == ((), ["The wrong page."])
    assert await issues_with_counting_evidence([issue]) == set()
    entries = await CommitmentEntry.select().where(CommitmentEntry.commitment == commitment)
    assert [(each["field"], each["value"], each["reason"]) for each in entries] == [
        (RETRACTED, str(LINK.id), "The wrong page.")
    ]
    assert found.slips == ()
    # The commitment itself is a factory's row, which nobody chained.
    faults = [fault async for fault in find_faults(None)]
    assert [fault.log for fault in faults if fault.log in ("evidence", "commitment_entry")] == []


@pytest.mark.parametrize("reason", ["", "  ", "x" * 4001])
async def test_retract_evidence_without_a_reason(sqlite_database: str, reason: str) -> None:
    await add(await make_commitment(), LINK)

    with pytest.raises(Conflict):
        await retract_evidence(LINK.id, reason=reason, officer=None, now=NOW)

    assert not (await get_evidence(LINK.id)).is_retracted


async def test_evidence_that_is_not_there(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        await retract_evidence(uuid4(), reason="Gone.", officer=None, now=NOW)
    with pytest.raises(NotFound):
        await get_evidence(uuid4())


async def test_list_uncounted_says_where_it_is_needed(database: str) -> None:
    officer, issue = await make_officer(), await make_issue()
    answering, other = await make_commitment(issues=[issue], text="Open schools."), await make_commitment(text="Other.")
    await tried(await add(answering, LINK))
    await record(issue, Entry(Field.DELIVERY, Delivery.COMPLETE, "Done.", officer, NOW))
    await add(other, another(LINK, is_public=False))
    taken_back = await add(other, another(LINK, date=None))
    await retract_evidence(taken_back, reason="No date.", officer=officer, now=NOW)
    await note_look(LINK.id, at=NOW + timedelta(1), is_reachable=False, status=410)

    found = {(each.commitment, each.is_needed, each.fails_in_public) for each in await list_uncounted()}

    assert found == {("Open schools.", True, True), ("Other.", False, False)}
    assert len(await uncounted_evidence()) == 2


async def test_offered_passages_begin_with_the_closest(database: str) -> None:
    commitment = await make_commitment(text="Open school premises in the evenings.")
    document = await make_document(["Rents are high.", "A school was built.", "School premises were opened."])

    best, every = await offered_passages(commitment, document)

    assert [(each.source.first_line, each.words) for each in best] == [
        (3, ("Open", "school", "premises")),
        (2, ("school",)),
    ]
    assert [each.text for each in every] == ["Rents are high.", "A school was built.", "School premises were opened."]


async def test_the_day_of_its_document_decides_whatever_day_is_given(database: str) -> None:
    decision = await make_consultation(title="Directive", date="2023-05")
    commitment = await make_commitment(consultation=decision)
    document = await make_document(["School premises are open."], filename="earlier.txt")
    await make_consultation(title="Earlier", date="2022-01-31", document=document)
    passage = another(
        LINK, kind=EvidenceKind.PASSAGE, url="", document_id=document, source={**LINES, "first_line": 1, "last_line": 1}
    )

    kept = await get_evidence(await add(commitment, passage))

    assert Check.DATED in failed_checks(kept.checked)


async def test_which_figure_it_is_cannot_be_changed_unseen(database: str) -> None:
    commitment = await make_commitment()
    figure = await add(commitment, another(LINK, kind=EvidenceKind.FIGURE, url="", figure="a.b.0"))
    assert (await get_evidence(figure)).counts

    await Evidence.update({Evidence.figure: "a.b.1"}).where(Evidence.id == figure)

    found = [fault.what async for fault in find_faults(None) if fault.id == str(figure)]
    assert len(found) == 1
