"""A survey's mails as officers meet them: whom to write to, when to remind, what became of it, and what each mail says."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict, NotFound
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request, today
from surveys import mail_templates, mails, reminders
from surveys.building import BuiltSurvey, get_survey
from surveys.controllers.survey_pages import survey_page
from surveys.forms.mails import MailTextForm, RemindersForm
from surveys.labels import MAIL_KINDS
from surveys.mail_texts import PLACEHOLDERS, MailKind
from surveys.mail_writing import sample_mail
from surveys.publishing import is_open


class MailController(Controller):
    path = "/surveys/{survey_id:uuid}/mails"

    @get("/", name="mails.index")
    async def index(self, survey_id: FromPath[UUID]) -> Template:
        return await _index_page(survey_id)

    @post("/invitations", name="mails.invite")
    async def invite(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        n = await mails.send_invitations(survey_id, today=today(), now=datetime.now(UTC))
        return see_other(request, "mails.index", notice=_queued(n), survey_id=survey_id)

    @post("/reminders", name="mails.remind")
    async def remind(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        n = await mails.remind(survey_id, day=today(), today=today(), now=datetime.now(UTC))
        return see_other(request, "mails.index", notice=_queued(n), survey_id=survey_id)

    @post("/tell", name="mails.report")
    async def report(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        n = await mails.tell_about_report(survey_id, today=today(), now=datetime.now(UTC))
        return see_other(request, "mails.index", notice=_queued(n), survey_id=survey_id)

    @post("/plan", name="mails.plan")
    async def plan(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        survey = await get_survey(survey_id)
        form = RemindersForm.read(sent, today=today(), closes_on=survey.closes_on)
        if not form.errors:
            try:
                await reminders.plan(survey_id, form.chosen, today=today())
            except Conflict as error:
                form = form.refused(str(error))
        if form.errors:
            return await _index_page(survey_id, form)
        return see_other(request, "mails.index", notice=_("The reminders are planned."), survey_id=survey_id)

    @get("/{kind:str}/{language:str}", name="mails.edit")
    async def edit(self, survey_id: FromPath[UUID], kind: FromPath[str], language: FromPath[str]) -> Template:
        survey, mail_kind = await _at(survey_id, kind, language)
        form = MailTextForm(await mail_templates.text_of(survey_id, mail_kind, language))
        return await _text_page(survey, mail_kind, language, form)

    @post("/{kind:str}/{language:str}", name="mails.save")
    async def save(
        self,
        request: Request,
        survey_id: FromPath[UUID],
        kind: FromPath[str],
        language: FromPath[str],
        sent: NamedDependency[Submitted],
    ) -> Template | Redirect:
        survey, mail_kind = await _at(survey_id, kind, language)
        form = MailTextForm.read(sent, mail_kind)
        is_preview = sent.checked("preview")
        if form.errors or is_preview:
            return await _text_page(survey, mail_kind, language, form, is_preview=is_preview)
        await mail_templates.save_text(survey_id, mail_kind, language, form.text)
        notice = _("The text was saved.")
        return see_other(request, "mails.edit", notice=notice, survey_id=survey_id, kind=kind, language=language)

    @post("/{kind:str}/{language:str}/standard", name="mails.restore")
    async def restore(
        self,
        request: Request,
        survey_id: FromPath[UUID],
        kind: FromPath[str],
        language: FromPath[str],
        sent: NamedDependency[Submitted],
    ) -> Redirect:
        _survey, mail_kind = await _at(survey_id, kind, language)
        await mail_templates.use_standard_text(survey_id, mail_kind, language)
        notice = _("The standard text is used again.")
        return see_other(request, "mails.edit", notice=notice, survey_id=survey_id, kind=kind, language=language)


def _queued(n: int) -> str:
    return ngettext("%(n)s mail was put into the outbox.", "%(n)s mails were put into the outbox.", n)


async def _at(survey_id: UUID, kind: str, language: str) -> tuple[BuiltSurvey, MailKind]:
    survey = await get_survey(survey_id)
    if kind not in list(MailKind) or language not in survey.definition.languages:
        raise NotFound(_("The survey has no such mail."))
    return survey, MailKind(kind)


async def _index_page(survey_id: UUID, form: RemindersForm | None = None) -> Template:
    survey, plan = await get_survey(survey_id), await mails.mail_plan(survey_id, today=today())
    return survey_page(
        "surveys/mails/index.html",
        status=422 if form and form.errors else 200,
        survey=survey,
        plan=plan,
        form=form or RemindersForm.of(plan.reminders, today=today()),
        is_open=is_open(survey, today()),
        today=today(),
        most=reminders.MOST,
        kinds=MAIL_KINDS,
        changed=await mail_templates.changed_texts(survey_id),
        minutes_to_send=mails.minutes_to_send,
        has_server=settings().mail is not None,
    )


async def _text_page(
    survey: BuiltSurvey, kind: MailKind, language: str, form: MailTextForm, *, is_preview: bool = False
) -> Template:
    sample = None if form.errors else await sample_mail(survey.id, kind, form.text, language)
    return survey_page(
        "surveys/mails/edit.html",
        status=422 if form.errors else 200,
        survey=survey,
        kind=kind,
        kinds=MAIL_KINDS,
        language=language,
        form=form,
        sample=sample,
        is_preview=is_preview,
        placeholders=PLACEHOLDERS,
        is_changed=language in (await mail_templates.changed_texts(survey.id))[kind],
    )
