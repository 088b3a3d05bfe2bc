"""Evidence: adding it to a commitment, choosing a passage for it, taking it back, and the list of what does not count."""

from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback import evidence
from feedback.commitments import get_commitment
from feedback.documents import list_filenames, source_of_lines, text_of_lines
from feedback.errors import Conflict
from feedback.forms.evidence import EvidenceForm
from feedback.forms.reasons import ReasonForm
from feedback.judged_evidence import judged, list_uncounted, offered_passages
from feedback.translation import gettext as _
from feedback.web.forms import Submitted, ids_in
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of


class EvidenceController(Controller):
    path = "/"

    @get("/evidence", name="evidence.index")
    async def index(self, show: FromQuery[str] = "public") -> Template:
        every = await list_uncounted()
        shown = {
            "public": [each for each in every if each.fails_in_public],
            "needed": [each for each in every if each.is_needed],
            "all": every,
        }
        show = show if show in shown else "public"
        names = {
            "public": _("Marked as public"),
            "needed": _("Of issues that are unsupported"),
            "all": _("All, with internal evidence"),
        }
        return page(
            "feedback/evidence/index.html",
            uncounted=shown[show],
            shows=[(value, names[value], len(found)) for value, found in shown.items()],
            show=show,
        )

    @get("/commitments/{commitment_id:uuid}/evidence/new", name="evidence.new")
    async def new(self, request: Request, commitment_id: FromPath[UUID]) -> Template:
        asked = request.query_params
        documents = ids_in(asked.getall("document", []))
        form = EvidenceForm.of_passage(
            documents[0] if documents else None, asked.get("first_line", ""), asked.get("last_line", "")
        )
        return await _new_page(commitment_id, form)

    @post("/commitments/{commitment_id:uuid}/evidence", name="evidence.create")
    async def create(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = EvidenceForm.read(sent)
        if form.errors:
            return await _new_page(commitment_id, form)
        try:
            source = await _place_in_document(form)
        except Conflict as error:
            return await _new_page(commitment_id, form.refused(str(error), part="first_line"))
        try:
            await evidence.add_evidence(commitment_id, form.support(source), officer=officer_of(request).id, now=now())
        except Conflict as error:
            return await _new_page(commitment_id, form.refused(str(error)))
        return _back(request, commitment_id, _("The evidence was added."))

    @get("/commitments/{commitment_id:uuid}/passages", name="evidence.choose_passage")
    async def choose_passage(self, request: Request, commitment_id: FromPath[UUID]) -> Template:
        chosen = ids_in(request.query_params.getall("document", []))
        document = chosen[0] if chosen else None
        best, every = await offered_passages(commitment_id, document) if document else ([], [])
        return page(
            "feedback/evidence/passages.html",
            commitment=await get_commitment(commitment_id),
            filenames=await list_filenames(),
            document=document,
            best=best,
            every=every,
        )

    @get("/evidence/{evidence_id:uuid}/retract", name="evidence.ask_to_retract")
    async def ask_to_retract(self, evidence_id: FromPath[UUID]) -> Template:
        return await _retract_page(evidence_id, ReasonForm())

    @post("/evidence/{evidence_id:uuid}/retract", name="evidence.retract")
    async def retract(
        self, request: Request, evidence_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = ReasonForm.read(sent)
        kept = await evidence.get_evidence(evidence_id)
        try:
            await evidence.retract_evidence(evidence_id, reason=form.reason, officer=officer_of(request).id, now=now())
        except Conflict as error:
            return await _retract_page(evidence_id, form.refused(str(error)))
        return _back(request, kept.commitment_id, _("The evidence was taken back."))


def _back(request: Request, commitment_id: UUID, notice: str) -> Redirect:
    return see_other(request, "commitments.show", notice=notice, fragment="evidence", commitment_id=commitment_id)


async def _new_page(commitment_id: UUID, form: EvidenceForm) -> Template:
    return page(
        "feedback/evidence/new.html",
        status=422 if form.errors else 200,
        commitment=await get_commitment(commitment_id),
        form=form,
        filenames=await list_filenames(),
        passage=await _passage_of(form),
    )


async def _retract_page(evidence_id: UUID, form: ReasonForm) -> Template:
    kept = await evidence.get_evidence(evidence_id)
    (line,) = await judged([kept])
    return page(
        "feedback/evidence/retract.html",
        status=422 if form.errors else 200,
        commitment=await get_commitment(kept.commitment_id),
        line=line,
        form=form,
    )


async def _passage_of(form: EvidenceForm) -> str:
    """The text of the lines that are filled in, as far as they are there."""
    documents, first = ids_in([form.document]), form.first_line
    last = form.last_line or first
    if not documents or not all(each.isascii() and each.isdecimal() and len(each) < 10 for each in (first, last)):
        return ""
    return await text_of_lines(documents[0], int(first), int(last))


async def _place_in_document(form: EvidenceForm) -> dict[str, int]:
    if not form.document or form.lines is None:
        return {}
    source: dict[str, int] = msgspec.to_builtins(await source_of_lines(UUID(form.document), form.lines))
    return source
