"""What happened on the public site: published, answered, promised, moved, shown, judged and replied to; for feeds and mails.

An event is there for as long as what it tells of is public, and keeps its id. It has the time when it was written down: what
was done before an issue was published is its history, and its publishing is the news.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from feedback.api.published import addressed_issues, public_issues
from feedback.commitments import Undertaking
from feedback.errors import NotFound
from feedback.issue_states import Field
from feedback.translation import gettext as _
from reports.editions import LaterEdition
from reports.public.event_records import NewsIssue, PublicRecord, read_record
from reports.public.newest_records import moment_of_newest, touched_since
from reports.public.published_reports import PublicReport, list_public_reports
from reports.public.selection import (
    PublicConsultation,
    public_evidence,
)
from reports.replies import ShownReply
from reports.verdicts import IssueVerdict


class EventKind(StrEnum):
    CONSULTATION = "consultation published"
    ISSUE = "issue published"
    REPORT = "report published"
    EDITION = "report published again"
    ANSWER = "answered"
    DELIVERY = "delivery"
    PROMISE = "promised"
    MOVED_DAY = "date moved"
    MOVED_OWNER = "owner moved"
    EVIDENCE = "evidence added"
    RETRACTED = "evidence taken back"
    VERDICT = "verdict"
    REPLY = "reply shown"


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One thing that happened, and was then public. `id` never changes; `path` is where on the site it is told.

    `subject` is what it is about and `text` what was written, both in `language`. `value` is the answer, the delivery, or what
    a day or owner moved to, and `before` what it moved from; `edition` is that of a report that was published
    again; `text_language` is that of the text where it is another one.
    """

    id: str
    at: datetime
    kind: EventKind
    subject: str
    language: str
    path: str
    text: str = ""
    text_language: str = ""
    value: str = ""
    before: str = ""
    edition: int = 0
    issues: frozenset[UUID] = frozenset()
    consultations: frozenset[UUID] = frozenset()
    themes: frozenset[UUID] = frozenset()


async def list_public_events() -> tuple[PublicEvent, ...]:
    """All that happened, the newest first."""
    return public_events(await read_record(await public_issues(), await list_public_reports()))


async def newest_public_events(limit: int) -> tuple[PublicEvent, ...]:
    """As many as these of all that happened, the newest first: the first of `list_public_events`, without reading all of it."""
    reports = await list_public_reports()
    issues, commitments = await touched_since(await moment_of_newest(limit))
    events = public_events(await read_record(issues, reports, promised=commitments))
    return events[:limit]


async def events_of_issue(issue: UUID) -> tuple[PublicEvent, ...]:
    """What happened with one public issue, the newest first. Raises `NotFound`."""
    if not await addressed_issues([issue]):
        raise NotFound(_("There is no such issue."))
    events = public_events(await read_record([issue], ()))
    return tuple(each for each in events if issue in each.issues)


def public_events(record: PublicRecord) -> tuple[PublicEvent, ...]:
    """All events of a record, the newest first. Pure."""
    places = {issue.id: _Place.of(issue, record) for issue in record.issues}
    published = {each.id: each.published_at for each in record.consultations}
    events = [_published(each) for each in record.consultations]
    events += [_reported(each) for each in record.reports]
    reports = {each.id: each for each in record.reports}
    events += [_published_again(each, reports[each.report]) for each in record.editions]
    for issue in record.issues:
        place = places[issue.id]
        events += _of_log(issue, place)
        for verdict in record.verdicts.get(issue.id, ()):
            since = published.get(record.asked_by[verdict.survey_id])
            if since and verdict.closed_at:
                events.append(_judged(verdict, issue, place, at=max(since, verdict.closed_at)))
        for reply in record.replies.get(issue.id, ()):
            events.append(_replied(reply, issue, place, at=record.shown_at.get(reply.id, reply.sent_at)))
    for commitment in record.commitments:
        events += _of_commitment(commitment, [places[each] for each in commitment.issue_ids if each in places])
    return tuple(sorted(events, key=lambda each: (each.at, each.id), reverse=True))


@dataclass(frozen=True, slots=True)
class _Place:
    """Whom an event reaches: those who follow one of these."""

    issues: frozenset[UUID]
    consultations: frozenset[UUID]
    themes: frozenset[UUID]

    @classmethod
    def of(cls, issue: NewsIssue, record: PublicRecord) -> "_Place":
        nothing: frozenset[UUID] = frozenset()
        return cls(frozenset({issue.id}), record.raised_at.get(issue.id, nothing), record.themes.get(issue.id, nothing))

    @classmethod
    def together(cls, places: Iterable["_Place"]) -> "_Place":
        every = list(places)
        return cls(
            frozenset().union(*(each.issues for each in every)),
            frozenset().union(*(each.consultations for each in every)),
            frozenset().union(*(each.themes for each in every)),
        )


