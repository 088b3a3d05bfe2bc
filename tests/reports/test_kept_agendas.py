"""Drafts of agendas as they are kept: gone on with by one officer at a time, and taken away."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from feedback.errors import Conflict, NotFound
from reports.agenda_items import Agenda, AgendaItem
from reports.kept_agendas import delete_agenda, get_agenda, keep_agenda, keep_changes, list_agendas
from tests.factories import NOW, make_officer

LATER = NOW + timedelta(days=1)
ITEMS = (
    AgendaItem("Hyror & <lokaler>", 20, "Därför.", ("Vad saknas?",), language="sv"),
    AgendaItem("مرحبا", 40, is_chosen=False),
)
AGENDA = Agenda("Nästa samråd", "sv", 60, ITEMS, day=date(2027, 3, 2), starts=time(13), place="Lillby")


async def test_a_draft_is_kept_and_gone_on_with(database: str) -> None:
    officer = await make_officer()
    first = await keep_agenda(AGENDA, officer=officer, today=NOW.date(), now=NOW)
    undated = await keep_agenda(replace(AGENDA, day=None), officer=officer, today=NOW.date(), now=NOW)
    opened = await get_agenda(first)

    changed = replace(AGENDA, title="Ett annat", starts=None)
    await keep_changes(first, changed, seen=opened.stamp, now=LATER)

    assert opened.agenda == AGENDA
    assert [(each.id, each.agenda, each.year, each.by) for each in await list_agendas()] == [
        (first, changed, 2027, "Olga Officer"),
        (undated, replace(AGENDA, day=None), 2024, "Olga Officer"),
    ]


async def test_a_draft_that_a_colleague_changed_is_not_written_over(database: str) -> None:
    kept = await keep_agenda(AGENDA, officer=await make_officer(), today=NOW.date(), now=NOW)
    seen = (await get_agenda(kept)).stamp
    theirs = replace(AGENDA, title="Deras")
    await keep_changes(kept, theirs, seen=seen, now=LATER)

    with pytest.raises(Conflict):
        await keep_changes(kept, replace(AGENDA, title="Vår"), seen=seen, now=LATER)

    assert (await get_agenda(kept)).agenda == theirs
    await keep_changes(kept, theirs, seen=seen, now=LATER)  # the same button pressed twice


async def test_a_draft_is_taken_away(database: str) -> None:
    kept = await keep_agenda(AGENDA, officer=await make_officer(), today=NOW.date(), now=NOW)

    await delete_agenda(kept)

    assert await list_agendas() == []
    for gone in (get_agenda(kept), delete_agenda(kept), keep_changes(kept, AGENDA, seen="", now=NOW)):
        with pytest.raises(NotFound):
            await gone
