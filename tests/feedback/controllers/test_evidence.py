"""Evidence by its pages: added, chosen from a document, taken back, and listed where it does not count."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from feedback.commitments import get_commitment
from feedback.enums import Delivery, EvidenceKind
from feedback.evidence import Support, add_evidence
from feedback.evidence_looks import note_look
from feedback.issue_states import Entry, Field
from feedback.issues import record
from tests.factories import NOW, make_commitment, make_document, make_issue, make_officer, tried
from tests.web import Page, Visitor


async def show(commitment: UUID, **values: object) -> UUID:
    given = {
        "id": uuid4(),
        "kind": EvidenceKind.LINK,
        "text": "The news.",
        "url": "https://example.org/news",
        "document_id": None,
        "source": {},
        "date": NOW.date(),
        "is_public": True,
    }
    return await add_evidence(commitment, Support(**{**given, **values}), officer=None, now=NOW)  # type: ignore[arg-type]


def items(page: Page) -> list[str]:
    """The words of each piece of evidence."""
    found = page.tree.xpath("//main//li[.//a[contains(@href, '/retract')] or .//span[.='taken back']]")
    return [" ".join(each.text_content().split()) for each in found]


async def test_add_evidence_from_a_document(officer: Visitor) -> None:
    commitment, document = await make_commitment(), await make_document()
    page = await officer.get(f"/commitments/{commitment}/evidence/new")

    page = await page.submit(
        {
            "text": "The decision.",
            "kind": "passage",
            "document": str(document),
            "first_line": "4",
            "last_line": "5",
            "date": "2024-07-01",
            "is_public": "1",
        },
        action="/evidence",
    )

    assert (page.notice, page.path) == ("The evidence was added.", f"/commitments/{commitment}")
    (support,) = (await get_commitment(commitment)).evidence
    assert (support.kind, support.document_id, support.source, support.date, support.is_public) == (
        EvidenceKind.PASSAGE,
        document,
        {"page": 1, "first_line": 4, "last_line": 5},
        date(2024, 7, 1),
        True,
    )
    assert "public Passage in a document: The decision. notes.txt (page 1, lines 4–5)" in page.text
    assert page.tree.xpath("//blockquote/text()") == ["Associations need premises that they can afford."]
    assert "Words in common: premises." in page.text


async def test_add_evidence_with_every_field_wrong_keeps_what_was_typed(officer: Visitor) -> None:
    commitment = await make_commitment()
    page = await officer.get(f"/commitments/{commitment}/evidence/new")

    page = await page.submit(
        {"text": "", "kind": "link", "url": "javascript:alert(1)", "first_line": "x", "date": "May", "is_public": "1"},
        action="/evidence",
    )

    assert (page.status, page.errors) == (
        422,
        [
            "Say in a sentence what the evidence shows.",
            "Write the whole address of the link, with https:// first.",
            "Write the date as 2025-06-30, or leave it empty.",
            "Write the number of the first line in digits, or leave both empty.",
        ],
    )
    form = page.form("/evidence")
    assert (form.fields["url"], form.fields["date"], form.fields["is_public"]) == ("javascript:alert(1)", "May", "1")
    assert (await get_commitment(commitment)).evidence == ()


async def test_add_evidence_on_lines_that_are_not_there(officer: Visitor) -> None:
    commitment, document = await make_commitment(), await make_document()
    page = await officer.get(f"/commitments/{commitment}/evidence/new")

    page = await page.submit(
        {"text": "It.", "kind": "passage", "document": str(document), "first_line": "900"}, action="/evidence"
    )

    assert (page.status, page.errors) == (
        422,
        ["The document has 8 lines: choose a first and a last line among them."],
    )
    assert page.form("/evidence").fields["text"].strip() == "It."


async def test_add_evidence_that_the_domain_refuses_keeps_what_was_typed(officer: Visitor) -> None:
    commitment = await make_commitment()
    page = await officer.get(f"/commitments/{commitment}/evidence/new")

    page = await page.submit({"text": "It.", "url": "https://example.org/" + "x" * 2000}, action="/evidence")

    assert (page.status, page.errors) == (422, ["The address is too long: use at most 2000 characters."])
    assert page.form("/evidence").fields["text"].strip() == "It."


async def test_choose_a_passage_fills_the_form_in(officer: Visitor) -> None:
    commitment, document = await make_commitment(), await make_document()
    page = await officer.get(f"/commitments/{commitment}/passages")

    page = await page.submit({"document": str(document)}, action="/passages")

    assert page.tree.xpath("//h2/text()") == ["Closest to what was undertaken", "All passages, in their order"]
    assert page.tree.xpath("(//blockquote)[1]/text()") == ["• Associations need premises that they can afford."]
    page = await officer.get(page.links()["Take this passage (page 1, lines 4–5)"])
    assert "Associations need premises that they can afford." in page.text
    page = await page.submit({"text": "They need them.", "date": "2024-07-01"}, action="/evidence")
    (support,) = (await get_commitment(commitment)).evidence
    assert (support.document_id, support.source) == (document, {"page": 1, "first_line": 4, "last_line": 5})


async def test_new_with_lines_that_make_no_sense(officer: Visitor) -> None:
    commitment, document = await make_commitment(), await make_document()

    page = await officer.get(f"/commitments/{commitment}/evidence/new?document={document}&first_line=²&last_line=x")

    assert (page.status, page.tree.xpath("//blockquote")) == (200, [])


async def test_each_check_stands_beside_the_evidence(officer: Visitor) -> None:
    commitment = await make_commitment()
    link = await show(commitment, is_public=False, date=date(2024, 1, 1))
    await note_look(link, at=NOW, is_reachable=False, status=404, error="There is nothing at the address.")

    (told,) = items(await officer.get(f"/commitments/{commitment}"))

    for words in (
        "does not count No issue can be complete on it.",
        "failed Its day: It is from 1 January 2024, before the commitment was made on 10 June 2024.",
        "failed Public: Only the department can see it.",
        "failed The link: The link did not work on 10 June 2024. There is nothing at the address.",
        "not known What it is about: Whether it mentions what was undertaken cannot be told.",
    ):
        assert words in told


async def test_take_back_needs_a_reason_and_shows_it(officer: Visitor) -> None:
    commitment = await make_commitment()
    await show(commitment)
    page = await officer.get(f"/commitments/{commitment}")
    page = await officer.get(page.links()["Take it back"])

    page = await page.submit({"reason": " "}, action="/retract")
    assert (page.status, page.errors) == (
        422,
        ["Give the reason for taking the evidence back: it is shown beside it."],
    )
    page = await page.submit({"reason": "The wrong page."}, action="/retract")

    assert (page.notice, page.path) == ("The evidence was taken back.", f"/commitments/{commitment}")
    (told,) = items(page)
    assert told.startswith("taken back public Link: The news.")
    assert told.endswith("The wrong page.")
    assert (await get_commitment(commitment)).evidence == ()


async def test_retract_of_evidence_that_is_not_there(officer: Visitor) -> None:
    assert (await officer.get(f"/evidence/{uuid4()}/retract")).status == 404


async def test_index_lists_what_does_not_count_by_links(officer: Visitor) -> None:
    issue, reporter = await make_issue(), await make_officer()
    needed = await make_commitment(text="Open the schools.", issues=[issue])
    other = await make_commitment(text="Map the premises.")
    shown = await tried(await show(needed))
    await record(issue, Entry(Field.DELIVERY, Delivery.COMPLETE, "Done.", reporter, NOW))
    await note_look(shown, at=NOW + timedelta(1), is_reachable=False, status=404)
    await tried(await show(other, text="Undated.", date=None))
    await tried(await show(other, text="Internal.", is_public=False))
    await tried(await show(other, text="It counts."))

    pages = {name: await officer.get(f"/evidence?show={name}") for name in ("public", "needed", "all", "nonsense")}

    found = {
        name: {text for text in ("The news.", "Undated.", "Internal.", "It counts.") if text in page.text}
        for name, page in pages.items()
    }
    assert found == {
        "public": {"The news.", "Undated."},
        "needed": {"The news."},
        "all": {"The news.", "Undated.", "Internal."},
        "nonsense": {"The news.", "Undated."},
    }
    assert "Marked as public (2)" in pages["all"].links()


async def test_a_figure_is_chosen_and_never_typed(officer: Visitor) -> None:
    commitment = await make_commitment()
    page = await officer.get(f"/commitments/{commitment}/evidence/new")
    assert page.tree.xpath("//select[@name='kind']/option/@value") == ["link", "passage"]

    page = await page.submit({"text": "Nine in ten.", "kind": "figure"}, action="/evidence")

    assert (page.status, page.errors) == (422, ["Choose what kind of evidence it is."])
    assert (await get_commitment(commitment)).evidence == ()


async def test_a_link_that_was_just_added_says_that_it_is_not_tried_yet(officer: Visitor) -> None:
    commitment = await make_commitment()
    await show(commitment)

    (told,) = items(await officer.get(f"/commitments/{commitment}"))

    assert "does not count No issue can be complete on it." in told
    assert "failed The link: The link has not been tried yet. It counts when it was found to work." in told
