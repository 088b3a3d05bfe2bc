"""Invitations to a survey: who has one, and new links, which are shown once."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from feedback.errors import Conflict
from feedback.settings import settings
from feedback.web.forms import Submitted
from surveys import invitations
from surveys.building import BuiltSurvey, get_survey
from surveys.controllers.survey_pages import survey_page
from surveys.forms.invitations import InviteForm
from surveys.invitation_lists import invitation_address, invitations_csv
from surveys.invitations import Invited


class InvitationController(Controller):
    path = "/"

    @get("/surveys/{survey_id:uuid}/invitations", name="invitations.index")
    async def index(self, survey_id: FromPath[UUID]) -> Template:
        return await _index_page(await get_survey(survey_id), InviteForm())

    @post("/surveys/{survey_id:uuid}/invitations", name="invitations.create")
    async def create(self, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Template:
        survey = await get_survey(survey_id)
        form = InviteForm.read(sent, languages=survey.definition.languages)
        if form.errors:
            return await _index_page(survey, form)
        try:
            return _made_page(survey, await invitations.invite(survey_id, form.invitees))
        except Conflict as error:
            return await _index_page(survey, form.refused(str(error)))

    @post("/surveys/{survey_id:uuid}/invitations/list", name="invitations.download")
    async def download(self, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Response[bytes]:
        """The links of the page that shows them, as a file; the page sends their tokens back, for nobody else has them."""
        invited = await invitations.invited_with(survey_id, sent.all("token"))
        content = invitations_csv(invited, base_url=settings().base_url).encode()
        headers = {"content-disposition": 'attachment; filename="invitations.csv"'}
        return Response(content, media_type="text/csv", headers=headers, status_code=200)

    @post("/invitations/{invitation_id:uuid}/renew", name="invitations.renew")
    async def renew(self, invitation_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Template:
        survey_id, invited = await invitations.renew(invitation_id)
        return _made_page(await get_survey(survey_id), [invited])


async def _index_page(survey: BuiltSurvey, form: InviteForm) -> Template:
    listed = await invitations.list_invitations(survey.id)
    status = 422 if form.errors else 200
    return survey_page("surveys/invitations/index.html", status=status, survey=survey, form=form, invitations=listed)


def _made_page(survey: BuiltSurvey, invited: Sequence[Invited]) -> Template:
    links = [(each, invitation_address(settings().base_url, each.token)) for each in invited]
    return survey_page("surveys/invitations/made.html", survey=survey, links=links)
