"""Reports as they are issued: the facts of the moment, told as a document. Pages, commands and the demo all come here."""

import asyncio
from dataclasses import replace
from datetime import date
from uuid import UUID

from feedback.blocks import Paragraph
from feedback.commitments import undertakings
from feedback.consultations import get_consultation
from feedback.issues import followed_issues
from feedback.personal_data_flags import read_masks
from feedback.settings import settings
from feedback.themes import list_themes
from feedback.translation import gettext as _
from feedback.translation import speaking
from reports.document import Document
from reports.facts import Facts
from reports.frozen_facts import FrozenFacts, ReportSubject, told
from reports.queries.consultations import read_consultations
from reports.queries.data_cut import read_data_cut
from reports.queries.issues import read_document_names, told_commitment, told_issues
from reports.queries.samples import read_samples
from reports.queries.surveys import read_surveys
from reports.queries.themes import current_of, read_point_codings, told_themes
from reports.replies import shown_replies


async def read_facts(*, today: date) -> Facts:
    """All that a report may tell, in a number of queries that does not grow with the data."""
    themes = await list_themes()
    followed = await followed_issues()
    consultations = await read_consultations()
    undertaken = await undertakings()
    documents = await read_document_names(undertaken)
    known = {each.id: each for each in consultations}
    return Facts(
        department=settings().department,
        cut=await read_data_cut(),
        consultations=consultations,
        themes=told_themes(themes),
        codings=await read_point_codings(current_of(themes)),
        issues=told_issues(followed, await shown_replies(followed), await read_masks()),
        commitments=tuple(told_commitment(each, documents, known) for each in undertaken),
        surveys=await read_surveys(today=today),
        unconfirmed_months=settings().unconfirmed_months,
        samples=await read_samples(),
    )


async def follow_up_document(consultation_id: UUID, *, language: str, today: date) -> Document:
    """The follow-up report of a consultation as it stands today; says so where its notes are still under review.

    Raises `NotFound`, and `Gone` where the consultation was deleted.
    """
    with speaking(language):
        await get_consultation(consultation_id)
        facts = await read_facts(today=today)
    about = ReportSubject(consultation=str(consultation_id))
    return await asyncio.to_thread(issued_report, facts, about, language=language, today=today)


async def yearly_document(year: int, *, language: str, today: date) -> Document:
    """The report of a year as it stands today, also of one without any consultation."""
    with speaking(language):
        facts = await read_facts(today=today)
    return await asyncio.to_thread(issued_report, facts, ReportSubject(year=year), language=language, today=today)


def issued_report(facts: Facts, about: ReportSubject, *, language: str, today: date) -> Document:
    """The report that these facts tell officers; one of a consultation says so where its notes are still under review."""
    document = told(FrozenFacts(about, today, settings().threshold, facts), language)
    unconfirmed = {it.id for it in facts.consultations if not it.is_confirmed}
    if about.consultation in unconfirmed:
        with speaking(language):
            return _as_draft(document)
    return document


def _as_draft(document: Document) -> Document:
    warning = Paragraph(_("This is a draft: an officer has not yet confirmed what was read from the notes."))
    heading, *rest = document.blocks
    return replace(document, blocks=(heading, warning, *rest))
