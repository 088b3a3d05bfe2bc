"""Every public page of a site with something on it, as it was sent, for tests that look at all of them."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from litestar import Litestar

from feedback.attendance import set_attendance
from feedback.commitments import move_commitment
from feedback.database import open_database
from feedback.enums import Answer, CodingState, Delivery, EvidenceKind
from feedback.evidence import Support, add_evidence
from feedback.issue_states import Entry, Field
from feedback.issues import record
from feedback.milestones import make_milestone, reach_milestone
from feedback.organisations import Details, add_organisation
from feedback.publishing import publish_consultation, publish_issue
from feedback.tables import Consultation
from reports.followers import stop_token
from reports.public.published_reports import publish_report
from reports.replies import send_reply
from reports.reply_decisions import show_reply
from surveys.publishing import close
from tests.database import migrated
from tests.factories import (
    NOW,
    make_coding,
    make_commitment,
    make_flag,
    make_issue,
    make_officer,
    make_reviewed_consultation,
    make_theme,
    source_json,
)
from tests.reports.test_verdicts import ask_about
from tests.web import Visitor


@dataclass
class PublicPage:
    """`needs` are the addresses of what it loads; `bytes` is what it weighs over the wire."""

    path: str
    source: str
    bytes: int
    needs: tuple[str, ...]


@dataclass
class PublicSite:
    """Pages by name and language, and what they load by address, with its media type."""

    pages: dict[tuple[str, str], PublicPage] = field(default_factory=dict)
    resources: dict[str, tuple[bytes, int, str]] = field(default_factory=dict)


async def make_public_site() -> dict[str, str]:
    """A consultation, an issue with everything that a page can tell, a commitment and two reports; gives addresses by name."""
    consultation, _question, points = await make_reviewed_consultation(participants_count=24)
    await make_flag(consultation, source=source_json(6))
    await publish_consultation(consultation, acknowledged=await _flags(consultation), now=NOW)
    issue, waiting = await make_issue(points=points), await make_issue(title="Enligt اللغة العربية", points=points[:1])
    await make_coding(points[0], await make_theme(), state=CodingState.CONFIRMED)
    officer = await make_officer()
    for each in (issue, waiting):
        await publish_issue(each, officer=officer, now=NOW)
    commitment = await make_commitment(issues=[issue], due=date(2024, 9, 1), consultation=consultation)
    await move_commitment(commitment, "due", "2025-01-31", reason="Late.", officer=officer, now=NOW)
    milestone = await make_milestone(commitment, "A first school", due=date(2024, 8, 1), officer=officer, now=NOW)
    await reach_milestone(milestone, date(2024, 6, 10), note="", officer=officer, now=NOW)
    shown = Support(UUID(int=7), EvidenceKind.LINK, "The list", "https://example.org/x", None, {}, NOW.date(), True)
    await add_evidence(commitment, shown, officer=officer, now=NOW)
    await record(issue, Entry(Field.ANSWER, Answer.ACCEPTED_IN_PART, "Only schools.", officer, NOW))
    await record(issue, Entry(Field.DELIVERY, Delivery.SUBSTANTIAL, "Ten schools.", officer, NOW))
    survey = await ask_about(issue, answers=("yes",) * 6 + ("partly",) * 6 + ("no",) * 7, invited=40)
    await close(survey, now=NOW)
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.published_at.is_null())
    organisation = await add_organisation(Details("The Example Association", "info@example.org", "en"))
    await set_attendance(consultation, [organisation])
    reply = await send_reply(organisation, issue, "Two of three.", language="en", now=NOW)
    await show_reply(reply, officer=officer, now=NOW)
    today = date(2024, 7, 1)
    report = await publish_report(consultation=consultation, officer=officer, today=today, now=NOW)
    year = await publish_report(year=2024, officer=officer, today=today, now=NOW)
    return {
        "start": "/public",
        "consultations": "/public/consultations",
        "consultation": f"/public/consultations/{consultation}/x",
        "issues": "/public/issues",
        "found": "/public/issues?words=premises&answered=yes",
        "nothing found": "/public/issues?words=orchids",
        "issue": f"/public/issues/{issue}/x",
        "waiting issue": f"/public/issues/{waiting}/x",
        "search": "/public/search",
        "found in all": "/public/search?words=premises",
        "found nowhere": "/public/search?words=orchids",
        "commitments": "/public/commitments",
        "overdue": "/public/commitments?show=overdue",
        "commitment": f"/public/commitments/{commitment}",
        "slips": "/public/commitments/slips",
        "reports": "/public/reports",
        "report": f"/public/reports/{report}",
        "year": f"/public/reports/{year}",
        "dashboard": "/public/dashboard",
        "chosen": "/public/dashboard?from=2024&to=2024",
        "data": "/public/data",
        "follow": "/public/follow",
        "follow issue": f"/public/follow?kind=issue&id={issue}",
        "asked to follow": "/public/follow/asked",
        "stopped following": f"/public/follow/stop/{stop_token('nobody@example.org')}",
        "not found": f"/public/issues/{UUID(int=0)}",
    }


async def _flags(consultation: UUID) -> list[UUID]:
    from feedback.personal_data_flags import list_flags

    return [flag.id for flag in await list_flags(consultation)]


async def collect_public(app: Litestar, url: str, languages: tuple[str, ...], found: PublicSite) -> None:
    """Fill `found` from a site in a new database at this address; first as it is with nothing on it."""
    await migrated(url)
    async with open_database(url):
        await _collect(app, languages, found, {"empty": "/public", "no issues": "/public/issues"})
        await _collect(app, languages, found, await make_public_site())


async def _collect(app: Litestar, languages: tuple[str, ...], found: PublicSite, addresses: dict[str, str]) -> None:
    for language in languages:
        async with Visitor(app, language=language) as visitor:
            for name, address in addresses.items():
                page = await visitor.get(address)
                needs = tuple(
                    page.tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href|//script/@src|//img/@src")
                )
                weight = int(page.response.headers.get("content-length", len(page.response.content)))
                path = page.response.url.raw_path.decode()
                found.pages[name, language] = PublicPage(path, page.response.text, weight, needs)
                for need in needs:
                    if need not in found.resources:
                        given = await visitor.client.get(need)
                        size = int(given.headers.get("content-length", len(given.content)))
                        found.resources[need] = (given.content, size, given.headers["content-type"])
