"""The words that officers see for what surveys store; each is passed to `gettext` where it is shown."""

from feedback.translation import N_
from surveys.building import SurveyState
from surveys.definition import QuestionType

SURVEY_STATES = {
    SurveyState.DRAFT: N_("Draft"),
    SurveyState.OPEN: N_("Open"),
    SurveyState.CLOSED: N_("Closed"),
}
QUESTION_TYPES = {
    QuestionType.SINGLE_CHOICE: N_("One answer out of a list"),
    QuestionType.SEVERAL_CHOICES: N_("Several answers out of a list"),
    QuestionType.FIVE_POINT_SCALE: N_("A scale from 1 to 5"),
    QuestionType.VERDICT: N_("Verdict on an issue"),
    QuestionType.FREE_TEXT: N_("An answer in their own words"),
}
