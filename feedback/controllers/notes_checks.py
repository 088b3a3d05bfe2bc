"""Checks of the notes: the page that participants open by a link, and the officers' pages."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from markupsafe import Markup

from feedback import notes_checks, notes_replies
from feedback.attendance import organisations_at
from feedback.consultations import get_consultation
from feedback.enums import NotesAudience, NotesReplyKind
from feedback.errors import Conflict, TooMany
from feedback.forms.notes_checks import AnswerForm, CheckForm, ReplyForm
from feedback.labels import choices
from feedback.mail.bodies import as_text
from feedback.notes_check_mails import asked_by_mail, invitation, queue_check_mails
from feedback.notes_checks import NotesToCheck, notes_to_check
from feedback.organisations import list_organisations
from feedback.personal_data_flags import read_masks
from feedback.point_versions import versions_of
from feedback.points import group_points, list_points
from feedback.qr_codes import qr_svg
from feedback.questions import list_questions
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.translation import ngettext
from feedback.web.attempts import Attempts
from feedback.web.authentication import PARTICIPANT
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of, today

#: By address of the visitor; a whole meeting may sit behind one.
sending = Attempts(limit=60, seconds=3600)


class NotesToCheckController(Controller):
    """What a participant meets by the link."""

    path = "/notes/{token:str}"
    opt = PARTICIPANT

    @get("/", name="participants.notes")
    async def show(self, token: FromPath[str]) -> Template:
        return _notes_page(await notes_to_check(token, today=today()), ReplyForm())

    @post("/", name="participants.send_notes")
    async def send(
        self, request: Request, token: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        notes = await notes_to_check(token, today=today())
        form = ReplyForm.read(sent, notes.points)
        if form.errors:
            return _notes_page(notes, form)
        visitor = request.client.host if request.client else ""
        try:
            sending.check(visitor)
            await notes_replies.send_replies(
                notes.check,
                form.replies(notes.points, notes.questions),
                organisation=form.organisation,
                language=spoken_language(),
                today=today(),
            )
        except (Conflict, TooMany) as error:
            return _notes_page(notes, form.refused(str(error)))
        sending.failed(visitor)
        path = request.app.route_reverse("participants.notes_sent", token=token)
        return Redirect(f"{path}?lang={spoken_language()}", status_code=303)

    @get("/sent", name="participants.notes_sent")
    async def thank(self, token: FromPath[str]) -> Template:
        notes = await notes_to_check(token, today=today())
        return page("feedback/notes_checks/sent.html", notes=notes, token=token)


class NotesCheckController(Controller):
    """The officers' pages."""

    path = "/"

    @get("/consultations/{consultation_id:uuid}/notes-checks", name="notes_checks.index")
    async def index(self, consultation_id: FromPath[UUID]) -> Template:
        return await _index_page(consultation_id, CheckForm.new(today()), AnswerForm())

    @post("/consultations/{consultation_id:uuid}/notes-checks", name="notes_checks.open")
    async def open(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = CheckForm.read(sent)
        if form.errors or form.audience is None or form.day is None:
            return await _index_page(consultation_id, form, AnswerForm())
        try:
            check = await notes_checks.open_check(
                consultation_id,
                audience=form.audience,
                last_day=form.day,
                officer=officer_of(request).id,
                today=today(),
                now=now(),
            )
        except Conflict as error:
            return await _index_page(consultation_id, form.refused(str(error)), AnswerForm())
        return see_other(
            request, "notes_checks.show", notice=_("The check is open. Send the link now."), check_id=check
        )

    @get("/notes-checks/{check_id:uuid}", name="notes_checks.show")
    async def show(self, check_id: FromPath[UUID]) -> Template:
        check = await notes_checks.get_check(check_id)
        consultation = await get_consultation(check.consultation_id)
        organisations = [each.organisation for each in await list_organisations()]
        title = (await read_masks([consultation.id])).of(consultation.id, consultation.title)
        attended = {each.id for each in await organisations_at(consultation.id)}
        if check.audience is NotesAudience.ATTENDEES:
            organisations = [each for each in organisations if each.id in attended]
        return page(
            "feedback/notes_checks/show.html",
            check=check,
            consultation=consultation,
            is_open=check.is_open(today()),
            organisations=organisations,
            attended=attended,
            asked=await asked_by_mail(check_id, [each.id for each in organisations]),
            text=as_text(invitation(check, title, language=spoken_language())),
            qr=Markup(qr_svg(check.address)),  # noqa: S704  (squares alone)
        )

    @post("/notes-checks/{check_id:uuid}/mails", name="notes_checks.mail")
    async def mail(self, request: Request, check_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        queued = await queue_check_mails(check_id, sent.ids("organisation"), today=today(), now=now())
        notice = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", queued)
        return see_other(request, "notes_checks.show", notice=notice, check_id=check_id)

    @post("/notes-checks/{check_id:uuid}/close", name="notes_checks.close")
    async def close(self, request: Request, check_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        consultation = await notes_checks.close_check(check_id, now=now())
        notice = _("The check is closed. Its link says so.")
        return see_other(request, "notes_checks.index", notice=notice, consultation_id=consultation)

    @post("/notes-replies/{reply_id:uuid}/accept", name="notes_replies.accept")
    async def accept(
        self, request: Request, reply_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form, reply = AnswerForm.read(sent, str(reply_id)), await notes_replies.get_reply(reply_id)
        by = officer_of(request).id
        try:
            if reply.kind is NotesReplyKind.ADDITION:
                question = sent.id(f"question-{reply_id}")
                await notes_replies.accept_addition(
                    reply_id, form.text, question=question, reason=form.reason, officer=by, now=now()
                )
            else:
                await notes_replies.accept_correction(
                    reply_id, form.text, reason=form.reason, seen=form.seen, officer=by, now=now()
                )
        except Conflict as error:
            refused = form.refused(str(error), "text")
            return await _index_page(reply.consultation, CheckForm.new(today()), refused)
        return _back(request, reply.consultation, _("It is taken up, and the earlier wording is kept beside it."))

    @post("/notes-replies/{reply_id:uuid}/decline", name="notes_replies.decline")
    async def decline(
        self, request: Request, reply_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form, reply = AnswerForm.read(sent, str(reply_id)), await notes_replies.get_reply(reply_id)
        try:
            await notes_replies.decline_reply(reply_id, reason=form.reason, officer=officer_of(request).id, now=now())
        except Conflict as error:
            refused = form.refused(str(error), "reason")
            return await _index_page(reply.consultation, CheckForm.new(today()), refused)
        return _back(request, reply.consultation, _("It is not taken up, and the reason is kept."))


def _back(request: Request, consultation_id: UUID, notice: str) -> Redirect:
    return see_other(request, "notes_checks.index", notice=notice, fragment="replies", consultation_id=consultation_id)


def _notes_page(notes: NotesToCheck, form: ReplyForm) -> Template:
    return page(
        "feedback/notes_checks/notes.html",
        status=422 if form.errors else 200,
        notes=notes,
        sections=group_points(notes.questions, notes.points),
        form=form,
        questions=[("", _("None of them")), *((str(each.id), each.text) for each in notes.questions)],
        agrees=NotesReplyKind.AGREES.value,
        correction=NotesReplyKind.CORRECTION.value,
    )


async def _index_page(consultation_id: UUID, form: CheckForm, answer: AnswerForm) -> Template:
    consultation = await get_consultation(consultation_id)
    points = [each for each in await list_points(consultation_id) if not each.is_dropped]
    questions = await list_questions(consultation_id)
    errors = {**form.errors, **answer.errors}
    return page(
        "feedback/notes_checks/index.html",
        status=422 if errors else 200,
        consultation=consultation,
        checks=[(each, each.is_open(today())) for each in await notes_checks.list_checks(consultation_id)],
        figures=await notes_replies.check_figures(consultation_id),
        replies=await notes_replies.list_replies(consultation_id),
        points=points,
        by_id={each.id: each for each in await list_points(consultation_id)},
        agreements=await notes_replies.agreements(consultation_id),
        added=await notes_replies.added_points(consultation_id),
        versions=await versions_of([each.id for each in points]),
        questions=questions,
        question_options=[
            ("", _("No question")),
            *((str(each.id), f"{each.number}. {each.text}") for each in questions),
        ],
        form=form,
        answer=answer,
        errors=errors,
        audiences=choices(NotesAudience),
    )
