"""The demo in a database of its own, for tests that look at every page, with what the demo lacks: work that is half done."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from piccolo.columns.combination import Where
from piccolo.table import Table

from feedback.accounts import SESSION_LENGTH, token_hash
from feedback.attendance import set_points
from feedback.calendars import calendar_key
from feedback.coding_samples import draw_sample, drawn_texts
from feedback.coding_tables import ThemeProposal
from feedback.consultations import import_document
from feedback.database import open_database
from feedback.documents import keep_document, read_document
from feedback.enums import CodedKind, ConsultationKind, NotesAudience, NotesReplyKind
from feedback.follow_up_tables import Milestone
from feedback.interface_tables import Webhook
from feedback.mail_tables import Mail
from feedback.notes_checks import get_check, open_check
from feedback.notes_replies import NewReply, send_replies
from feedback.organisations import Details, add_organisation
from feedback.personal_data_flags import list_flags
from feedback.points import list_points
from feedback.publishing import publish_consultation, publish_issue
from feedback.sample_codings import close_sample, find_none, give_theme
from feedback.sampled_points import SAMPLED_POINTS
from feedback.synonyms import WordGroup, add_group
from feedback.tables import (
    Commitment,
    Consultation,
    Evidence,
    IssueCommitment,
    IssuePoint,
    Officer,
    Point,
    Question,
    SignIn,
    Task,
    Theme,
)
from feedback.theme_proposals import get_proposal
from feedback.theme_trials import judge, read_trial, start_trial
from feedback.webhook_events import WebhookEvent, emit
from reports.dashboard_filters import DashboardFilter
from reports.demo.play import play
from reports.document import ChartBlock, Document
from reports.followers import ask_to_follow, confirm_token, stop_token
from reports.issuing import follow_up_document, yearly_document
from reports.letters import letter_token, make_letters
from reports.orders import OrderKind, Wanted, place_order
from reports.public.published_reports import publish_report
from reports.public.subjects import Subject
from reports.replies import send_reply
from reports.schedules import Yearly, make_schedule
from reports.shown_dashboards import officers_consultation, officers_portfolio, public_portfolio
from reports.tables import Agenda, ClosureLetter, Follower, OrderedFile, ReportOrder
from surveys.building import draft_for, get_survey
from surveys.images import keep_image
from surveys.invitation_tokens import deletion_token, mails_token, report_token
from surveys.invitations import Invitee, invite
from surveys.mails import send_invitations
from surveys.paper_entries import KeyedIn, enter
from surveys.response_drafts import save_section, start
from surveys.responses import send
from surveys.sampled_statements import SAMPLED_STATEMENTS
from surveys.statements import answered_questions
from surveys.survey_links import survey_by_link
from surveys.tables import Invitation, Statement, Survey
from tests.database import migrated
from tests.feedback.notes.files import pdf_file
from tests.participants.survey import PICTURE
from tests.surveys.open_surveys import SURVEY, open_survey

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SAMPLED_SOURCES = (SAMPLED_POINTS, SAMPLED_STATEMENTS)
SIGNED_IN = "demo"  # the value of the officer's cookie
NOTES = """Minnesanteckningar från samråd om kultur i glesa bygder den 3 mars 2026

Fråga 1: Hur kan kulturen nå fler?
• Ge biblioteken längre öppettider.
• Låt bidrag sökas en gång för flera år.

En rad som inte hör hemma någonstans.
"""
LATER = """Regeringsbeslut

Förlängd tid för uppdraget