def _event(
    id: str,
    at: datetime,
    kind: EventKind,
    subject: tuple[str, str],
    path: str,
    place: _Place,
    *,
    said: tuple[str, str] = ("", ""),
    value: str = "",
    before: str = "",
) -> PublicEvent:
    """`subject` and `said` are texts, each with its language."""
    return PublicEvent(
        id=id,
        at=at,
        kind=kind,
        subject=subject[0],
        language=subject[1],
        path=path,
        text=said[0],
        text_language=said[1] or subject[1],
        value=value,
        before=before,
        issues=place.issues,
        consultations=place.consultations,
        themes=place.themes,
    )


def _published(consultation: PublicConsultation) -> PublicEvent:
    return _event(
        f"consultation-{consultation.id}",
        consultation.published_at,
        EventKind.CONSULTATION,
        (consultation.title, consultation.language),
        f"/public/consultations/{consultation.id}",
        _Place(frozenset(), frozenset({consultation.id}), frozenset()),
    )


def _reported(report: PublicReport) -> PublicEvent:
    about = frozenset({report.consultation}) if report.consultation else frozenset()
    return _event(
        f"report-{report.id}",
        report.published_at,
        EventKind.REPORT,
        (report.title, report.language),
        f"/public/reports/{report.id}",
        _Place(frozenset(), about, frozenset()),
        value=str(report.year) if not report.consultation else "",
    )


def _published_again(edition: LaterEdition, report: PublicReport) -> PublicEvent:
    first = _reported(report)
    return replace(
        first,
        id=f"{first.id}-{edition.number}",
        at=edition.made_at,
        kind=EventKind.EDITION,
        path=f"{first.path}/editions/{edition.number}",
        edition=edition.number,
    )


def _of_log(issue: NewsIssue, place: _Place) -> list[PublicEvent]:
    subject, path = (issue.title, issue.language), f"/public/issues/{issue.id}"
    kinds = {Field.ANSWER: EventKind.ANSWER, Field.DELIVERY: EventKind.DELIVERY}
    events = [
        _event(
            f"issue-{issue.id}-{number}",
            entry.at,
            kinds[entry.field],
            subject,
            path,
            place,
            said=(entry.reason, issue.language),
            value=entry.value,
        )
        for number, entry in enumerate(issue.log, start=1)
        if entry.field in kinds
    ]
    if issue.published_at:
        events.append(_event(f"issue-{issue.id}", issue.published_at, EventKind.ISSUE, subject, path, place))
    return events


def _judged(verdict: IssueVerdict, issue: NewsIssue, place: _Place, *, at: datetime) -> PublicEvent:
    """That there is a verdict; its figures are on the page, as far as they may be shown."""
    return _event(
        f"verdict-{issue.id}-{verdict.survey_id}",
        at,
        EventKind.VERDICT,
        (issue.title, issue.language),
        f"/public/issues/{issue.id}",
        place,
        said=(verdict.consultation_title, verdict.language),
        value=str(verdict.year),
    )


def _replied(reply: ShownReply, issue: NewsIssue, place: _Place, *, at: datetime) -> PublicEvent:
    return _event(
        f"reply-{reply.id}",
        at,
        EventKind.REPLY,
        (issue.title, issue.language),
        f"/public/issues/{issue.id}",
        place,
        said=(reply.text, reply.language),
        value=reply.organisation,
    )


def _of_commitment(commitment: Undertaking, places: Sequence[_Place]) -> list[PublicEvent]:
    subject, path = (commitment.text, commitment.language), f"/public/commitments/{commitment.id}"
    place = _Place.together(places)
    events = [
        _event(
            f"commitment-{commitment.id}",
            commitment.made_at,
            EventKind.PROMISE,
            subject,
            path,
            place,
            value=commitment.first_due.isoformat() if commitment.first_due else "",
            said=(commitment.first_responsible, commitment.language),
        )
    ]
    for milestone, slip in commitment.all_slips:
        events.append(
            _event(
                f"commitment-{commitment.id}-{slip.number}",
                slip.at,
                EventKind.MOVED_DAY if slip.field == "due" else EventKind.MOVED_OWNER,
                (milestone.text, commitment.language) if milestone else subject,
                path,
                place,
                said=(slip.reason, commitment.language),
                value=slip.after,
                before=slip.before,
            )
        )
    for support in public_evidence(commitment):
        shown = (support.text, commitment.language)
        events.append(
            _event(f"evidence-{support.id}", support.added_at, EventKind.EVIDENCE, subject, path, place, said=shown)
        )
        if support.retracted_at:
            why = (support.retraction, commitment.language)
            id = f"evidence-{support.id}-retracted"
            events.append(_event(id, support.retracted_at, EventKind.RETRACTED, subject, path, place, said=why))
    return events
