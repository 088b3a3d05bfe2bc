"""What is new on the public site, as events and as Atom feeds that any reader takes."""

from datetime import date, timedelta
from uuid import UUID

from lxml import etree

from feedback.commitments import move_commitment
from feedback.enums import Answer, CodingState, EvidenceKind
from feedback.evidence import Support, add_evidence
from feedback.issue_commitments import By
from feedback.issue_merging import merge_issues
from feedback.issue_states import Entry, Field
from feedback.issues import record
from feedback.publishing import publish_issue, withdraw_issue
from feedback.tables import Consultation, Issue
from feedback.translation import speaking
from reports.public.event_texts import event_title
from reports.public.events import (
    EventKind,
    PublicEvent,
    events_of_issue,
    list_public_events,
    newest_public_events,
)
from reports.public.feeds import ATOM, LONGEST, FeedHead, atom_feed
from reports.public.published_reports import publish_again, publish_report
from surveys.publishing import close
from tests.benchmarks.many_issues import START, make_many_issues
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
from tests.reports.test_verdicts import ask_about
from tests.web import Visitor

LATER = NOW + timedelta(days=30)


async def make_public() -> tuple[UUID, UUID, UUID]:
    """A public consultation, a public issue of its points, and a commitment for it."""
    consultation, _question, points = await make_reviewed_consultation()
    issue = await make_issue(points=points)
    officer = await make_officer()
    commitment = await make_commitment(issues=[issue], due=date(2024, 9, 1), created_by=officer)
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.id == consultation)
    await publish_issue(issue, officer=officer, now=NOW)
    return consultation, issue, commitment


async def support(commitment: UUID, id: int, text: str, *, is_public: bool) -> None:
    given = Support(UUID(int=id), EvidenceKind.LINK, text, "https://example.org/x", None, {}, NOW.date(), is_public)
    await add_evidence(commitment, given, officer=None, now=LATER)


def parsed(content: str) -> etree._Element:
    return etree.fromstring(content.encode(), etree.XMLParser(resolve_entities=False))


def texts(feed: etree._Element, path: str) -> list[str]:
    return [each.text or "" for each in feed.iterfind(path, {"a": ATOM})]


async def test_each_thing_that_happened_is_an_event_with_an_id_that_stays(database: str) -> None:
    consultation, issue, commitment = await make_public()
    officer = await make_officer(email="kim@example.org")
    await record(issue, Entry(Field.ANSWER, Answer.DECLINED, "No money.", officer, LATER))
    await move_commitment(commitment, "due", "2025-01-31", reason="Late.", officer=officer, now=LATER)
    await support(commitment, 1, "The list of schools", is_public=True)
    await support(commitment, 2, "An internal memo", is_public=False)
    survey = await ask_about(issue, answers=("yes",) * 9)
    await close(survey, now=LATER)
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.published_at.is_null())
    await publish_report(consultation=consultation, officer=officer, today=LATER.date(), now=LATER)

    events = await list_public_events()

    assert {event.kind for event in events} == set(EventKind) - {
        EventKind.EDITION,
        EventKind.DELIVERY,
        EventKind.MOVED_OWNER,
        EventKind.RETRACTED,
        EventKind.REPLY,
    }
    assert len({event.id for event in events}) == len(events)
    assert not any("memo" in event.text for event in events)
    assert {event_title(event) for event in events} >= {
        "Answer (Declined): Premises are too expensive",
        "Moved from 1 September 2024 to 31 January 2025: Open school premises in the evenings.",
    }
    assert {each.id for each in await list_public_events()} == {each.id for each in events}
    assert {each.id for each in await events_of_issue(issue)} <= {each.id for each in events}
    assert [each.at for each in events] == sorted((each.at for each in events), reverse=True)


async def test_a_report_that_is_published_again_is_news_with_its_edition(database: str) -> None:
    consultation, _issue, _commitment = await make_public()
    about_it = await publish_report(consultation=consultation, officer=None, today=NOW.date(), now=NOW)
    year = await publish_report(year=2024, officer=None, today=NOW.date(), now=NOW)
    first = {event.id for event in await list_public_events()}
    await make_point(consultation, text="One more thing.", position=9)
    for report in (about_it, year):
        await publish_again(report, officer=None, today=NOW.date(), now=LATER)

    with speaking("en"):
        again = [(event_title(event), event.path) for event in await newest_public_events(2)]
        every = {event.id for event in await list_public_events()}

    assert set(again) == {
        ("Edition 2 of the report published: Consultation on meeting places", f"/public/reports/{about_it}/editions/2"),
        ("Edition 2 of the report published: the year 2024", f"/public/reports/{year}/editions/2"),
    }
    assert every - first == {f"report-{about_it}-2", f"report-{year}-2"}


