"""The API of this package; `API_CONTROLLERS` is what the application mounts under `feedback.web.api.PATH`."""

from litestar.types import ControllerRouterHandler

from feedback.controllers.api.commitments import CommitmentApi
from feedback.controllers.api.consultations import ConsultationApi, PointApi, QuestionApi
from feedback.controllers.api.description import DescriptionApi
from feedback.controllers.api.issues import IssueApi

API_CONTROLLERS: list[ControllerRouterHandler] = [
    DescriptionApi,
    ConsultationApi,
    QuestionApi,
    PointApi,
    IssueApi,
    CommitmentApi,
]
