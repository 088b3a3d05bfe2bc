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


class PersonalDataChoice(StrEnum):
    """What an officer decided of words that may identify somebody; undecided, they are hidden too."""

    HIDDEN = "hidden"
    SHOWN = "shown"


class NotesAudience(StrEnum):
    """Who is asked whether the notes say what was said."""

    WORKING_GROUP = "working group"
    ATTENDEES = "attendees"


class NotesReplyKind(StrEnum):
    """What somebody who was there says of the notes."""

    AGREES = "agrees"
    CORRECTION = "correction"
    ADDITION = "addition"


class NotesReplyState(StrEnum):
    """What became of a correction or an addition; an agreement stays open, it is counted only."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class DraftChangeKind(StrEnum):
    """What an officer did to the questions and points of a draft."""

    EDITED = "edited"
    CHECKED = "checked"
    ADDED = "added"
    DIVIDED = "divided"
    MERGED = "merged"
    MOVED = "moved"
    MADE_QUESTION = "made a question"
    MADE_POINT = "made a point"
    DROPPED = "dropped"
    RESTORED = "restored"
    UNDONE = "undone"


class LineLabelKind(StrEnum):
    """What a line of the notes is, as officers left it: where something begins, goes on, or is nothing of that."""

    POINT = "point"
    POINT_GOES_ON = "point goes on"
    QUESTION = "question"
    QUESTION_GOES_ON = "question goes on"
    TASK = "task"
    NOTHING = "nothing"


class CodingState(StrEnum):
    """A machine suggests, a person decides; a figure never mixes suggested and confirmed silently."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class CodebookChange(StrEnum):
    """What was done to a theme; *recorded* are those that there were before the log of the code book."""

    RECORDED = "recorded"
    ADDED = "added"
    WORDED = "worded"
    MERGED = "merged"
    SEPARATED = "separated"
    SPLIT = "split"


class CodedKind(StrEnum):
    """What is coded: a point of a consultation, or a statement of a survey."""

    POINT = "point"
    STATEMENT = "statement"


class CodingDecision(StrEnum):
    """What a line of the coding log says that an officer did."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNDONE = "undone"


class SamplePurpose(StrEnum):
    """What texts are drawn by lot for: coders' agreement, or trying a new theme."""

    AGREEMENT = "agreement"
    TRIAL = "trial"


class ProposalState(StrEnum):
    """What an officer made of a theme that texts which fit nowhere suggest."""

    OPEN = "open"
    ACCEPTED = "accepted"
    MERGED = "merged"
    DROPPED = "dropped"


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