Uppdraget skulle redovisas senast den 30 april 2026. Tiden förlängs. Uppdraget ska i stället redovisas senast den 1 oktober 2026.
"""


@dataclass(frozen=True)
class Demo:
    """The address of a database with the demo in it, and one id or token of each thing that a page is about, by name."""

    url: str
    names: dict[str, str] = field(default_factory=dict)


async def make_demo(demo: Demo) -> None:
    """Play the demo at this address, where nothing is yet, and find its names."""
    await migrated(demo.url)
    async with open_database(demo.url):
        played = await play(lambda _step: None)
        await _sign_in()
        unconfirmed = await import_document("kultur.txt", content=NOTES.encode(), officer_id=None, now=NOW)
        asked = await _asked(played.consultation, played.link)
        demo.names.update(
            unconfirmed=str(unconfirmed.id),
            pdf=str(await _pdf()),
            mail=await _first(Mail),
            webhook=await _told(),
            **await _written_to(played.consultation),
            **await _heard(played.consultation),
            **await _followed(),
            **await _checked(unconfirmed.id),
            **await _coded_blind(played.consultation),
            **asked,
            chart=_first_chart(await follow_up_document(played.consultation, language="sv", today=NOW.date())),
            year_chart=_first_chart(await yearly_document(2025, language="sv", today=NOW.date())),
            **await _dashboard_charts(played.consultation),
        )
        later = await import_document("direktiv.txt", content=LATER.encode(), officer_id=None, now=NOW)
        demo.names.update(await _published(played.consultation, UUID(demo.names["issue"])))
        demo.names["later"] = str(later.id)
        public = await public_portfolio(DashboardFilter(), language="sv", today=NOW.date())
        demo.names["public_chart"] = _first_chart(public.document)


async def _pdf() -> UUID:
    document = await keep_document("affisch.pdf", content=pdf_file(), officer_id=None, now=NOW)
    await read_document(document)
    return document


async def _checked(consultation: UUID) -> dict[str, str]:
    """An open check of notes, in which a point is right, one is corrected, and something is missing."""
    id = await open_check(
        consultation,
        audience=NotesAudience.ATTENDEES,
        last_day=date.today() + timedelta(days=30),
        officer=None,
        today=date.today(),
        now=NOW,
    )
    check, [first, second] = await get_check(id), await list_points(consultation)
    said = (
        NewReply(NotesReplyKind.AGREES, first.id),
        NewReply(NotesReplyKind.CORRECTION, second.id, "Låt bidrag sökas en gång för tre år.", "Det var tre."),
        NewReply(NotesReplyKind.ADDITION, None, "Bussarna slutar gå för tidigt."),
    )
    await send_replies(check, said, organisation="Byarådet i Lillby", language="sv", today=NOW.date())
    return {"notes_check": str(id), "notes": check.token}


async def _coded_blind(meeting: UUID) -> dict[str, str]:
    """Two samples that two officers coded: one of everything, closed, and one of the meeting that the first of them has begun."""
    olga, ali = [each.id for each in await Officer.objects().order_by(Officer.email).limit(2)]
    themes = [each.id for each in await Theme.objects().order_by(Theme.code).limit(3)]
    closed = await draw_sample(SAMPLED_SOURCES, size=12, seed=3, officer_id=olga, now=NOW)
    for n, each in enumerate(await drawn_texts(closed, SAMPLED_SOURCES)):
        await give_theme(each.id, theme_id=themes[n % 3], coder_id=olga, now=NOW)
        if n % 4:
            await give_theme(each.id, theme_id=themes[n % 3], coder_id=ali, now=NOW)
        else:
            await find_none(each.id, coder_id=ali, now=NOW)
    await close_sample(closed, SAMPLED_SOURCES, now=NOW)
    place = CodedKind.POINT, meeting
    begun = await draw_sample(SAMPLED_SOURCES, size=6, place=place, seed=3, officer_id=olga, now=NOW)
    first, second, *_ = await drawn_texts(begun, SAMPLED_SOURCES)
    await give_theme(first.id, theme_id=themes[0], coder_id=olga, now=NOW)
    await find_none(second.id, coder_id=olga, now=NOW)
    await find_none(second.id, coder_id=ali, now=NOW)
    return {"closed_sample": str(closed), "sample": str(begun), "drawn": str(first.id)}


async def _dashboard_charts(meeting: UUID) -> dict[str, str]:
    every, day = DashboardFilter(), NOW.date()
    all_of_them = await officers_portfolio(every, language="sv", today=day)
    one = await officers_consultation(meeting, every, language="sv", today=day)
    return {"dashboard_chart": _first_chart(all_of_them.document), "consultation_chart": _first_chart(one.document)}


def _first_chart(document: Document) -> str:
    """The name of its files."""
    return next(f"part-{number}" for number, it in enumerate(document.blocks, 1) if isinstance(it, ChartBlock))


async def _published(meeting: UUID, issue: UUID) -> dict[str, str]:
    """The meeting with its report, the issue, and another that has a commitment, for everybody to read."""
    looked_at = [flag.id for flag in await list_flags(meeting)]
    await publish_consultation(meeting, acknowledged=looked_at, now=NOW)
    answered = await IssueCommitment.objects().first()
    assert answered
    for each in (issue, answered.issue):
        await publish_issue(each, officer=None, now=NOW)
    report = await publish_report(consultation=meeting, officer=None, today=NOW.date(), now=NOW)
    order = await place_order(Wanted(OrderKind.YEAR, ("sv",), year=2025), officer=None, now=NOW)
    await OrderedFile(ordered=order, name="year-2025-sv.pdf", content=b"%PDF-").save()
    await make_schedule(Yearly(OrderKind.BATCH, 1, 15, ("sv", "ar")), officer=None, now=NOW)
    await ask_to_follow("follower@example.org", Subject(), language="sv", now=NOW)
    row = await Follower.select(Follower.id).first()
    assert row
    return {
        "public_commitment": str(answered.commitment),
        "public_report": str(report),
        "order": str(order),
        "edition_order": await _first(ReportOrder, ReportOrder.what == OrderKind.EDITION.value),
        "follow_token": confirm_token(row["id"]),
        "stop_token": stop_token("follower@example.org"),
    }


async def _sign_in() -> None:
    officer = await Officer.objects().order_by(Officer.email).first()
    assert officer
    until = datetime.now(UTC) + SESSION_LENGTH
    await SignIn(officer=officer.id, token_hash=token_hash(SIGNED_IN), expires_at=until).save()


async def _heard(meeting: UUID) -> dict[str, str]:
    consultation = await Consultation.objects().get(Consultation.id == meeting)
    assert consultation
    return {
        "meeting": str(meeting),
        "document": str(consultation.document),
        "decision": await _first(Consultation, Consultation.kind == ConsultationKind.DECISION.value),
        "point": await _first(Point, Point.consultation == meeting),
        "question": await _first(Question, Question.consultation == meeting),
    }


async def _followed() -> dict[str, str]:
    raised = await IssuePoint.objects().order_by(IssuePoint.id).first()
    link = await IssueCommitment.objects().first()
    assert raised
    assert link
    return {
        "undertaken": str(link.commitment),
        "answered": str(link.issue),
        "issue": str(raised.issue),
        "raised": str(raised.point),
        "task": await _first(Task),
        "theme": await _first(Theme),
        "proposal": str(await _proposed()),
        "synonym": str(await add_group(WordGroup("sv", ("lokal", "sal")), officer_id=None, now=NOW)),
        "commitment": await _first(Commitment),
        "milestone": await _first(Milestone),
        "calendar": await calendar_key(UUID(await _first(Officer))),
        "evidence": await _first(Evidence),
    }


async def _proposed() -> UUID:
    """A theme proposed from three points, which is being tried on a sample."""
    points = await Point.select(Point.id).where(Point.dropped_at.is_null()).order_by(Point.id).limit(3)
    texts = [["point", str(point["id"])] for point in points]
    proposal = ThemeProposal(
        label="Lokaler, kvällar", language="sv", words='["lokal", "kväll"]', texts=json.dumps(texts), state="open"
    )
    await proposal.save()
    officer = UUID(await _first(Officer))
    sources = (SAMPLED_POINTS, SAMPLED_STATEMENTS)
    await start_trial(proposal.id, sources, size=6, seed=1, officer_id=officer, now=NOW)
    trial = await read_trial(await get_proposal(proposal.id, sources), sources)
    assert trial
    await judge(trial.texts[0].id, fits=True, officer_id=officer, now=NOW)
    return proposal.id


async def _written_to(meeting: UUID) -> dict[str, str]:
    """An organisation that attended and made a point that an issue holds, its letter, and its reply."""
    organisation = await add_organisation(Details("Byarådet i Lillby", "kansli@example.org"))
    raised = await IssuePoint.objects().where(IssuePoint.point.consultation == meeting).first()
    assert raised
    await set_points(organisation, meeting, [raised.point])
    await make_letters(meeting, number=1, officer=UUID(await _first(Officer)), now=NOW)
    await send_reply(organisation, raised.issue, "Det har inte hänt något hos oss.", language="sv", now=NOW)
    return {
        "organisation": str(organisation),
        "letter": letter_token(UUID(await _first(ClosureLetter, ClosureLetter.organisation == organisation))),
        "agenda": await _first(Agenda),
        "replied": str(raised.issue),
    }


async def _told() -> str:
    """A webhook that was told of something; nothing is sent to it."""
    webhook = Webhook(
        url="https://hooks.example.org/gensvar", secret="secret", events=f'["{WebhookEvent.SURVEY_CLOSED}"]'
    )
    await webhook.save()
    await emit(WebhookEvent.SURVEY_CLOSED, survey=webhook.id)
    return str(webhook.id)


async def _first(table: type[Table], *conditions: Where) -> str:
    """The id of any of the rows that are like this."""
    row = await table.objects().where(*conditions).first()
    assert row
    return str(row.id)


async def _asked(meeting: UUID, link: str) -> dict[str, str]:
    """The open survey, a draft of another, and the links of somebody who may start, who is answering, and who has sent."""
    asked = await survey_by_link(link, today=NOW.date())
    draft = await get_survey(await draft_for(meeting, now=NOW))
    answering, sent = [await start(asked, language="sv", today=NOW.date()) for _ in range(2)]
    required = {each.key: [each.options[0].value] for each in asked.definition.questions if each.required}
    await save_section(sent, required, language="sv", today=NOW.date())
    await send(sent, today=NOW.date())
    keyed = KeyedIn(number=1, language="sv", mark="1", typed=required)
    paper = await enter(asked.survey_id, keyed, officer=None, today=NOW.date(), now=NOW, drawn=0)
    [invited] = await invite(asked.survey_id, [Invitee("Byarådet", "byaradet@example.org", "sv")])
    await send_invitations(asked.survey_id, today=NOW.date(), now=NOW)
    await Survey.update({Survey.report_sent_on: NOW.date()}).where(Survey.id == asked.survey_id)
    return {
        "link": link,
        "open": str(asked.survey_id),
        "draft": str(draft.id),
        "closed": str(await open_survey(replace(SURVEY, sections=SURVEY.sections[:1]), link="closed", state="closed")),
        "section": draft.definition.sections[0].key,
        "key": draft.definition.questions[0].key,
        "written": (await answered_questions(asked.survey_id))[0].question.key,
        "said": await _first(Statement, Statement.survey == asked.survey_id),
        "image": await keep_image(asked.survey_id, PICTURE),
        "invitation": invited.token,
        "invitee": await _first(Invitation, Invitation.email == invited.email),
        "mails": mails_token(asked.survey_id, invited.email),
        "report": report_token(asked.survey_id),
        "gone": deletion_token("gone"),
        "paper": str(paper),
        "answering": answering,
        "sent": sent,
    }
