"""A milestone's forms, on its commitment's page and its own."""

from datetime import date
from uuid import UUID, uuid4

from lxml import html

from feedback.commitments import get_commitment
from feedback.milestones import get_milestone, make_milestone
from tests.factories import NOW, make_commitment
from tests.web import Page, Visitor

DUE = date(2020, 1, 31)


def form_of(page: Page, change: str) -> html.FormElement:
    (form,) = page.tree.xpath(f"//form[.//input[@name='change'][@value='{change}']]")
    return form


async def send(page: Page, change: str, **values: str) -> Page:
    form = form_of(page, change)
    return await page.visitor.post(form.get("action"), {**dict(form.form_values()), **values})


async def opened(officer: Visitor) -> tuple[Page, UUID]:
    commitment = await make_commitment(text="Open the schools.", due=date(2999, 12, 31))
    milestone = await make_milestone(commitment, "Ask the caretakers.", due=DUE, officer=None, now=NOW)
    return await officer.get(f"/milestones/{milestone}"), milestone


async def test_add_milestone_stands_on_the_page(officer: Visitor) -> None:
    commitment = await make_commitment()
    page = await officer.get(f"/commitments/{commitment}")

    refused = await page.submit({"milestone": "", "milestone_due": "soon"}, action="/milestones")
    page = await refused.submit({"milestone": "Ask.", "milestone_due": "2020-01-31"}, action="/milestones")

    assert (refused.status, refused.errors) == (
        422,
        [
            "Say what is to be reached.",
            "Write the date as 2025-06-30, or leave it empty where none is promised.",
        ],
    )
    assert refused.form("/milestones").fields["milestone_due"] == "soon"
    assert page.notice == "The milestone was added."
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.tree.xpath("//tbody/tr")]
    assert rows == [["Ask.", "31 January 2020", "overdue", "never moved"]]


async def test_move_is_in_the_ledger_of_the_commitment(officer: Visitor) -> None:
    page, milestone = await opened(officer)

    page = await send(page, "move", move_on="2020-03-01", move_reason="Holidays.")

    assert (page.path, page.notice) == (
        f"/commitments/{(await get_milestone(milestone)).commitment}",
        "The milestone was changed.",
    )
    ledger = page.tree.xpath("//h2[@id='ledger']/following::tbody[1]/tr")
    assert [" ".join(cell.text_content().split()) for cell in ledger[0]][1:] == [
        "Due date of a milestone: Ask the caretakers.",
        "31 January 2020",
        "1 March 2020",
        "Holidays.",
        "Olga Officer",
    ]
    own = await officer.get(f"/milestones/{milestone}")
    assert "first promised for 31 January 2020" in own.text


async def test_move_refused_keeps_what_was_typed(officer: Visitor) -> None:
    page, milestone = await opened(officer)

    wrong = await send(page, "move", move_on="soon", move_reason="")
    same = await send(page, "move", move_on="2020-01-31", move_reason="The same.")

    assert (wrong.status, wrong.errors) == (
        422,
        ["Write the date as 2025-06-30.", "Give the reason: it is shown beside the milestone."],
    )
    assert form_of(wrong, "move").fields["move_on"] == "soon"
    assert (same.errors, form_of(same, "move").fields["move_reason"].strip()) == (
        ["This is what the milestone says already."],
        "The same.",
    )
    assert (await get_milestone(milestone)).slips == ()


async def test_reach_and_open_again_and_drop(officer: Visitor) -> None:
    page, milestone = await opened(officer)

    page = await send(page, "reach", reach_on="2020-02-01", reach_reason="The list is there.")
    reached = page.text
    page = await send(await officer.get(f"/milestones/{milestone}"), "reopen", reopen_reason="One was missing.")
    page = await send(await officer.get(f"/milestones/{milestone}"), "drop", drop_reason="Asked others.")

    assert "reached 1 February 2020 – The list is there." in reached
    assert "dropped – Asked others." in page.text
    (found,) = (await get_commitment((await get_milestone(milestone)).commitment)).milestones
    assert found.is_dropped


async def test_reach_on_a_day_to_come(officer: Visitor) -> None:
    page, _milestone = await opened(officer)

    page = await send(page, "reach", reach_on="2999-01-01")

    assert (page.status, page.errors) == (422, ["That day has not come yet: say when it was reached."])
    assert (await officer.get(f"/milestones/{uuid4()}")).status == 404
