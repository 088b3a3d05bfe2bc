"""Surveys as officers meet them: the list, one that is drafted, its own page, publishing and closing."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from markupsafe import Markup

from feedback.consultations import get_consultation
from feedback.errors import Conflict
from feedback.personal_data_flags import count_undecided
from feedback.qr_codes import qr_svg
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request, officer_of, today
from surveys import building, publishing, trials
from surveys.building import InvitedAre
from surveys.controllers.survey_languages import language_lists
from surveys.controllers.survey_pages import survey_page
from surveys.definition import text_in
from surveys.drafting import MOST_QUESTIONS, estimated_minutes
from surveys.forms.publishing import InvitedAreForm, PublishForm
from surveys.invitation_lists import survey_address
from surveys.labels import INVITED_ARE, PRIVACY
from surveys.publishing_checks import problems_before_publishing
from surveys.question_library import library
from surveys.retention import retention_of
from surveys.sealing import seal_if_possible

#: How a survey is begun, besides from a set of the library, which is named by its key.
FROM_THE_CONSULTATION = "consultation"
BLANK = "blank"


class SurveyController(Controller):
    path = "/"

    @get("/surveys", name="surveys.index")
    async def index(self) -> Template:
        return survey_page("surveys/index.html", surveys=await building.list_surveys(), today=today())

    @get("/consultations/{consultation_id:uuid}/surveys/new", name="surveys.new")
    async def new(self, consultation_id: FromPath[UUID]) -> Template:
        consultation = await get_consultation(consultation_id)
        surveys = await building.list_surveys(consultation_id)
        return survey_page(
            "surveys/new.html",
            consultation=consultation,
            surveys=surveys,
            most=MOST_QUESTIONS,
            sets=library(),
            in_words=lambda texts: text_in(texts, spoken_language()),
            once=uuid4(),
            undecided=await count_undecided(consultation_id),
        )

    @post("/consultations/{consultation_id:uuid}/surveys/new", name="surveys.create")
    async def create(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        # The page gives each form an id of its own, so that a form that is sent twice makes one survey.
        now, once, start = datetime.now(UTC), sent.id("once"), sent.text("start") or FROM_THE_CONSULTATION
        if start == FROM_THE_CONSULTATION:
            survey_id = await building.draft_for(consultation_id, now=now, id=once)
        else:
            template = "" if start == BLANK else start
            survey_id = await building.begin_survey(consultation_id, now=now, template=template, id=once)
        notice = _("The survey was drafted. Look it through, translate it, and publish it when it is ready.")
        return see_other(request, "surveys.show", notice=notice, survey_id=survey_id)

    @get("/surveys/{survey_id:uuid}", name="surveys.show")
    async def show(self, request: Request, survey_id: FromPath[UUID]) -> Template:
        survey = await building.get_survey(survey_id)
        return await _show_page(request, survey, PublishForm.of(survey))

    @post("/surveys/{survey_id:uuid}/publish", name="surveys.publish")
    async def publish(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey = await building.get_draft(survey_id)
        if not survey.is_draft:
            raise Conflict(_("The survey has been published already."))
        form = PublishForm.read(sent, survey=survey, today=today())
        if not form.errors:
            form = await _publish(request, survey_id, form)
        if form.errors:
            return await _show_page(request, survey, form)
        notice = _("The survey is open. Send its links to those who took part.")
        return see_other(request, "surveys.show", notice=notice, survey_id=survey_id)

    @post("/surveys/{survey_id:uuid}/invited-are", name="surveys.invited_are")
    async def invited_are(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        form = InvitedAreForm.read(sent)
        notice = ""
        if form.invited_are is not None:
            await publishing.say_who_was_invited(survey_id, form.invited_are)
            notice = _("Whom the invited stand for has been saved.")
        return see_other(request, "surveys.show", notice=notice, fragment="invited-are", survey_id=survey_id)

    @post("/surveys/{survey_id:uuid}/close", name="surveys.close")
    async def close(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await publishing.close(survey_id, now=datetime.now(UTC))
        await seal_if_possible(survey_id, now=datetime.now(UTC))
        return see_other(request, "surveys.show", notice=_("The survey is closed."), survey_id=survey_id)


async def _publish(request: Request, survey_id: UUID, form: PublishForm) -> PublishForm:
    """Publish, and give the form back with what the domain had against it."""
    try:
        await publishing.publish(
            survey_id,
            officer=officer_of(request).id,
            now=datetime.now(UTC),
            invited=form.invited_count,
            closes_on=form.last_day,
            invited_are=form.invited_are or InvitedAre.EVERYONE,
        )
    except Conflict as error:
        return form.refused(str(error))
    return form


async def _show_page(request: Request, survey: building.BuiltSurvey, form: PublishForm) -> Template:
    definition = survey.definition
    return survey_page(
        "surveys/show.html",
        status=422 if form.errors else 200,
        survey=survey,
        form=form,
        is_open=publishing.is_open(survey, today()),
        minutes=estimated_minutes(definition),
        address=survey_address(settings().base_url, survey.link),
        qr=Markup(qr_svg(survey_address(settings().base_url, survey.link))),  # noqa: S704  (squares alone)
        trial=await trials.trial_of(survey.id),
        retention=await retention_of(survey.id),
        privacies=PRIVACY,
        invited_are=INVITED_ARE,
        problems=problems_before_publishing(definition) if survey.is_draft else [],
        **language_lists(definition),
        has_statements=request.app.get_handler_index_by_name("statements.index") is not None,
    )
