"""The code book as a whole: what a file would change of it, the change itself, and the code book as the matching reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from feedback.codebook_files.file_themes import FileTheme
from feedback.codebook_files.json_files import json_entries, json_entry, themes_in
from feedback.codebook_log import Change, changing_codebook, current_version, enter_changes
from feedback.codebook_versions import ChangedPart, changed_parts
from feedback.enums import CodebookChange
from feedback.tables import Theme
from feedback.themes import (
    NamedTheme,
    ThemeWording,
    list_themes,
    next_code,
    theme_row,
    word_theme,
)

if TYPE_CHECKING:
    from feedback.matching.suggest import ThemeEntry


@dataclass(frozen=True, slots=True)
class CodebookImport:
    """How many themes an import added, and how many it found with another wording and changed."""

    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class Reworded:
    """A theme that a file words anew."""

    theme: NamedTheme
    wording: ThemeWording

    @property
    def parts(self) -> tuple[ChangedPart, ...]:
        return changed_parts(self.theme.wording, self.wording)


@dataclass(frozen=True, slots=True)
class NewTheme:
    """A theme that a file adds; `id` is that of the file, kept so that the theme is known again when it comes back."""

    code: str
    wording: ThemeWording
    id: UUID | None = None

    @property
    def named(self) -> NamedTheme:
        """The theme as it will be."""
        return NamedTheme(self.id or UUID(int=0), self.code, self.wording)


@dataclass(frozen=True, slots=True)
class PlannedImport:
    """What an import would do: themes it adds, those it words anew, how many of the file are as they stand, and how many
    of the code book the file does not name. `version` is that of the code book it was planned for."""

    added: tuple[NewTheme, ...]
    reworded: tuple[Reworded, ...]
    unchanged: int
    others: int
    version: int

    @property
    def entries(self) -> list[dict[str, object]]:
        """What is to be done in the shape of a JSON file, which can be planned and imported again."""
        return [
            *(json_entry(each.code, each.wording, id=each.id) for each in self.added),
            *(json_entry(each.theme.code, each.wording) for each in self.reworded),
        ]


def plan(themes: Sequence[FileTheme], known: Sequence[NamedTheme], *, version: int = 0) -> PlannedImport:
    """What these themes of a file mean for the code book. One is known by its id, else by its code, else by a label
    that a theme in use has in that language; a new one without a code gets the next.
    """
    taken = {theme.id for theme in known}
    codes = [*(theme.code for theme in known), *(said.code for said in themes if said.code)]
    added: list[NewTheme] = []
    reworded: dict[UUID, Reworded] = {}
    unchanged: set[UUID] = set()
    for said in themes:
        theme = _find(said, known)
        if theme is None:
            code = said.code or next_code([*codes, *(each.code for each in added)])
            own = said.id if said.id not in taken else None
            added.append(NewTheme(code, said.worded(None), own))
            taken |= {own} if own else set()
        elif (wording := said.worded(theme.wording)) == theme.wording:
            unchanged.add(theme.id)
        else:
            reworded[theme.id] = Reworded(theme, wording)
    unchanged -= reworded.keys()
    others = len(known) - len(reworded) - len(unchanged)
    return PlannedImport(tuple(added), tuple(reworded.values()), len(unchanged), others, version)


def _find(said: FileTheme, known: Sequence[NamedTheme]) -> NamedTheme | None:
    for theme in known:
        if said.id == theme.id and said.code in ("", theme.code):
            return theme
    if said.code:
        return next((theme for theme in known if theme.code == said.code), None)
    wanted = _spoken(said.labels)
    in_use = (theme for theme in known if theme.merged_into is None)
    return next((theme for theme in in_use if wanted & _spoken(theme.wording.labels)), None)


def _spoken(labels: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(language, label.casefold()) for language, label in labels.items()}


async def plan_import(themes: Sequence[FileTheme]) -> PlannedImport:
    """What these themes of a file would change now."""
    return plan(themes, await list_themes(), version=await current_version())


async def import_themes(
    themes: Sequence[FileTheme],
    *,
    seen: int | None = None,
    reason: str = "",
    officer_id: UUID | None = None,
    now: datetime,
) -> CodebookImport:
    """Add the themes that are new, and word those anew that are known; others stay. All or nothing.

    Raises `Conflict` where the code book has another version than the one that was `seen`.
    """
    async with changing_codebook(seen=seen):
        planned = await plan_import(themes)
        new = [theme_row(each.code, each.wording, id=each.id, now=now) for each in planned.added]
        if new:
            await Theme.insert(*new)
        for each in planned.reworded:
            await word_theme(each.theme.id, each.wording)
        changes = [Change(row.id, CodebookChange.ADDED) for row in new]
        changes += [Change(each.theme.id, CodebookChange.WORDED) for each in planned.reworded]
        await enter_changes(changes, reason=reason, officer_id=officer_id, now=now)
    return CodebookImport(added=len(new), changed=len(planned.reworded))


async def import_codebook(data: object, *, officer_id: UUID | None = None, now: datetime) -> CodebookImport:
    """Import the themes of `themes.json`'s shape. Raises `UnusableCodebook`, which names the entry."""
    return await import_themes(themes_in(data), officer_id=officer_id, now=now)


async def themes_in_use() -> tuple[NamedTheme, ...]:
    """The code book without merged themes."""
    return tuple(theme for theme in await list_themes() if theme.merged_into is None)


async def export_codebook() -> list[dict[str, object]]:
    """The themes in use in the shape that `import_codebook` and `gensvar suggest` read."""
    return json_entries(await themes_in_use())


async def codebook() -> "tuple[ThemeEntry, ...]":
    """The themes in use as `feedback.matching` reads them; an entry's id is the theme's key as text."""
    return tuple(theme_entry(str(theme.id), theme.wording) for theme in await themes_in_use())


def theme_entry(id: str, wording: ThemeWording) -> "ThemeEntry":
    """A theme as `feedback.matching` reads it."""
    # Matching loads numpy and dictionaries: only when it is asked for.
    from feedback.matching.suggest import ThemeEntry

    return ThemeEntry(id, wording.labels, wording.definition, wording.keywords, wording.examples)
