"""Consultations: the list, one with all that was said, the review beside its source."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, SkipValidation
from litestar.response import Redirect, Template

from feedback import consultations
from feedback.draft_changes import undo_change
from feedback.enums import ConsultationKind
from feedback.errors import Conflict
from feedback.forms.consultations import FactsForm
from feedback.labels import (
    CONSULTATION_KINDS,
    CONSULTATION_STATES,
    DRAFT_CHANGES,
    LINE_FATES,
    PERSONAL_DATA_KINDS,
    POINT_KINDS,
)
from feedback.notes_replies import check_figures
from feedback.regions import list_regions
from feedback.reviews import confirm_review, read_contents, read_review
from feedback.source_lines import LineFate
from feedback.translation import N_
from feedback.translation import gettext as _
from feedback.waiting import Waits
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of

RESULTS = ("results.show", N_("See results and reports"))
PUBLISHING = ("publishing.consultation", N_("Publish it"))
#: Where to go on from a consultation: route and label, in the order of the work. All but the results build on what was said.
ONWARD = (
    ("codings.index", N_("Code its points with themes")),
    ("recurrence.index", N_("Find what was raised before")),
    ("notes_checks.index", N_("Ask participants whether the notes are right")),
    ("surveys.new", N_("Draft a survey from it")),
    ("organisations.attendance", N_("Say who attended, and write to them")),
    RESULTS,
    PUBLISHING,
)
FOLLOW_UP = ("tasks.index", N_("Follow up its tasks"))  # of a decision
LABELS: dict[str, Any] = {
    "kinds": CONSULTATION_KINDS,
    "states": CONSULTATION_STATES,
    "point_kinds": POINT_KINDS,
    "fate_labels": LINE_FATES,
    "personal_data_kinds": PERSONAL_DATA_KINDS,
    "draft_changes": DRAFT_CHANGES,
}
BY_CONFIDENCE = "confidence"  # the order of the review in which reading is least sure first


class ConsultationController(Controller):
    path = "/consultations"

    @get("/", name="consultations.index")
    async def index(self, waits: NamedDependency[SkipValidation[Waits]]) -> Template:
        listed = await consultations.list_consultations()
        waiting = [found for ask in waits if (found := await ask())]
        return page("feedback/consultations/index.html", consultations=listed, waiting=waiting, **LABELS)

    @get("/{consultation_id:uuid}", name="consultations.show")
    async def show(self, consultation_id: FromPath[UUID]) -> Template:
        contents = await read_contents(consultation_id)
        onward = [each for each in ONWARD if each in (RESULTS, PUBLISHING) or contents.points or contents.questions]
        if contents.tasks or contents.consultation.kind == ConsultationKind.DECISION:
            onward = [FOLLOW_UP, *onward]
        return page(
            "feedback/consultations/show.html",
            contents=contents,
            onward=onward,
            checked=await check_figures(consultation_id),
            **LABELS,
        )

    @get("/{consultation_id:uuid}/review", name="consultations.review")
    async def review(self, consultation_id: FromPath[UUID], order: FromQuery[str] = "") -> Template:
        return page(
            "feedback/consultations/review.html",
            review=await read_review(consultation_id),
            is_by_confidence=order == BY_CONFIDENCE,
            BY_CONFIDENCE=BY_CONFIDENCE,
            LineFate=LineFate,
            **LABELS,
        )

    @post("/{consultation_id:uuid}/undo", name="consultations.undo")
    async def undo(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await undo_change(
            consultation_id, number=sent.number("number") or 0, officer_id=officer_of(request).id, now=now()
        )
        notice = _("The change was undone.")
        return see_other(
            request, "consultations.review", notice=notice, fragment="draft", consultation_id=consultation_id
        )

    @get("/{consultation_id:uuid}/edit", name="consultations.edit")
    async def edit(self, consultation_id: FromPath[UUID]) -> Template:
        return await _edit_page(consultation_id, FactsForm.of(await consultations.get_consultation(consultation_id)))

    @post("/{consultation_id:uuid}/edit", name="consultations.update")
    async def update(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = FactsForm.read(sent)
        if form.errors:
            return await _edit_page(consultation_id, form)
        try:
            await consultations.edit_facts(consultation_id, form.facts, seen=form.seen)
        except Conflict as error:
            facts = consultations.facts_of(await consultations.get_consultation(consultation_id))
            is_changed = form.seen not in ("", facts.version)
            form = replace(form, errors={"title": str(error)}, seen=facts.version)
            return await _edit_page(consultation_id, form, is_changed=is_changed)
        return see_other(
            request, "consultations.review", notice=_("The facts were saved."), consultation_id=consultation_id
        )

    @post("/{consultation_id:uuid}/confirm", name="consultations.confirm")
    async def confirm(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await confirm_review(consultation_id)
        notice = _("The consultation is confirmed. You can still correct it.")
        return see_other(request, "consultations.show", notice=notice, consultation_id=consultation_id)

    @get("/{consultation_id:uuid}/delete", name="consultations.ask_to_delete")
    async def ask_to_delete(self, consultation_id: FromPath[UUID]) -> Template:
        consultation = await consultations.get_consultation(consultation_id)
        return page("feedback/consultations/delete.html", consultation=consultation)

    @post("/{consultation_id:uuid}/delete", name="consultations.delete")
    async def delete(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await consultations.delete_consultation(consultation_id, now=now())
        return see_other(request, "consultations.index", notice=_("The consultation was deleted. Its file is kept."))


async def _edit_page(consultation_id: UUID, form: FactsForm, *, is_changed: bool = False) -> Template:
    return page(
        "feedback/consultations/edit.html",
        status=422 if form.errors else 200,
        consultation=await consultations.get_consultation(consultation_id),
        form=form,
        is_changed=is_changed,
        kinds=CONSULTATION_KINDS,
        regions=await list_regions(),
    )
