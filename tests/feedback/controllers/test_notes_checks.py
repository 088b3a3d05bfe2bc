"""The page by which participants check the notes, and the officers' pages about it."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from feedback.attendance import set_attendance
from feedback.controllers.notes_checks import sending
from feedback.enums import MailState, PointKind
from feedback.mail import outbox
from feedback.mail_tables import Mail
from feedback.notes_check_mails import check_mail, describe_check_mails
from feedback.notes_checks import close_check, get_check, list_checks
from feedback.notes_tables import NotesReply
from feedback.organisations import Details, add_organisation
from feedback.points import Wording, add_point, drop_point, edit_point
from feedback.tables import Consultation
from tests.factories import NOW, make_flag, make_reviewed_consultation
from tests.web import Page, Visitor, words

LONG = "x" * 2001


@pytest.fixture(autouse=True)
def fresh_attempts() -> Iterator[None]:
    yield
    sending._failures.clear()


async def opened(officer: Visitor) -> tuple[UUID, list[UUID], Page]:
    """Notes that are being checked: their consultation and points, and the page as participants open it."""
    consultation, _question, points = await make_reviewed_consultation()
    page = await officer.get(f"/consultations/{consultation}/notes-checks")
    page = await page.submit({"audience": "attendees"}, action="/notes-checks")
    assert page.notice == "The check is open. Send the link now."
    [check] = await list_checks(consultation)
    return consultation, points, await officer.get(f"/notes/{check.token}")


async def test_a_participant_agrees_corrects_and_adds_and_nothing_typed_is_lost(officer: Visitor) -> None:
    consultation, [first, second], page = await opened(officer)
    typed = {
        f"point-{first}": "correction",
        f"comment-{second}": "Rather two years.",
        "missing": "Buses stop too early.\n\nSo do trains.",
        "organisation": "The Lillby Society",
    }

    empty = await page.submit()
    long = await empty.submit({**typed, f"text-{first}": LONG})
    form = long.form()
    sent = await long.submit({f"text-{first}": "Small associations need premises."})

    assert (empty.status, empty.errors) == (
        422,
        ["Say of at least one point whether it is right, or what is missing."],
    )
    assert long.errors == ["The text is too long: use at most 2,000 characters."]
    assert (form.fields[f"text-{first}"], form.fields["missing"]) == (LONG, typed["missing"])
    assert (form.fields[f"point-{first}"], form.fields["organisation"]) == ("correction", "The Lillby Society")
    assert (sent.h1, sent.path.endswith("/sent")) == ("Thank you", True)
    rows = await NotesReply.select().order_by(NotesReply.kind).order_by(NotesReply.text)
    assert [(row["kind"], row["point"], row["text"], row["comment"]) for row in rows] == [
        ("addition", None, "Buses stop too early.", ""),
        ("addition", None, "So do trains.", ""),
        ("correction", second, "", "Rather two years."),
        ("correction", first, "Small associations need premises.", ""),
    ]
    assert {(row["organisation"], row["language"], row["day"]) for row in rows} == {
        ("The Lillby Society", "en", date.today())
    }
    assert consultation


async def test_a_choice_alone_needs_words_and_the_rest_is_right_at_once(officer: Visitor) -> None:
    _consultation, [first, second], page = await opened(officer)

    refused = await page.submit({f"point-{first}": "correction"})
    await page.submit({f"point-{first}": "agrees", "rest": "1"})

    assert refused.errors == ["Write how the point should be put, or what is wrong with it."]
    rows = await NotesReply.select(NotesReply.kind, NotesReply.point)
    assert {(row["kind"], row["point"]) for row in rows} == {("agrees", first), ("agrees", second)}


async def test_what_was_typed_of_a_point_that_is_dropped_meanwhile_reaches_officers(officer: Visitor) -> None:
    _consultation, [first, second], page = await opened(officer)
    await drop_point(second, now=NOW)

    refused = await page.submit({f"text-{second}": "Rather two years.", "organisation": "x" * 201})
    await refused.submit({"organisation": ""})

    assert refused.errors == ["The name is too long: use at most 200 characters."]
    rows = await NotesReply.select(NotesReply.kind, NotesReply.point, NotesReply.text)
    assert [(row["kind"], row["point"], row["text"]) for row in rows] == [("correction", second, "Rather two years.")]
    assert first != second


async def test_nobody_agrees_to_a_wording_that_they_have_not_seen(officer: Visitor) -> None:
    consultation, [first, second], page = await opened(officer)
    await edit_point(first, Wording("No association needs premises.", PointKind.STATEMENT), seen="")
    new = await add_point(consultation, Wording("Buses stop early.", PointKind.STATEMENT))

    refused = await page.submit({"rest": "1"})
    counted = await NotesReply.count()
    await refused.submit()

    assert (refused.errors, counted) == (["The notes changed meanwhile. Look at them again."], 0)
    assert "No association needs premises." in refused.text
    rows = await NotesReply.select(NotesReply.point)
    assert {row["point"] for row in rows} == {first, second, new}


async def test_a_flood_is_stopped_and_keeps_what_was_typed(officer: Visitor) -> None:
    _consultation, [first, _second], page = await opened(officer)
    for _each in range(sending.limit):
        sending.failed("127.0.0.1")

    refused = await page.submit({f"text-{first}": "Mine"})

    assert refused.errors == ["There were too many attempts. Wait a few minutes and try again."]
    assert refused.form().fields[f"text-{first}"] == "Mine"
    assert await NotesReply.count() == 0


async def test_strangers_read_the_notes_masked_and_a_closed_link_says_so(officer: Visitor) -> None:
    consultation, _points, _page = await opened(officer)
    await make_flag(consultation, text="premises")
    [check] = await list_checks(consultation)
    officers = await officer.get(f"/notes-checks/{check.id}")

    officer.client.cookies.clear()
    page = await officer.get(f"/notes/{check.token}")
    arabic = await officer.get(f"/notes/{check.token}?lang=ar")
    wrong = await officer.get("/notes/wrong")
    await close_check(check.id, now=NOW)
    closed = await officer.get(f"/notes/{check.token}?lang=en")
    await Consultation.update({Consultation.deleted_at: NOW}).where(Consultation.id == consultation)
    deleted = await officer.get(f"/notes/{check.token}")

    assert "Associations need […] that they can afford." in page.text
    assert "premises" not in page.response.text
    assert arabic.tree.get("dir") == "rtl"
    assert check.address in officers.text
    assert (wrong.status, closed.status, deleted.status) == (404, 410, 410)
    assert "The notes could be checked until" in closed.text


async def test_officers_take_up_a_correction_and_leave_another(officer: Visitor) -> None:
    consultation, [first, second], page = await opened(officer)
    await page.submit(
        {f"text-{first}": "Small associations need premises.", f"text-{second}": "No.", "missing": "Buses."}
    )
    replies = {row["text"]: row["id"] for row in await NotesReply.select(NotesReply.id, NotesReply.text)}
    page = await officer.get(f"/consultations/{consultation}/notes-checks")

    taken = await page.submit(action=f"{replies['Small associations need premises.']}/accept")
    await taken.submit(action=f"{replies['Buses.']}/accept")
    refused = await officer.post(
        f"/notes-replies/{replies['No.']}/decline",
        {"_csrf_token": page.form(f"{replies['No.']}/accept").fields["_csrf_token"]},
    )
    left = await officer.post(
        f"/notes-replies/{replies['No.']}/decline",
        {
            "_csrf_token": page.form(f"{replies['No.']}/accept").fields["_csrf_token"],
            f"reason-{replies['No.']}": "The tape says so.",
        },
    )
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.id == consultation)
    public = await officer.get(f"/public/consultations/{consultation}")

    assert taken.notice == "It is taken up, and the earlier wording is kept beside it."
    [before] = taken.tree.xpath("//ol[@class='points']//details")
    assert words(before) == (
        "How it read before – point 1Associations need premises that they can afford.Small associations need premises."
    )
    assert refused.errors == [
        "Say why it is not taken up: everybody can read the reason where the consultation is published."
    ]
    assert left.notice == "It is not taken up, and the reason is kept."
    assert "Buses. 0 agree Added by participants" in left.text
    assert "Small associations need premises." in public.text
    assert (
        "1 correction was taken up. 1 missing point was added. 1 reply was not taken up. Reasons: The tape says so."
        in (public.text)
    )


async def test_organisations_that_attended_are_written_to_once(officer: Visitor) -> None:
    consultation, _points, _page = await opened(officer)
    here = await add_organisation(Details("The Lillby Society", "info@example.org", "en"))
    silent = await add_organisation(Details("Without Address", "", "sv"))
    await add_organisation(Details("Elsewhere", "else@example.org", "sv"))
    await set_attendance(consultation, [here, silent])
    [check] = await list_checks(consultation)
    page = await officer.get(f"/notes-checks/{check.id}")

    page = await page.submit(action="/mails")

    assert page.notice == "1 mail is on its way."
    assert "The Lillby Society – a mail is sent or on its way" in page.text
    assert "Without Address – no address" in page.text
    assert "Elsewhere" not in page.text
    [mail] = await outbox.list_mails(MailState.WAITING)
    written = await check_mail(mail.about, today=check.last_day)
    assert written
    assert (written.to, written.subject) == ("info@example.org", "Is this what was said? Notes to check")
    assert f"{check.address}?lang=en" in written.text
    assert check.token not in written.without_secret.text
    assert await check_mail(mail.about, today=check.last_day + timedelta(days=1)) is None
    assert (await describe_check_mails([mail.about]))[mail.about].to == "The Lillby Society"
    assert await Mail.count() == 1
    assert (await get_check(check.id)).closed_at is None
