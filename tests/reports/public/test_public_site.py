"""The public site: what strangers read, what they never do, and that it is the same for everybody and right after any change."""

import asyncio
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from feedback.answered_issues import answer_issue, stop_answering
from feedback.commitments import move_commitment
from feedback.enums import Answer, Delivery, EvidenceKind
from feedback.evidence import Support, add_evidence, retract_evidence
from feedback.evidence_looks import note_look
from feedback.issue_commitments import By
from feedback.issue_heads import rename_issue
from feedback.issue_merging import merge_issues
from feedback.issue_states import Entry, Field
from feedback.issues import attach_point, record
from feedback.publishing import publish_consultation, publish_issue, withdraw_consultation, withdraw_issue
from feedback.settings import settings
from feedback.tables import Consultation, Document, Issue, Point
from feedback.web.page_cache import pages
from reports.public.published_reports import publish_report, withdraw_report
from surveys.publishing import close
from tests.factories import (
    NOW,
    make_coding,
    make_commitment,
    make_consultation,
    make_flag,
    make_issue,
    make_officer,
    make_point,
    make_question,
    make_reviewed_consultation,
    make_theme,
    source_json,
    tried,
)
from tests.reports.test_verdicts import ask_about
from tests.web import Page, Visitor, words

INTERNAL = ("Olga Officer", "internal memo", "olga@example.org")


async def make_public() -> tuple[UUID, UUID, UUID]:
    """A public consultation with one flagged point, a public issue of both its points, and a commitment for it."""
    consultation, _question, points = await make_reviewed_consultation()
    await make_flag(consultation, source=source_json(6))
    issue = await make_issue(points=points)
    officer = await make_officer()
    commitment = await make_commitment(issues=[issue], due=date(2024, 9, 1), created_by=officer)
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.id == consultation)
    await publish_issue(issue, officer=officer, now=NOW)
    return consultation, issue, commitment


async def support(commitment: UUID, text: str, *, is_public: bool) -> UUID:
    given = Support(
        UUID(int=hash(text) % 2**64), EvidenceKind.LINK, text, "https://example.org/x", None, {}, NOW.date(), is_public
    )
    return await add_evidence(commitment, given, officer=None, now=NOW)


def heading(page: Page, id: str) -> str:
    """What stands under a heading, up to the next."""
    found = []
    for element in page.tree.xpath("//*[@id=$id]", id=id)[0].itersiblings():
        if element.tag == "h2":
            break
        found.append(words(element))
    return " ".join(found)


async def test_an_issue_tells_what_was_said_answered_done_and_what_participants_say(visitor: Visitor) -> None:
    _consultation, issue, commitment = await make_public()
    officer = await make_officer(email="kim@example.org", name="Kim Colleague")
    await record(issue, Entry(Field.ANSWER, Answer.ACCEPTED_IN_PART, "Only schools.", officer, NOW + timedelta(days=6)))
    await move_commitment(commitment, "due", "2025-01-31", reason="Late.", officer=officer, now=NOW)
    await support(commitment, "The list of schools", is_public=True)
    await support(commitment, "An internal memo", is_public=False)

    page = await visitor.get(f"/public/issues/{issue}")

    assert page.path == f"/public/issues/{issue}/premises-are-too-expensive"
    assert "Associations need premises that they can afford. – 2024, Consultation on meeting places" in heading(
        page, "said"
    )
    assert "Funding for one year" not in page.response.text
    assert "1 more point raises it, and is not shown" in heading(page, "said")
    assert heading(page, "answered").startswith("Accepted in part since 16 June 2024 after 12 days Only schools.")
    happened = heading(page, "happened")
    assert "moved 1 time first promised for 1 September 2024" in happened
    assert "The list of schools (10 June 2024) https://example.org/x" in happened
    for text in (*INTERNAL, "Kim Colleague", str(officer)):
        assert text not in page.response.text


async def test_verdicts_are_shown_when_the_survey_is_closed_and_its_consultation_public(visitor: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()
    survey = await ask_about(issue, answers=("yes",) * 6 + ("partly",) * 6 + ("no",) * 7, invited=40)
    address = f"/public/issues/{issue}/x"
    while_open = await visitor.get(address)
    await close(survey, now=NOW)
    of_private = await visitor.get(address)
    asked_by = await Consultation.select(Consultation.id).where(Consultation.published_at.is_null()).first()
    assert asked_by is not None
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.id == asked_by["id"])

    shown = await visitor.get(address)

    assert "No survey that is closed and public" in heading(while_open, "participants")
    assert "No survey that is closed and public" in heading(of_private, "participants")
    assert "19 answered this question. Response rate 48% of 40 invited." in heading(shown, "participants")


