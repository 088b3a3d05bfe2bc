"""Words that may identify somebody reach nobody but officers until one decides to show them: no page, no file, no survey."""

import io
import zipfile
from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

from litestar import Litestar

from feedback.attendance import set_attendance, set_points
from feedback.enums import NotesAudience, PersonalDataChoice
from feedback.flagged_words import MASK
from feedback.issues import followed_issues
from feedback.notes_checks import get_check, open_check
from feedback.organisations import Details, add_organisation
from feedback.personal_data_decisions import decide
from feedback.publishing import publish_consultation, publish_issue
from feedback.settings import settings
from feedback.tables import Issue
from reports.downloads import issued_file
from reports.extracts import extract
from reports.frozen_facts import ReportSubject
from reports.issuing import read_facts
from reports.letter_mails import letter_mail
from reports.letter_reading import read_letter_facts
from reports.letters import addressees, make_letters
from reports.public.data_tables import TABLES
from reports.public.documents import read_public_facts
from reports.report_forms import ReportForm
from surveys.building import draft_for, get_survey
from surveys.definition import to_json
from tests.factories import (
    NOW,
    make_coding,
    make_flag,
    make_issue,
    make_officer,
    make_point,
    make_question,
    make_reviewed_consultation,
    make_theme,
    source_json,
)
from tests.feedback.pdf.reading import joined
from tests.web import Visitor

NAME, MAIL = "Zorbella Krantzqvist", "zorbella@example.org"
SAID = f"{NAME} needs a hall; write to {MAIL}."
TODAY = date(2024, 7, 1)
#: The mask as it stands on a page, in JSON, in a sheet, and as the letters of a PDF are read.
MASKS = (MASK, "[\\u2026]", "[&#8230;]", "[...]")


class Planted:
    """A public consultation whose question, heading and point hold a name and an address that were flagged."""

    consultation: UUID
    issue: UUID
    organisation: UUID
    flags: list[UUID]


async def plant() -> Planted:
    planted = Planted()
    planted.consultation, question, points = await make_reviewed_consultation()
    await make_question(
        planted.consultation, text=f"What does {NAME} want?", position=2, subquestions=[f"Why does {NAME} want it?"]
    )
    named = await make_point(
        planted.consultation,
        text=SAID,
        heading=f"{NAME}:",
        question=question,
        position=3,
        source=source_json(8),
        answer=f"We called {NAME}.",
    )
    planted.flags = [
        await make_flag(planted.consultation, text=NAME, source=source_json(8)),
        await make_flag(planted.consultation, text=MAIL, kind="e-mail", source=source_json(8)),
    ]
    await publish_consultation(planted.consultation, acknowledged=planted.flags, now=NOW)
    planted.issue = await make_issue(title="Halls are too few", points=[named, *points])
    await make_coding(named, await make_theme())
    await publish_issue(planted.issue, officer=None, now=NOW)
    # Not public, and named after a point as issues are.
    await make_issue(title=SAID, points=[named])
    planted.organisation = await add_organisation(Details("The Lillby Society", "info@example.org", "en"))
    await set_attendance(planted.consultation, [planted.organisation])
    await set_points(planted.organisation, planted.consultation, [named])
    return planted


async def pages(site: Litestar, planted: Planted) -> AsyncIterator[tuple[str, str]]:
    """What strangers are sent, by its address; with the page by which participants check the notes."""
    check = await open_check(
        planted.consultation,
        audience=NotesAudience.ATTENDEES,
        last_day=date(9999, 1, 1),
        officer=None,
        today=TODAY,
        now=NOW,
    )
    addresses = [
        "/public",
        "/public/consultations",
        f"/public/consultations/{planted.consultation}/x",
        f"/public/consultations/{planted.consultation}/feed.atom",
        "/public/issues",
        "/public/issues?words=hall",
        f"/public/issues/{planted.issue}/x",
        f"/public/issues/{planted.issue}/feed.atom",
        "/public/search?words=hall",
        "/public/feed.atom",
        "/public/dashboard",
        "/public/data",
        *(f"/public/data/v1/{table.name}.{kind}" for table in TABLES for kind in ("csv", "json")),
        "/public/data/catalogue.jsonld",
        *(f"/api/v1/{name}" for name in ("consultations", "questions", "points", "issues", "commitments")),
        f"/notes/{(await get_check(check)).token}",
    ]
    async with Visitor(site) as visitor:
        for address in addresses:
            answer = await visitor.client.get(address)
            assert answer.status_code == 200, address
            yield address, answer.text
    from feedback.notes_checks import close_check

    await close_check(check, now=NOW)


