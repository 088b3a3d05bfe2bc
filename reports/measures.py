"""The measures of reports, by name."""

from enum import StrEnum

from feedback.translation import N_
from feedback.translation import gettext as _


class Measure(StrEnum):
    INVITED = "invited"
    RESPONSES = "responses"
    RESPONSE_RATE = "response rate"
    LANGUAGES = "languages"
    INVITED_GROUP = "invited group"
    ANSWERING_GROUP = "answering group"
    GROUP_DIFFERENCE = "group difference"
    ANSWERED = "answered"
    DISTRIBUTION = "distribution"
    MEDIAN = "median"
    QUARTILES = "quartiles"
    NUMBERS = "numbers"
    PERIODS = "periods"
    CONSENT = "consent"
    IMPORTANCE = "importance"
    BY_KIND = "by kind"
    STATEMENTS = "statements"
    POINTS = "points"
    UNTIED = "untied"
    THEME_POINTS = "theme points"
    UNCODED = "uncoded"
    SUGGESTED = "suggested"
    DECIDED_SUGGESTIONS = "decided suggestions"
    CONFIRMED_SUGGESTIONS = "confirmed suggestions"
    CODED_TWICE = "coded twice"
    CODERS_ALPHA = "coders' alpha"
    CODERS_F1 = "coders' f1"
    ISSUES = "issues"
    RECURRENCE = "recurrence"
    SEVERAL_YEARS = "several years"
    NEW_ISSUES = "new issues"
    RECURRING_ISSUES = "recurring issues"
    ANSWERED_ISSUES = "answered issues"
    UNANSWERED_ISSUES = "unanswered issues"
    OVERDUE_ISSUES = "overdue issues"
    OPEN_ISSUES = "open issues"
    ISSUES_BY_ANSWER = "issues by answer"
    ISSUES_BY_DELIVERY = "issues by delivery"
    CLOSED_ISSUES = "closed issues"
    REOPENED_ISSUES = "reopened issues"
    VERDICT = "verdict"
    GAP = "gap"
    AGREEMENT = "agreement"
    DELIVERY_MOVES = "delivery moves"
    NARROWED_GAPS = "narrowed gaps"
    WIDENED_GAPS = "widened gaps"
    COMMITMENTS = "commitments"
    OVERDUE = "overdue"
    DELIVERED_COMMITMENTS = "delivered commitments"
    MOVED_COMMITMENTS = "moved commitments"
    SLIPS = "slips"
    MILESTONES = "milestones"
    INTERNAL_EVIDENCE = "internal evidence"
    CONSULTATIONS = "consultations"
    HELD = "held"


_NAMES = {
    Measure.INVITED: N_("Invited"),
    Measure.RESPONSES: N_("Responses"),
    Measure.RESPONSE_RATE: N_("Response rate"),
    Measure.LANGUAGES: N_("Languages used"),
    Measure.INVITED_GROUP: N_("Invited, by group"),
    Measure.ANSWERING_GROUP: N_("Answered, by group"),
    Measure.GROUP_DIFFERENCE: N_("Difference between answered and invited"),
    Measure.ANSWERED: N_("Answers to a question"),
    Measure.DISTRIBUTION: N_("Distribution"),
    Measure.MEDIAN: N_("Median"),
    Measure.QUARTILES: N_("Quartiles"),
    Measure.NUMBERS: N_("Median and quartiles of numbers"),
    Measure.PERIODS: N_("Days by month or year"),
    Measure.CONSENT: N_("Those who agreed"),
    Measure.IMPORTANCE: N_("Points that matter most"),
    Measure.BY_KIND: N_("Answers by kind of organisation"),
    Measure.STATEMENTS: N_("Themes in the answers"),
    Measure.POINTS: N_("Points"),
    Measure.UNTIED: N_("Points tied to no issue"),
    Measure.THEME_POINTS: N_("Points with a theme"),
    Measure.UNCODED: N_("Points without a theme"),
    Measure.SUGGESTED: N_("Suggested themes"),
    Measure.DECIDED_SUGGESTIONS: N_("Suggested themes decided on"),
    Measure.CONFIRMED_SUGGESTIONS: N_("Suggested themes confirmed"),
    Measure.CODED_TWICE: N_("Texts coded blind"),
    Measure.CODERS_ALPHA: N_("Coders' agreement, Krippendorff's alpha"),
    Measure.CODERS_F1: N_("Coders' agreement, F1"),
    Measure.ISSUES: N_("Issues raised"),
    Measure.RECURRENCE: N_("Recurrence"),
    Measure.SEVERAL_YEARS: N_("Raised in several years"),
    Measure.NEW_ISSUES: N_("New issues"),
    Measure.RECURRING_ISSUES: N_("Recurring issues"),
    Measure.ANSWERED_ISSUES: N_("Answered issues"),
    Measure.UNANSWERED_ISSUES: N_("Issues without an answer"),
    Measure.OVERDUE_ISSUES: N_("Overdue issues"),
    Measure.OPEN_ISSUES: N_("Issues still open"),
    Measure.ISSUES_BY_ANSWER: N_("Issues by answer"),
    Measure.ISSUES_BY_DELIVERY: N_("Issues by delivery"),
    Measure.CLOSED_ISSUES: N_("Closed issues"),
    Measure.REOPENED_ISSUES: N_("Reopened issues"),
    Measure.VERDICT: N_("Participants' verdict"),
    Measure.GAP: N_("Gap between delivery and verdict"),
    Measure.AGREEMENT: N_("Participants who agree"),
    Measure.DELIVERY_MOVES: N_("How delivery moved"),
    Measure.NARROWED_GAPS: N_("Issues on which more agree than before"),
    Measure.WIDENED_GAPS: N_("Issues on which fewer agree than before"),
    Measure.COMMITMENTS: N_("Commitments"),
    Measure.OVERDUE: N_("Overdue commitments"),
    Measure.DELIVERED_COMMITMENTS: N_("Delivered commitments"),
    Measure.MOVED_COMMITMENTS: N_("Commitments that were moved"),
    Measure.SLIPS: N_("Slips"),
    Measure.MILESTONES: N_("Milestones reached"),
    Measure.INTERNAL_EVIDENCE: N_("Internal evidence"),
    Measure.CONSULTATIONS: N_("Consultations"),
    Measure.HELD: N_("Consultations held"),
}


def measure_name(measure: Measure) -> str:
    """The measure's name in the language of the moment."""
    return _(_NAMES[measure])