async def test_nothing_that_is_not_published_can_be_reached(visitor: Visitor) -> None:
    consultation, _question, points = await make_reviewed_consultation()
    issue = await make_issue(points=points)
    commitment = await make_commitment(issues=[issue])
    addresses = (
        f"/public/consultations/{consultation}",
        f"/public/consultations/{consultation}/x",
        f"/public/issues/{issue}",
        f"/public/issues/{issue}/x",
        f"/public/commitments/{commitment}",
        f"/public/reports/{consultation}",
    )

    seen = {address: (await visitor.get(address)).status for address in addresses}
    lists = [
        await visitor.get(f"/public{path}")
        for path in ("", "/consultations", "/issues", "/commitments", "/reports", "/commitments/slips")
    ]

    assert seen == dict.fromkeys(addresses, 404)
    assert [page.status for page in lists] == [200] * 6
    for page in lists:
        assert "meeting places" not in page.response.text
        assert "Premises" not in page.response.text
        assert "school premises" not in page.response.text


async def test_what_is_withdrawn_is_gone_at_once(visitor: Visitor) -> None:
    consultation, issue, commitment = await make_public()
    addresses = (
        f"/public/consultations/{consultation}/x",
        f"/public/issues/{issue}/x",
        f"/public/commitments/{commitment}",
    )
    before = [(await visitor.get(address)).status for address in addresses]

    await withdraw_issue(issue, reason="Wrong.", officer=None, now=NOW)
    await withdraw_consultation(consultation)

    assert (before, [(await visitor.get(address)).status for address in addresses]) == ([200] * 3, [404] * 3)


async def test_a_consultation_tells_its_questions_points_and_issues(visitor: Visitor) -> None:
    consultation, issue, _commitment = await make_public()

    page = await visitor.get(f"/public/consultations/{consultation}")

    assert page.h1 == "Consultation on meeting places"
    assert "1. How can more people find a meeting place?" in page.text
    assert "Associations need premises that they can afford. → Premises are too expensive Not answered" in page.text
    assert "1 more point is not shown" in page.text
    assert "Funding for one year" not in page.response.text
    assert page.links()["Premises are too expensive"] == f"/public/issues/{issue}/premises-are-too-expensive"


async def test_a_search_finds_nothing_by_words_that_are_hidden(visitor: Visitor) -> None:
    await make_public()
    unpublished = await make_consultation(title="Not public", date="2023-01-01")
    await make_point(unpublished, text="Orkidéer.")

    found = {
        asked: [
            words(link)
            for link in (await visitor.get("/public/issues", params={"words": asked})).tree.xpath("//tbody//th//a")
        ]
        for asked in ("premises", "associations afford", "funding", "orkidéer")
    }

    title = ["Premises are too expensive"]
    assert found == {"premises": title, "associations afford": title, "funding": [], "orkidéer": []}


