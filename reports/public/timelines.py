"""An issue through the years: when it was raised, answered, promised, moved, shown and judged. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from feedback.commitments import Undertaking
from feedback.issue_logs import PublicLine
from feedback.issue_states import Field
from feedback.raised_points import RaisedPoint
from feedback.translation import N_
from reports.public.selection import NamedCommitment, PublicConsultation, public_evidence
from reports.replies import ShownReply
from reports.verdicts import IssueVerdict


class Happening(StrEnum):
    RAISED = "raised"
    RECORDED = "recorded"
    PROMISED = "promised"
    LINKED = "linked"
    UNLINKED = "unlinked"
    MOVED = "moved"
    REACHED = "reached"
    EVIDENCE = "evidence"
    RETRACTED = "retracted"
    VERDICT = "verdict"
    REPLY = "reply"


LABELS = {
    Happening.RAISED: N_("Raised at a meeting"),
    Happening.RECORDED: N_("The department says"),
    Happening.PROMISED: N_("Promised"),
    Happening.LINKED: N_("A commitment answers this issue too"),
    Happening.UNLINKED: N_("A commitment does not answer this issue after all"),
    Happening.MOVED: N_("Moved"),
    Happening.REACHED: N_("Milestone reached"),
    Happening.EVIDENCE: N_("Evidence added"),
    Happening.RETRACTED: N_("Evidence taken back"),
    Happening.VERDICT: N_("Participants say"),
    Happening.REPLY: N_("An organisation replies"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `day` is ISO, a year or month alone where no more is known; `text` is in `language`.

    `field` and `value` are of a log line, in the reader's words; `place` is where on the page it is told in full. `about` is
    the commitment that was linked or unlinked, where it may be read.
    """

    day: str
    what: Happening
    text: str
    language: str
    field: Field | None = None
    value: str = ""
    place: str = ""
    about: NamedCommitment | None = None

    @property
    def year(self) -> int:
        return int(self.day[:4])


def timeline(
    *,
    points: Sequence[RaisedPoint],
    consultations: Mapping[UUID, PublicConsultation],
    lines: Iterable[PublicLine],
    language: str,
    commitments: Sequence[Undertaking],
    named: Mapping[UUID, NamedCommitment],
    verdicts: Sequence[IssueVerdict],
    replies: Sequence[ShownReply],
) -> tuple[Moment, ...]:
    """All that is known and public, the oldest first; what happened in a year without a day stands at its beginning.

    `named` are by id the public commitments that lines are about.
    """
    moments = _raised(points, consultations)
    for line in lines:
        if line.commitment:
            moments += _linked(line, language, named.get(line.commitment))
        elif line.other is None and line.field is not Field.PUBLISHED:
            moments.append(
                Moment(line.day.isoformat(), Happening.RECORDED, line.reason, language, line.field, line.value, "log")
            )
    for commitment in commitments:
        moments += _of_commitment(commitment)
    moments += [
        Moment(
            each.closed_at.date().isoformat(), Happening.VERDICT, each.consultation_title, each.language, place=str(n)
        )
        for n, each in enumerate(verdicts)
        if each.closed_at
    ]
    moments += [
        Moment(each.sent_at.date().isoformat(), Happening.REPLY, each.organisation, each.language, place="replies")
        for each in replies
    ]
    order = list(Happening)
    return tuple(
        sorted((each for each in moments if each.day[:4].isdecimal()), key=lambda it: (it.day, order.index(it.what)))
    )


def _raised(points: Sequence[RaisedPoint], consultations: Mapping[UUID, PublicConsultation]) -> list[Moment]:
    """Once for each meeting and year; a report on several years' meetings has none but the years."""
    found: dict[tuple[UUID, int], Moment] = {}
    for point in points:
        meeting = consultations.get(point.consultation_id)
        if meeting is None or not point.year:
            continue
        day = meeting.date if meeting.year == point.year else str(point.year)
        found.setdefault(
            (point.consultation_id, point.year),
            Moment(day, Happening.RAISED, meeting.title, meeting.language, place="said"),
        )
    return list(found.values())


def _linked(line: PublicLine, language: str, about: NamedCommitment | None) -> list[Moment]:
    """Nothing of a commitment that was made for the issue, which has no reason and is told as promised."""
    what = Happening.LINKED if line.field is Field.COMMITMENT else Happening.UNLINKED
    if what is Happening.LINKED and not line.reason:
        return []
    return [Moment(line.day.isoformat(), what, line.reason, language, about=about)]


def _of_commitment(commitment: Undertaking) -> list[Moment]:
    place, language = f"commitment-{commitment.id}", commitment.language
    moments = [
        Moment(commitment.made_at.date().isoformat(), Happening.PROMISED, commitment.text, language, place=place)
    ]
    moments += [
        Moment(
            slip.at.date().isoformat(),
            Happening.MOVED,
            milestone.text if milestone else commitment.text,
            language,
            place=place,
        )
        for milestone, slip in commitment.all_slips
    ]
    moments += [
        Moment(each.reached_on.isoformat(), Happening.REACHED, each.text, language, place=place)
        for each in commitment.milestones
        if each.reached_on
    ]
    for support in public_evidence(commitment):
        day = support.date or support.added_at.date()
        moments.append(Moment(day.isoformat(), Happening.EVIDENCE, support.text, language, place=place))
        if support.retracted_at:
            taken_back = support.retracted_at.date().isoformat()
            moments.append(Moment(taken_back, Happening.RETRACTED, support.text, language, place=place))
    return moments
