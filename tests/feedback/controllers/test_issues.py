"""Following issues on their pages, by the real forms."""

from datetime import date
from uuid import UUID

from feedback.enums import Answer, Delivery, EvidenceKind
from feedback.issue_heads import set_owner_unit
from feedback.issue_states import Entry, Field
from feedback.issues import followed_issues, get_issue, record
from feedback.tables import Evidence, Officer
from tests.factories import (
    NOW,
    make_coding,
    make_commitment,
    make_consultation,
    make_issue,
    make_officer,
    make_point,
    make_reviewed_consultation,
    make_theme,
)
from tests.web import Page, Visitor

PREMISES = "Associations need premises that they can afford."


async def olga() -> UUID:
    """The officer who is signed in."""
    found = await Officer.select(Officer.id).where(Officer.email == "officer@example.org").first()
    assert found is not None
    key: UUID = found["id"]
    return key


async def submit_entry(page: Page, field: str, value: str, reason: str = "") -> Page:
    """Send the form for this fact from an issue's page."""
    forms = page.tree.xpath(f"//form[.//input[@name='field'][@value='{field}']]")
    assert len(forms) == 1
    data = dict(forms[0].form_values()) | {"value": value, "reason": reason}
    return await page.visitor.post(forms[0].get("action"), data)


def titles(page: Page) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.tree.xpath("//tbody/tr/th")]


async def test_index_without_issues(officer: Visitor) -> None:
    page = await officer.get("/issues")

    assert page.h1 == "Issues"
    assert "No issue is followed yet." in page.text


async def test_index_shows_each_issue_and_filters_by_links(officer: Visitor) -> None:
    old = await make_point(await make_consultation(title="Earlier", date="2012-05-01"), text="Rents are high.")
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    theme = await make_theme(title="Money")
    await make_coding(funding, theme)
    await make_issue()
    recurring = await make_issue(title="Premises cost too much", points=[old, premises], owner_unit="Unit K")
    short = await make_issue(title="Short-term funding", points=[funding])
    await make_commitment(issues=[short], due=date(2024, 1, 31))
    await record(recurring, Entry(Field.ANSWER, Answer.DECLINED, "No money.", None, NOW))

    page = await officer.get("/issues")

    assert titles(page) == [
        "Premises cost too much Unit K",
        "Short-term funding",
        "Premises are too expensive",
    ]
    row = page.tree.xpath("//tbody/tr[1]/td")
    assert [" ".join(cell.text_content().split()) for cell in row] == [
        "",
        "2012, 2024 (2 years)",
        "Declined",
        "No evidence",
        "Nothing to verify yet",
        "Too early to say",
        "2",
    ]
    shown = {
        text: titles(await officer.get(f"/issues{page.links()[text]}"))
        for text in ("Answered (1)", "Raised in several years (1)", "With one that is overdue (1)", "Unit K (1)")
    }
    assert shown == {
        "Answered (1)": ["Premises cost too much Unit K"],
        "Raised in several years (1)": ["Premises cost too much Unit K"],
        "With one that is overdue (1)": ["Short-term funding"],
        "Unit K (1)": ["Premises cost too much Unit K"],
    }
    assert titles(await officer.get(f"/issues{page.links()['T1 Money (1)']}")) == ["Short-term funding"]
    none = await officer.get("/issues?delivery=complete")
    assert "No issue is like that." in none.text


async def test_index_searches_titles_and_points_and_keeps_the_filters(officer: Visitor) -> None:
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    await make_issue(title="Rents", points=[premises])
    await make_issue(title="Affordable", points=[funding])
    page = await officer.get("/issues?answered=no")
    (form,) = page.tree.xpath("//form[@class='search']")

    found = await officer.get("/issues", params=dict(form.form_values()) | {"words": "premise"})

    assert titles(found) == ["Rents"]
    assert found.tree.xpath("//form[@class='search']//input[@name='answered']/@value") == ["no"]
    assert "1 issue, the best match first" in found.text


async def test_index_in_pages_of_fifty(officer: Visitor) -> None:
    for number in range(51):
        await make_issue(title=f"Issue {number:02}")

    first = await officer.get("/issues?answered=no")
    second = await officer.get(f"/issues{first.links()['Next page']}")

    assert ([len(titles(page)) for page in (first, second)], titles(second)) == ([50, 1], ["Issue 50"])
    assert titles(await officer.get(f"/issues{second.links()['Previous page']}")) == titles(first)
    assert titles(await officer.get("/issues?page=999")) == ["Issue 50"]


async def test_index_links_from_the_code_book_and_the_issue_to_each_other(officer: Visitor) -> None:
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    theme = await make_theme(title="Money")
    for point in (premises, funding):
        await make_coding(point, theme)
    issue = await make_issue(title="Rents", points=[premises, funding])

    book = await officer.get("/themes")
    listed = await officer.get(book.links()["1 issue – T1"])
    page = await officer.get(f"/issues/{issue}")

    assert titles(listed) == ["Rents"]
    assert "T1 Money (2 points)" in page.text
    assert page.links()["T1 Money"] == book.links()["1 issue – T1"]


