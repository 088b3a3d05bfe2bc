"""The states and kinds that are stored in columns; the words of `docs/architecture.md`, one enum each."""

from enum import StrEnum


class ConsultationKind(StrEnum):
    SAKRAD = "sakråd"
    SAMRAD = "samråd"
    CONFERENCE = "conference"
    DECISION = "decision"
    OTHER = "other"


class ConsultationState(StrEnum):
    """A consultation is reviewed against its source before anything is built on it."""

    UNDER_REVIEW = "under review"
    CONFIRMED = "confirmed"


class PointKind(StrEnum):
    STATEMENT = "statement"
    OBSTACLE = "obstacle"
    OPPORTUNITY = "opportunity"
    PROPOSAL = "proposal"
    CONCERN = "concern"


class CodingState(StrEnum):
    """A machine suggests, a person decides; a figure never mixes suggested and confirmed silently."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class DeadlineChangeState(StrEnum):
    """What an officer made of a later decision's word that a deadline moved."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Answer(StrEnum):
    """What the department answered to an issue. All but *accepted* and *not answered* need a reason."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted in part"
    DECLINED = "declined"
    OUTSIDE_REMIT = "outside our remit"
    NEEDS_INFORMATION = "needs more information"
    NOT_ANSWERED = "not answered"


class Delivery(StrEnum):
    """How far what was promised is delivered. *No evidence* is the default, never a shade of done."""

    NO_EVIDENCE = "no evidence"
    NOT_STARTED = "not started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETE = "complete"
    SUPERSEDED = "superseded"


class Verification(StrEnum):
    SELF_REPORTED = "self-reported"
    CHECKED = "checked by a second officer"
    INDEPENDENT = "independently reviewed"


class Effect(StrEnum):
    TOO_EARLY = "too early"
    WORSENED = "worsened"
    UNCHANGED = "unchanged"
    MARGINAL = "marginal"
    MAJOR = "major"


class Verdict(StrEnum):
    """The participants' own answer to "has this been addressed?"; shown beside the department's view, never averaged into it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    CANNOT_SAY = "cannot say"


class EvidenceKind(StrEnum):
    PASSAGE = "passage"
    LINK = "link"
    FIGURE = "figure"


class MailState(StrEnum):
    """What became of a mail. *Handed over*: the server has it, but its reply was not seen; it is never sent again by itself."""

    WAITING = "waiting"
    SENDING = "sending"
    HANDED_OVER = "handed over"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
