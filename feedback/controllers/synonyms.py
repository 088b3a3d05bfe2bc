"""The department's synonyms: listing, adding, editing and removing groups of words, and as a file."""

from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import synonyms
from feedback.csv_files import UnusableTable
from feedback.errors import Conflict
from feedback.forms.synonyms import GroupForm
from feedback.synonyms import UnusableSynonyms
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of

LARGEST_UPLOAD = 4 * 1024 * 1024  # bytes


class SynonymController(Controller):
    path = "/themes"

    @get("/synonyms", name="synonyms.index")
    async def index(self) -> Template:
        return await _index_page(GroupForm())

    @post("/synonyms/add", name="synonyms.add")
    async def add(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = GroupForm.read(sent)
        try:
            await synonyms.add_group(form.group, officer_id=officer_of(request).id, now=now())
        except (UnusableSynonyms, Conflict) as error:
            return await _index_page(form.refused(str(error)))
        return see_other(request, "synonyms.index", notice=_("The words were added."))

    @get("/synonyms/{group_id:uuid}", name="synonyms.edit")
    async def edit(self, group_id: FromPath[UUID]) -> Template:
        return _edit_page(group_id, GroupForm.of(await synonyms.get_group(group_id)))

    @post("/synonyms/{group_id:uuid}", name="synonyms.update")
    async def update(
        self, request: Request, group_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = GroupForm.read(sent)
        try:
            await synonyms.edit_group(group_id, form.group)
        except (UnusableSynonyms, Conflict) as error:
            return _edit_page(group_id, form.refused(str(error)))
        return see_other(request, "synonyms.index", notice=_("The words were saved."))

    @post("/synonyms/{group_id:uuid}/remove", name="synonyms.remove")
    async def remove(self, request: Request, group_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await synonyms.remove_group(group_id)
        return see_other(request, "synonyms.index", notice=_("The words were removed."))

    @post("/synonyms/import", name="synonyms.import", request_max_body_size=LARGEST_UPLOAD)
    async def import_file(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        chosen = await sent.file("file")
        if chosen is None:
            return await _index_page(GroupForm(), file_error=_("Choose a CSV file with words."))
        try:
            groups = synonyms.read_groups(chosen[1])
            done = await synonyms.import_groups(groups, officer_id=officer_of(request).id, now=now())
        except (UnusableSynonyms, UnusableTable, Conflict) as error:
            return await _index_page(GroupForm(), file_error=str(error))
        notice = _(
            "Groups added: %(added)s. Groups given more words: %(extended)s.", added=done.added, extended=done.extended
        )
        return see_other(request, "synonyms.index", notice=notice)

    @get("/synonyms.csv", name="synonyms.csv")
    async def csv(self) -> Response[bytes]:
        return Response(
            synonyms.write_groups(await synonyms.list_groups()),
            media_type="text/csv",
            headers={"content-disposition": 'attachment; filename="synonyms.csv"'},
        )


async def _index_page(form: GroupForm, *, file_error: str = "") -> Template:
    errors = {**form.errors, **({"file": file_error} if file_error else {})}
    return page(
        "feedback/synonyms/index.html",
        status=422 if errors else 200,
        groups=await synonyms.list_groups(),
        form=form,
        errors=errors,
    )


def _edit_page(group_id: UUID, form: GroupForm) -> Template:
    return page("feedback/synonyms/edit.html", status=422 if form.errors else 200, group_id=group_id, form=form)
