"""The pages of this package; `CONTROLLERS` is what the application mounts."""

from feedback.controllers.accounts import SignInController
from feedback.controllers.codings import CodingController
from feedback.controllers.commitments import CommitmentController
from feedback.controllers.consultations import ConsultationController
from feedback.controllers.documents import DocumentController
from feedback.controllers.issues import IssueController
from feedback.controllers.languages import LanguageController
from feedback.controllers.outbox import OutboxController
from feedback.controllers.points import PointController
from feedback.controllers.questions import QuestionController
from feedback.controllers.recurrence import RecurrenceController
from feedback.controllers.start import StartController
from feedback.controllers.themes import ThemeController

CONTROLLERS = [
    StartController,
    SignInController,
    ConsultationController,
    DocumentController,
    PointController,
    QuestionController,
    IssueController,
    CommitmentController,
    ThemeController,
    CodingController,
    RecurrenceController,
    OutboxController,
    LanguageController,
]
