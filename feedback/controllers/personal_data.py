"""Words in notes that may identify somebody: officers decide which of them others may read."""

from dataclasses import dataclass, field
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import personal_data_decisions
from feedback.consultations import get_consultation
from feedback.enums import PersonalDataChoice
from feedback.errors import Conflict
from feedback.flagged_words import MASK
from feedback.forms.personal_data import DecisionForm, FlagForm
from feedback.labels import PERSONAL_DATA_KINDS, choices
from feedback.notes.draft import PersonalDataKind
from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of


@dataclass(frozen=True, slots=True)
class _Forms:
    """The two forms of the page, of which one at most was sent."""

    decision: DecisionForm = field(default_factory=DecisionForm)
    flag: FlagForm = field(default_factory=FlagForm)

    @property
    def errors(self) -> dict[str, str]:
        return {**self.decision.errors, **self.flag.errors}


class PersonalDataController(Controller):
    path = "/"

    @get("/consultations/{consultation_id:uuid}/personal-data", name="personal_data.index")
    async def index(self, consultation_id: FromPath[UUID]) -> Template:
        return await _index_page(consultation_id, _Forms())

    @post("/consultations/{consultation_id:uuid}/personal-data/words", name="personal_data.flag")
    async def flag(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = FlagForm.read(sent)
        try:
            await personal_data_decisions.flag_words(
                consultation_id, form.words, kind=form.kind, officer=officer_of(request).id, now=now()
            )
        except Conflict as error:
            return await _index_page(consultation_id, _Forms(flag=form.refused(str(error))))
        return _back(request, consultation_id, _("The words are hidden from everybody but officers."))

    @post("/consultations/{consultation_id:uuid}/personal-data/again", name="personal_data.look_again")
    async def look_again(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        found = await personal_data_decisions.look_again(consultation_id)
        notice = ngettext("%(n)s new place was found.", "%(n)s new places were found.", found)
        return _back(request, consultation_id, notice if found else _("Nothing new was found."))

    @post("/consultations/{consultation_id:uuid}/personal-data/{flag_id:uuid}", name="personal_data.decide")
    async def decide(
        self,
        request: Request,
        consultation_id: FromPath[UUID],
        flag_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
    ) -> Template | Redirect:
        form = DecisionForm.read(sent, str(flag_id))
        if form.decision is None:
            return await _index_page(consultation_id, _Forms(decision=form))
        try:
            await personal_data_decisions.decide(
                flag_id, form.decision, reason=form.reason, officer=officer_of(request).id, now=now()
            )
        except Conflict as error:
            return await _index_page(consultation_id, _Forms(decision=form.refused(str(error))))
        shown = form.decision is PersonalDataChoice.SHOWN
        notice = _("It is shown from now on.") if shown else _("It is hidden from everybody but officers.")
        return _back(request, consultation_id, notice)


def _back(request: Request, consultation_id: UUID, notice: str) -> Redirect:
    return see_other(request, "personal_data.index", notice=notice, consultation_id=consultation_id)


async def _index_page(consultation_id: UUID, form: _Forms) -> Template:
    return page(
        "feedback/personal_data/index.html",
        status=422 if form.errors else 200,
        consultation=await get_consultation(consultation_id),
        flags=await personal_data_decisions.list_in_context(consultation_id),
        form=form,
        kinds=PERSONAL_DATA_KINDS,
        kind_options=choices(PersonalDataKind),
        mask=MASK,
    )
