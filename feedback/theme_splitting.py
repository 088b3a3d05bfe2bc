"""Splitting a theme: a part of it becomes a theme of its own, with the texts that an officer chooses, and nothing is lost.

A text that goes over has the new theme confirmed and the old one rejected, both by the log of coding with the reason; the log
of the code book says what the new theme was split from. Merging the new theme into the old one undoes a split.
"""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from feedback.codebook_log import changing_codebook
from feedback.codebooks import theme_entry, themes_in_use
from feedback.coding_decisions import record_decision
from feedback.confirmed_texts import CodedSource, ConfirmedText, counting_as
from feedback.enums import CodingState
from feedback.errors import Conflict
from feedback.reasons import bounded_reason
from feedback.themes import NamedTheme, ThemeWording, create_theme, get_theme
from feedback.translation import gettext as _

#: As many texts are shown to choose from at once; the rest stays, and can be split off by hand on the coding page.
MOST_SHOWN = 300


async def get_splittable(theme_id: UUID) -> NamedTheme:
    """A theme that stands by itself. Raises `NotFound`, and `Conflict` for one that is merged into another."""
    theme = await get_theme(theme_id)
    if theme.merged_into:
        raise Conflict(_("The theme %(code)s is merged into another one already.", code=theme.code))
    return theme


async def nearer_to(wording: ThemeWording, texts: Sequence[ConfirmedText], *, than: NamedTheme) -> tuple[UUID, ...]:
    """Those of the texts that a new theme so worded fits better than the one they have, as the matching sees it; the clearest
    first."""
    from feedback.matching.suggest import Text, suggest_themes

    entries = [theme_entry(str(theme.id), theme.wording) for theme in await themes_in_use()]
    new, old = "new", str(than.id)
    said = [Text(f"{number}", each.text, each.language) for number, each in enumerate(texts)]
    found = await asyncio.to_thread(suggest_themes, said, [*entries, theme_entry(new, wording)])
    lead: dict[UUID, float] = {}
    for each, suggestion in zip(texts, found, strict=True):
        scores = {match.id: match.score for match in suggestion.themes}
        if (ahead := scores.get(new, 0.0) - scores.get(old, 0.0)) > 0:
            lead[each.id] = ahead
    return tuple(sorted(lead, key=lambda id: (-lead[id], str(id))))


async def split_theme(
    theme_id: UUID,
    *,
    code: str,
    wording: ThemeWording,
    texts: Collection[UUID],
    sources: Sequence[CodedSource],
    reason: str = "",
    officer_id: UUID,
    now: datetime,
) -> tuple[UUID, int]:
    """Make a theme of a part of this one, give it those of the texts that have this one still, and say how many went over.

    Raises `NotFound`, and `Conflict` where the code is in use or the theme was merged meanwhile.
    """
    reason = bounded_reason(reason)
    async with changing_codebook():
        theme = await get_splittable(theme_id)
        new = await create_theme(code, wording, split_from=theme.id, reason=reason, officer_id=officer_id, now=now)
        logged = reason or _("Split from the theme %(code)s.", code=theme.code)
        moved = 0
        for source in sources:
            themes = await counting_as(theme.id)
            chosen = [text for text in await source.confirmed(themes) if text.id in texts]
            for within in sorted({text.within for text in chosen}):
                await source.hold(within)
            # Asked again: somebody may have decided otherwise until it was held.
            for text in [text for text in await source.confirmed(themes) if text.id in texts] if chosen else []:
                for of, state in ((theme.id, CodingState.REJECTED), (new, CodingState.CONFIRMED)):
                    await record_decision(
                        source.coded, text.id, theme=of, state=state, reason=logged, officer_id=officer_id, now=now
                    )
                moved += 1
    return new, moved
