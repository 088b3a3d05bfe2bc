"""What each measure of a report means, in words: it stands with every figure and in the definitions appendix."""

from enum import StrEnum

from feedback.translation import N_
from feedback.translation import gettext as _


class Measure(StrEnum):
    INVITED = "invited"
    RESPONSES = "responses"
    RESPONSE_RATE = "response rate"
    LANGUAGES = "languages"
    ANSWERED = "answered"
    DISTRIBUTION = "distribution"
    MEDIAN = "median"
    IMPORTANCE = "importance"
    STATEMENTS = "statements"
    POINTS = "points"
    THEME_POINTS = "theme points"
    UNCODED = "uncoded"
    SUGGESTED = "suggested"
    ISSUES = "issues"
    RECURRENCE = "recurrence"
    NEW_ISSUES = "new issues"
    RECURRING_ISSUES = "recurring issues"
    ANSWERED_ISSUES = "answered issues"
    UNANSWERED_ISSUES = "unanswered issues"
    OVERDUE_ISSUES = "overdue issues"
    VERDICT = "verdict"
    GAP = "gap"
    AGREEMENT = "agreement"
    COMMITMENTS = "commitments"
    OVERDUE = "overdue"
    SLIPS = "slips"
    INTERNAL_EVIDENCE = "internal evidence"
    CONSULTATIONS = "consultations"


_NAMES = {
    Measure.INVITED: N_("Invited"),
    Measure.RESPONSES: N_("Responses"),
    Measure.RESPONSE_RATE: N_("Response rate"),
    Measure.LANGUAGES: N_("Languages used"),
    Measure.ANSWERED: N_("Answers to a question"),
    Measure.DISTRIBUTION: N_("Distribution"),
    Measure.MEDIAN: N_("Median"),
    Measure.IMPORTANCE: N_("Points that matter most"),
    Measure.STATEMENTS: N_("Themes in the answers"),
    Measure.POINTS: N_("Points"),
    Measure.THEME_POINTS: N_("Points with a theme"),
    Measure.UNCODED: N_("Points without a theme"),
    Measure.SUGGESTED: N_("Suggested themes"),
    Measure.ISSUES: N_("Issues raised"),
    Measure.RECURRENCE: N_("Recurrence"),
    Measure.NEW_ISSUES: N_("New issues"),
    Measure.RECURRING_ISSUES: N_("Recurring issues"),
    Measure.ANSWERED_ISSUES: N_("Answered issues"),
    Measure.UNANSWERED_ISSUES: N_("Issues without an answer"),
    Measure.OVERDUE_ISSUES: N_("Overdue issues"),
    Measure.VERDICT: N_("Participants' verdict"),
    Measure.GAP: N_("Gap between delivery and verdict"),
    Measure.AGREEMENT: N_("Participants who agree"),
    Measure.COMMITMENTS: N_("Commitments"),
    Measure.OVERDUE: N_("Overdue commitments"),
    Measure.SLIPS: N_("Slips"),
    Measure.INTERNAL_EVIDENCE: N_("Internal evidence"),
    Measure.CONSULTATIONS: N_("Consultations"),
}

_DEFINITIONS = {
    Measure.INVITED: N_("How many were asked to answer the survey."),
    Measure.RESPONSES: N_("How many sent in the survey. Each response is counted once, as it was last changed."),
    Measure.RESPONSE_RATE: N_(
        "Responses as a share of those invited. It can be above 100 per cent where the link was passed on."
    ),
    Measure.LANGUAGES: N_("How many responses were given in each language of the survey."),
    Measure.ANSWERED: N_("How many responses answered the question. Those that left it blank are not counted."),
    Measure.DISTRIBUTION: N_("How many chose each answer, and their share of those who answered the question."),
    Measure.MEDIAN: N_(
        "The middle answer on the scale when all are put in order, without those who could not say. With an even number "
        "of answers it is the mean of the two in the middle. It is given only where it follows from the numbers shown."
    ),
    Measure.IMPORTANCE: N_(
        "How many chose the point as one of those that matter most, and their share of those who answered the question. "
        "Each could choose several, so the shares do not add up to 100 per cent."
    ),
    Measure.STATEMENTS: N_(
        "How many free-text answers to the question were coded with the theme, as confirmed by an officer. An answer can "
        "have several themes or none."
    ),
    Measure.POINTS: N_("How many points the notes of the consultations hold."),
    Measure.THEME_POINTS: N_(
        "How many points of the notes were coded with the theme, as confirmed by an officer, and their share of all "
        "points in the same consultations. Consultations without any confirmed theme are left out of the share."
    ),
    Measure.UNCODED: N_(
        "How many points of the notes no officer has confirmed a theme for. They are part of all points, from which the "
        "shares of the themes are counted."
    ),
    Measure.SUGGESTED: N_(
        "How many points or answers the system suggests the theme for and no officer has decided on. They are never part "
        "of another figure."
    ),
    Measure.ISSUES: N_("How many issues at least one point of the consultations raises."),
    Measure.RECURRENCE: N_("In how many different years an issue has been raised, and which."),
    Measure.NEW_ISSUES: N_("Issues raised for the first time in the year."),
    Measure.RECURRING_ISSUES: N_("Issues raised now and in at least one earlier year."),
    Measure.ANSWERED_ISSUES: N_(
        "Issues to which the department has given an answer of any kind: accepted, accepted in part, declined, outside "
        "its remit, or in need of more information."
    ),
    Measure.UNANSWERED_ISSUES: N_("Issues to which the department has not given any answer."),
    Measure.OVERDUE_ISSUES: N_("Issues with at least one overdue commitment."),
    Measure.VERDICT: N_(
        "The participants' answers in the survey to whether an issue has been addressed. They stand beside the "
        "department's own view and are never averaged into it. Answers from different surveys are never added up."
    ),
    Measure.GAP: N_(
        "There is a gap where the department says that delivery is substantial or complete, and fewer than half of the "
        "participants agree. The latest survey that asked counts. Where hidden numbers could decide it either way, the gap "
        "is not shown."
    ),
    Measure.AGREEMENT: N_(
        "How many participants agree with what the department says is delivered, as a share of those who answered yes, "
        "partly or no. With a complete delivery agrees who answered yes; with a substantial one who answered yes or partly. "
        "Those who could not say are left out. It is hidden with the numbers it comes from."
    ),
    Measure.COMMITMENTS: N_("What somebody has undertaken to do, with who and by when."),
    Measure.OVERDUE: N_(
        "Commitments whose due date has passed, and where not every issue that they answer is completely delivered or "
        "superseded. Complete counts only while public evidence shows it. A commitment that answers no issue stays open."
    ),
    Measure.SLIPS: N_(
        "How many times a due date or the one responsible was changed, the dates of milestones counted too. Each change has "
        "a reason."
    ),
    Measure.INTERNAL_EVIDENCE: N_("Evidence that only the department can see. It is counted, never quoted."),
    Measure.CONSULTATIONS: N_("Consultations held in the year whose notes have been read in."),
}


def measure_name(measure: Measure) -> str:
    """The measure's name in the language of the moment."""
    return _(_NAMES[measure])


def definition(measure: Measure) -> str:
    """What the measure means, in the language of the moment."""
    return _(_DEFINITIONS[measure])
