"""Publishing, for officers: consultations with their issues and report, a single issue, and the reports of years."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import publishing
from feedback.api.published import public_issues
from feedback.consultations import get_consultation, list_consultations
from feedback.enums import ConsultationKind
from feedback.errors import Conflict
from feedback.forms.reasons import ReasonForm
from feedback.issue_lists import listed_issues
from feedback.issues import get_issue, issues_of_consultation
from feedback.labels import PERSONAL_DATA_KINDS
from feedback.personal_data_flags import list_flags
from feedback.points import list_points
from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of, today
from reports.forms.publishing import LookedAtForm
from reports.public.published_reports import (
    list_public_reports,
    public_report_of,
    publish_report,
    withdraw_report,
)
from reports.public.selection import list_public_consultations, public_point_ids
from reports.told_invited import tell_invited, told_invited


class PublishingController(Controller):
    path = "/"

    @get("/publishing", name="publishing.index")
    async def index(self) -> Template:
        held = await list_consultations()
        years = {each.year for each in held if each.year and each.kind is not ConsultationKind.DECISION}
        return page(
            "reports/publishing/index.html",
            consultations=held,
            public={each.id for each in await list_public_consultations()},
            issues=len(await public_issues()),
            named=await listed_issues(await publishing.issues_that_name_somebody()),
            years=sorted((year for year in years if year <= today().year), reverse=True),
            reports={each.year: each for each in await list_public_reports() if each.consultation is None},
        )

    @post("/publishing/reports/{year:int}", name="publishing.publish_year")
    async def publish_year(self, request: Request, year: FromPath[int], sent: NamedDependency[Submitted]) -> Redirect:
        await publish_report(year=year, officer=officer_of(request).id, today=today(), now=now())
        return see_other(request, "publishing.index", notice=_("The report is published."))

    @post("/publishing/reports/{report_id:uuid}/withdraw", name="publishing.withdraw_report")
    async def withdraw_report(
        self, request: Request, report_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await withdraw_report(report_id, now=now())
        consultation = sent.id("consultation")
        notice = _("The report is not public any more.")
        if consultation:
            return see_other(request, "publishing.consultation", notice=notice, consultation_id=consultation)
        return see_other(request, "publishing.index", notice=notice)

    @get("/consultations/{consultation_id:uuid}/publishing", name="publishing.consultation")
    async def consultation(self, consultation_id: FromPath[UUID]) -> Template:
        return await _consultation_page(consultation_id, LookedAtForm())

    @post("/consultations/{consultation_id:uuid}/publish", name="publishing.publish_consultation")
    async def publish_consultation(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = LookedAtForm.read(sent)
        try:
            await publishing.publish_consultation(consultation_id, acknowledged=form.flags, now=now())
        except Conflict as error:
            return await _consultation_page(consultation_id, form.refused(str(error)))
        notice = _("The consultation is public.")
        return see_other(request, "publishing.consultation", notice=notice, consultation_id=consultation_id)

    @post("/consultations/{consultation_id:uuid}/withdraw", name="publishing.withdraw_consultation")
    async def withdraw_consultation(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await publishing.withdraw_consultation(consultation_id)
        notice = _("The consultation is not public any more.")
        return see_other(request, "publishing.consultation", notice=notice, consultation_id=consultation_id)

    @post("/consultations/{consultation_id:uuid}/public-issues", name="publishing.publish_issues")
    async def publish_issues(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        chosen = sent.ids("issue")
        for issue in chosen:
            await publishing.publish_issue(issue, officer=officer_of(request).id, now=now())
        notice = ngettext("%(n)s issue is public.", "%(n)s issues are public.", len(chosen))
        return see_other(
            request, "publishing.consultation", notice=notice, fragment="issues", consultation_id=consultation_id
        )

    @post("/consultations/{consultation_id:uuid}/public-report", name="publishing.publish_report")
    async def publish_report(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await publish_report(consultation=consultation_id, officer=officer_of(request).id, today=today(), now=now())
        notice = _("The report is published.")
        return see_other(request, "publishing.consultation", notice=notice, consultation_id=consultation_id)

    @post("/consultations/{consultation_id:uuid}/tell-invited", name="publishing.tell_invited")
    async def tell_invited(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        told = await tell_invited(consultation_id, today=today(), now=now())
        notice = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", told)
        return see_other(
            request, "publishing.consultation", notice=notice, fragment="report", consultation_id=consultation_id
        )

    @get("/issues/{issue_id:uuid}/publishing", name="publishing.issue")
    async def issue(self, issue_id: FromPath[UUID]) -> Template:
        return await _issue_page(issue_id, ReasonForm())

    @post("/issues/{issue_id:uuid}/publish", name="publishing.publish_issue")
    async def publish_issue(
        self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await publishing.publish_issue(issue_id, officer=officer_of(request).id, now=now())
        return see_other(request, "publishing.issue", notice=_("The issue is public."), issue_id=issue_id)

    @post("/issues/{issue_id:uuid}/withdraw", name="publishing.withdraw_issue")
    async def withdraw_issue(
        self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = ReasonForm.read(sent)
        try:
            await publishing.withdraw_issue(issue_id, reason=form.reason, officer=officer_of(request).id, now=now())
        except Conflict as error:
            return await _issue_page(issue_id, form.refused(str(error)))
        return see_other(request, "publishing.issue", notice=_("The issue is not public any more."), issue_id=issue_id)


async def _consultation_page(consultation_id: UUID, form: LookedAtForm) -> Template:
    consultation = await get_consultation(consultation_id)
    points = [each for each in await list_points(consultation_id) if not each.is_dropped]
    # As it would be if it were public: of a private one, no point is shown.
    shown = await public_point_ids({each.id for each in points})
    return page(
        "reports/publishing/consultation.html",
        status=422 if form.errors else 200,
        consultation=consultation,
        flags=await list_flags(consultation_id),
        kinds=PERSONAL_DATA_KINDS,
        hidden=[each for each in points if each.id not in shown] if consultation.published_at else [],
        issues=await issues_of_consultation(consultation_id),
        report=await public_report_of(consultation_id),
        told=await told_invited(consultation_id, today=today()),
        form=form,
    )


async def _issue_page(issue_id: UUID, form: ReasonForm) -> Template:
    return page(
        "reports/publishing/issue.html",
        status=422 if form.errors else 200,
        issue=await get_issue(issue_id),
        names_somebody=issue_id in await publishing.issues_that_name_somebody(),
        form=form,
    )
