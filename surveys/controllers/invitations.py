"""Invitations to a survey: who has one, and their links; and the page of each."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.translation import language_name
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys import invitation_changes, invitations
from surveys.attendee_files import MAX_BYTES, MAX_ROWS
from surveys.attendee_lists import read_attendees
from surveys.building import BuiltSurvey, get_survey
from surveys.controllers.survey_pages import survey_page
from surveys.forms.invitations import AttendeeListForm, InvitationForm, InviteForm
from surveys.invitation_changes import ShownInvitation, get_invitation
from surveys.invitation_lists import invitation_address, invitations_csv
from surveys.invitations import Invited
from surveys.labels import ATTENDEE_FIELDS, organisation_type_name, organisation_types

LARGEST_UPLOAD = MAX_BYTES + 64 * 1024  # bytes; the file and the form around it
LARGEST_LIST = 6 * 1024 * 1024  # bytes; the longest list in letters of which each takes six bytes in a form
LARGEST_LINKS = 1024 * 1024  # bytes; the tokens of as many links
SHOWN = 20  # rows of a list before it is invited
NAMED = 10  # of those who are invited already


class InvitationController(Controller):
    path = "/"

    @get("/surveys/{survey_id:uuid}/invitations", name="invitations.index")
    async def index(self, survey_id: FromPath[UUID]) -> Template:
        return await _index_page(await get_survey(survey_id), InviteForm())

    @post("/surveys/{survey_id:uuid}/invitations", name="invitations.create", request_max_body_size=LARGEST_LIST)
    async def create(self, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Template:
        survey = await get_survey(survey_id)
        form = InviteForm.read(sent, languages=survey.definition.languages)
        if form.errors:
            return await _index_page(survey, form)
        try:
            return _made_page(survey, await invitations.invite(survey_id, form.invitees))
        except Conflict as error:
            return await _index_page(survey, form.refused(str(error)))

    @post("/surveys/{survey_id:uuid}/attendee-list", name="invitations.upload", request_max_body_size=LARGEST_UPLOAD)
    async def upload(self, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Template:
        """What was understood of a list, before anybody is invited; nothing of it is kept."""
        survey = await get_survey(survey_id)
        invitations.must_take_invitations(survey)
        form = await AttendeeListForm.read(sent)
        if form.errors:
            return await _index_page(survey, InviteForm(), form)
        languages = survey.definition.languages
        read = await asyncio.to_thread(read_attendees, form.content, form.filename, languages=languages)
        if not read.understood:
            return await _index_page(survey, InviteForm(), form.refused(" ".join(each.text for each in read.errors)))
        attendees, invited = await invitations.split_invited(survey_id, read.attendees)
        return survey_page(
            "surveys/invitations/check.html",
            survey=survey,
            filename=form.filename,
            read=read,
            attendees=attendees,
            shown=SHOWN,
            invited=invited,
            lines=invitations.lines_of(attendees),
            has_server=settings().mail is not None,
            fields=ATTENDEE_FIELDS,
            organisation_type_name=organisation_type_name,
        )

    @post(
        "/surveys/{survey_id:uuid}/invitations/list", name="invitations.download", request_max_body_size=LARGEST_LINKS
    )
    async def download(self, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Response[bytes]:
        """The links of the page that shows them, as a file; the page sends their tokens back, for nobody else has them."""
        invited = await invitations.invited_with(survey_id, sent.all("token"))
        content = invitations_csv(invited, base_url=settings().base_url).encode()
        headers = {"content-disposition": 'attachment; filename="invitations.csv"'}
        return Response(content, media_type="text/csv", headers=headers, status_code=200)

    @get("/invitations/{invitation_id:uuid}", name="invitations.show")
    async def show(self, invitation_id: FromPath[UUID]) -> Template:
        invitation = await get_invitation(invitation_id)
        return _invitation_page(invitation, InvitationForm.of(invitation.invitee))

    @post("/invitations/{invitation_id:uuid}", name="invitations.correct")
    async def correct(
        self, request: Request, invitation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        invitation = await get_invitation(invitation_id)
        form = InvitationForm.read(sent, languages=invitation.survey.definition.languages)
        if not form.errors:
            try:
                await invitation_changes.correct(invitation_id, form.invitee)
            except Conflict as error:
                form = form.refused(str(error))
        if form.errors:
            return _invitation_page(invitation, form)
        notice = _("The invitation was saved.")
        return see_other(request, "invitations.index", notice=notice, survey_id=invitation.survey.id)

    @get("/invitations/{invitation_id:uuid}/remove", name="invitations.ask_to_remove")
    async def ask_to_remove(self, invitation_id: FromPath[UUID]) -> Template:
        invitation = await get_invitation(invitation_id)
        return survey_page("surveys/invitations/remove.html", survey=invitation.survey, invitation=invitation)

    @post("/invitations/{invitation_id:uuid}/remove", name="invitations.remove")
    async def remove(
        self, request: Request, invitation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        survey_id = await invitation_changes.remove(invitation_id)
        return see_other(request, "invitations.index", notice=_("The invitation was removed."), survey_id=survey_id)

    @post("/invitations/{invitation_id:uuid}/renew", name="invitations.renew")
    async def renew(self, invitation_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Template:
        survey_id, invited = await invitation_changes.renew(invitation_id)
        return _made_page(await get_survey(survey_id), [invited])


async def _index_page(survey: BuiltSurvey, form: InviteForm, upload: AttendeeListForm | None = None) -> Template:
    upload = upload or AttendeeListForm()
    return survey_page(
        "surveys/invitations/index.html",
        status=422 if form.errors or upload.errors else 200,
        survey=survey,
        form=form,
        upload=upload,
        invitations=await invitations.list_invitations(survey.id),
        tells_use=await invitations.tells_use(survey),
        has_server=settings().mail is not None,
        megabytes=MAX_BYTES // (1024 * 1024),
        rows=MAX_ROWS,
    )


def _made_page(survey: BuiltSurvey, invited: Sequence[Invited]) -> Template:
    links = [(each, invitation_address(settings().base_url, each.token) if each.token else "") for each in invited]
    known = [each.email for each in invited if not each.is_new]
    return survey_page(
        "surveys/invitations/made.html",
        survey=survey,
        links=links,
        known=known,
        named_known=known[:NAMED],
        has_server=settings().mail is not None,
    )


def _invitation_page(invitation: ShownInvitation, form: InvitationForm) -> Template:
    return survey_page(
        "surveys/invitations/show.html",
        status=422 if form.errors else 200,
        survey=invitation.survey,
        invitation=invitation,
        form=form,
        spoken_languages=[(code, language_name(code)) for code in invitation.survey.definition.languages],
        organisation_types=[("", _("Not stated")), *organisation_types()],
    )
