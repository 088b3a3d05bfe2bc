"""Letters as they are made, queued and mailed: each once per number, in its organisation's language."""

from datetime import timedelta
from uuid import UUID

import pytest

from feedback.attendance import set_attendance, set_points
from feedback.consultations import delete_consultation
from feedback.enums import Answer, MailState
from feedback.errors import Conflict, Gone
from feedback.issue_states import Entry, Field
from feedback.issues import record
from feedback.mail import outbox
from feedback.mail_tables import Mail
from feedback.organisations import Details, add_organisation, edit_organisation
from feedback.tables import Consultation
from reports.letter_mails import describe_letter_mails, letter_mail
from reports.letters import (
    KIND,
    Made,
    addressees,
    get_letter,
    letter_token,
    mail_letter,
    make_anew,
    make_letters,
    open_letter,
    revoke_letter,
)
from reports.tables import ClosureLetter
from surveys.survey_links import WrongLink
from tests.factories import NOW, make_issue, make_officer, make_reviewed_consultation

LATER = NOW + timedelta(days=30)


async def make_attended(*details: Details) -> tuple[UUID, list[UUID], UUID]:
    """A consultation, the organisations that attended it, and an issue that its first point, made by the first, raises."""
    consultation, _question, points = await make_reviewed_consultation()
    organisations = [await add_organisation(each) for each in details]
    await set_attendance(consultation, organisations)
    await set_points(organisations[0], consultation, points[:1])
    issue = await make_issue(points=points[:1])
    await record(issue, Entry(Field.ANSWER, Answer.DECLINED, "The law does not allow it.", None, NOW))
    return consultation, organisations, issue


ENGLISH = Details("The Example Association", "info@example.org", "en")
ARABIC = Details("Föreningen Exempel", "arabic@example.org", "ar")
WITHOUT = Details("Byarådet", "", "sv")


async def test_letters_are_made_for_all_and_mailed_to_those_with_an_address_once_per_number(database: str) -> None:
    consultation, organisations, _issue = await make_attended(ENGLISH, ARABIC, WITHOUT)
    officer = await make_officer()

    async def make(number: int) -> Made:
        return await make_letters(consultation, number=number, officer=officer, now=NOW)

    first, again = await make(1), await make(1)
    late = await add_organisation(Details("Late", "late@example.org", "fi"))
    await set_attendance(consultation, [*organisations, late])
    for_the_late = await make(1)
    second = await make(2)

    assert (first, again, for_the_late, second) == (Made(3, 2), Made(0, 0), Made(1, 1), Made(4, 3))
    assert (await outbox.counts())[MailState.WAITING] == 6
    assert [[sent.letter.number for sent in each.letters] for each in await addressees(consultation)] == [[1, 2]] * 4
    for number in (1, 4):
        with pytest.raises(Conflict):
            await make(number)


async def test_an_address_that_comes_later_gets_the_letter_that_was_made(database: str) -> None:
    consultation, [_first, bare], _issue = await make_attended(ENGLISH, WITHOUT)
    officer = await make_officer()
    await make_letters(consultation, number=1, officer=officer, now=NOW)
    await edit_organisation(bare, Details("Byarådet", "byaradet@example.org", "sv"))

    made = await make_letters(consultation, number=1, officer=officer, now=LATER)

    assert made == Made(0, 1)


async def test_letters_wait_for_confirmed_notes_and_for_who_attended(sqlite_database: str) -> None:
    consultation, _organisations, _issue = await make_attended(ENGLISH)
    officer = await make_officer()
    await Consultation.update({Consultation.state: "under review"}).where(Consultation.id == consultation)

    with pytest.raises(Conflict):
        await make_letters(consultation, number=1, officer=officer, now=NOW)
    await Consultation.update({Consultation.state: "confirmed"}).where(Consultation.id == consultation)
    await set_points((await addressees(consultation))[0].organisation.id, consultation, [])
    await set_attendance(consultation, [])
    with pytest.raises(Conflict):
        await make_letters(consultation, number=1, officer=officer, now=NOW)

    assert await ClosureLetter.count() == 0


async def test_the_mail_tells_each_organisation_its_own_in_its_language(database: str) -> None:
    consultation, _organisations, _issue = await make_attended(ENGLISH, ARABIC)
    await make_letters(consultation, number=1, officer=await make_officer(), now=NOW)
    mails = {}
    for row in await Mail.select(Mail.about).where(Mail.kind == KIND):
        written = await letter_mail(row["about"], today=LATER.date())
        assert written is not None
        assert f"/letters/{letter_token(row['about'])}?lang={written.language}" in written.text
        assert letter_token(row["about"]) not in written.without_secret.text + written.without_secret.html
        mails[written.to] = written

    own, other = mails["info@example.org"], mails["arabic@example.org"]
    assert own.subject == "What became of what was said on 4 June 2024"
    assert "you raised 1 point." in own.text
    assert "Associations need premises that they can afford." in own.text
    assert "The law does not allow it." in own.html
    assert (other.language, other.direction) == ("ar", "rtl")
    assert "Associations need premises" not in other.text


