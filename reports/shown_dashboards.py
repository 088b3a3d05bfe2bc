"""Dashboards of the moment: for officers of all that reports may tell, for everybody of what is public."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from feedback.api.published import flagged_texts, public_host
from feedback.consultations import get_consultation
from feedback.settings import settings
from reports.dashboard_filters import Choices, DashboardFilter, Reach, choices_of
from reports.dashboards import consultation_dashboard, portfolio_dashboard
from reports.document import Document
from reports.facts import Facts
from reports.held_numbers import with_held_numbers
from reports.issuing import read_facts
from reports.public.documents import read_public_facts
from reports.queries.reaches import read_reaches


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What is shown, what was asked for, and what can be asked for."""

    document: Document
    wanted: DashboardFilter
    choices: Choices


async def officers_portfolio(wanted: DashboardFilter, *, language: str, today: date) -> Dashboard:
    """All consultations, or those asked for."""
    return await _portfolio(await read_facts(today=today), await read_reaches(), wanted, language, today)


async def public_portfolio(wanted: DashboardFilter, *, language: str, today: date) -> Dashboard:
    """What is public of them. Who attended is not: there is no choice by type of organisation.

    The numbers of a survey step as those of published reports do, so that nobody can subtract one from the other.
    """
    facts = await with_held_numbers(await read_public_facts(today=today), threshold=settings().threshold)
    flagged = await flagged_texts({UUID(it.id) for it in facts.consultations})
    reaches = {
        id: Reach(public_host(reach.region, flagged.get(UUID(id), ())))
        for id, reach in (await read_reaches()).items()
        if id in {it.id for it in facts.consultations}
    }
    return await _portfolio(facts, reaches, replace(wanted, organisation_type=""), language, today)


async def officers_consultation(
    consultation_id: UUID, wanted: DashboardFilter, *, language: str, today: date
) -> Dashboard:
    """One consultation. Raises `NotFound`, and `Gone` where it was deleted."""
    await get_consultation(consultation_id)
    facts, id = await read_facts(today=today), str(consultation_id)
    only = replace(wanted, first=None, last=None, organisation_type="", region="")
    document = await asyncio.to_thread(
        consultation_dashboard,
        facts,
        only,
        consultation_id=id,
        language=language,
        today=today,
        threshold=settings().threshold,
    )
    own = replace(facts, consultations=tuple(it for it in facts.consultations if it.id == id))
    points = {point.id for it in own.consultations for point in it.points}
    own = replace(own, codings=tuple(it for it in facts.codings if it.point_id in points))
    return Dashboard(document, only, Choices(themes=choices_of(own, {}, only).themes))


async def _portfolio(
    facts: Facts, reaches: Mapping[str, Reach], wanted: DashboardFilter, language: str, today: date
) -> Dashboard:
    document = await asyncio.to_thread(
        portfolio_dashboard,
        facts,
        wanted,
        reaches,
        language=language,
        today=today,
        threshold=settings().threshold,
    )
    return Dashboard(document, wanted, choices_of(facts, reaches, wanted))
