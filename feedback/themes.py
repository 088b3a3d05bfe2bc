"""The code book's themes: listing, wording, merging. A theme merged into another stays, and points to where it went.

Every change is entered in the log of the code book (`feedback.codebook_log`).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from feedback.codebook_log import Change, changing_codebook, enter_changes
from feedback.enums import CodebookChange
from feedback.errors import Conflict, NotFound
from feedback.tables import Theme
from feedback.translation import DEFAULT_LANGUAGE, language
from feedback.translation import gettext as _

LONGEST_CODE = 20


@dataclass(frozen=True, slots=True)
class ThemeWording:
    """What officers write about a theme; `labels` by language, `examples` are texts that it fits."""

    labels: Mapping[str, str]
    definition: str = ""
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Tells whether somebody else has changed the wording meanwhile."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A theme of the code book; `merged_into` is the theme that it was merged into, not always the last of a chain.

    `split_from` is the theme that it was a part of.
    """

    id: UUID
    code: str
    wording: ThemeWording
    merged_into: UUID | None = None
    split_from: UUID | None = None

    @property
    def label_language(self) -> str:
        """The language of `label`: the reader's where there is such a label, else the next best."""
        labels = self.wording.labels
        wanted = (language(), DEFAULT_LANGUAGE, "en", *labels)
        return next((each for each in wanted if labels.get(each)), DEFAULT_LANGUAGE)

    @property
    def label(self) -> str:
        """The label for the reader; the code where the theme has none."""
        return self.wording.labels.get(self.label_language) or self.code

    @property
    def written_in(self) -> str:
        """The language of definition and keywords: by convention that of the first label."""
        return next(iter(self.wording.labels), DEFAULT_LANGUAGE)


async def list_themes() -> tuple[NamedTheme, ...]:
    """Every theme, merged ones too, in the order of their codes (T2 before T10)."""
    themes = [_named(row) for row in await Theme.select()]
    return tuple(sorted(themes, key=lambda theme: (code_order(theme.code), str(theme.id))))


async def get_theme(theme_id: UUID) -> NamedTheme:
    """One theme, or `NotFound`."""
    row = await Theme.select().where(Theme.id == theme_id).first()
    if row is None:
        raise NotFound(_("There is no such theme."))
    return _named(row)


def _named(row: Mapping[str, Any]) -> NamedTheme:
    wording = ThemeWording(
        labels=msgspec.json.decode(row["labels"], type=dict[str, str]),
        definition=row["definition"],
        keywords=tuple(msgspec.json.decode(row["keywords"], type=list[str])),
        examples=tuple(msgspec.json.decode(row["examples"], type=list[str])),
    )
    return NamedTheme(row["id"], row["code"], wording, row["merged_into"], row["split_from"])


def code_order(code: str) -> list[tuple[int, int, str]]:
    """What to sort codes by: T2 before T10."""
    parts = re.findall(r"(\d+)|(\D+)", code)
    return [(0, int(digits), "") if digits else (1, 0, word.casefold()) for digits, word in parts]


def next_code(codes: Iterable[str]) -> str:
    """A free code in the manner of those in use: T41 after T40."""
    last = max((code for code in codes if re.search(r"\d$", code)), key=code_order, default="T00")
    digits = re.search(r"\d+$", last)
    assert digits
    return f"{last[: digits.start()]}{int(digits[0]) + 1:0{len(digits[0])}d}"


