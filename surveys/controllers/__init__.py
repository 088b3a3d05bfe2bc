"""The pages of this package; `CONTROLLERS` is what the application mounts."""

from litestar.types import ControllerRouterHandler

from surveys.controllers.images import ImageController
from surveys.controllers.invitations import InvitationController
from surveys.controllers.participants import ParticipantController
from surveys.controllers.statements import StatementController
from surveys.controllers.survey_drafts import SurveyDraftController
from surveys.controllers.survey_languages import SurveyLanguageController
from surveys.controllers.survey_questions import SurveyQuestionController
from surveys.controllers.surveys import SurveyController

CONTROLLERS: list[ControllerRouterHandler] = [
    SurveyController,
    SurveyDraftController,
    SurveyQuestionController,
    SurveyLanguageController,
    ImageController,
    InvitationController,
    ParticipantController,
    StatementController,
]
