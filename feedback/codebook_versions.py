"""Versions of the code book, read from its log: what was changed, how it stood at any version, what differs between two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from feedback.coding_tables import CodebookEntry
from feedback.enums import CodebookChange
from feedback.themes import NamedTheme, ThemeWording, code_order, list_themes

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One entry of the log; `theme` and `other` have the wording that they had then. `number` is the version from then on."""

    number: int
    kind: CodebookChange
    theme: NamedTheme
    other: NamedTheme | None
    reason: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A part of a wording before and after; `language` is that of a label, and empty for what has none."""

    part: str  # label, definition, keywords or examples
    language: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeDifference:
    """A theme that is not the same in two versions; `before` is None where it came between them."""

    before: NamedTheme | None
    after: NamedTheme

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def parts(self) -> tuple[ChangedPart, ...]:
        """What was worded anew; nothing of a new theme."""
        return changed_parts(self.before.wording, self.after.wording) if self.before else ()

    @property
    def is_merged(self) -> bool:
        return self.after.merged_into is not None and (not self.before or self.before.merged_into is None)

    @property
    def is_separated(self) -> bool:
        return self.after.merged_into is None and self.before is not None and self.before.merged_into is not None


async def list_changes(
    *, theme_id: UUID | None = None, before: int | None = None, most: int | None = None
) -> tuple[LoggedChange, ...]:
    """The log, newest first: of one theme (what was merged into it or split from it too), or of all before a version."""
    changes = replay(await _entries())
    wanted = [
        change
        for change in reversed(changes)
        if (before is None or change.number < before)
        and (theme_id is None or theme_id in (change.theme.id, change.other.id if change.other else None))
    ]
    return tuple(wanted[:most])


async def codebook_at(number: int) -> tuple[NamedTheme, ...]:
    """The code book as it stood from this change on, merged themes too, in the order of their codes.

    Where nothing is logged yet: as it is.
    """
    entries = await _entries()
    if not entries:
        return await list_themes()
    return in_order(themes_at(entries, number).values())


async def compare_versions(earlier: int, later: int) -> tuple[ThemeDifference, ...]:
    """What differs between two versions, in the order of the themes' codes."""
    entries = await _entries()
    return differences(themes_at(entries, earlier), themes_at(entries, later))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the log with the theme's code and the officer's name."""

    number: int
    theme: UUID
    code: str
    kind: CodebookChange
    other: UUID | None
    wording: ThemeWording
    reason: str
    officer: str
    at: datetime


async def _entries() -> tuple[Entry, ...]:
    entry: Any = CodebookEntry  # Piccolo types what a join leads to as its key
    rows = await CodebookEntry.select(
        *CodebookEntry.all_columns(), entry.theme.code.as_alias("code"), entry.officer.name.as_alias("name")
    ).order_by(CodebookEntry.number)
    return tuple(
        Entry(
            number=row["number"],
            theme=row["theme"],
            code=row["code"],
            kind=CodebookChange(row["change"]),
            other=row["other"],
            wording=msgspec.json.decode(row["wording"], type=ThemeWording),
            reason=row["reason"],
            officer=row["name"] or "",
            at=row["at"],
        )
        for row in rows
    )


def replay(entries: Sequence[Entry]) -> tuple[LoggedChange, ...]:
    """The entries as changes, each with the themes as they stood after it."""
    themes: dict[UUID, NamedTheme] = {}
    changes = []
    for entry in entries:
        themes[entry.theme] = _after(entry, themes.get(entry.theme))
        other = themes.get(entry.other) if entry.other else None
        changes.append(
            LoggedChange(entry.number, entry.kind, themes[entry.theme], other, entry.reason, entry.officer, entry.at)
        )
    return tuple(changes)


def themes_at(entries: Sequence[Entry], number: int) -> dict[UUID, NamedTheme]:
    """The themes as they stood at a version; those from before the log were there from the start."""
    themes: dict[UUID, NamedTheme] = {}
    for entry in entries:
        if entry.number <= number or entry.kind is CodebookChange.RECORDED:
            themes[entry.theme] = _after(entry, themes.get(entry.theme))
    return themes


def _after(entry: Entry, theme: NamedTheme | None) -> NamedTheme:
    named = replace(theme or NamedTheme(entry.theme, entry.code, entry.wording), wording=entry.wording)
    match entry.kind:
        case CodebookChange.MERGED | CodebookChange.RECORDED:
            return replace(named, merged_into=entry.other)
        case CodebookChange.SEPARATED:
            return replace(named, merged_into=None)
        case CodebookChange.SPLIT:
            return replace(named, split_from=entry.other)
    return named


def differences(before: Mapping[UUID, NamedTheme], after: Mapping[UUID, NamedTheme]) -> tuple[ThemeDifference, ...]:
    """The themes of `after` that are not the same in `before`. A theme never leaves the code book."""
    return tuple(
        ThemeDifference(before.get(theme.id), theme)
        for theme in in_order(after.values())
        if before.get(theme.id) != theme
    )


def changed_parts(before: ThemeWording, after: ThemeWording) -> tuple[ChangedPart, ...]:
    """What differs between two wordings, part by part."""
    spoken = dict.fromkeys((*before.labels, *after.labels))
    parts = [
        ChangedPart("label", each, _text(before.labels.get(each)), _text(after.labels.get(each))) for each in spoken
    ]
    parts.append(ChangedPart("definition", "", _text(before.definition), _text(after.definition)))
    parts.append(ChangedPart("keywords", "", before.keywords, after.keywords))
    parts.append(ChangedPart("examples", "", before.examples, after.examples))
    return tuple(part for part in parts if part.before != part.after)


def _text(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def in_order(themes: Iterable[NamedTheme]) -> tuple[NamedTheme, ...]:
    """Themes in the order of their codes."""
    return tuple(sorted(themes, key=lambda theme: (code_order(theme.code), str(theme.id))))
