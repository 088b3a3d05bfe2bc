"""What each measure of a report means, in words: it stands with every figure and in the definitions appendix."""

from collections.abc import Iterable

from feedback.translation import N_
from feedback.translation import gettext as _
from reports.measures import Measure

_DEFINITIONS = {
    Measure.INVITED: N_("How many were asked to answer the survey."),
    Measure.RESPONSES: N_("How many sent in the survey. Each response is counted once, as it was last changed."),
    Measure.RESPONSE_RATE: N_(
        "Responses as a share of those invited. It can be above 100 per cent where the link was passed on."
    ),
    Measure.LANGUAGES: N_("How many responses were given in each language of the survey."),
    Measure.INVITED_GROUP: N_(
        "How many invitations went to the group, and its share of all invitations whose group is known. Open links are not "
        "counted."
    ),
    Measure.ANSWERING_GROUP: N_("How many responses came from the group, and its share of those who told their group."),
    Measure.GROUP_DIFFERENCE: N_(
        "The group's share of those who answered less its share of those invited, in percentage points. Below zero, the "
        "group answered less often than others."
    ),
    Measure.ANSWERED: N_("How many responses answered the question. Those that left it blank are not counted."),
    Measure.DISTRIBUTION: N_("How many chose each answer, and their share of those who answered the question."),
    Measure.MEDIAN: N_(
        "The middle answer on the scale when all are put in order, without those who could not say. With an even number "
        "of answers it is the mean of the two in the middle. It is given only where it follows from the numbers shown."
    ),
    Measure.QUARTILES: N_(
        "The answers that a quarter and three quarters of all lie below or at, when all are put in order as for the median. "
        "Half of the answers lie between them. They are given only where they follow from the numbers shown."
    ),
    Measure.NUMBERS: N_(
        "The middle of the numbers that were answered, and the numbers that the middle half lies between. They are rounded "
        "until enough answers lie at each that none can be recognised. The lowest and the highest number are never told."
    ),
    Measure.PERIODS: N_("How many answered with a day in each month, or in each year where the days lie far apart."),
    Measure.CONSENT: N_("How many ticked the box, and their share of all who answered the survey."),
    Measure.IMPORTANCE: N_(
        "How many chose the point as one of those that matter most, and their share of those who answered the question. "
        "Each could choose several, so the shares do not add up to 100 per cent."
    ),
    Measure.BY_KIND: N_(
        "How many organisations of the kind gave each answer, by what they said themselves. Numbers of few are hidden, and "
        "those from which such a number could be worked out."
    ),
    Measure.STATEMENTS: N_(
        "How many free-text answers to the question were coded with the theme, as confirmed by an officer. An answer can "
        "have several themes or none."
    ),
    Measure.POINTS: N_("How many points the notes of the consultations hold."),
    Measure.UNTIED: N_("How many points of the notes raise no issue that is followed up."),
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
    Measure.DECIDED_SUGGESTIONS: N_(
        "How many themes that the system suggested an officer has confirmed or rejected. Themes that officers chose "
        "themselves are not among them."
    ),
    Measure.CONFIRMED_SUGGESTIONS: N_("How many of the suggested themes decided on were confirmed, and their share."),
    Measure.CODED_TWICE: N_(
        "How many points or answers, drawn by lot, two officers or more have coded without seeing each other's codings."
    ),
    Measure.CODERS_ALPHA: N_(
        "How much more often than by chance the officers who coded the texts blind agree, from 1 (always) down to 0 (as by "
        "chance) and below. A text without any theme counts. Of all themes together, sets of themes that overlap count as "
        "agreeing in part. It is not known where nothing varies."
    ),
    Measure.CODERS_F1: N_(
        "Of all the times that one of two officers gave a text the theme, the share in which the other did too, from 0 to 1."
    ),
    Measure.ISSUES: N_("How many issues at least one point of the consultations raises."),
    Measure.RECURRENCE: N_("In how many different years an issue has been raised, and which."),
    Measure.SEVERAL_YEARS: N_("Issues that points of two years or more raise."),
    Measure.NEW_ISSUES: N_("Issues raised for the first time in the year."),
    Measure.RECURRING_ISSUES: N_("Issues raised now and in at least one earlier year."),
    Measure.ANSWERED_ISSUES: N_(
        "Issues to which the department has given an answer of any kind: accepted, accepted in part, declined, outside "
        "its remit, or in need of more information."
    ),
    Measure.UNANSWERED_ISSUES: N_("Issues to which the department has not given any answer."),
    Measure.OVERDUE_ISSUES: N_("Issues with at least one overdue commitment."),
    Measure.OPEN_ISSUES: N_(
        "Issues that are neither declined, outside the department's remit, completely delivered nor superseded; and those "
        "on which there is a gap, or whose delivery nobody has confirmed again in time."
    ),
    Measure.ISSUES_BY_ANSWER: N_("How many of the issues the department has given each kind of answer."),
    Measure.ISSUES_BY_DELIVERY: N_("How many of the issues the department says are delivered so far."),
    Measure.CLOSED_ISSUES: N_(
        "Issues that were open at the end of the year before, or not raised yet, and at the end of the year were declined, "
        "outside the department's remit, completely delivered or superseded, by what the department had said then."
    ),
    Measure.REOPENED_ISSUES: N_(
        "Issues that were closed at the end of the year before and open at the end of the year, by what the department had "
        "said then."
    ),
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
    Measure.DELIVERY_MOVES: N_(
        "How many issues stood at each step of delivery when the year began, and where they stood when it ended, as the "
        "department had said by then. Issues raised for the first time in the year are left out."
    ),
    Measure.NARROWED_GAPS: N_(
        "Issues on which a larger share of the participants agree in this year's survey than in the one before that asked, "
        "both held against what the department says now. Other people may have answered."
    ),
    Measure.WIDENED_GAPS: N_(
        "Issues on which a smaller share of the participants agree in this year's survey than in the one before that asked, "
        "both held against what the department says now. Other people may have answered."
    ),
    Measure.COMMITMENTS: N_("What somebody has undertaken to do, with who and by when."),
    Measure.OVERDUE: N_(
        "Commitments whose due date has passed, and where not every issue that they answer is completely delivered or "
        "superseded. Complete counts only while public evidence shows it. A commitment that answers no issue stays open."
    ),
    Measure.DELIVERED_COMMITMENTS: N_(
        "Commitments that were done at the end of the year and not at the end of the year before."
    ),
    Measure.MOVED_COMMITMENTS: N_("Commitments of which a due date or the one responsible was changed in the year."),
    Measure.SLIPS: N_(
        "How many times a due date or the one responsible was changed, the dates of milestones counted too. Each change has "
        "a reason."
    ),
    Measure.MILESTONES: N_("How many of a commitment's milestones are reached, of those that have not been dropped."),
    Measure.INTERNAL_EVIDENCE: N_("Evidence that only the department can see. It is counted, never quoted."),
    Measure.CONSULTATIONS: N_("Consultations held in the year whose notes have been read in."),
    Measure.HELD: N_("Consultations held whose notes have been read in. Decisions are not among them."),
}


