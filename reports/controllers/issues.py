"""An issue's own page: its points over the years, the department's view beside the participants' verdict, and the log."""

from uuid import UUID

from litestar import Controller, get
from litestar.params import FromPath
from litestar.response import Template

from feedback.commitments import commitments_of_issue
from feedback.forms.issues import entry_options
from feedback.issue_logs import log_lines
from feedback.issues import get_issue
from feedback.settings import settings
from feedback.web.pages import page
from feedback.web.requests import today
from reports.verdicts import verdicts_of


class IssueController(Controller):
    path = "/issues"

    @get("/{issue_id:uuid}", name="issues.show")
    async def show(self, issue_id: FromPath[UUID]) -> Template:
        issue = await get_issue(issue_id)
        verdicts = await verdicts_of([issue_id], threshold=settings().threshold)
        return page(
            "reports/issues/show.html",
            issue=issue,
            verdicts=verdicts.get(issue_id, []),
            commitments=await commitments_of_issue(issue_id),
            log=await log_lines(issue.log),
            options=entry_options(),
            threshold=settings().threshold,
            today=today(),
        )