async def test_the_mail_is_not_sent_any_more_when_its_reader_or_its_matter_is_gone(sqlite_database: str) -> None:
    consultation, [organisation], _issue = await make_attended(ENGLISH)
    await make_letters(consultation, number=1, officer=await make_officer(), now=NOW)
    [row] = await ClosureLetter.select()

    described = await describe_letter_mails([row["id"]])
    await edit_organisation(organisation, Details("The Example Association"))
    without_address = await letter_mail(row["id"], today=NOW.date())
    await edit_organisation(organisation, ENGLISH)
    await delete_consultation(consultation, now=NOW)
    without_consultation = await letter_mail(row["id"], today=NOW.date())

    assert (without_address, without_consultation) == (None, None)
    assert described[row["id"]].to == "The Example Association"


async def test_a_token_opens_its_letter_alone(sqlite_database: str) -> None:
    consultation, [organisation], _issue = await make_attended(ENGLISH)
    await make_letters(consultation, number=1, officer=await make_officer(), now=NOW)
    [row] = await ClosureLetter.select()

    opened = await open_letter(letter_token(row["id"]))

    assert (opened.organisation.id, opened.number) == (organisation, 1)
    for wrong in ("1", "", letter_token(organisation), letter_token(row["id"])[:-1]):
        with pytest.raises(WrongLink):
            await open_letter(wrong)


async def test_the_mail_says_what_the_letter_said_when_it_was_made_and_then_what_has_changed(database: str) -> None:
    consultation, _organisations, issue = await make_attended(ENGLISH)
    await make_letters(consultation, number=1, officer=await make_officer(), now=NOW)
    [row] = await ClosureLetter.select()
    await record(issue, Entry(Field.ANSWER, Answer.ACCEPTED, "The law has changed.", None, LATER))

    written = await letter_mail(row["id"], today=LATER.date())

    assert written is not None
    said = written.text.replace("\xa0", " ")
    assert "1 point is declined." in said
    assert (
        said.index("The law does not allow it.")
        < said.index("As of 10 July 2024:")
        < said.index("The law has changed.")
    )
    assert letter_token(row["id"]) not in row["content"]


async def test_a_letter_from_before_letters_were_kept_is_told_as_things_stand(sqlite_database: str) -> None:
    consultation, _organisations, _issue = await make_attended(ENGLISH)
    await make_letters(consultation, number=1, officer=await make_officer(), now=NOW)
    await ClosureLetter.update({ClosureLetter.content: "{}"}, force=True)
    [row] = await ClosureLetter.select()

    written = await letter_mail(row["id"], today=LATER.date())

    assert written is not None
    assert "as of 10 July 2024." in written.text.replace("\xa0", " ")


async def test_a_late_address_is_mailed_without_a_letter_for_everybody(database: str) -> None:
    consultation, [_first, bare], _issue = await make_attended(ENGLISH, WITHOUT)
    officer = await make_officer()
    await make_letters(consultation, number=1, officer=officer, now=NOW)
    row = await ClosureLetter.select().where(ClosureLetter.organisation == bare).first()
    assert row
    letter = await get_letter(row["id"])
    assert letter
    with pytest.raises(Conflict):
        await mail_letter(letter, now=LATER)
    await edit_organisation(bare, Details("Byarådet", "byaradet@example.org", "sv"))
    letter = await get_letter(row["id"])
    assert letter

    mailed = [await mail_letter(letter, now=LATER), await mail_letter(letter, now=LATER)]

    assert mailed == [True, False]
    assert (await ClosureLetter.count(), await Mail.count()) == (2, 2)


async def test_a_revoked_link_is_gone_and_a_new_letter_has_another(database: str) -> None:
    consultation, _organisations, _issue = await make_attended(ENGLISH, ARABIC)
    officer = await make_officer()
    await make_letters(consultation, number=1, officer=officer, now=NOW)
    [row, other] = await ClosureLetter.select().order_by(ClosureLetter.language, ascending=False)
    letter = await get_letter(row["id"])
    assert letter
    with pytest.raises(Conflict):
        await make_anew(letter, officer=officer, now=LATER)

    await revoke_letter(letter, now=LATER)

    with pytest.raises(Gone):
        await open_letter(letter_token(row["id"]))
    assert await letter_mail(row["id"], today=LATER.date()) is None
    assert (await open_letter(letter_token(other["id"]))).id == other["id"]
    assert await make_anew(letter, officer=officer, now=LATER) == 2
    new = await ClosureLetter.select().where(ClosureLetter.number == 2)
    assert [each["organisation"] for each in new] == [letter.organisation.id]
    assert (await open_letter(letter_token(new[0]["id"]))).number == 2