async def test_create_opens_an_issue_with_its_points(officer: Visitor) -> None:
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    page = await officer.get(f"/issues/new?point={premises}&point={funding}&point=nonsense")

    page = await page.submit({"title": "Premises", "point": str(premises)}, action="/issues/new")

    assert (page.h1, page.notice) == ("Premises", "The issue is followed from now on.")
    (issue,) = await followed_issues()
    assert [point.text for point in issue.points] == [PREMISES]
    assert [entry.officer for entry in issue.log] == [await olga()]


async def test_create_without_title_keeps_the_points(officer: Visitor) -> None:
    _consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    page = await officer.get(f"/issues/new?point={premises}")

    page = await page.submit({"title": " "}, action="/issues/new")

    assert (page.status, page.errors) == (422, ["Give the issue a title."])
    assert page.tree.xpath("//input[@name='point']/@value") == [str(premises)]
    assert await followed_issues() == []


async def test_update_keeps_what_was_before_in_the_log(officer: Visitor) -> None:
    await make_issue(title="Other", owner_unit="Unit K", policy_area="Area 17")
    issue = await make_issue(title="Premises")
    page = await officer.get(f"/issues/{issue}/edit")
    assert page.tree.xpath("//datalist/option/@value") == ["Unit K", "Area 17"]

    page = await page.submit(
        {"title": "Affordable premises", "owner_unit": "Unit K", "policy_area": "x" * 121}, action="/edit"
    )
    assert (page.status, page.errors) == (422, ["Use at most 120 characters."])
    page = await page.submit({"policy_area": "Area 17"}, action="/edit")

    assert (page.h1, page.notice) == ("Affordable premises", "The issue was saved.")
    assert "before: Premises" in page.text
    assert page.links()["Unit K"] == "/issues?owner_unit=Unit+K"


async def test_rename_without_title(officer: Visitor) -> None:
    issue = await make_issue(title="Premises")
    page = await officer.get(f"/issues/{issue}/edit")

    page = await page.submit({"title": ""}, action="/edit")

    assert (page.status, page.errors) == (422, ["Give the issue a title."])
    assert (await get_issue(issue)).title == "Premises"


async def test_record_an_answer_appends_to_the_log(officer: Visitor) -> None:
    issue = await make_issue()
    page = await officer.get(f"/issues/{issue}")

    page = await submit_entry(page, "answer", "accepted in part", "Half of it this year.")
    page = await submit_entry(page, "answer", "accepted")

    assert page.notice == "It was added to the log."
    log = [(e.field, e.value, e.reason, e.officer) for e in (await get_issue(issue)).log]
    assert log == [
        (Field.ANSWER, "accepted in part", "Half of it this year.", await olga()),
        (Field.ANSWER, "accepted", "", await olga()),
    ]


async def test_record_an_answer_without_its_reason_keeps_the_answer(officer: Visitor) -> None:
    issue = await make_issue()

    page = await submit_entry(await officer.get(f"/issues/{issue}"), "answer", "declined")

    assert (page.status, page.errors) == (422, ["Give the reason: those who raised the issue will read it."])
    assert page.links()[page.errors[0]] == "#answer-reason"
    assert page.form("/entries").fields["value"] == "declined"
    page = await page.submit({"reason": "There is no money."}, action="/entries")
    assert (await get_issue(issue)).state.answer is Answer.DECLINED


async def test_record_complete_without_public_evidence_keeps_the_typed_reason(officer: Visitor) -> None:
    issue = await make_issue()
    commitment = await make_commitment(issues=[issue])
    await Evidence(commitment=commitment, kind=EvidenceKind.FIGURE.value, text="Internal", is_public=False).save()

    page = await submit_entry(await officer.get(f"/issues/{issue}"), "delivery", "complete", "All schools are open.")

    assert (page.status, page.errors) == (
        422,
        [
            "Complete needs at least one piece of evidence that is public and counts. "
            "Add it to a commitment of this issue first."
        ],
    )
    form = page.form("/entries")
    assert (form.fields["value"], form.fields["reason"].strip()) == ("complete", "All schools are open.")
    assert (await get_issue(issue)).log == ()


async def test_record_complete_with_public_evidence(officer: Visitor) -> None:
    issue = await make_issue()
    commitment = await make_commitment(issues=[issue])
    await Evidence(
        commitment=commitment,
        kind=EvidenceKind.FIGURE.value,
        text="Public",
        is_public=True,
        date=NOW.date(),
        figure="a.b.0",
    ).save()

    await submit_entry(await officer.get(f"/issues/{issue}"), "delivery", "complete")

    assert (await get_issue(issue)).state.delivery is Delivery.COMPLETE


