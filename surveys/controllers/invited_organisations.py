"""The button that brings the organisations invited to a survey into the list of organisations."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys.invited_organisations import bring_in_invited


class InvitedOrganisationController(Controller):
    path = "/surveys/{survey_id:uuid}/organisations"

    @post("/", name="invitations.bring_in")
    async def bring_in(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        consultation_id, brought = await bring_in_invited(survey_id, attended=sent.checked("attended"))
        if not brought.ids:
            notice = _("No invitation names an organisation.")
        else:
            notice = ngettext(
                "%(n)s organisation is new in the list.", "%(n)s organisations are new in the list.", brought.added
            )
        return see_other(request, "organisations.attendance", notice=notice, consultation_id=consultation_id)
