"""The pages of this package; `CONTROLLERS` is what the application mounts."""

from litestar.types import ControllerRouterHandler

from surveys.controllers.images import ImageController
from surveys.controllers.invitations import InvitationController
from surveys.controllers.invited_organisations import InvitedOrganisationController
from surveys.controllers.mail_wishes import MailWishController
from surveys.controllers.mails import MailController
from surveys.controllers.paper import PaperCheckController, PaperController, PaperRemovalController
from surveys.controllers.participants import ParticipantController
from surveys.controllers.posters import PosterController
from surveys.controllers.question_library import QuestionLibraryController
from surveys.controllers.question_rules import QuestionRuleController
from surveys.controllers.quotes import QuoteController
from surveys.controllers.receipt_files import ReceiptFileController
from surveys.controllers.retention import RetentionController
from surveys.controllers.sent_answers import SentAnswersController
from surveys.controllers.statement_issues import StatementIssueController
from surveys.controllers.statements import StatementController
from surveys.controllers.survey_drafts import SurveyDraftController
from surveys.controllers.survey_files import SurveyFileController
from surveys.controllers.survey_languages import SurveyLanguageController
from surveys.controllers.survey_previews import SurveyPreviewController
from surveys.controllers.survey_questions import SurveyQuestionController
from surveys.controllers.survey_sections import SurveySectionController
from surveys.controllers.survey_translations import SurveyTranslationController
from surveys.controllers.survey_versions import SurveyVersionController
from surveys.controllers.surveys import SurveyController
from surveys.controllers.trials import TrialController
from surveys.controllers.watching import WatchController

CONTROLLERS: list[ControllerRouterHandler] = [
    SurveyController,
    SurveyDraftController,
    SurveyPreviewController,
    SurveyQuestionController,
    TrialController,
    SurveyVersionController,
    SurveySectionController,
    QuestionRuleController,
    QuestionLibraryController,
    SurveyLanguageController,
    SurveyTranslationController,
    SurveyFileController,
    ImageController,
    InvitationController,
    InvitedOrganisationController,
    MailController,
    MailWishController,
    PosterController,
    ParticipantController,
    SentAnswersController,
    RetentionController,
    ReceiptFileController,
    PaperController,
    PaperCheckController,
    PaperRemovalController,
    StatementController,
    StatementIssueController,
    QuoteController,
    WatchController,
]