async def create_theme(
    code: str,
    wording: ThemeWording,
    *,
    split_from: UUID | None = None,
    reason: str = "",
    officer_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """Add a theme to the code book. Raises `Conflict` where another one has the code."""
    async with changing_codebook():
        if await Theme.exists().where(Theme.code == code):
            raise Conflict(_("Another theme has the code %(code)s. Choose a different one.", code=code))
        theme = theme_row(code, wording, now=now)
        theme.split_from = split_from
        await theme.save()
        kind = CodebookChange.SPLIT if split_from else CodebookChange.ADDED
        await enter_changes([Change(theme.id, kind, split_from)], reason=reason, officer_id=officer_id, now=now)
    return theme.id


async def edit_theme(
    theme_id: UUID,
    wording: ThemeWording,
    *,
    seen: str,
    reason: str = "",
    officer_id: UUID | None = None,
    now: datetime,
) -> None:
    """Word a theme anew. Raises `Conflict` where it no longer has the fingerprint that was `seen`."""
    async with changing_codebook():
        await _hold([theme_id])
        theme = await get_theme(theme_id)
        if theme.wording.fingerprint != seen:
            raise Conflict(
                _("Somebody else changed this theme meanwhile. Compare it with the code book, then save again.")
            )
        if theme.wording != wording:
            await word_theme(theme_id, wording)
            change = Change(theme_id, CodebookChange.WORDED)
            await enter_changes([change], reason=reason, officer_id=officer_id, now=now)


async def add_example(theme_id: UUID, text: str, *, officer_id: UUID | None = None, now: datetime) -> None:
    """Keep a text as an example of what the theme fits; one that it has already stays as it is."""
    async with changing_codebook():
        await _hold([theme_id])
        wording = (await get_theme(theme_id)).wording
        if (text := clean_words(text)) and text not in wording.examples:
            await word_theme(theme_id, replace(wording, examples=(*wording.examples, text)))
            await enter_changes([Change(theme_id, CodebookChange.WORDED)], officer_id=officer_id, now=now)


def theme_row(code: str, wording: ThemeWording, *, id: UUID | None = None, now: datetime) -> Theme:
    """A theme as the table keeps it, not saved yet; with a new id unless it has one."""
    return Theme(
        id=id or uuid4(),
        code=code,
        labels=_json(wording.labels),
        definition=wording.definition,
        keywords=_json(wording.keywords),
        examples=_json(wording.examples),
        created_at=now,
    )


async def word_theme(theme_id: UUID, wording: ThemeWording) -> None:
    """Give a theme this wording, whatever it was, and enter nothing; `edit_theme` for officers."""
    await Theme.update(
        {
            Theme.labels: _json(wording.labels),
            Theme.definition: wording.definition,
            Theme.keywords: _json(wording.keywords),
            Theme.examples: _json(wording.examples),
        }
    ).where(Theme.id == theme_id)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


async def merge_themes(
    keep: UUID, *, fold: Sequence[UUID], reason: str = "", officer_id: UUID | None = None, now: datetime
) -> None:
    """Fold themes that say the same into one. Codings stay where they are and count for the kept theme from now on
    (`current_themes`), so that nothing is lost and a merge can be undone. Raises `Conflict` for themes merged before.
    """
    folded = [each for each in dict.fromkeys(fold) if each != keep]
    if not folded:
        raise Conflict(_("Choose at least one other theme to merge."))
    async with changing_codebook():
        await _hold([keep, *folded])
        for theme in [await get_theme(each) for each in (keep, *folded)]:
            if theme.merged_into:
                raise Conflict(_("The theme %(code)s is merged into another one already.", code=theme.code))
        await Theme.update({Theme.merged_into: keep}).where(Theme.id.is_in(folded))
        changes = [Change(each, CodebookChange.MERGED, keep) for each in folded]
        await enter_changes(changes, reason=reason, officer_id=officer_id, now=now)


async def separate_theme(theme_id: UUID, *, reason: str = "", officer_id: UUID | None = None, now: datetime) -> None:
    """Undo a merge: the theme stands by itself again, with its own codings."""
    async with changing_codebook():
        await _hold([theme_id])
        theme = await get_theme(theme_id)
        if theme.merged_into:
            await Theme.update({Theme.merged_into: None}).where(Theme.id == theme_id)
            change = Change(theme_id, CodebookChange.SEPARATED, theme.merged_into)
            await enter_changes([change], reason=reason, officer_id=officer_id, now=now)


async def _hold(themes: Sequence[UUID]) -> None:
    """Keep these rows until the transaction around ends: two merges at once must not point at each other."""
    await Theme.update({Theme.code: Theme.code}).where(Theme.id.is_in(list(themes)))


async def current_themes() -> dict[UUID, UUID]:
    """For every theme the one it counts as now: itself, or what it was merged into. Whoever reads codings goes by this."""
    rows = await Theme.select(Theme.id, Theme.merged_into)
    return resolve_merges({row["id"]: row["merged_into"] for row in rows})


def resolve_merges(merged_into: Mapping[UUID, UUID | None]) -> dict[UUID, UUID]:
    """Each theme with the end of its chain of merges."""
    found = {}
    for theme in merged_into:
        last, seen = theme, {theme}
        while (following := merged_into.get(last)) and following not in seen:
            last = following
            seen.add(last)
        found[theme] = last
    return found


def clean_words(text: str) -> str:
    """One line of text without control characters, which no label or keyword needs and PostgreSQL refuses."""
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs")
    )
    return " ".join(kept.split())


def words_in(text: str) -> tuple[str, ...]:
    """The words of a list as typed, one a line or between commas, Latin or Arabic; each once, in order."""
    parts = (part for line in text.splitlines() for part in re.split("[,،]", line))
    return tuple(dict.fromkeys(word for part in parts if (word := clean_words(part))))
