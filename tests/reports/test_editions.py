"""Editions: what was published stays to the byte, later data makes a later edition, and both engines keep the same."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.database import open_database
from feedback.errors import Conflict
from feedback.interface_tables import Webhook, WebhookDelivery
from feedback.publishing import publish_issue
from feedback.tables import Consultation, Issue, Point
from feedback.translation import speaking
from reports.document import Document
from reports.edition_changes import Change, changes_between, kept_figures, value_text
from reports.edition_checks import check_file
from reports.editions import (
    edition_document,
    edition_facts,
    edition_figures,
    edition_pdf,
    freeze,
    get_edition,
    list_editions,
    store_edition,
)
from reports.exports import tables_csv
from reports.figures import Figure
from reports.figures_json import figures_json
from reports.frozen_facts import FrozenFacts, ReportSubject, as_kept, packed, told
from reports.measures import Measure
from reports.orders import OrderKind, list_orders
from reports.pdf.building import pdf
from reports.public.published_reports import (
    current_edition,
    get_public_report,
    give_editions,
    publish_again,
    publish_report,
)
from reports.stored_documents import document_json, stored_document
from reports.tables import PublishedReport, ReportEdition
from surveys.publishing import close
from tests.factories import NOW, make_point
from tests.reports.records import Told, make_told_consultation
from tests.reports.sample_facts import CUT, TODAY, make_facts
from tests.reports.test_issuing import TABLES

DAY = date(2025, 11, 10)
LATER = NOW + timedelta(days=30)


async def make_public_told() -> Told:
    """A consultation with all that a report tells of, public, with its survey closed."""
    made = await make_told_consultation()
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.id == made.consultation)
    await publish_issue(made.issue, officer=None, now=NOW)
    await close(made.survey, now=NOW)
    return made


async def published() -> tuple[Told, UUID]:
    made = await make_public_told()
    return made, await publish_report(consultation=made.consultation, officer=None, today=DAY, now=NOW)


async def test_a_published_report_is_kept_in_every_language_and_its_pdf_ordered(database: str) -> None:
    made, report = await published()

    [edition] = await list_editions(report)
    documents = {language: await edition_document(edition.id, language) for language in ("sv", "en", "ar")}
    [order] = await list_orders()

    assert (edition.number, edition.as_of, edition.changes) == (1, DAY, ())
    assert {language: document.language for language, document in documents.items()} == {
        "sv": "sv", "en": "en", "ar": "ar",
    }  # fmt: skip
    assert {it.id for document in documents.values() for it in document.figures} == {
        it.id for it in kept_figures(await edition_figures(edition.id))
    }
    assert (order.kind, order.report, order.title) == (OrderKind.EDITION, report, "Consultation on meeting places")
    assert made.consultation == order.consultation or order.consultation is None


async def test_later_data_never_changes_a_published_report(database: str) -> None:
    made, report = await published()
    [edition] = await list_editions(report)
    before = [await edition_pdf(edition.id, "en"), tables_csv(await edition_document(edition.id, "sv"))]

    await make_point(made.consultation, text="One more thing.", position=9)
    await Issue.update({Issue.title: "Rents are too high everywhere"}).where(Issue.id == made.issue)
    await give_editions(now=LATER)

    assert [await edition_pdf(edition.id, "en"), tables_csv(await edition_document(edition.id, "sv"))] == before
    assert len(await list_editions(report)) == 1


async def test_a_pdf_is_made_of_what_was_stored_and_then_stays(database: str) -> None:
    _made, report = await published()
    [edition] = await list_editions(report)

    first = await edition_pdf(edition.id, "en")

    assert first == pdf(await edition_document(edition.id, "en")) == await edition_pdf(edition.id, "en")


async def test_a_new_edition_lists_the_figures_that_differ(database: str) -> None:
    made, report = await published()
    await make_point(made.consultation, text="One more thing.", position=9)

    number = await publish_again(report, officer=None, today=DAY, now=LATER)

    latest, first = await list_editions(report)
    counted = {each.id: (each.before, each.after) for each in latest.changes}
    before, after = counted[f"consultation.{made.consultation}.points"]
    assert (number, latest.number, first.number) == (2, 2, 1)
    assert before is not None
    assert after is not None
    assert (before.value, after.value) == (2, 3)
    assert latest == await get_edition(report, 2)


async def test_nothing_new_is_refused_and_a_word_alone_is_new(database: str) -> None:
    made, report = await published()

    with speaking("en"), pytest.raises(Conflict, match="Nothing in the report has changed"):
        await publish_again(report, officer=None, today=DAY, now=LATER)
    await Point.update({Point.text: "Associations need premises, and cheap ones."}).where(Point.id == made.points[0])
    await publish_again(report, officer=None, today=DAY, now=LATER)

    assert [(it.number, it.changes) for it in await list_editions(report)] == [(2, ()), (1, ())]


async def test_webhooks_are_told_which_edition(database: str) -> None:
    await Webhook(url="https://hooks.example.org/", secret="secret", events='["report.published"]').save()
    made, report = await published()
    await make_point(made.consultation, text="One more thing.", position=9)

    await publish_again(report, officer=None, today=DAY, now=LATER)

    told = await WebhookDelivery.select(WebhookDelivery.payload).output(load_json=True)
    assert sorted((each["payload"]["edition"], each["payload"]["report"]) for each in told) == [
        (1, str(report)),
        (2, str(report)),
    ]


async def test_a_report_from_before_there_were_editions_gets_its_first(database: str) -> None:
    made = await make_public_told()
    old = PublishedReport(consultation=made.consultation, published_at=NOW)
    await old.save()

    await give_editions(now=LATER)
    edition = await current_edition(await get_public_report(old.id), now=LATER)

    assert (edition.number, edition.as_of) == (1, LATER.date())
    assert len(await list_editions(old.id)) == 1


@pytest.mark.postgresql
async def test_an_edition_is_the_same_on_both_engines(sqlite_url: str, postgresql_url: str) -> None:
    async with open_database(sqlite_url):
        made = await make_public_told()
        rows = {table: await table.select() for table in TABLES}
        here = await _everything(made)
    async with open_database(postgresql_url):
        for table, found in rows.items():
            if found:
                await table.insert(*(table(**row) for row in reversed(found)))
        there = await _everything(made)

    assert here == there


async def _everything(made: Told) -> list[object]:
    found: list[object] = []
    for about in ({"consultation": made.consultation}, {"year": 2024}):
        report = await publish_report(**about, officer=None, today=DAY, now=NOW)  # type: ignore[arg-type]
        [edition] = await list_editions(report)
        found += [edition.hash, await edition_figures(edition.id), await edition_facts(edition.id)]
        found += [await edition_pdf(edition.id, language) for language in ("sv", "ar")]
    return found


async def test_a_file_that_was_published_is_checked_against_its_facts_and_the_data(database: str) -> None:
    made, report = await published()
    [edition] = await list_editions(report)
    file = figures_json(await edition_document(edition.id, "en"))
    equal = await check_file(file)
    await make_point(made.consultation, text="One more thing.", position=9)

    later = await check_file(file)
    said, other = b'.points","low":null,"measure":"points","n":2', b'.points","low":null,"measure":"points","n":7'
    forged = await check_file(file.replace(said, other))

    points = f"consultation.{made.consultation}.points"
    assert (equal.is_equal, equal.number, equal.title) == (True, 1, "Consultation on meeting places")
    assert (later.is_published, later.from_facts) == (True, ())
    assert later.from_data is not None
    assert points in {each.id for each in later.from_data}
    assert not forged.is_published
    assert [each.id for each in forged.from_facts] == [points]


async def test_the_pdf_of_an_edition_is_checked_by_the_figures_in_it(database: str) -> None:
    _made, report = await published()
    [edition] = await list_editions(report)

    checked = await check_file(await edition_pdf(edition.id, "ar"))

    assert checked.is_equal


async def test_facts_that_were_changed_behind_our_back_are_found(sqlite_database: str) -> None:
    made, report = await published()
    [edition] = await list_editions(report)
    file = figures_json(await edition_document(edition.id, "en"))
    kept = await edition_facts(edition.id)
    forged = replace(kept, facts=replace(kept.facts, issues=()))

    await ReportEdition.update({ReportEdition.facts: packed(forged)}).where(ReportEdition.id == edition.id)
    checked = await check_file(file)

    assert f"consultation.{made.consultation}.issues" in {each.id for each in checked.from_facts}
    assert (checked.is_published, checked.from_data) == (True, ())


@pytest.mark.parametrize(
    "subject", [*(ReportSubject(it.id) for it in make_facts().consultations), ReportSubject(year=2024)]
)
def test_facts_and_documents_come_back_as_they_were(subject: ReportSubject) -> None:
    frozen = FrozenFacts(subject, TODAY, 5, make_facts())

    kept = as_kept(frozen)
    document = told(kept, "ar")
    stored = stored_document(document_json(document))

    assert kept == frozen
    assert packed(kept) == packed(frozen)
    assert stored == document
    assert document_json(stored) == document_json(document)


def test_a_document_that_was_stored_by_an_earlier_version_can_be_read() -> None:
    document = Document("Title", "Sub", "sv", "Us", "today")
    older = msgspec.json.decode(document_json(document))
    del older["figures"]

    assert stored_document(msgspec.json.encode({**older, "gone": 1})) == document


def figure(id: str = "a", value: int | None = 7, **values: object) -> Figure:
    known = {"n": value, "base": None, "suppressed": value is None, "measure": Measure.POINTS, "cut": CUT}
    return Figure(id, value, **{**known, **values})  # type: ignore[arg-type]


def test_changes_are_by_what_a_figure_says_not_when_or_how_it_was_counted() -> None:
    before = [figure("a"), figure("b"), figure("c"), figure("gone")]
    after = [
        figure("a", cut=CUT + timedelta(days=1), source="elsewhere"),
        figure("b", 8),
        figure("c", None, fewer_than=5),
        figure("new"),
    ]

    changes = changes_between(before, after)

    assert [each.id for each in changes] == ["b", "c", "gone", "new"]
    with speaking("en"):
        assert [(value_text(each.before), value_text(each.after)) for each in changes] == [
            ("7", "8"), ("7", "fewer than 5"), ("7", "not in the report"), ("not in the report", "7"),
        ]  # fmt: skip


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)),
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)),
)
def test_changes_from_one_to_the_other_are_those_back_again(one: dict[str, int], other: dict[str, int]) -> None:
    before = [figure(id, value) for id, value in one.items()]
    after = [figure(id, value) for id, value in other.items()]

    there, back = changes_between(before, after), changes_between(after, before)

    assert [Change(it.id, it.measure, it.after, it.before) for it in back] == list(there)
    assert {it.id for it in there} == {id for id in {*one, *other} if one.get(id) != other.get(id)}


async def test_an_edition_made_before_another_was_stored_is_not_stored(database: str) -> None:
    told = await make_public_told()
    early = await freeze(ReportSubject(year=2024), today=DAY)
    report = await publish_report(consultation=told.consultation, officer=None, today=DAY, now=LATER)

    with pytest.raises(Conflict, match="Somebody else just published"):
        await store_edition(report, early, number=2, officer=None, now=LATER)

    assert len(await list_editions(report)) == 1


async def test_two_reports_published_at_the_same_moment_do_not_both_come_of_the_same_numbers(database: str) -> None:
    told = await make_public_told()

    outcomes = await asyncio.gather(
        publish_report(consultation=told.consultation, officer=None, today=DAY, now=LATER),
        publish_report(year=2024, officer=None, today=DAY, now=LATER),
        return_exceptions=True,
    )

    assert all(isinstance(each, UUID | Conflict) for each in outcomes)
    assert await ReportEdition.count() == sum(isinstance(each, UUID) for each in outcomes) >= 1
    assert await PublishedReport.count() == await ReportEdition.count()
