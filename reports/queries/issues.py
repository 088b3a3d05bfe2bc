"""Issues and commitments as reports tell them: what the department's own pages show, without who wrote it."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from feedback.commitments import Undertaking
from feedback.issue_states import Entry, Field
from feedback.issues import FollowedIssue
from feedback.personal_data_flags import Masks
from feedback.tables import Document
from reports import facts
from reports.replies import ShownReply


def told_issues(
    followed: Iterable[FollowedIssue], replies: Mapping[UUID, Sequence[ShownReply]], masks: Masks
) -> tuple[facts.Issue, ...]:
    """Each issue with its points, oldest first and masked, what its log adds up to, and the replies to it that are shown."""
    return tuple(
        facts.Issue(
            str(issue.id),
            masks.of_all({point.consultation_id for point in issue.points}, issue.title),
            tuple(
                facts.RaisedPoint(
                    str(point.id),
                    masks.of(point.consultation_id, point.text),
                    str(point.consultation_id),
                    point.year,
                )
                for point in issue.points
            ),
            issue.state,
            replies=tuple(
                facts.Reply(reply.organisation, reply.text, reply.language) for reply in replies.get(issue.id, ())
            ),
            is_unsupported=issue.is_unsupported,
            former_ids=tuple(str(each) for each in issue.former_ids),
            log=tuple(
                Entry(each.field, each.value, "", None, each.at)
                for each in issue.log
                if each.field in (Field.ANSWER, Field.DELIVERY)
            ),
        )
        for issue in followed
    )


async def read_document_names(undertakings: Sequence[Undertaking]) -> dict[UUID, str]:
    """The file name of each document that is evidence."""
    ids = {support.document_id for each in undertakings for support in each.evidence if support.document_id}
    if not ids:
        return {}
    rows = await Document.select(Document.id, Document.filename).where(Document.id.is_in(list(ids)))
    return {row["id"]: row["filename"] for row in rows}


def told_commitment(
    each: Undertaking, documents: Mapping[UUID, str], consultations: Mapping[str, facts.Consultation]
) -> facts.Commitment:
    """A commitment with its slips and evidence; where it was undertaken only if that consultation is still there."""
    evidence = [
        facts.Evidence(
            kind=support.kind,
            text=support.text,
            is_public=support.is_public,
            url=support.url,
            document=documents[support.document_id] if support.document_id else "",
            on=support.date,
            counts=support.counts,
        )
        for support in each.evidence
    ]
    return facts.Commitment(
        id=str(each.id),
        text=each.text,
        responsible=each.responsible,
        due=each.due,
        original_due=each.first_due,
        slips=tuple(
            facts.Slip(
                slip.at.date(),
                facts.Moved(slip.field),
                slip.before,
                slip.after,
                slip.reason,
                milestone.text if milestone else "",
            )
            for milestone, slip in each.all_slips
        ),
        issue_ids=tuple(sorted(str(issue) for issue in each.issue_ids)),
        # Two that were added at the same moment come in no order of their own.
        evidence=tuple(sorted(evidence, key=lambda it: (str(it.on or ""), it.text, it.url))),
        source=_passage(each, consultations.get(str(each.consultation_id))),
        milestones=tuple(
            facts.Milestone(it.text, it.due, it.first_due, it.reached_on, it.is_dropped) for it in each.milestones
        ),
        said_ended=each.closing.ending if each.closing else None,
        said_ended_on=each.closing.at.date() if each.closing else None,
    )


def _passage(each: Undertaking, written_in: facts.Consultation | None) -> facts.Passage | None:
    if written_in is None:
        return None
    return facts.Passage(written_in.title, written_in.date, written_in.document, **each.source)
