"""What an organisation meets by the link in its closure letter: the letter as it was made, what has changed, its right of reply."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.errors import Conflict, Gone, NotFound, TooMany
from feedback.issues import merged_issues
from feedback.translation import LANGUAGES, speak
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.authentication import PARTICIPANT
from feedback.web.forms import Submitted
from feedback.web.locale import asked_language
from feedback.web.pages import page
from feedback.web.requests import Request, now, today
from reports.closure_letters import Letter
from reports.controllers.report_pages import disposition
from reports.controllers.shown_letters import ShownLetter, ShownSection, shown_letter
from reports.forms.replies import ReplyForm
from reports.letters import MadeLetter, open_letter
from reports.pdf.letters import letter_pdf
from reports.replies import LONGEST_REPLY, may_reply_to, replies_of, send_reply
from reports.told_letters import told_letter
from surveys.controllers.participant_pages import PARTICIPANT_ERRORS
from surveys.survey_links import WrongLink


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter that its organisation has opened, in the language it reads it in."""

    made: MadeLetter
    letter: Letter


class LetterPageController(Controller):
    path = "/letters/{token:str}"
    opt = PARTICIPANT
    exception_handlers = PARTICIPANT_ERRORS

    @get("/", name="participants.letter")
    async def show(self, request: Request, token: FromPath[str]) -> Template:
        opened = await _open(request, token)
        return page(
            "reports/letters/show.html",
            organisation=opened.made.organisation,
            shown=await _shown(opened),
            may_reply_to=await may_reply_to(opened.made.organisation.id),
            token=token,
        )

    @get("/letter.pdf", name="participants.letter_pdf")
    async def pdf(self, request: Request, token: FromPath[str]) -> Response[bytes]:
        letter = (await _open(request, token)).letter
        content = await asyncio.to_thread(letter_pdf, letter)
        headers = {"content-disposition": disposition(letter.title, "pdf")}
        return Response(content, media_type="application/pdf", headers=headers)

    @get("/replies/{issue_id:uuid}", name="participants.reply")
    async def reply(self, request: Request, token: FromPath[str], issue_id: FromPath[UUID]) -> Template:
        opened = await _open(request, token)
        return await _reply_page(opened, token, issue_id, ReplyForm(language=spoken_language()))

    @post("/replies/{issue_id:uuid}", name="participants.send_reply")
    async def send(
        self, request: Request, token: FromPath[str], issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        opened = await _open(request, token)
        form = ReplyForm.read(sent)
        if form.errors:
            return await _reply_page(opened, token, issue_id, form)
        organisation = opened.made.organisation.id
        try:
            await send_reply(organisation, issue_id, form.text, language=form.language, now=now())
        except (Conflict, TooMany) as error:
            return await _reply_page(opened, token, issue_id, form.refused(str(error)))
        path = request.app.route_reverse("participants.letter", token=token)
        return Redirect(f"{path}?lang={spoken_language()}#issue-{issue_id}", status_code=303)


async def _open(request: Request, token: str) -> Opened:
    """The letter in the language that is asked for, else in its own. Raises `WrongLink`, and `Gone` for one that was revoked."""
    made = await open_letter(token)
    speak(asked_language(request) or (made.language if made.language in LANGUAGES else spoken_language()))
    try:
        return Opened(made, await told_letter(made, today=today()))
    except (Gone, NotFound) as error:
        raise WrongLink(_("What this letter was about is no longer here.")) from error


async def _shown(opened: Opened) -> ShownLetter:
    return shown_letter(opened.letter, await replies_of(opened.made.organisation.id), await merged_issues())


async def _reply_page(opened: Opened, token: str, issue_id: UUID, form: ReplyForm) -> Template:
    section = await _section(opened, issue_id)
    latest = section.replies[0] if section.replies else None
    if latest and not form.text and not form.errors:
        form = ReplyForm(latest.text, latest.language)
    return page(
        "reports/letters/reply.html",
        status=422 if form.errors else 200,
        organisation=opened.made.organisation,
        section=section,
        latest=latest,
        form=form,
        options=list(LANGUAGES.items()),
        longest=LONGEST_REPLY,
        token=token,
    )


async def _section(opened: Opened, issue_id: UUID) -> ShownSection:
    """Raises `NotFound` where the letter does not tell of the issue, or it may not be replied to."""
    sections = (await _shown(opened)).sections
    found = next((each for each in sections if each.issue == issue_id), None)
    if found is None or found.reply_to not in await may_reply_to(opened.made.organisation.id):
        raise NotFound(_("Your organisation can reply only to what it raised or what was raised where it attended."))
    return found
