"""The sections of a draft survey, added, moved and removed; and what is kept of who answers."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request
from surveys import building
from surveys.controllers.survey_questions import back_to_draft
from surveys.edits import set_privacy
from surveys.forms.publishing import PrivacyForm
from surveys.forms.survey_questions import one_line
from surveys.section_edits import add_section, move_section, remove_section


class SurveySectionController(Controller):
    path = "/surveys/{survey_id:uuid}"

    @post("/sections/new", name="survey_sections.create")
    async def create(self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        survey = await building.get_draft(survey_id)
        title = one_line(sent.text("title")) or _("New section")
        language = survey.definition.languages[0]
        await building.edit_draft(
            survey_id, lambda draft: add_section(draft, {language: title}), seen=sent.text("seen")
        )
        return back_to_draft(request, survey_id, "", _("The section was added last."))

    @post("/sections/{key:str}/move", name="survey_sections.move")
    async def move(
        self, request: Request, survey_id: FromPath[UUID], key: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Redirect:
        by = -1 if sent.text("direction") == "up" else 1
        await building.edit_draft(survey_id, lambda draft: move_section(draft, key, by=by), seen=sent.text("seen"))
        return back_to_draft(request, survey_id, f"section-{key}", _("The section was moved."))

    @post("/sections/{key:str}/remove", name="survey_sections.remove")
    async def remove(
        self, request: Request, survey_id: FromPath[UUID], key: FromPath[str], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await building.edit_draft(survey_id, lambda draft: remove_section(draft, key), seen=sent.text("seen"))
        return back_to_draft(
            request, survey_id, "", _("The section was removed. Its questions are in the one beside it.")
        )

    @post("/privacy", name="surveys.set_privacy")
    async def set_privacy(
        self, request: Request, survey_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        form = PrivacyForm.read(sent)
        notice = ""
        if form.privacy is not None:
            privacy = form.privacy
            await building.edit_draft(
                survey_id, lambda draft: set_privacy(draft, privacy, may_quote=form.may_quote), seen=form.seen
            )
            notice = _("What is kept of who answers was saved.")
        return see_other(request, "surveys.show", notice=notice, fragment="privacy", survey_id=survey_id)
