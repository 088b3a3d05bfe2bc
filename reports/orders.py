"""Reports made in the background: what was ordered, how far it has come, and its files. `reports.order_making` makes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.translation import LANGUAGES, N_
from feedback.translation import gettext as _
from reports.tables import OrderedFile, ReportOrder

SHOWN = 50
#: How long an order is kept after it is done, with its files.
KEPT = timedelta(days=60)


class OrderKind(StrEnum):
    FOLLOW_UP = "follow-up"  # the report of one consultation
    YEAR = "year"  # the report of one year
    BATCH = "batch"  # that of a year, and of each of its consultations
    EDITION = "edition"  # the PDFs of an edition


class OrderState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


KIND_NAMES = {
    OrderKind.FOLLOW_UP: N_("Follow-up report"),
    OrderKind.YEAR: N_("Report of a year"),
    OrderKind.BATCH: N_("All reports of a year"),
    OrderKind.EDITION: N_("PDF files of a published report"),
}
STATE_NAMES = {
    OrderState.WAITING: N_("waiting"),
    OrderState.RUNNING: N_("being made"),
    OrderState.DONE: N_("done"),
    OrderState.FAILED: N_("failed"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """`done` of `whole` files are made; `whole` is 0 until they are counted. `title` is of the consultation, in `language`.

    `report` is the published report whose edition it is for.
    """

    id: UUID
    kind: OrderKind
    consultation: UUID | None
    year: int | None
    edition: UUID | None
    languages: tuple[str, ...]
    state: OrderState
    done: int
    whole: int
    error: str
    ordered_at: datetime
    finished_at: datetime | None
    is_scheduled: bool
    title: str
    language: str
    report: UUID | None

    @property
    def is_under_way(self) -> bool:
        return self.state in (OrderState.WAITING, OrderState.RUNNING)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is ordered: the report of a consultation or a year, or of all of a year, in these languages."""

    kind: OrderKind
    languages: tuple[str, ...]
    consultation: UUID | None = None
    year: int | None = None


async def place_order(wanted: Wanted, *, officer: UUID | None, now: datetime, schedule: UUID | None = None) -> UUID:
    """Have reports made in the background; gives the order's id, also of one for the same that is still under way.

    Raises `Conflict` where no language is chosen, or nothing to report on.
    """
    languages = [language for language in LANGUAGES if language in wanted.languages]
    if not languages:
        raise Conflict(_("Choose at least one language."))
    if wanted.kind is OrderKind.EDITION or (wanted.consultation is None) == (wanted.year is None):
        raise Conflict(_("Choose a consultation or a year."))
    async with transaction():
        under_way = ReportOrder.state.is_in([OrderState.WAITING.value, OrderState.RUNNING.value])
        about = (
            ReportOrder.consultation == wanted.consultation if wanted.consultation else ReportOrder.year == wanted.year
        )
        rows = await ReportOrder.select(ReportOrder.id, ReportOrder.languages).where(
            under_way & about & (ReportOrder.what == wanted.kind.value)
        )
        for row in rows:
            if msgspec.json.decode(row["languages"]) == languages:
                known: UUID = row["id"]
                return known
        order = ReportOrder(
            what=wanted.kind.value,
            consultation=wanted.consultation,
            year=wanted.year,
            schedule=schedule,
            languages=msgspec.json.encode(languages).decode(),
            state=OrderState.WAITING.value,
            ordered_by=officer,
            ordered_at=now,
        )
        await order.save()
    return UUID(str(order.id))


async def order_edition(edition: UUID, *, officer: UUID | None, now: datetime) -> None:
    """Have the PDFs of an edition made, in the transaction that stores it."""
    await ReportOrder(
        what=OrderKind.EDITION.value,
        edition=edition,
        languages=msgspec.json.encode(list(LANGUAGES)).decode(),
        state=OrderState.WAITING.value,
        ordered_by=officer,
        ordered_at=now,
    ).save()


async def list_orders() -> tuple[Order, ...]:
    """The latest orders, the newest first."""
    rows = await _selected().order_by(ReportOrder.ordered_at, ascending=False).order_by(ReportOrder.id).limit(SHOWN)
    return tuple(_order(row) for row in rows)


async def get_order(order: UUID) -> Order:
    """One order. Raises `NotFound`."""
    row = await _selected().where(ReportOrder.id == order).first()
    if row is None:
        raise NotFound(_("There is no such order."))
    return _order(row)


async def start_again(order: UUID) -> None:
    """Let an order that failed go on where it was. Raises `NotFound`, and `Conflict` where it has not failed."""
    await get_order(order)
    failed = (ReportOrder.id == order) & (ReportOrder.state == OrderState.FAILED.value)
    waiting: dict[Any, Any] = {
        ReportOrder.state: OrderState.WAITING.value,
        ReportOrder.error: "",
        ReportOrder.finished_at: None,
    }
    if not await ReportOrder.update(waiting).where(failed).returning(ReportOrder.id):
        raise Conflict(_("Only an order that failed can be started again."))


async def file_names(order: UUID) -> tuple[str, ...]:
    """The names of the files that are made, in their order."""
    names: Sequence[str] = (
        await OrderedFile.select(OrderedFile.name).where(OrderedFile.ordered == order).output(as_list=True)
    )
    return tuple(sorted(names))


async def ordered_file(order: UUID, name: str) -> bytes:
    """One of the files. Raises `NotFound`."""
    wanted = (OrderedFile.ordered == order) & (OrderedFile.name == name)
    row = await OrderedFile.select(OrderedFile.content).where(wanted).first()
    if row is None:
        raise NotFound(_("There is no such file."))
    return bytes(row["content"])


async def forget_orders(*, now: datetime) -> None:
    """Take away the orders that were done long ago, and their files."""
    await ReportOrder.delete().where(
        (ReportOrder.state == OrderState.DONE.value) & (ReportOrder.finished_at < now - KEPT)
    )


def _selected() -> Any:  # Piccolo types no query with joined columns
    edition: Any = ReportOrder.edition
    about: Any = ReportOrder.consultation
    return ReportOrder.select(
        *ReportOrder.all_columns(),
        *(about.title, about.language, edition.report),
        *(edition.report.year, edition.report.consultation.title, edition.report.consultation.language),
    )


def _order(row: Mapping[str, Any]) -> Order:
    return Order(
        id=row["id"],
        kind=OrderKind(row["what"]),
        consultation=row["consultation"],
        year=row["year"] or row["edition.report.year"],
        edition=row["edition"],
        languages=tuple(msgspec.json.decode(row["languages"])),
        state=OrderState(row["state"]),
        done=row["done"],
        whole=row["whole"],
        error=row["error"],
        ordered_at=row["ordered_at"],
        finished_at=row["finished_at"],
        is_scheduled=row["schedule"] is not None,
        title=row["consultation.title"] or row["edition.report.consultation.title"] or "",
        language=row["consultation.language"] or row["edition.report.consultation.language"] or "",
        report=row["edition.report"],
    )
