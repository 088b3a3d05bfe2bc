"""The pages of this package; `CONTROLLERS` is what the application mounts."""

from litestar.types import ControllerRouterHandler

from reports.controllers.issues import IssueController
from reports.controllers.plotly_script import PlotlyScriptController
from reports.controllers.results import ResultController
from reports.controllers.shared_report import SharedReportController
from reports.controllers.yearly import YearlyController

CONTROLLERS: list[ControllerRouterHandler] = [
    IssueController,
    ResultController,
    SharedReportController,
    YearlyController,
    PlotlyScriptController,
]