async def files(planted: Planted) -> AsyncIterator[tuple[str, str]]:
    """The words of every report, of the export, of letters and of a survey, by what they are; without spaces from PDF."""
    own, everybodys = await read_facts(today=TODAY), await read_public_facts(today=TODAY)
    for whose, facts in (("officers'", own), ("public", everybodys)):
        for about in (ReportSubject(consultation=str(planted.consultation)), ReportSubject(year=2024)):
            for form in ReportForm:
                content = issued_file(facts, about, form, language="en", today=TODAY).content
                yield f"{whose} {form} of {about}", text_of(content)
    logs = {str(issue.id): issue.log for issue in await followed_issues()}
    yield "export", str(extract(own, logs, threshold=settings().threshold))
    told = await read_letter_facts(planted.consultation, planted.organisation, address="", today=TODAY)
    yield "letter", str(told)
    yield "survey", to_json((await get_survey(await draft_for(planted.consultation, now=NOW))).definition)


def text_of(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return joined(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return content.decode()


def leaks(text: str) -> bool:
    plain = "".join(text.split()).casefold()
    return "krantzqvist" in plain or "zorbella@" in plain


async def found(site: Litestar, planted: Planted) -> tuple[set[str], set[str]]:
    """Where the flagged words stand, and where the sign stands that they were taken out."""
    shown, masked = set(), set()
    for source in (pages(site, planted), files(planted)):
        async for name, text in source:
            shown |= {name} if leaks(text) else set()
            masked |= {name} if any(sign in text for sign in MASKS) else set()
    return shown, masked


async def test_flagged_words_reach_nobody_until_they_are_decided_to_be_shown(
    sqlite_database: str, site: Litestar
) -> None:
    planted, officer = await plant(), await make_officer()
    consultation = f"/public/consultations/{planted.consultation}/x"
    everywhere = {
        consultation,
        f"/public/issues/{planted.issue}/x",
        "/public/data/v1/points.csv",
        "/api/v1/points",
        "/api/v1/questions",
        "export",
        "letter",
        "survey",
        *(
            f"{whose} {form} of {ReportSubject(consultation=str(planted.consultation))}"
            for whose in ("officers'", "public")
            for form in (ReportForm.PDF, ReportForm.DOCX, ReportForm.XLSX, ReportForm.CSV)
        ),
    }

    undecided, masked_undecided = await found(site, planted)
    for flag in planted.flags:
        await decide(flag, PersonalDataChoice.HIDDEN, reason="", officer=officer, now=NOW)
    hidden, masked_hidden = await found(site, planted)
    for flag in planted.flags:
        await decide(flag, PersonalDataChoice.SHOWN, reason="She agreed.", officer=officer, now=NOW)
    shown, masked_shown = await found(site, planted)

    assert (undecided, hidden, masked_shown - {f for f in masked_shown if f.startswith("/notes/")}) == (
        set(),
        set(),
        set(),
    )
    assert everywhere - masked_hidden == set()
    assert everywhere - shown == set()
    assert {"export", "letter", "survey", "/api/v1/questions"} - masked_undecided == set()
    assert await Issue.count() == 2


async def test_a_letter_that_was_made_masked_is_mailed_masked(sqlite_database: str) -> None:
    planted, officer = await plant(), await make_officer()

    await make_letters(planted.consultation, number=1, officer=officer, now=NOW)
    [addressee] = await addressees(planted.consultation)
    [made] = addressee.letters
    mail = await letter_mail(made.letter.id, today=TODAY)

    assert mail
    assert f"{MASK} needs a hall" in mail.text
    assert not leaks(mail.text + mail.html)
