"""The pages of this package; `CONTROLLERS` is what the application mounts."""

from feedback.controllers.accounts import SignInController
from feedback.controllers.consultations import ConsultationController
from feedback.controllers.documents import DocumentController
from feedback.controllers.points import PointController
from feedback.controllers.questions import QuestionController
from feedback.controllers.start import StartController

CONTROLLERS = [
    StartController,
    SignInController,
    ConsultationController,
    DocumentController,
    PointController,
    QuestionController,
]
