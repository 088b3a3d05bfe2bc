"""Deciding on a text's themes, points and statements alike: confirmed, rejected, none fits, undone. Each decision is logged.

All is to be called inside a transaction that holds what the text is part of; `theme` is always one that counts by itself now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from piccolo.columns import Column, ForeignKey
from piccolo.table import Table

from feedback.coding_log import Decided, Standing, last_standing, log_decisions, standing_decisions
from feedback.coding_tables import CodingEntry
from feedback.enums import CodedKind, CodingDecision, CodingState
from feedback.errors import Conflict
from feedback.same_wording import with_the_wording_of
from feedback.themes import current_themes, get_theme
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class CodedTable:
    """Where one kind of text and its codings are kept: `of` is the codings' column that names the text, `within` the texts'
    column that names what they are part of."""

    kind: CodedKind
    texts: type[Table]
    codings: type[Table]
    of: ForeignKey[Any]
    within: ForeignKey[Any]


async def current_theme(theme_id: UUID) -> UUID:
    """The theme that this one counts as now. Raises `NotFound`."""
    theme = await get_theme(theme_id)
    return (await current_themes())[theme.id]


async def record_decision(
    coded: CodedTable,
    text: UUID,
    *,
    theme: UUID,
    state: CodingState,
    reason: str = "",
    officer_id: UUID,
    now: datetime,
) -> None:
    """Confirm or reject a theme, suggested or not; deciding anew replaces a decision.

    A confirmed theme takes back the word that none fits.
    """
    rows = await _rows_of(coded, text, theme)
    decision: dict[str, Any] = {"state": state.value, "decided_by": officer_id, "decided_at": now}
    if rows:
        await coded.codings.update(**decision).where(_id(coded.codings).is_in([row["id"] for row in rows]))
    else:
        decision |= {coded.of._meta.name: text, "theme": theme}
        await coded.codings(**decision).save()
    score = max((row["score"] for row in rows if row["score"] is not None), default=None)
    decided = [Decided(theme, CodingDecision(state.value), score)]
    if state is CodingState.CONFIRMED and await _is_none(coded, text):
        await _set_none(coded, text, None, None)
        decided.append(Decided(None, CodingDecision.UNDONE))
    await log_decisions(coded.kind, text, decided, reason=reason, officer_id=officer_id, now=now)


async def record_none_fits(coded: CodedTable, text: UUID, *, reason: str = "", officer_id: UUID, now: datetime) -> None:
    """Record that no theme fits; what is suggested is rejected with it. Raises `Conflict` where a theme is confirmed."""
    rows = await _rows_of(coded, text)
    if any(row["state"] == CodingState.CONFIRMED for row in rows):
        raise Conflict(_("A theme is confirmed for this text. Undo that first, if no theme fits."))
    suggested = [row for row in rows if row["state"] == CodingState.SUGGESTED]
    if suggested:
        await coded.codings.update(
            {"state": CodingState.REJECTED.value, "decided_by": officer_id, "decided_at": now}
        ).where(_id(coded.codings).is_in([row["id"] for row in suggested]))
    await _set_none(coded, text, officer_id, now)
    rejected = [Decided(row["theme"], CodingDecision.REJECTED, row["score"]) for row in suggested]
    await log_decisions(
        coded.kind,
        text,
        [Decided(None, CodingDecision.CONFIRMED), *rejected],
        reason=reason,
        officer_id=officer_id,
        now=now,
    )


async def record_for_all(
    coded: CodedTable, texts: Sequence[UUID], *, theme: UUID, state: CodingState, officer_id: UUID, now: datetime
) -> None:
    """Confirm or reject a theme for texts with the same wording; each decision is logged. The first text is the one in hand.

    What was decided about the others stays.
    """
    following = [text for text in texts[1:] if await _follows(coded, text, theme)]
    reason = _for_all(len(following))
    for text in (texts[0], *following):
        await record_decision(coded, text, theme=theme, state=state, reason=reason, officer_id=officer_id, now=now)


async def record_none_fits_all(coded: CodedTable, texts: Sequence[UUID], *, officer_id: UUID, now: datetime) -> None:
    """Record that no theme fits texts with the same wording; where something is decided on one but the first, it stays.

    Raises `Conflict` where a theme is confirmed for the first.
    """
    following = [text for text in texts[1:] if await _follows(coded, text)]
    reason = _for_all(len(following))
    for text in (texts[0], *following):
        await record_none_fits(coded, text, reason=reason, officer_id=officer_id, now=now)


def _for_all(others: int) -> str:
    """What the log says of a decision that counts for others too."""
    if not others:
        return ""
    return _("Decided once for %(n)s texts with the same wording.", n=others + 1)


async def _follows(coded: CodedTable, text: UUID, theme: UUID | None = None) -> bool:
    """Whether nobody has decided on this theme for the text, or without a theme on any, nor that none fits."""
    rows = await _rows_of(coded, text, theme)
    return not await _is_none(coded, text) and all(row["state"] == CodingState.SUGGESTED for row in rows)


async def suggest_later(
    coded: CodedTable,
    text: UUID,
    *,
    theme: UUID,
    score: float,
    because: Sequence[str] = (),
    reason: str,
    officer_id: UUID,
    now: datetime,
) -> bool:
    """Suggest a theme that the code book did not have when the text was looked at; gives whether it is suggested now.

    The word that none fits is taken back with this reason, for it was said of another code book. What is decided on the theme
    stays.
    """
    if await _rows_of(coded, text, theme):
        return False
    suggested: dict[str, Any] = {
        coded.of._meta.name: text,
        "theme": theme,
        "state": CodingState.SUGGESTED.value,
        "score": score,
    }
    await coded.codings(**suggested, because=msgspec.json.encode(list(because)).decode()).save()
    if await _is_none(coded, text):
        await _set_none(coded, text, None, None)
        undone = [Decided(None, CodingDecision.UNDONE)]
        await log_decisions(coded.kind, text, undone, reason=reason, officer_id=officer_id, now=now)
    return True


async def take_back(coded: CodedTable, text: UUID, *, theme: UUID | None, officer_id: UUID, now: datetime) -> None:
    """Make a decision undecided again: a suggestion is one again, a theme added by hand goes.

    Without a theme it is the word that none fits, with the rejections that went with it. Where nothing is decided, nothing is
    done.
    """
    standing = await standing_decisions(coded.kind, text)
    undone = (
        await _take_theme_back(coded, text, theme, standing) if theme else await _take_none_back(coded, text, standing)
    )
    await log_decisions(
        coded.kind, text, [Decided(each, CodingDecision.UNDONE) for each in undone], officer_id=officer_id, now=now
    )


async def take_last_back(coded: CodedTable, within: UUID, *, officer_id: UUID, now: datetime) -> UUID | None:
    """Undo the officer's own latest decision that stands, and give its text; None where there is none.

    Where it was made once for all texts with the same wording, it is undone for all of them.
    """
    last = await last_decision(coded, within, officer_id=officer_id)
    if last is None:
        return None
    theme = (await current_themes())[last.theme] if last.theme else None
    for text in await decided_together(coded, last):
        await take_back(coded, text, theme=theme, officer_id=officer_id, now=now)
    return last.text


async def take_all_back(coded: CodedTable, text: UUID, *, theme: UUID | None, officer_id: UUID, now: datetime) -> None:
    """Make a decision undecided again, as `take_back`, for all texts with the same wording that it was made for at once."""
    same = await _counting_as(theme) if theme else [None]
    standing = [each for each in await standing_decisions(coded.kind, text) if each.theme in same]
    together = await decided_together(coded, standing[0]) if standing else (text,)
    for each in together:
        await take_back(coded, each, theme=theme, officer_id=officer_id, now=now)


async def decided_together(coded: CodedTable, decision: Standing) -> tuple[UUID, ...]:
    """The texts that the decision was made for at once, since they have the same wording; the decision's own first.

    Those are left out where the theme was decided on again, or it was undone, since.
    """
    entry = (
        (CodingEntry.kind == coded.kind.value)
        & (CodingEntry.at == decision.at)
        & (CodingEntry.decision == decision.decision.value)
        & (CodingEntry.theme == decision.theme if decision.theme else CodingEntry.theme.is_null())
    )
    by = await CodingEntry.select(CodingEntry.officer).where(entry & (CodingEntry.text == decision.text)).first()
    rows = (
        await CodingEntry.select(CodingEntry.text).where(entry & (CodingEntry.officer == by["officer"])) if by else []
    )
    if len(rows) < 2:
        return (decision.text,)
    column = coded.texts._meta.get_column_by_name
    texts = await coded.texts.select(column("id"), column("text")).where(
        column("id").is_in([row["text"] for row in rows])
    )
    same = await with_the_wording_of(decision.text, {row["id"]: row["text"] for row in texts})
    others = sorted(same - {decision.text}, key=str)
    return (decision.text, *[each for each in others if await _stands(coded, each, decision)])


async def _stands(coded: CodedTable, text: UUID, decision: Standing) -> bool:
    """Whether the decision is still what counts on another text that it was made for."""
    same = await _counting_as((await current_themes())[decision.theme]) if decision.theme else [None]
    latest = [each for each in await standing_decisions(coded.kind, text) if each.theme in same]
    return bool(latest) and max(each.at for each in latest) == decision.at


async def last_decision(coded: CodedTable, within: UUID, *, officer_id: UUID) -> Standing | None:
    """What `take_last_back` would undo."""
    of = f"SELECT id FROM {coded.texts._meta.tablename} WHERE {coded.within._meta.name} = {{}}"  # noqa: S608  (names of ours)
    return await last_standing(coded.kind, of=of, within=within, officer_id=officer_id)


async def _take_theme_back(
    coded: CodedTable, text: UUID, theme: UUID, standing: tuple[Standing, ...]
) -> list[UUID | None]:
    rows = await _rows_of(coded, text, theme)
    if suggested := [row["id"] for row in rows if row["score"] is not None]:
        await coded.codings.update(
            {"state": CodingState.SUGGESTED.value, "decided_by": None, "decided_at": None}
        ).where(_id(coded.codings).is_in(suggested))
    if by_hand := [row["id"] for row in rows if row["score"] is None]:
        await coded.codings.delete().where(_id(coded.codings).is_in(by_hand))
    same = await _counting_as(theme)
    # A decision may have been on a theme that was merged into this one since, or be older than the log.
    undone: list[UUID | None] = [each.theme for each in standing if each.theme in same]
    was_decided = any(row["state"] != CodingState.SUGGESTED for row in rows)
    return undone or ([theme] if was_decided else [])


async def _take_none_back(coded: CodedTable, text: UUID, standing: tuple[Standing, ...]) -> list[UUID | None]:
    if not await _is_none(coded, text) and all(each.theme for each in standing):
        return []
    await _set_none(coded, text, None, None)
    undone: list[UUID | None] = [None]
    at = next((each.at for each in standing if each.theme is None), None)
    current = await current_themes()
    for each in standing:
        if each.theme and each.at == at and each.decision is CodingDecision.REJECTED:
            undone += await _take_theme_back(coded, text, current[each.theme], (each,))
    return undone


async def _counting_as(theme: UUID) -> list[UUID]:
    """The themes that count as this one now: itself, and those merged into it."""
    return [each for each, current in (await current_themes()).items() if current == theme]


async def _rows_of(coded: CodedTable, text: UUID, theme: UUID | None = None) -> list[dict[str, Any]]:
    """The text's codings, of all themes or of those that count as this one."""
    column = coded.codings._meta.get_column_by_name
    names = ("id", "theme", "state", "score")
    query = coded.codings.select(*(column(name) for name in names)).where(coded.of == text)
    if theme:
        query = query.where(column("theme").is_in(await _counting_as(theme)))
    return await query


async def _is_none(coded: CodedTable, text: UUID) -> bool:
    none_since = coded.texts._meta.get_column_by_name("fits_none_at")
    return await coded.texts.exists().where((_id(coded.texts) == text) & none_since.is_not_null())


async def _set_none(coded: CodedTable, text: UUID, officer_id: UUID | None, now: datetime | None) -> None:
    await coded.texts.update({"fits_none_at": now, "fits_none_by": officer_id}).where(_id(coded.texts) == text)


def _id(table: type[Table]) -> Column:
    return table._meta.get_column_by_name("id")
