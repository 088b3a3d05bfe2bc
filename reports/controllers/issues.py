"""An issue's own page: its points over the years, the department's view beside the participants' verdict, and the log."""

from uuid import UUID

from litestar import Controller, get
from litestar.params import FromPath
from litestar.response import Template

from feedback.commitments import commitments_of_issue
from feedback.forms.issues import entry_options
from feedback.issue_logs import log_lines
from feedback.issue_themes import themes_of_points
from feedback.issues import get_issue, issue_titles
from feedback.settings import settings
from feedback.web.pages import page
from feedback.web.requests import now, today
from reports.figures import Basis
from reports.gaps import agreement_text
from reports.labels import label
from reports.replies import shown_replies
from reports.verdicts import gaps_over_years, verdicts_of
from surveys.statement_issues import count_statements


class IssueController(Controller):
    path = "/issues"

    @get("/{issue_id:uuid}", name="issues.show")
    async def show(self, issue_id: FromPath[UUID]) -> Template:
        issue = await get_issue(issue_id)
        # What was asked about an issue before it was merged into this one was asked about this one.
        asked = await verdicts_of([issue_id, *issue.former_ids], threshold=settings().threshold)
        verdicts = sorted((each for of_one in asked.values() for each in of_one), key=lambda each: -each.year)
        return page(
            "reports/issues/show.html",
            issue=issue,
            verdicts=verdicts,
            gaps=gaps_over_years(issue_id, issue.log, verdicts, Basis(now(), settings().threshold)),
            replies=(await shown_replies([issue])).get(issue_id, []),
            themes=await themes_of_points([point.id for point in issue.points]),
            titles=await issue_titles([each for each in (issue.merged_into, *issue.former_ids) if each]),
            statements=await count_statements([issue_id, *issue.former_ids]),
            commitments=await commitments_of_issue(issue_id),
            log=await log_lines(issue.log),
            options=entry_options(),
            threshold=settings().threshold,
            today=today(),
            agreement_text=agreement_text,
            gap_label=label,
        )