async def test_the_newest_events_are_the_first_of_all(database: str) -> None:
    issues = await make_many_issues(issues=25)
    await Consultation.update({Consultation.published_at: START}, force=True)
    await Issue.update({Issue.published_at: START}, force=True)
    await Issue.update({Issue.published_at: None}).where(Issue.id.is_in(issues[:5]))
    survey = await ask_about(issues[7], answers=("yes",) * 9)
    await close(survey, now=LATER)
    await merge_issues(issues[9], into=issues[10], by=By("The same.", None, LATER))
    every = await list_public_events()

    newest = {limit: await newest_public_events(limit) for limit in (1, 7, 40, len(every), len(every) + 1)}

    assert len(every) > 100
    assert newest == {limit: every[:limit] for limit in newest}


async def test_a_feed_is_valid_atom_and_answers_304_until_something_changes(visitor: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()
    await record(issue, Entry(Field.ANSWER, Answer.DECLINED, "No <money> & time.", await _officer(), LATER))

    first = await visitor.get(f"/public/issues/{issue}/feed.atom")
    again = await visitor.client.get(first.path, headers={"if-none-match": first.response.headers["etag"]})
    await record(issue, Entry(Field.ANSWER, Answer.ACCEPTED, "", await _officer("b@example.org"), LATER))
    changed = await visitor.client.get(first.path, headers={"if-none-match": first.response.headers["etag"]})

    feed = parsed(first.response.text)
    assert first.response.headers["content-type"].startswith("application/atom+xml")
    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)
    assert len(texts(feed, "a:id")) == len(texts(feed, "a:title")) == len(texts(feed, "a:updated")) == 1
    assert texts(feed, "a:author/a:name") == ["Departementet"]
    for entry in feed.iterfind("a:entry", {"a": ATOM}):
        assert all(texts(entry, f"a:{name}")[0] for name in ("id", "title", "updated"))
        assert entry.find("a:link", {"a": ATOM}).get("href").startswith("http")
    assert "No <money> & time." in texts(feed, "a:entry/a:summary")
    assert texts(feed, "a:updated") == [max(texts(feed, "a:entry/a:updated"))]
    old = set(texts(feed, "a:entry/a:id"))
    assert old < set(texts(parsed(changed.text), "a:entry/a:id"))


async def test_a_feed_holds_what_it_is_of_and_goes_with_it(visitor: Visitor) -> None:
    consultation, issue, _commitment = await make_public()
    other = await make_issue(title="Something else")
    await publish_issue(other, officer=None, now=NOW)

    everything = parsed((await visitor.get("/public/feed.atom")).response.text)
    of_consultation = parsed((await visitor.get(f"/public/consultations/{consultation}/feed.atom")).response.text)
    of_other = parsed((await visitor.get(f"/public/issues/{other}/feed.atom")).response.text)
    await withdraw_issue(issue, reason="Wrong.", officer=None, now=LATER)
    gone = await visitor.get(f"/public/issues/{issue}/feed.atom")
    without = await visitor.get(f"/public/consultations/{consultation}/feed.atom")

    assert "New issue: Something else" in texts(everything, "a:entry/a:title")
    assert "New issue: Something else" not in texts(of_consultation, "a:entry/a:title")
    assert "New issue: Premises are too expensive" in texts(of_consultation, "a:entry/a:title")
    assert texts(of_other, "a:entry/a:title") == ["New issue: Something else"]
    assert gone.status == 404
    assert "Premises" not in without.response.text


async def test_a_theme_has_a_feed_and_what_is_not_there_has_none(visitor: Visitor) -> None:
    theme, of_nobody = await make_theme(), await make_theme(code="T99")
    point = await make_point(await make_consultation(published_at=NOW))
    await make_coding(point, theme, state=CodingState.CONFIRMED)
    await make_issue(points=[point], published_at=NOW)

    feed = await visitor.get(f"/public/themes/{theme}/feed.atom")

    assert "Premises" in texts(parsed(feed.response.text), "a:title")[0]
    for path in ("themes", "issues", "consultations"):
        assert (await visitor.get(f"/public/{path}/{UUID(int=7)}/feed.atom")).status == 404
    # Nothing public is about it, so not even its name is told.
    assert (await visitor.get(f"/public/themes/{of_nobody}/feed.atom")).status == 404


def test_a_feed_holds_the_newest_and_no_character_that_xml_cannot() -> None:
    event = PublicEvent("x", LATER, EventKind.EVIDENCE, "A\x00\x0b\ufffe\ud800B", "ar", "/public", text="\x1bC")
    head = FeedHead("everything", "T\x02", "/public/feed.atom", "/public", "D")

    feed = etree.fromstring(atom_feed(head, [event] * (LONGEST + 1), base_url="https://example.org"))

    assert len(feed.findall(f"{{{ATOM}}}entry")) == LONGEST
    assert texts(feed, "a:entry/a:title")[0] == "Evidence added: \u2068AB\u2069"
    assert texts(feed, "a:entry/a:summary")[0] == "C"


async def _officer(email: str = "kim@example.org") -> UUID:
    return await make_officer(email=email)