async def test_a_merged_issue_leads_to_where_it_goes_on(visitor: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()
    other = await make_issue(title="Rooms")
    await publish_issue(other, officer=None, now=NOW)

    await merge_issues(issue, into=other, by=By("The same.", None, NOW))
    by_id = await visitor.get(f"/public/issues/{issue}")
    by_words = await visitor.get(f"/public/issues/{issue}/premises-are-too-expensive")

    assert (by_id.path, by_id.h1) == (f"/public/issues/{other}/rooms", "Rooms")
    assert by_words.links()["Rooms"] == f"/public/issues/{other}/rooms"


async def test_evidence_that_was_taken_back_stays_with_its_reason(visitor: Visitor) -> None:
    _consultation, _issue, commitment = await make_public()
    shown = await support(commitment, "The list of schools", is_public=True)
    await retract_evidence(shown, reason="The list was old.", officer=None, now=NOW)

    page = await visitor.get(f"/public/commitments/{commitment}")

    assert "The list of schools (10 June 2024) https://example.org/x taken back The list was old." in page.text


async def test_what_is_to_be_doubted_is_told_with_its_reason(visitor: Visitor) -> None:
    _consultation, issue, commitment = await make_public()
    shown = await tried(await support(commitment, "The list of schools", is_public=True))
    await record(issue, Entry(Field.DELIVERY, Delivery.COMPLETE, "All schools.", None, NOW))
    gone = "There is nothing at the address."
    await note_look(shown, at=NOW + timedelta(days=1), is_reachable=False, status=404, error=gone)

    page = await visitor.get(f"/public/issues/{issue}")

    happened = heading(page, "happened")
    assert "Complete since 10 June 2024 unsupported unconfirmed" in happened
    assert "Until there is some that counts, the issue is not finished." in happened
    assert "Nobody at the department has confirmed since then that this still holds." in happened
    assert f"does not count The link did not work on 11 June 2024. {gone}" in happened


async def test_a_published_report_tells_public_facts_alone(visitor: Visitor) -> None:
    consultation, _issue, _commitment = await make_public()
    hidden = await make_issue(title="An issue not for the public")
    await Issue.update({Issue.published_at: None}).where(Issue.id == hidden)
    report = await publish_report(consultation=consultation, officer=None, today=date(2024, 6, 10), now=NOW)

    page = await visitor.get(f"/public/reports/{report}")
    file = await visitor.client.get(f"/public/reports/{report}/report.pdf?language=sv")

    assert "Premises are too expensive" in page.text
    assert "Funding for one year" not in page.response.text
    assert "An issue not for the public" not in page.response.text
    assert (file.headers["content-type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    await withdraw_report(report, now=NOW)
    assert (await visitor.get(f"/public/reports/{report}")).status == 404
    assert (await visitor.client.get(f"/public/reports/{report}/report.pdf?language=sv")).status_code == 404


async def test_a_published_report_and_the_page_name_nobody_and_no_internal_address(visitor: Visitor) -> None:
    consultation, _issue, commitment = await make_public()
    told = {"participants_count": 24, "participants_unit": "people", "participants_text": "Ali Attender and 23 others"}
    await Consultation.update(told).where(Consultation.id == consultation)
    await make_question(consultation, text="What does Maja Exempelsson want?", position=2)
    await make_question(consultation, text="And where?", position=3, subquestions=("Does Maja Exempelsson know?",))
    await make_point(consultation, text="Rooms.", heading="Maja Exempelsson asks", position=3, source=source_json(8))
    [document] = await Document.select(Document.id, Document.filename)
    for kind, url, held in (
        (EvidenceKind.FIGURE, f"{settings().base_url}/surveys/1", None),
        (EvidenceKind.LINK, "https://example.org/x", None),
        (EvidenceKind.PASSAGE, "", document["id"]),
    ):
        lines = {"page": 1, "first_line": 4, "last_line": 5} if held else {}
        given = Support(
            uuid4(),
            kind,
            f"A {kind.value}",
            url,
            held,
            lines,
            NOW.date(),
            True,
            figure="a.b.0" if kind is EvidenceKind.FIGURE else "",
        )
        await add_evidence(commitment, given, officer=None, now=NOW)
    report = await publish_report(consultation=consultation, officer=None, today=date(2024, 6, 10), now=NOW)

    shown = (await visitor.get(f"/public/reports/{report}")).response.text
    page = (await visitor.get(f"/public/consultations/{consultation}/x")).response.text

    for text in (shown, page):
        assert "And where?" in text
        assert "Rooms." in text
        assert not [each for each in ("Maja", "Ali Attender") if each in text]
    assert "24 people" in shown
    assert all(text in shown for text in ("A figure", "A passage", "https://example.org/x"))
    assert f"{settings().base_url}/surveys" not in shown
    assert document["filename"] not in shown


async def test_strangers_are_led_to_the_public_site_once_there_is_something(visitor: Visitor) -> None:
    before = await visitor.get("/")
    _consultation, _issue, _commitment = await make_public()

    after = await visitor.get("/")

    assert (before.path, after.path) == ("/", "/public")
    assert "Premises are too expensive" in after.text


async def test_the_clock_runs_from_the_first_public_meeting(visitor: Visitor) -> None:
    _consultation, _issue, _commitment = await make_public()
    days = (date.today() - date(2024, 6, 4)).days

    page = await visitor.get("/public")

    assert f"{days:,} days without an answer" in page.text


async def test_pages_are_cached_by_everybody_and_asked_about_each_time(visitor: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()
    address = f"/public/issues/{issue}/x"

    first = await visitor.client.get(address)
    again = await visitor.client.get(address, headers={"if-none-match": first.headers["etag"]})
    in_swedish = await visitor.client.get(address, headers={"accept-language": "sv"})
    await rename_issue(issue, "Rooms are too expensive", officer=None, now=NOW)
    after = await visitor.client.get(address, headers={"if-none-match": first.headers["etag"]})

    assert first.headers["cache-control"] == "public, no-cache"
    assert "set-cookie" not in first.headers
    assert {each.strip() for each in first.headers["vary"].split(",")} == {
        "Accept-Encoding",
        "Accept-Language",
        "Cookie",
    }
    assert (again.status_code, again.content) == (304, b"")
    assert 'lang="sv"' in in_swedish.text
    assert (after.status_code, "Rooms are too expensive" in after.text) == (200, True)


async def test_a_page_that_many_ask_for_at_once_is_made_once(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    _consultation, issue, _commitment = await make_public()
    pages.clear()
    kept: list[tuple[str, ...]] = []
    keep = pages.keep
    monkeypatch.setattr(pages, "keep", lambda key, page, **most: (kept.append(key), keep(key, page, **most)))

    answers = await asyncio.gather(*(visitor.client.get(f"/public/issues/{issue}/x") for _ in range(5)))

    assert len({answer.text for answer in answers}) == 1
    assert len(kept) == 1


async def test_nobody_has_a_page_made_anew_by_adding_to_its_address(visitor: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()
    addresses = (f"/public/issues/{issue}/x", "/public/issues", "/public/commitments", "/public")
    pages.clear()
    plain = {address: (await visitor.client.get(address)).content for address in addresses}
    kept = pages.bytes

    for address in addresses:
        for n in range(3):
            assert (await visitor.client.get(f"{address}?utm={n}&page=0{n % 2}")).content == plain[address]
    assert pages.bytes == kept
    assert b"utm" not in b"".join(plain.values())


async def test_the_page_of_a_list_keeps_what_was_asked_for_in_its_links(visitor: Visitor) -> None:
    await make_public()

    page = await visitor.get("/public/issues?answered=no&utm=1")

    assert page.links()["Svenska"] == "?answered=no&lang=sv"


async def test_theme_filter_counts_and_finds_what_may_be_shown(visitor: Visitor) -> None:
    consultation, issue, _commitment = await make_public()
    shown, hidden = await make_point(consultation, position=7), await make_point(consultation, position=8)
    await make_flag(consultation, text="Premises", source=source_json(90))
    private = await make_point(await make_consultation(title="Private"))
    themes = [await make_theme(code=f"T{n}", title=f"Theme {n}") for n in range(3)]
    await Point.update({Point.text: "Fees are high."}).where(Point.id == shown)
    await Point.update({Point.text: "Premises, says somebody."}).where(Point.id == hidden)
    for point, theme in zip((shown, hidden, private), themes, strict=True):
        await attach_point(issue, point, officer=None, now=NOW)
        await make_coding(point, theme)

    listed = await visitor.get("/public/issues")
    found = [(await visitor.get(f"/public/issues?theme={theme}")).text for theme in themes]

    assert [f"Theme {n}" in listed.text for n in range(3)] == [True, False, False]
    assert ["Premises are too expensive" in each for each in found] == [True, False, False]


async def test_a_host_that_names_somebody_is_told_nobody(visitor: Visitor) -> None:
    consultation = await make_consultation(host="Maja Exempelsson", published_at=NOW)
    before = await visitor.get(f"/public/consultations/{consultation}")
    await make_flag(consultation)

    after = await visitor.get(f"/public/consultations/{consultation}")
    read = await visitor.client.get(f"/api/v1/consultations/{consultation}")

    assert "Maja Exempelsson" in before.text
    assert "Exempelsson" not in after.response.text + read.text


async def test_officers_read_the_same_bytes_as_strangers(officer: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()
    address = f"/public/issues/{issue}/x"
    seen = await officer.client.get(address)
    officer.client.cookies.clear()

    assert (await officer.client.get(address)).text == seen.text


async def test_a_page_is_not_compressed_for_who_does_not_ask(visitor: Visitor) -> None:
    await make_public()

    plain = await visitor.client.get("/public", headers={"accept-encoding": "identity"})
    zipped = await visitor.client.get("/public", headers={"accept-encoding": "gzip"})

    assert ("content-encoding" in plain.headers, zipped.headers["content-encoding"]) == (False, "gzip")
    assert plain.text == zipped.text


async def test_previews_and_the_canonical_address(visitor: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()

    page = await visitor.get(f"/public/issues/{issue}/an-old-title?lang=en")

    [canonical] = page.tree.xpath("//link[@rel='canonical']/@href")
    assert canonical.endswith(f"/public/issues/{issue}/premises-are-too-expensive")
    assert page.tree.xpath("//meta[@property='og:title']/@content") == ["Premises are too expensive"]
    assert page.tree.xpath("//meta[@property='og:description']/@content") == [
        "Answer: Not answered. Delivery: No evidence."
    ]


async def test_officers_publish_a_consultation_its_issues_and_its_report(officer: Visitor) -> None:
    consultation, _question, points = await make_reviewed_consultation()
    flag = await make_flag(consultation)
    issue = await make_issue(points=points)
    page = await officer.get(f"/consultations/{consultation}/publishing")

    refused = await page.submit(action="/publish")
    page = await page.submit({"flag": str(flag)}, action="/publish")
    told = page.notice
    page = await page.submit({"issue": str(issue)}, action="/public-issues")
    page = await page.submit(action="/public-report")

    assert refused.status == 422
    assert refused.errors == ["Look at every place where somebody could be identified, and tick each of them."]
    assert (told, page.notice) == ("The consultation is public.", "The report is published.")
    assert (await officer.get(f"/public/issues/{issue}")).h1 == "Premises are too expensive"
    assert "Follow-up report: Consultation on meeting places" in (await officer.get("/public/reports")).text


async def test_an_issue_is_withdrawn_with_a_reason_alone(officer: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()
    page = await officer.get(f"/issues/{issue}/publishing")

    refused = await page.submit(action="/withdraw")
    page = await refused.submit({"reason": "It names somebody."}, action="/withdraw")

    assert refused.errors == ["Give the reason for taking the issue off the public site: it stays in the log."]
    assert page.notice == "The issue is not public any more."
    assert (await officer.get(f"/public/issues/{issue}")).status == 404


async def test_officers_are_told_of_public_titles_that_name_somebody(officer: Visitor) -> None:
    consultation, issue, _commitment = await make_public()
    warned = []

    for name in ("Olof Nilsson", "premises"):
        await make_flag(consultation, text=name)
        index, page = await officer.get("/publishing"), await officer.get(f"/issues/{issue}/publishing")
        warned.append(("Titles that name somebody" in index.text, "somebody could be identified" in page.text))

    assert warned == [(False, False), (True, True)]
    assert index.tree.xpath(f"//a[@href='/issues/{issue}/publishing']/@lang") == ["en"]


async def test_the_timeline_tells_which_commitments_were_linked_later_and_taken_away(visitor: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()
    kept, gone, elsewhere = (
        await make_commitment(text="Lend out the halls."),
        await make_commitment(text="Secret plans."),
        await make_issue(title="Halls"),
    )
    officer = await make_officer(email="kim@example.org", name="Kim Colleague")
    await publish_issue(elsewhere, officer=officer, now=NOW)
    for commitment in (kept, gone):
        await answer_issue(commitment, issue, By("It opens halls.", officer, NOW))
        await stop_answering(commitment, issue, By("It opens none.", officer, NOW + timedelta(days=1)))
    await answer_issue(kept, elsewhere, By("Halls.", officer, NOW))

    page = await visitor.get(f"/public/issues/{issue}")

    told = heading(page, "timeline")
    assert "A commitment answers this issue too: Lend out the halls.. It opens halls." in told
    assert "A commitment does not answer this issue after all. It opens none." in told
    assert "Secret plans." not in page.response.text


async def test_officers_publish_the_report_of_a_year(officer: Visitor) -> None:
    consultation = await make_consultation()
    await publish_consultation(consultation, now=NOW)
    page = await officer.get("/publishing")

    page = await page.submit(action="/publishing/reports/2024")

    assert page.notice == "The report is published."
    assert "The year 2024" in (await officer.get("/public/reports")).text
