"""Organisations: the list, each one's own page, who attended a consultation, and which points an organisation made."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import attendance, organisations
from feedback.consultations import get_consultation
from feedback.errors import Conflict
from feedback.forms.organisations import OrganisationForm, OrganisationTypes, TickedForm
from feedback.mail.addresses import NotAnAddress
from feedback.organisations import KnownOrganisation
from feedback.points import list_points
from feedback.regions import list_regions
from feedback.translation import LANGUAGES, language_name
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request


class OrganisationController(Controller):
    path = "/organisations"

    @get("/", name="organisations.index")
    async def index(self) -> Template:
        listed = await organisations.list_organisations()
        return page("feedback/organisations/index.html", organisations=listed, language_name=language_name)

    @get("/new", name="organisations.new")
    async def new(self, organisation_types: NamedDependency[OrganisationTypes]) -> Template:
        return await _form_page("new", OrganisationForm(), organisation_types)

    @post("/new", name="organisations.create")
    async def create(
        self,
        request: Request,
        sent: NamedDependency[Submitted],
        organisation_types: NamedDependency[OrganisationTypes],
    ) -> Template | Redirect:
        form = OrganisationForm.read(sent, organisation_types)
        if not form.errors:
            try:
                added = await organisations.add_organisation(form.details)
                return see_other(
                    request, "organisations.show", notice=_("The organisation was added."), organisation_id=added
                )
            except (Conflict, NotAnAddress) as error:
                form = form.refused("email" if isinstance(error, NotAnAddress) else "name", str(error))
        return await _form_page("new", form, organisation_types)

    @get("/{organisation_id:uuid}", name="organisations.show")
    async def show(
        self, organisation_id: FromPath[UUID], organisation_types: NamedDependency[OrganisationTypes]
    ) -> Template:
        return page(
            "feedback/organisations/show.html",
            organisation_types=dict(organisation_types),
            organisation=await organisations.get_organisation(organisation_id),
            attended=await attendance.attended_by(organisation_id),
            language_name=language_name,
        )

    @get("/{organisation_id:uuid}/edit", name="organisations.edit")
    async def edit(
        self, organisation_id: FromPath[UUID], organisation_types: NamedDependency[OrganisationTypes]
    ) -> Template:
        found = await organisations.get_organisation(organisation_id)
        return await _form_page("edit", OrganisationForm.of(found), organisation_types, organisation=found)

    @post("/{organisation_id:uuid}/edit", name="organisations.update")
    async def update(
        self,
        request: Request,
        organisation_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        organisation_types: NamedDependency[OrganisationTypes],
    ) -> Template | Redirect:
        form = OrganisationForm.read(sent, organisation_types)
        if not form.errors:
            try:
                await organisations.edit_organisation(organisation_id, form.details)
                return see_other(
                    request,
                    "organisations.show",
                    notice=_("The organisation was saved."),
                    organisation_id=organisation_id,
                )
            except (Conflict, NotAnAddress) as error:
                form = form.refused("email" if isinstance(error, NotAnAddress) else "name", str(error))
        found = await organisations.get_organisation(organisation_id)
        return await _form_page("edit", form, organisation_types, organisation=found)

    @get("/{organisation_id:uuid}/points/{consultation_id:uuid}", name="organisations.points")
    async def points(self, organisation_id: FromPath[UUID], consultation_id: FromPath[UUID]) -> Template:
        made = await attendance.points_made_at(consultation_id)
        return await _points_page(
            organisation_id, consultation_id, TickedForm(frozenset(made.get(organisation_id, ())))
        )

    @post("/{organisation_id:uuid}/points/{consultation_id:uuid}", name="organisations.set_points")
    async def set_points(
        self,
        request: Request,
        organisation_id: FromPath[UUID],
        consultation_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
    ) -> Redirect:
        form = TickedForm.read(sent, "point")
        await attendance.set_points(organisation_id, consultation_id, form.ticked)
        notice = _("It is noted which points the organisation made.")
        return see_other(request, "organisations.attendance", notice=notice, consultation_id=consultation_id)


class AttendanceController(Controller):
    path = "/consultations/{consultation_id:uuid}/organisations"

    @get("/", name="organisations.attendance")
    async def show(self, consultation_id: FromPath[UUID]) -> Template:
        attending = await attendance.organisations_at(consultation_id)
        return await _attendance_page(consultation_id, TickedForm(frozenset(each.id for each in attending)))

    @post("/", name="organisations.set_attendance")
    async def set(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = TickedForm.read(sent, "organisation")
        try:
            await attendance.set_attendance(consultation_id, form.ticked)
        except Conflict as error:
            return await _attendance_page(consultation_id, form.refused("attendance", str(error)))
        notice = _("It is noted who attended.")
        return see_other(request, "organisations.attendance", notice=notice, consultation_id=consultation_id)


async def _form_page(
    name: str, form: OrganisationForm, types: OrganisationTypes, **context: KnownOrganisation
) -> Template:
    return page(
        f"feedback/organisations/{name}.html",
        status=422 if form.errors else 200,
        form=form,
        options=list(LANGUAGES.items()),
        organisation_types=list(types),
        regions=await list_regions(),
        **context,
    )


async def _points_page(organisation_id: UUID, consultation_id: UUID, form: TickedForm) -> Template:
    points = await list_points(consultation_id)
    return page(
        "feedback/organisations/points.html",
        organisation=await organisations.get_organisation(organisation_id),
        consultation=await get_consultation(consultation_id),
        points=[each for each in points if not each.is_dropped],
        form=form,
    )


async def _attendance_page(consultation_id: UUID, form: TickedForm) -> Template:
    return page(
        "feedback/organisations/attendance.html",
        status=422 if form.errors else 200,
        consultation=await get_consultation(consultation_id),
        organisations=[each.organisation for each in await organisations.list_organisations()],
        attending=await attendance.organisations_at(consultation_id),
        made=await attendance.points_made_at(consultation_id),
        form=form,
        language_name=language_name,
    )
