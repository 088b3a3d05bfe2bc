"""Reports made in the background: whole, once, by one process, and going on where it stopped; and those of every year."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.errors import Conflict
from feedback.tables import Consultation
from feedback.translation import speaking
from reports.editions import languages_without_pdf, list_editions
from reports.facts import Facts
from reports.frozen_facts import ReportSubject
from reports.order_making import CLAIM, make_next, planned_files
from reports.orders import (
    KEPT,
    Order,
    OrderKind,
    OrderState,
    Wanted,
    file_names,
    forget_orders,
    get_order,
    list_orders,
    ordered_file,
    place_order,
    start_again,
)
from reports.public.published_reports import publish_report
from reports.schedules import Schedule, Yearly, end_schedule, list_schedules, make_schedule, order_scheduled
from reports.tables import OrderedFile, ReportOrder
from reports.worker import make_reports
from tests.factories import NOW
from tests.reports.records import make_told_consultation
from tests.reports.sample_facts import make_facts

YEAR = Wanted(OrderKind.YEAR, ("en", "sv"), year=2024)


def at(moment: datetime = NOW) -> Callable[[], datetime]:
    return lambda: moment


async def made(moment: datetime = NOW) -> Order:
    order = await make_next(at(moment))
    assert order
    return order


async def test_an_order_is_made_in_every_language_asked_for(database: str) -> None:
    told = await make_told_consultation()
    wanted = Wanted(OrderKind.FOLLOW_UP, ("sv", "en"), consultation=told.consultation)
    placed = await place_order(wanted, officer=None, now=NOW)

    order = await made()

    names = [f"2024-06-04-consultation-on-meeting-places-{str(told.consultation)[:8]}-{it}.pdf" for it in ("en", "sv")]
    assert (order.id, order.state, order.done, order.whole, order.finished_at) == (placed, OrderState.DONE, 2, 2, NOW)
    assert list(await file_names(placed)) == names
    assert b"/Lang (en)" in await ordered_file(placed, names[0])
    assert await make_next(at()) is None


async def test_the_same_order_is_not_placed_twice_while_it_is_under_way(database: str) -> None:
    first = await place_order(YEAR, officer=None, now=NOW)
    again = await place_order(YEAR, officer=None, now=NOW)
    other = await place_order(Wanted(OrderKind.YEAR, ("sv",), year=2024), officer=None, now=NOW)

    assert first == again != other


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Wanted(OrderKind.YEAR, (), year=2024), "Choose at least one language"),
        (Wanted(OrderKind.YEAR, ("xx",), year=2024), "Choose at least one language"),
        (Wanted(OrderKind.FOLLOW_UP, ("sv",)), "Choose a consultation or a year"),
    ],
)
async def test_an_order_of_nothing_is_refused(sqlite_database: str, wanted: Wanted, why: str) -> None:
    with speaking("en"), pytest.raises(Conflict, match=why):
        await place_order(wanted, officer=None, now=NOW)

    assert await list_orders() == ()


async def test_what_another_process_left_is_gone_on_with_when_its_claim_has_run_out(database: str) -> None:
    await make_told_consultation()
    placed = await place_order(YEAR, officer=None, now=NOW)
    claimed = {"state": "running", "claim": UUID(int=1), "claimed_until": NOW + CLAIM}
    await ReportOrder.update(claimed).where(ReportOrder.id == placed)
    await OrderedFile(ordered=placed, name="year-2024-sv.pdf", content=b"made before").save()

    before = await make_next(at(NOW + CLAIM - timedelta(seconds=1)))
    after = await made(NOW + CLAIM + timedelta(seconds=1))

    assert before is None
    assert (after.state, after.done, after.whole) == (OrderState.DONE, 2, 2)
    assert await ordered_file(placed, "year-2024-sv.pdf") == b"made before"
    assert (await ordered_file(placed, "year-2024-en.pdf")).startswith(b"%PDF-")


async def test_two_processes_make_each_file_once(database: str) -> None:
    await make_told_consultation()
    placed = await place_order(YEAR, officer=None, now=NOW)

    found = await asyncio.gather(make_next(at()), make_next(at()))

    assert [each.id for each in found if each] == [placed]
    assert (await get_order(placed)).done == 2


async def test_an_order_that_fails_says_why_and_can_be_started_again(database: str) -> None:
    told = await make_told_consultation()
    wanted = Wanted(OrderKind.FOLLOW_UP, ("sv",), consultation=told.consultation)
    placed = await place_order(wanted, officer=None, now=NOW)
    here = Consultation.id == told.consultation
    await Consultation.update({Consultation.deleted_at: NOW}).where(here)
    with speaking("en"):
        failed = await made()
    await Consultation.update({Consultation.deleted_at: None}).where(here)

    await start_again(placed)
    order = await made()

    assert (failed.state, failed.error) == (OrderState.FAILED, "There is nothing to report on.")
    assert (order.state, order.error, order.done) == (OrderState.DONE, "", 1)
    with speaking("en"), pytest.raises(Conflict, match="Only an order that failed"):
        await start_again(placed)


async def test_the_pdfs_of_an_edition_are_made(database: str) -> None:
    await make_told_consultation()
    report = await publish_report(year=2024, officer=None, today=NOW.date(), now=NOW)
    [edition] = await list_editions(report)
    before = await languages_without_pdf(edition.id)

    order = await made()

    assert (order.kind, order.report, order.year, order.state) == (OrderKind.EDITION, report, 2024, OrderState.DONE)
    assert (order.done, order.whole) == (len(before), len(before))
    assert await languages_without_pdf(edition.id) == []


async def test_orders_that_were_done_long_ago_are_forgotten(database: str) -> None:
    await make_told_consultation()
    done = await place_order(YEAR, officer=None, now=NOW)
    await made()
    waiting = await place_order(YEAR, officer=None, now=NOW)

    await forget_orders(now=NOW + KEPT)
    kept = [each.id for each in await list_orders()]
    await forget_orders(now=NOW + KEPT + timedelta(seconds=1))

    assert set(kept) == {done, waiting}
    assert [each.id for each in await list_orders()] == [waiting]
    assert await file_names(done) == ()


def test_the_files_of_a_year_are_its_report_and_those_of_its_consultations() -> None:
    files = planned_files(make_facts(), ["sv", "en"], year=2024)

    assert [(it.about, it.language) for it in files] == [
        (ReportSubject(year=2024), "sv"),
        (ReportSubject(year=2024), "en"),
        (ReportSubject(consultation="c2024"), "sv"),
        (ReportSubject(consultation="c2024"), "en"),
    ]
    assert len({it.name for it in files}) == 4
    assert all(it.name.isascii() and "/" not in it.name for it in files)


def test_there_is_nothing_to_make_of_a_consultation_that_is_gone() -> None:
    facts: Facts = make_facts()

    assert planned_files(facts, ["sv"], consultation="gone") == []


@pytest.mark.parametrize(
    ("month", "day", "made_on", "last_run", "today", "due"),
    [
        (1, 15, date(2025, 3, 1), None, date(2025, 3, 2), None),  # its day of this year was before it was made
        (1, 15, date(2025, 3, 1), None, date(2026, 1, 14), None),
        (1, 15, date(2025, 3, 1), None, date(2026, 1, 15), date(2026, 1, 15)),
        (1, 15, date(2025, 3, 1), None, date(2026, 4, 1), date(2026, 1, 15)),  # the service stood still
        (1, 15, date(2025, 3, 1), date(2026, 1, 15), date(2026, 4, 1), None),
        (12, 31, date(2025, 3, 1), None, date(2026, 1, 2), date(2025, 12, 31)),  # over the new year
        (2, 29, date(2025, 1, 1), None, date(2025, 2, 28), date(2025, 2, 28)),
        (2, 29, date(2028, 1, 1), None, date(2028, 2, 28), None),
        (3, 1, date(2025, 3, 1), None, date(2025, 3, 1), date(2025, 3, 1)),  # made on its day
    ],
)
def test_a_schedule_is_due_on_its_day_or_the_first_time_after_it(
    month: int, day: int, made_on: date, last_run: date | None, today: date, due: date | None
) -> None:
    schedule = Schedule(UUID(int=1), OrderKind.BATCH, month, day, ("sv",), made_on=made_on, last_run=last_run)

    assert schedule.due(today) == due
    assert schedule.next_on(today) >= (due or today)


@given(st.lists(st.dates(date(2025, 1, 1), date(2030, 12, 31)), max_size=30), st.integers(1, 12), st.integers(1, 28))
def test_a_schedule_is_run_once_a_year_however_often_it_is_asked(days: list[date], month: int, day: int) -> None:
    runs: list[date] = []
    for today in sorted(days):
        last = runs[-1] if runs else None
        due = Schedule(UUID(int=1), OrderKind.YEAR, month, day, (), date(2025, 1, 1), last_run=last).due(today)
        if due:
            runs.append(due)

    assert len({each.year for each in runs}) == len(runs)
    assert all((each.month, each.day) == (month, day) for each in runs)


async def test_what_is_due_is_ordered_once_and_of_the_year_before(database: str) -> None:
    made_on = datetime(2025, 3, 1, 12, tzinfo=UTC)
    schedule = await make_schedule(Yearly(OrderKind.BATCH, 1, 15, ("en", "sv")), officer=None, now=made_on)
    new_year = datetime(2026, 1, 15, 8, tzinfo=UTC)

    [placed] = await order_scheduled(today=new_year.date(), now=new_year)
    again = await order_scheduled(today=new_year.date(), now=new_year)

    order = await get_order(placed)
    assert (order.kind, order.year, order.languages, order.is_scheduled) == (OrderKind.BATCH, 2025, ("sv", "en"), True)
    assert again == []
    assert [(each.id, each.last_run) for each in await list_schedules()] == [(schedule, date(2026, 1, 15))]


async def test_a_schedule_that_was_ended_stays_on_the_list_and_orders_nothing(database: str) -> None:
    made_on = datetime(2025, 3, 1, 12, tzinfo=UTC)
    schedule = await make_schedule(Yearly(OrderKind.YEAR, 1, 15, ("sv",)), officer=None, now=made_on)

    await end_schedule(schedule, now=NOW)

    assert await order_scheduled(today=date(2026, 2, 1), now=NOW) == []
    assert [each.ended_at for each in await list_schedules()] == [NOW]


@pytest.mark.parametrize(
    ("month", "day", "languages"), [(2, 30, ("sv",)), (0, 1, ("sv",)), (13, 1, ("sv",)), (1, 0, ("sv",)), (1, 1, ())]
)
async def test_a_schedule_on_no_day_is_refused(
    sqlite_database: str, month: int, day: int, languages: tuple[str, ...]
) -> None:
    with pytest.raises(Conflict):
        await make_schedule(Yearly(OrderKind.YEAR, month, day, languages), officer=None, now=NOW)

    assert await list_schedules() == ()


async def test_the_worker_orders_what_is_due_and_makes_all_that_waits(sqlite_database: str) -> None:
    await make_told_consultation()
    await place_order(Wanted(OrderKind.YEAR, ("sv",), year=2024), officer=None, now=NOW)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    wanted = Yearly(OrderKind.YEAR, yesterday.month, yesterday.day, ("sv",))
    await make_schedule(wanted, officer=None, now=yesterday - timedelta(days=7))

    made_now = await make_reports()

    assert made_now == 2
    assert [each.state for each in await list_orders()] == [OrderState.DONE] * 2
    assert [each.is_scheduled for each in await list_orders()] == [True, False]
    assert await make_reports() == 0
