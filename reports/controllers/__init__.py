"""The pages of this package; `CONTROLLERS` is what the application mounts."""

from litestar.types import ControllerRouterHandler

from reports.controllers.agenda import AgendaController
from reports.controllers.api import API_CONTROLLERS
from reports.controllers.dashboards import DashboardController, PublicDashboardController
from reports.controllers.downloads import DownloadController, PublicDownloadController
from reports.controllers.editions import EditionController
from reports.controllers.evidence_figures import EvidenceFigureController
from reports.controllers.following import FollowingController
from reports.controllers.issues import IssueController
from reports.controllers.letter_pages import LetterPageController
from reports.controllers.letters import LetterController
from reports.controllers.open_data import OpenDataController
from reports.controllers.orders import OrderController, ScheduleController
from reports.controllers.plotly_script import PlotlyScriptController
from reports.controllers.public_feeds import PublicFeedController
from reports.controllers.public_previews import PublicPreviewController
from reports.controllers.public_reports import PublicReportController
from reports.controllers.public_search import PublicSearchController
from reports.controllers.public_site import PublicSiteController
from reports.controllers.publishing import PublishingController
from reports.controllers.replies import ReplyController
from reports.controllers.results import ResultController
from reports.controllers.shared_report import SharedReportController
from reports.controllers.year_cycle import YearCycleController
from reports.controllers.yearly import YearlyController

CONTROLLERS: list[ControllerRouterHandler] = [
    IssueController,
    EvidenceFigureController,
    ResultController,
    DownloadController,
    SharedReportController,
    YearlyController,
    AgendaController,
    YearCycleController,
    LetterController,
    LetterPageController,
    ReplyController,
    PublishingController,
    EditionController,
    OrderController,
    ScheduleController,
    DashboardController,
    PublicSiteController,
    PublicDashboardController,
    PublicSearchController,
    PublicPreviewController,
    PublicReportController,
    PublicDownloadController,
    PublicFeedController,
    OpenDataController,
    FollowingController,
    PlotlyScriptController,
]

__all__ = ["API_CONTROLLERS", "CONTROLLERS"]