async def test_record_a_check_by_the_officer_who_reported_is_refused(officer: Visitor) -> None:
    issue = await make_issue()
    await record(issue, Entry(Field.DELIVERY, Delivery.LIMITED, "", await olga(), NOW))

    page = await submit_entry(
        await officer.get(f"/issues/{issue}"), "verification", "checked by a second officer", "I looked."
    )

    assert (page.status, page.errors) == (
        422,
        ["The check must be made by another officer than the one who reported the delivery."],
    )
    assert page.form("/entries").fields["reason"].strip() == "I looked."


async def test_record_a_check_by_another_officer(officer: Visitor) -> None:
    issue = await make_issue()
    other = await make_officer(email="other@example.org", name="Oskar Other")
    await record(issue, Entry(Field.DELIVERY, Delivery.LIMITED, "", other, NOW))

    page = await submit_entry(
        await officer.get(f"/issues/{issue}"), "verification", "checked by a second officer", "I looked."
    )

    assert page.notice == "It was added to the log."
    assert "Oskar Other" in page.text


async def test_record_with_an_unknown_value(officer: Visitor) -> None:
    issue = await make_issue()

    page = await submit_entry(await officer.get(f"/issues/{issue}"), "delivery", "splendid", "Kept.")

    assert (page.status, page.errors) == (422, ["Choose one of the values."])
    assert page.form("/entries").fields["reason"].strip() == "Kept."


async def test_record_after_somebody_else_did_shows_what_holds_now(officer: Visitor) -> None:
    issue = await make_issue()
    page = await officer.get(f"/issues/{issue}")
    await record(issue, Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW))

    page = await submit_entry(page, "answer", "declined", "No money.")

    assert page.errors == ["Somebody else wrote in this log at the same moment. Look at it and try again."]
    assert "What the log says now: Accepted." in page.text
    page = await page.submit(action="/entries")
    assert (await get_issue(issue)).state.answer is Answer.DECLINED


async def test_record_twice_as_by_a_double_click(officer: Visitor) -> None:
    issue = await make_issue()
    page = await officer.get(f"/issues/{issue}")

    await submit_entry(page, "delivery", "limited", "One school.")
    page = await submit_entry(page, "delivery", "limited", "One school.")

    assert page.notice == "It was added to the log."
    assert len((await get_issue(issue)).log) == 1


async def test_attach_finds_points_by_parts_of_words(officer: Visitor) -> None:
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    issue = await make_issue(points=[funding])
    page = await officer.get(f"/issues/{issue}/points")

    page = await page.submit({"words": "AFFORD premis"})
    assert page.tree.xpath("//input[@name='point']/@value") == [str(premises)]
    page = await officer.post(
        f"/issues/{issue}/points",
        {"point": str(premises), "_csrf_token": page.tree.xpath("//input[@name='_csrf_token']/@value")[0]},
    )

    assert page.notice == "The points were attached."
    assert {point.id for point in (await get_issue(issue)).points} == {premises, funding}
    page = await officer.get(f"/issues/{issue}/points?words=funding")
    assert "No point holds these words." in page.text


async def test_detach_needs_a_reason_and_stays_in_the_log(officer: Visitor) -> None:
    _consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    issue = await make_issue(points=[premises])
    page = await officer.get(f"/issues/{issue}/points/{premises}/detach")

    page = await page.submit({"reason": ""}, action="/detach")
    assert (page.status, page.errors) == (422, ["Say why the point is not about this issue."])
    page = await page.submit({"reason": "It is about schools."}, action="/detach")

    assert page.notice == "The point was detached. The log keeps that it was attached."
    followed = await get_issue(issue)
    assert (followed.points, [(e.field, e.value, e.reason) for e in followed.log]) == (
        (),
        [(Field.POINT_REMOVED, str(premises), "It is about schools.")],
    )
    assert PREMISES in page.text


async def test_edit_of_an_issue_that_is_not_there(officer: Visitor) -> None:
    page = await officer.get("/issues/00000000-0000-0000-0000-000000000000/edit")

    assert (page.status, page.h1) == (404, "The page was not found")
    assert "There is no such issue." in page.text


async def test_edit_from_a_page_that_stood_open_does_not_bring_back_what_was_there(officer: Visitor) -> None:
    issue = await make_issue(title="Premises", owner_unit="Unit K")
    stale = await officer.get(f"/issues/{issue}/edit")
    await set_owner_unit(issue, "Unit M", officer=None, now=NOW)

    page = await stale.submit({"title": "Rooms"}, action="/edit")

    assert (page.status, page.errors) == (
        422,
        ["Somebody else changed this issue meanwhile. Look at it and try again."],
    )
    assert "Now: Premises – Unit M" in page.text
    kept = await get_issue(issue)
    assert (kept.title, kept.owner_unit) == ("Premises", "Unit M")
    await page.submit({"owner_unit": "Unit M"}, action="/edit")
    kept = await get_issue(issue)
    assert (kept.title, kept.owner_unit) == ("Rooms", "Unit M")
