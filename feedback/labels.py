"""The words that a reader sees for what is stored; each is passed to `gettext` where it is shown."""

from feedback.enums import ConsultationKind, ConsultationState, PointKind
from feedback.notes.draft import PersonalDataKind
from feedback.source_lines import LineFate
from feedback.translation import N_

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
