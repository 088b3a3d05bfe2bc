"""The words that a reader sees for what is stored; each is passed to `gettext` where it is shown."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from feedback.enums import (
    Answer,
    CodebookChange,
    CodedKind,
    CodingDecision,
    CodingState,
    ConsultationKind,
    ConsultationState,
    DeadlineChangeState,
    Delivery,
    DraftChangeKind,
    Effect,
    EvidenceKind,
    LineLabelKind,
    MailState,
    NotesAudience,
    NotesReplyKind,
    NotesReplyState,
    PersonalDataChoice,
    PointKind,
    ProposalState,
    SamplePurpose,
    Verdict,
    Verification,
)
from feedback.issue_states import Field
from feedback.notes.draft import PersonalDataKind
from feedback.plan_states import Ending, PlanState
from feedback.source_lines import LineFate
from feedback.translation import N_
from feedback.translation import gettext as _

Kind = TypeVar("Kind", bound=StrEnum)

CONSULTATION_KINDS = {
    ConsultationKind.SAKRAD: N_("Sakråd (consultation on one matter)"),
    ConsultationKind.SAMRAD: N_("Samråd (standing consultation)"),
    ConsultationKind.CONFERENCE: N_("Conference"),
    ConsultationKind.DECISION: N_("Decision"),
    ConsultationKind.OTHER: N_("Other meeting"),
}
CONSULTATION_STATES = {
    ConsultationState.UNDER_REVIEW: N_("Under review"),
    ConsultationState.CONFIRMED: N_("Confirmed"),
}
POINT_KINDS = {
    PointKind.STATEMENT: N_("Statement"),
    PointKind.OBSTACLE: N_("Obstacle"),
    PointKind.OPPORTUNITY: N_("Opportunity"),
    PointKind.PROPOSAL: N_("Proposal"),
    PointKind.CONCERN: N_("Concern"),
}
PERSONAL_DATA_KINDS = {
    PersonalDataKind.NAME: N_("Name"),
    PersonalDataKind.EMAIL: N_("E-mail address"),
    PersonalDataKind.PHONE: N_("Telephone number"),
    PersonalDataKind.IDENTITY_NUMBER: N_("Identity number"),
    PersonalDataKind.ADDRESS: N_("Address"),
    PersonalDataKind.SIGNATURE: N_("Signature"),
    PersonalDataKind.HEALTH: N_("Health or diet"),
}
PERSONAL_DATA_CHOICES = {
    PersonalDataChoice.HIDDEN: N_("Hidden"),
    PersonalDataChoice.SHOWN: N_("Shown"),
}
NOTES_AUDIENCES = {
    NotesAudience.WORKING_GROUP: N_("The working group"),
    NotesAudience.ATTENDEES: N_("All who attended"),
}
NOTES_REPLY_KINDS = {
    NotesReplyKind.AGREES: N_("Agrees"),
    NotesReplyKind.CORRECTION: N_("Correction"),
    NotesReplyKind.ADDITION: N_("Addition"),
}
NOTES_REPLY_STATES = {
    NotesReplyState.OPEN: N_("Not decided"),
    NotesReplyState.ACCEPTED: N_("Taken up"),
    NotesReplyState.DECLINED: N_("Not taken up"),
}
LINE_FATES = {
    LineFate.EXTRACTED: N_("Became a question, point or task"),
    LineFate.FACTS: N_("Facts of the meeting"),
    LineFate.FURNITURE: N_("Page furniture"),
    LineFate.REPEATED: N_("Repeats what stands elsewhere"),
    LineFate.LEFT_OVER: N_("Left over"),
    LineFate.DROPPED: N_("Dropped in the review"),
    LineFate.BLANK: N_("Blank"),
}
LINE_LABELS = {
    LineLabelKind.POINT: N_("A point begins here"),
    LineLabelKind.POINT_GOES_ON: N_("The point goes on here"),
    LineLabelKind.QUESTION: N_("A question begins here"),
    LineLabelKind.QUESTION_GOES_ON: N_("The question goes on here"),
    LineLabelKind.TASK: N_("A task"),
    LineLabelKind.NOTHING: N_("Neither question, point nor task"),
}
DRAFT_CHANGES = {
    DraftChangeKind.EDITED: N_("A point or question was edited"),
    DraftChangeKind.CHECKED: N_("A point was found right"),
    DraftChangeKind.ADDED: N_("A point or question was added"),
    DraftChangeKind.DIVIDED: N_("A point was divided"),
    DraftChangeKind.MERGED: N_("Two points were merged"),
    DraftChangeKind.MOVED: N_("A point was moved"),
    DraftChangeKind.MADE_QUESTION: N_("A point was made a question"),
    DraftChangeKind.MADE_POINT: N_("A question was made a point"),
    DraftChangeKind.DROPPED: N_("A point was dropped, or a question removed"),
    DraftChangeKind.RESTORED: N_("A point was restored"),
    DraftChangeKind.UNDONE: N_("A change was undone"),
}
CODEBOOK_CHANGES = {
    CodebookChange.RECORDED: N_("In the code book before its log began"),
    CodebookChange.ADDED: N_("Added to the code book"),
    CodebookChange.WORDED: N_("Worded anew"),
    CodebookChange.MERGED: N_("Merged into another theme"),
    CodebookChange.SEPARATED: N_("Separated again"),
    CodebookChange.SPLIT: N_("Split from another theme"),
}
CODING_STATES = {
    CodingState.SUGGESTED: N_("Suggested"),
    CodingState.CONFIRMED: N_("Confirmed"),
    CodingState.REJECTED: N_("Rejected"),
}
CODING_DECISIONS = {
    CodingDecision.CONFIRMED: N_("Confirmed"),
    CodingDecision.REJECTED: N_("Rejected"),
    CodingDecision.UNDONE: N_("Undone"),
}
SAMPLE_PURPOSES = {
    SamplePurpose.AGREEMENT: N_("How far two coders agree"),
    SamplePurpose.TRIAL: N_("Trying it"),
}
PROPOSAL_STATES = {
    ProposalState.OPEN: N_("Not decided"),
    ProposalState.ACCEPTED: N_("Became a theme:"),
    ProposalState.MERGED: N_("Merged:"),
    ProposalState.DROPPED: N_("Dropped"),
}
CODED_KINDS = {
    CodedKind.POINT: N_("Point"),
    CodedKind.STATEMENT: N_("Statement"),
}
ANSWERS = {
    Answer.ACCEPTED: N_("Accepted"),
    Answer.ACCEPTED_IN_PART: N_("Accepted in part"),
    Answer.DECLINED: N_("Declined"),
    Answer.OUTSIDE_REMIT: N_("Outside our remit"),
    Answer.NEEDS_INFORMATION: N_("Needs more information"),
    Answer.NOT_ANSWERED: N_("Not answered"),
}
DELIVERIES = {
    Delivery.NO_EVIDENCE: N_("No evidence"),
    Delivery.NOT_STARTED: N_("Not started"),
    Delivery.LIMITED: N_("Limited"),
    Delivery.SUBSTANTIAL: N_("Substantial"),
    Delivery.COMPLETE: N_("Complete"),
    Delivery.SUPERSEDED: N_("Superseded"),
}
VERIFICATIONS = {
    Verification.SELF_REPORTED: N_("Self-reported"),
    Verification.CHECKED: N_("Checked by a second officer"),
    Verification.INDEPENDENT: N_("Independently reviewed"),
}
EFFECTS = {
    Effect.TOO_EARLY: N_("Too early to say"),
    Effect.WORSENED: N_("Worsened"),
    Effect.UNCHANGED: N_("Unchanged"),
    Effect.MARGINAL: N_("Marginal"),
    Effect.MAJOR: N_("Major"),
}
VERDICTS = {
    Verdict.YES: N_("Yes"),
    Verdict.PARTLY: N_("Partly"),
    Verdict.NO: N_("No"),
    Verdict.CANNOT_SAY: N_("Cannot say"),
}
EVIDENCE_KINDS = {
    EvidenceKind.PASSAGE: N_("Passage in a document"),
    EvidenceKind.LINK: N_("Link"),
    EvidenceKind.FIGURE: N_("Figure"),
}
MAIL_STATES = {
    MailState.WAITING: N_("Waiting"),
    MailState.SENDING: N_("Being sent"),
    MailState.HANDED_OVER: N_("Handed over, reply not seen"),
    MailState.SENT: N_("Sent"),
    MailState.FAILED: N_("Failed"),
    MailState.DROPPED: N_("Not to be sent"),
}
DEADLINE_CHANGE_STATES = {
    DeadlineChangeState.SUGGESTED: N_("Suggested"),
    DeadlineChangeState.CONFIRMED: N_("Confirmed"),
    DeadlineChangeState.REJECTED: N_("Rejected"),
}
PLAN_STATES = {
    PlanState.OVERDUE: N_("Overdue"),
    PlanState.DUE_SOON: N_("Due within 30 days"),
    PlanState.LATER: N_("Due later"),
    PlanState.NO_DAY: N_("No date promised"),
    PlanState.DELIVERED: N_("Delivered"),
    PlanState.WITHDRAWN: N_("Withdrawn"),
}
ENDINGS = {
    Ending.DONE: N_("Done"),
    Ending.WITHDRAWN: N_("Withdrawn"),
}
LOG_FIELDS = {
    Field.ANSWER: N_("Answer"),
    Field.DELIVERY: N_("Delivery"),
    Field.VERIFICATION: N_("Verification"),
    Field.EFFECT: N_("Effect"),
    Field.TITLE: N_("Title changed"),
    Field.POINT_ADDED: N_("Point added"),
    Field.POINT_REMOVED: N_("Point removed"),
    Field.MERGED: N_("Merged"),
    Field.SPLIT: N_("Split"),
    Field.OWNER_UNIT: N_("Owner unit changed"),
    Field.POLICY_AREA: N_("Policy area changed"),
    Field.PUBLISHED: N_("Published"),
    Field.COMMITMENT: N_("Commitment linked"),
    Field.COMMITMENT_REMOVED: N_("Commitment unlinked"),
}


def _by_class(words: Mapping[Kind, str]) -> dict[tuple[type[StrEnum], str], str]:
    # The class is part of the key: members of two classes with the same value are equal to each other.
    return {(type(value), value.value): word for value, word in words.items()}


_WORDS = {
    **_by_class(CONSULTATION_KINDS),
    **_by_class(CONSULTATION_STATES),
    **_by_class(POINT_KINDS),
    **_by_class(PERSONAL_DATA_KINDS),
    **_by_class(PERSONAL_DATA_CHOICES),
    **_by_class(NOTES_AUDIENCES),
    **_by_class(NOTES_REPLY_KINDS),
    **_by_class(NOTES_REPLY_STATES),
    **_by_class(LINE_FATES),
    **_by_class(LINE_LABELS),
    **_by_class(DRAFT_CHANGES),
    **_by_class(CODEBOOK_CHANGES),
    **_by_class(CODING_STATES),
    **_by_class(CODING_DECISIONS),
    **_by_class(SAMPLE_PURPOSES),
    **_by_class(PROPOSAL_STATES),
    **_by_class(CODED_KINDS),
    **_by_class(ANSWERS),
    **_by_class(DELIVERIES),
    **_by_class(VERIFICATIONS),
    **_by_class(EFFECTS),
    **_by_class(VERDICTS),
    **_by_class(EVIDENCE_KINDS),
    **_by_class(MAIL_STATES),
    **_by_class(DEADLINE_CHANGE_STATES),
    **_by_class(PLAN_STATES),
    **_by_class(ENDINGS),
    **_by_class(LOG_FIELDS),
}


def label(value: StrEnum) -> str:
    """What is stored, in words of the reader's language."""
    return _(_WORDS[type(value), value.value])


def choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    """Value and label of each member, in its order: the options of a form's list."""
    return [(value.value, label(value)) for value in values]