#: What the words of a definition rest on, and has to be explained with it.
_RESTS_ON = {
    Measure.RESPONSE_RATE: (Measure.INVITED, Measure.RESPONSES),
    Measure.DISTRIBUTION: (Measure.ANSWERED,),
    Measure.MEDIAN: (Measure.DISTRIBUTION,),
    Measure.QUARTILES: (Measure.MEDIAN,),
    Measure.PERIODS: (Measure.ANSWERED,),
    Measure.CONSENT: (Measure.RESPONSES,),
    Measure.GROUP_DIFFERENCE: (Measure.INVITED_GROUP, Measure.ANSWERING_GROUP),
    Measure.CONFIRMED_SUGGESTIONS: (Measure.DECIDED_SUGGESTIONS,),
    Measure.CODERS_ALPHA: (Measure.CODED_TWICE,),
    Measure.CODERS_F1: (Measure.CODED_TWICE,),
    Measure.IMPORTANCE: (Measure.ANSWERED,),
    Measure.BY_KIND: (Measure.ANSWERED,),
    Measure.THEME_POINTS: (Measure.POINTS,),
    Measure.GAP: (Measure.VERDICT,),
    Measure.AGREEMENT: (Measure.VERDICT, Measure.GAP),
    Measure.OVERDUE_ISSUES: (Measure.OVERDUE,),
    Measure.OPEN_ISSUES: (Measure.GAP,),
    Measure.NARROWED_GAPS: (Measure.AGREEMENT,),
    Measure.WIDENED_GAPS: (Measure.AGREEMENT,),
    Measure.OVERDUE: (Measure.COMMITMENTS,),
    Measure.DELIVERED_COMMITMENTS: (Measure.COMMITMENTS,),
    Measure.MOVED_COMMITMENTS: (Measure.COMMITMENTS,),
    Measure.SLIPS: (Measure.COMMITMENTS,),
    Measure.MILESTONES: (Measure.COMMITMENTS,),
}


def explained(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """These measures and those that their definitions rest on, in the order in which reports tell them."""
    wanted: set[Measure] = set()
    waiting = list(measures)
    while waiting:
        measure = waiting.pop()
        if measure not in wanted:
            wanted.add(measure)
            waiting += _RESTS_ON.get(measure, ())
    return tuple(measure for measure in Measure if measure in wanted)


def definition(measure: Measure) -> str:
    """What the measure means, in the language of the moment."""
    return _(_DEFINITIONS[measure])
