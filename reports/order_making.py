"""Making the reports that were ordered. An order is claimed for a while, and its claim renewed with each file.

A process that dies leaves a claim that runs out; the next one goes on with the files that are not there yet.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from feedback.database import database, execute, transaction
from feedback.enums import ConsultationKind
from feedback.errors import ServiceError
from feedback.translation import gettext as _
from reports.editions import edition_pdf, languages_without_pdf
from reports.facts import Facts
from reports.frozen_facts import ReportSubject
from reports.issuing import issued_report, read_facts
from reports.orders import Order, OrderKind, OrderState, file_names, get_order
from reports.pdf.building import pdf
from reports.public.addresses import slug
from reports.tables import OrderedFile, ReportOrder

#: How long one file may take before another process takes the order over.
CLAIM = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be made: its name, and the report that it holds."""

    name: str
    about: ReportSubject
    language: str


def planned_files(
    facts: Facts, languages: Sequence[str], *, consultation: str | None = None, year: int | None = None
) -> list[PlannedFile]:
    """The report of a consultation; or else of a year, and of each of that year's consultations. Pure."""
    files = [PlannedFile(f"year-{year}-{it}.pdf", ReportSubject(year=year), it) for it in languages if year is not None]
    for each in facts.consultations:
        is_of_year = each.year == year and each.kind is not ConsultationKind.DECISION
        if each.id == consultation or (consultation is None and is_of_year):
            words = f"{each.date or each.year}-{slug(each.title, 'consultation')}-{each.id[:8]}"
            files += [PlannedFile(f"{words}-{it}.pdf", ReportSubject(consultation=each.id), it) for it in languages]
    return files


async def make_next(now: Callable[[], datetime]) -> Order | None:
    """Take the order that has waited longest and make all its files; the order as it is then, None where none waits."""
    claim, order = uuid4(), None
    taken = await _claim(claim, now=now())
    if taken is None:
        return None
    try:
        order = await get_order(taken)
        if await (_make_edition if order.kind is OrderKind.EDITION else _make_files)(order, claim, now):
            await _settle(taken, claim, OrderState.DONE, now=now())
    except ServiceError as error:
        await _settle(taken, claim, OrderState.FAILED, error=str(error), now=now())
    except Exception as error:
        # The message of an error can hold what somebody said, so only its kind is kept.
        await _settle(taken, claim, OrderState.FAILED, error=type(error).__name__, now=now())
    return await get_order(taken)


async def _make_edition(order: Order, claim: UUID, now: Callable[[], datetime]) -> bool:
    assert order.edition is not None
    left = await languages_without_pdf(order.edition)
    done = len(order.languages) - len(left)
    for language in left:
        if not await _renew(order.id, claim, done=done, whole=len(order.languages), now=now()):
            return False
        await edition_pdf(order.edition, language)
        done += 1
    return await _renew(order.id, claim, done=done, whole=len(order.languages), now=now())


async def _make_files(order: Order, claim: UUID, now: Callable[[], datetime]) -> bool:
    today = order.ordered_at.date()
    facts = await read_facts(today=today)
    planned = _planned(order, facts)
    if not planned:
        raise ServiceError(_("There is nothing to report on."))
    made = set(await file_names(order.id))
    for file in planned:
        if file.name in made:
            continue
        if not await _renew(order.id, claim, done=len(made), whole=len(planned), now=now()):
            return False
        content = await asyncio.to_thread(made_file, facts, file, today)
        kept = OrderedFile(ordered=order.id, name=file.name, content=content)
        await OrderedFile.insert(kept).on_conflict(action="DO NOTHING")
        made.add(file.name)
    return await _renew(order.id, claim, done=len(made), whole=len(planned), now=now())


def _planned(order: Order, facts: Facts) -> list[PlannedFile]:
    consultation = str(order.consultation) if order.consultation else None
    planned = planned_files(facts, order.languages, consultation=consultation, year=order.year)
    return [it for it in planned if it.about.year is not None] if order.kind is OrderKind.YEAR else planned


def made_file(facts: Facts, file: PlannedFile, today: Any) -> bytes:
    """The PDF of a planned file, as officers read it."""
    return pdf(issued_report(facts, file.about, language=file.language, today=today))


async def _claim(claim: UUID, *, now: datetime) -> UUID | None:
    skip = " FOR UPDATE SKIP LOCKED" if database().engine_type == "postgres" else ""
    rows = await execute(
        "UPDATE report_order SET state = 'running', claim = {}, claimed_until = {} WHERE id = ("  # noqa: S608
        "SELECT id FROM report_order WHERE state = 'waiting' OR (state = 'running' AND claimed_until < {}) "
        f"ORDER BY ordered_at, id LIMIT 1{skip}) RETURNING id",
        claim,
        now + CLAIM,
        now,
    )
    return UUID(str(rows[0]["id"])) if rows else None


async def _renew(order: UUID, claim: UUID, *, done: int, whole: int, now: datetime) -> bool:
    """Write down how far it has come; False where another process has taken it over."""
    values: dict[Any, Any] = {
        ReportOrder.done: done,
        ReportOrder.whole: whole,
        ReportOrder.claimed_until: now + CLAIM,
    }
    held = (ReportOrder.id == order) & (ReportOrder.claim == claim)
    return bool(await ReportOrder.update(values).where(held).returning(ReportOrder.id))


async def _settle(order: UUID, claim: UUID, state: OrderState, *, error: str = "", now: datetime) -> None:
    values: dict[Any, Any] = {
        ReportOrder.state: state.value,
        ReportOrder.error: error,
        ReportOrder.finished_at: now,
        ReportOrder.claim: None,
        ReportOrder.claimed_until: None,
    }
    async with transaction():
        await ReportOrder.update(values).where((ReportOrder.id == order) & (ReportOrder.claim == claim))
