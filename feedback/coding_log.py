"""The log of coding: every decision on a text's themes, with what was suggested and by which code book. Only added to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from feedback.codebook_log import current_version
from feedback.coding_tables import CodingEntry
from feedback.database import execute
from feedback.enums import CodedKind, CodingDecision
from feedback.themes import NamedTheme, list_themes


@dataclass(frozen=True, slots=True)
class Decided:
    """What is written of one theme of a text; no theme stands for the word that none fits."""

    theme: UUID | None
    decision: CodingDecision
    score: float | None = None


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """One line of the log as officers read it. `codebook` is the version of the code book that was decided by."""

    theme: NamedTheme | None
    decision: CodingDecision
    score: float | None
    codebook: int
    officer: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that nothing was decided after, on the same text and theme."""

    text: UUID
    theme: UUID | None
    decision: CodingDecision
    at: datetime


async def log_decisions(
    kind: CodedKind, text: UUID, decided: Iterable[Decided], *, reason: str = "", officer_id: UUID, now: datetime
) -> None:
    """Write these decisions down, as of the code book's latest version; inside the transaction that makes them."""
    codebook = await current_version()
    rows = [
        CodingEntry(
            kind=kind.value,
            text=text,
            theme=each.theme,
            decision=each.decision.value,
            score=each.score,
            codebook=codebook,
            reason=reason,
            officer=officer_id,
            at=now,
        )
        for each in decided
    ]
    if rows:
        await CodingEntry.insert(*rows)


async def list_decisions(kind: CodedKind, text: UUID) -> tuple[LoggedDecision, ...]:
    """Who decided what of a text and when, the latest first; the themes are named as they are now."""
    rows = (
        await CodingEntry.select(*CodingEntry.all_columns(), CodingEntry.officer.name.as_alias("officer_name"))
        .where((CodingEntry.kind == kind.value) & (CodingEntry.text == text))
        .order_by(CodingEntry.at, ascending=False)
        .order_by(CodingEntry.id)
    )
    themes = {theme.id: theme for theme in await list_themes()} if rows else {}
    return tuple(
        LoggedDecision(
            theme=themes[row["theme"]] if row["theme"] else None,
            decision=CodingDecision(row["decision"]),
            score=row["score"],
            codebook=row["codebook"],
            officer=row["officer_name"] or "",
            at=row["at"],
            reason=row["reason"],
        )
        for row in rows
    )


async def standing_decisions(kind: CodedKind, text: UUID) -> tuple[Standing, ...]:
    """The latest decision on each theme of a text, where it was not undone."""
    rows = await CodingEntry.select(CodingEntry.theme, CodingEntry.decision, CodingEntry.at).where(
        (CodingEntry.kind == kind.value) & (CodingEntry.text == text)
    )
    latest: dict[UUID | None, Standing] = {}
    for row in rows:
        each = Standing(text, row["theme"], CodingDecision(row["decision"]), row["at"])
        if each.theme not in latest or _order(latest[each.theme]) < _order(each):
            latest[each.theme] = each
    return tuple(each for each in latest.values() if each.decision is not CodingDecision.UNDONE)


def _order(entry: Standing) -> tuple[datetime, bool]:
    """Of two decisions at the same moment the one that undoes is the later one."""
    return entry.at, entry.decision is CodingDecision.UNDONE


async def last_standing(kind: CodedKind, *, of: str, within: UUID, officer_id: UUID) -> Standing | None:
    """The officer's own latest decision that stands, on any of the texts that the SQL `of` selects for `within`.

    The word that no theme fits comes before the rejections that went with it.
    """
    rows = await execute(
        "SELECT e.text, e.theme, e.decision, e.at FROM coding_entry e "  # noqa: S608  (words of ours)
        f"WHERE e.kind = {{}} AND e.officer = {{}} AND e.decision <> 'undone' AND e.text IN ({of}) "
        "AND NOT EXISTS (SELECT 1 FROM coding_entry l WHERE l.kind = e.kind AND l.text = e.text "
        "AND (l.theme = e.theme OR (l.theme IS NULL AND e.theme IS NULL)) "
        "AND (l.at > e.at OR (l.at = e.at AND l.decision = 'undone'))) "
        "ORDER BY e.at DESC, CASE WHEN e.theme IS NULL THEN 0 ELSE 1 END, e.id LIMIT 1",
        kind.value,
        officer_id,
        within,
    )
    return _standing(rows[0]) if rows else None


def _standing(row: Mapping[str, object]) -> Standing:
    theme, at = row["theme"], row["at"]
    assert isinstance(at, datetime)
    return Standing(
        UUID(str(row["text"])), UUID(str(theme)) if theme else None, CodingDecision(str(row["decision"])), at
    )
