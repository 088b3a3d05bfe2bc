"""Who is written to, once each; and what goes over the wire, taken by a real mail server."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from feedback.accounts import token_hash
from feedback.enums import MailState
from feedback.errors import Conflict, Gone, NotFound
from feedback.mail.sending import send_due
from feedback.mail_tables import Mail
from feedback.settings import settings
from feedback.translation import speaking
from surveys.building import SurveyState, get_survey
from surveys.declining import mail_wish, set_declined
from surveys.definition import Privacy, SurveyDefinition
from surveys.invitation_changes import renew
from surveys.invitation_tokens import mails_token, report_token
from surveys.invitations import Invitee
from surveys.invitations import invite as invite_all
from surveys.mail_recipients import KIND
from surveys.mail_templates import save_text
from surveys.mail_texts import MailKind, MailText
from surveys.mail_writing import written_mail
from surveys.mails import mail_plan, queue_due, remind, send_invitations, tell_about_report
from surveys.publishing import close
from surveys.reminders import plan
from surveys.response_drafts import draft_by_token, save_section, start
from surveys.responses import send
from surveys.retention import retain
from surveys.sealing import seal
from surveys.shared_reports import shared_report
from surveys.survey_links import WrongLink, survey_by_invitation
from surveys.tables import Invitation, InvitationMail, Survey
from tests.feedback.mail.server import Mailbox
from tests.surveys.open_surveys import ANSWERS, LAST_DAY, NOW, SURVEY, TODAY, open_survey

DAY = timedelta(days=1)
CONFIDENTIAL = replace(SURVEY, privacy=Privacy.CONFIDENTIAL)
INVITEES = (
    Invitee("Byalaget", "byalaget@example.org", "sv", "Åsa Öhman"),
    Invitee("الجمعية", "jamiya@example.org", "ar"),
    Invitee("The Choir", "choir@example.org", "en", "Kim Lee"),
)


async def make_invited(definition: SurveyDefinition = CONFIDENTIAL) -> tuple[UUID, list[str]]:
    """An open survey with three invitees; their tokens in the order of `INVITEES`."""
    survey_id = await open_survey(definition)
    return survey_id, [each.token for each in await invite_all(survey_id, INVITEES)]


async def answer_by(token: str) -> None:
    asked = await survey_by_invitation(token, today=TODAY)
    draft = await start(asked, language="sv", today=TODAY, now=NOW)
    await save_section(draft, ANSWERS, language="sv", today=TODAY)
    await send(draft, today=TODAY, now=NOW)


async def deliver(box: Mailbox, today: date) -> list[str]:
    """Send what waits as on this day; gives the addresses that got a mail this time."""
    before = len(box.mails)

    async def write(mail_id: UUID):  # type: ignore[no-untyped-def]  # as the outbox has it
        return await written_mail(mail_id, today=today)

    await send_due({KIND: write}, box.settings(), clock=lambda: datetime.combine(today, time(12), tzinfo=UTC))
    return sorted(mail.rcpt_tos[0] for mail in box.mails[before:])


def addresses(*places: int) -> list[str]:
    return sorted(INVITEES[place].email for place in places)


async def states(kind: MailKind) -> Sequence[str]:
    about = await InvitationMail.select(InvitationMail.id).where(InvitationMail.kind == kind).output(as_list=True)
    return sorted(await Mail.select(Mail.state).where(Mail.about.is_in(about)).output(as_list=True))


async def test_invitation_reaches_each_once_in_their_language_with_their_link(database: str) -> None:
    survey_id, tokens = await make_invited()

    queued = [await send_invitations(survey_id, today=TODAY, now=NOW) for _ in range(2)]
    with Mailbox() as box:
        reached = await deliver(box, TODAY)
        again = await deliver(box, TODAY)

    assert (queued, reached, again) == ([3, 0], addresses(0, 1, 2), [])
    mails = {str(message["To"]): message for message in box.messages}
    arabic = next(message for address, message in mails.items() if "jamiya" in address)
    token, no_more = tokens[1], mails_token(survey_id, "jamiya@example.org")
    assert (arabic["Content-Language"], "استبيان عن اللقاء" in arabic["Subject"]) == ("ar", True)
    assert arabic["List-Unsubscribe"] == f"<http://127.0.0.1:8000/u/{no_more}>"
    text, markup = (arabic.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert f"\nhttp://127.0.0.1:8000/i/{token}\n" in text.replace("\r\n", "\n")
    assert '<html lang="ar" dir="rtl">' in markup
    assert "30 نوفمبر 2025" in text
    english = mails["Kim Lee <choir@example.org>"].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Hello Kim Lee," in english
    assert "You can answer until 30 November 2025." in english
    assert "The survey is confidential." in english
    assert not any(token in str(mails[address]) for address in mails if "jamiya" not in address)


async def test_domain_beyond_ascii_is_said_to_the_server_as_it_knows_it(database: str) -> None:
    survey_id = await open_survey(CONFIDENTIAL)
    await invite_all(survey_id, [Invitee("Byalaget", "info@förening.se", "sv")])
    await send_invitations(survey_id, today=TODAY, now=NOW)

    with Mailbox() as box:
        reached = await deliver(box, TODAY)

    assert reached == ["info@xn--frening-90a.se"]
    assert str(box.messages[0]["To"]) == "Byalaget <info@xn--frening-90a.se>"


async def test_reminder_goes_only_to_those_who_have_not_answered_when_it_is_sent(database: str) -> None:
    survey_id, tokens = await make_invited()
    await send_invitations(survey_id, today=TODAY, now=NOW)
    await plan(survey_id, [TODAY + DAY, LAST_DAY - DAY], today=TODAY)
    with Mailbox() as box:
        await deliver(box, TODAY)
        await answer_by(tokens[0])
        queued = [await queue_due(today=TODAY + DAY, now=NOW) for _ in range(2)]
        await set_declined(mails_token(survey_id, INVITEES[1].email), is_declined=True)
        reached = await deliver(box, TODAY + DAY)
        subjects = sorted(str(message["Subject"]) for message in box.messages[3:])
        queued.append(await queue_due(today=LAST_DAY - DAY, now=NOW))
        last = await deliver(box, LAST_DAY - DAY)
        by_hand = await remind(survey_id, day=LAST_DAY - DAY, today=LAST_DAY - DAY, now=NOW)

    # Two reminders and, since answers came in the day before, one thanks.
    assert (queued, by_hand) == ([3, 0, 1], 0)
    assert (reached, last) == (addresses(0, 2), addresses(2))
    assert [subject.rpartition(": ")[2] for subject in subjects] == ["Survey about the meeting", "Enkät om mötet"]
    assert box.messages[-1]["Subject"] == "Last reminder: Survey about the meeting"
    assert await states(MailKind.REMINDER) == ["dropped", "sent", "sent"]
    assert await states(MailKind.THANKS) == ["sent"]


async def test_only_whom_an_invitation_reached_on_an_earlier_day_is_reminded(database: str) -> None:
    survey_id, _tokens = await make_invited()
    await plan(survey_id, [TODAY, TODAY + DAY], today=TODAY)
    nobody_invited_from_here = await queue_due(today=TODAY, now=NOW)
    await send_invitations(survey_id, today=TODAY, now=NOW)
    with Mailbox() as box:
        await deliver(box, TODAY)
    failed, dropped, _reached = await Mail.select(Mail.id).output(as_list=True)
    await Mail.update({Mail.state: MailState.FAILED.value}).where(Mail.id == failed)
    await Mail.update({Mail.state: MailState.DROPPED.value}).where(Mail.id == dropped)

    same_day = await queue_due(today=TODAY, now=NOW)
    await invite_all(survey_id, [Invitee("Late", "late@example.org", "sv")])
    await send_invitations(survey_id, today=TODAY, now=NOW)  # and never sent
    next_day = await queue_due(today=TODAY + DAY, now=NOW)

    assert (nobody_invited_from_here, same_day, next_day) == (0, 0, 1)


async def test_nobody_is_asked_when_the_survey_is_not_open(database: str) -> None:
    survey_id, _tokens = await make_invited()
    await send_invitations(survey_id, today=TODAY, now=NOW)
    await close(survey_id, now=NOW)

    with Mailbox() as box:
        reached = await deliver(box, TODAY)

    assert (reached, await states(MailKind.INVITATION)) == ([], ["dropped"] * 3)
    with pytest.raises(Conflict, match="not open"):
        await send_invitations(survey_id, today=TODAY, now=NOW)
    with pytest.raises(Conflict, match="not open"):
        await remind(survey_id, day=TODAY, today=TODAY, now=NOW)


async def test_no_mail_is_about_a_trial(database: str) -> None:
    survey_id, _tokens = await make_invited()
    await Survey.update({Survey.state: SurveyState.TRIAL.value}).where(Survey.id == survey_id)

    with pytest.raises(NotFound):
        await send_invitations(survey_id, today=TODAY, now=NOW)
    assert await queue_due(today=TODAY, now=NOW) == 0


async def test_mail_replaces_a_link_that_cannot_be_worked_out(database: str) -> None:
    survey_id, tokens = await make_invited()
    drawn = token_hash("drawn at random")
    await Invitation.update({Invitation.token_hash: drawn}).where(Invitation.token_hash == token_hash(tokens[0]))

    await send_invitations(survey_id, today=TODAY, now=NOW)

    assert not await Invitation.exists().where(Invitation.token_hash == drawn)
    assert (await survey_by_invitation(tokens[0], today=TODAY)).survey_id == survey_id


async def test_mail_says_what_an_officer_wrote(database: str) -> None:
    survey_id, _tokens = await make_invited()
    text = MailText("Kom & svara: {title}", "Hej {organisation}!\n\n{link}\n\nDet tar {minutes} <snart>.")
    await save_text(survey_id, MailKind.INVITATION, "sv", text)
    await send_invitations(survey_id, today=TODAY, now=NOW)

    mails = [
        await written_mail(row, today=TODAY)
        for row in await InvitationMail.select(InvitationMail.id).output(as_list=True)
    ]
    swedish = next(mail for mail in mails if mail and mail.language == "sv")

    assert swedish.subject == "Kom & svara: Enkät om mötet"
    assert swedish.text.startswith("Hej Byalaget!\n\n")
    assert "&lt;snart&gt;" in swedish.html
    assert sum("Kom & svara" in mail.subject for mail in mails if mail) == 1


async def test_anonymous_survey_thanks_everybody_alike_after_sealing(database: str) -> None:
    survey_id, tokens = await make_invited(SURVEY)
    await send_invitations(survey_id, today=TODAY, now=NOW)
    await answer_by(tokens[0])
    await set_declined(mails_token(survey_id, INVITEES[2].email), is_declined=True)
    before = await queue_due(today=TODAY + DAY, now=NOW)
    await close(survey_id, now=NOW)
    unsealed = await queue_due(today=TODAY + DAY, now=NOW)
    await seal(survey_id, now=NOW)

    queued = [await queue_due(today=TODAY + DAY, now=NOW) for _ in range(2)]
    with Mailbox() as box:
        reached = await deliver(box, TODAY + DAY)

    assert (before, unsealed, queued, reached) == (0, 0, [2, 0], addresses(0, 1))
    # The language, too, would tell some of them apart.
    assert {str(message["Content-Language"]) for message in box.messages} == {"sv"}
    found = await mail_plan(survey_id, today=TODAY + DAY)
    assert (found.forgotten, found.counts[MailKind.THANKS]) == ({"invitation": 3}, {MailState.SENT: 2})


async def test_survey_nobody_was_mailed_about_thanks_nobody(database: str) -> None:
    survey_id, tokens = await make_invited(SURVEY)
    await answer_by(tokens[0])
    await close(survey_id, now=NOW)
    await seal(survey_id, now=NOW)
    _confidential, other = await make_invited_elsewhere()
    await answer_by(other[0])

    assert await queue_due(today=TODAY + DAY, now=NOW) == 0


async def make_invited_elsewhere() -> tuple[UUID, list[str]]:
    survey_id = await open_survey(CONFIDENTIAL, link="another-open-link")
    return survey_id, [each.token for each in await invite_all(survey_id, INVITEES)]


async def test_report_is_open_to_the_invited_once_they_are_told(database: str) -> None:
    survey_id, tokens = await make_invited()
    with pytest.raises(Conflict, match="when the survey is closed"):
        await tell_about_report(survey_id, today=TODAY, now=NOW)
    await set_declined(mails_token(survey_id, INVITEES[2].email), is_declined=True)
    await close(survey_id, now=NOW)
    with pytest.raises(NotFound):
        await shared_report(report_token(survey_id))

    queued = [await tell_about_report(survey_id, today=TODAY + n * DAY, now=NOW) for n in range(2)]
    with Mailbox() as box:
        reached = await deliver(box, TODAY)

    assert (queued, reached) == ([2, 0], addresses(0, 1))
    said = "".join(mail.get_body(("html",)).get_content() for mail in box.messages)  # type: ignore[union-attr]
    assert f"/r/{report_token(survey_id)}?lang=ar" in said
    assert not any(token in said for token in tokens)
    assert await shared_report(report_token(survey_id)) == (await get_survey(survey_id)).consultation_id
    assert (await mail_plan(survey_id, today=TODAY)).report_sent_on == TODAY
    for wrong in ("no-token-of-ours", tokens[1], mails_token(survey_id, INVITEES[1].email)):
        with pytest.raises(NotFound):
            await shared_report(wrong)


async def test_report_of_an_anonymous_survey_waits_for_its_sealing(database: str) -> None:
    survey_id, _tokens = await make_invited(SURVEY)
    await close(survey_id, now=NOW)
    with pytest.raises(Conflict, match="being sealed"):
        await tell_about_report(survey_id, today=TODAY, now=NOW)
    await seal(survey_id, now=NOW)

    queued = await tell_about_report(survey_id, today=TODAY, now=NOW)

    await retain(today=TODAY + 400 * DAY)
    assert queued == 3
    assert await shared_report(report_token(survey_id)) == (await get_survey(survey_id)).consultation_id


@pytest.mark.parametrize("definition", [SURVEY, CONFIDENTIAL])
async def test_link_off_the_list_opens_nothing_else_and_holds_over_a_new_link_and_sealing(
    database: str, definition: SurveyDefinition
) -> None:
    survey_id, _tokens = await make_invited(definition)
    token = mails_token(survey_id, INVITEES[0].email)
    (invitation,) = await Invitation.select(Invitation.id).where(Invitation.email == INVITEES[0].email)
    for opens in (survey_by_invitation, draft_by_token):
        with pytest.raises(WrongLink):
            await opens(token, today=TODAY)
    await renew(invitation["id"])
    await close(survey_id, now=NOW)
    await seal(survey_id, now=NOW)

    await set_declined(token, is_declined=True)

    declined = await Invitation.select(Invitation.email).where(Invitation.is_declined.eq(True)).output(as_list=True)
    assert declined == [INVITEES[0].email]
    assert (await mail_plan(survey_id, today=TODAY)).to_tell == 2
    await retain(today=TODAY + 400 * DAY)
    with speaking("en"), pytest.raises(Gone, match=r"^The survey is over"):
        await mail_wish(token)


@pytest.mark.parametrize("token", ["", "no-token-of-ours", "å" * 43, "A" * 43, "A" * 2000])
async def test_link_off_the_list_that_was_never_given(sqlite_database: str, token: str) -> None:
    await make_invited()

    with pytest.raises(WrongLink):
        await set_declined(token, is_declined=True)


async def test_mail_whose_link_is_of_another_secret_fails_at_once_and_says_why(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey_id, _tokens = await make_invited()
    await send_invitations(survey_id, today=TODAY, now=NOW)
    monkeypatch.setenv("GENSVAR_SECRET", "another secret of at least thirty-two characters")
    settings.cache_clear()

    with Mailbox() as box, speaking("sv"):
        reached = await deliver(box, TODAY)

    errors = await Mail.select(Mail.state, Mail.attempts, Mail.error)
    assert (reached, {(row["state"], row["attempts"]) for row in errors}) == ([], {("failed", 1)})
    assert {row["error"] for row in errors} == {
        "The invitee's link was made under another GENSVAR_SECRET, and mails cannot hold it. Make a new link under "
        "Invitations, and send the mail again."
    }


async def test_mail_plan_counts_who_would_get_what(database: str) -> None:
    survey_id, tokens = await make_invited()
    await send_invitations(survey_id, today=TODAY - DAY, now=NOW - DAY)
    with Mailbox() as box:
        await deliver(box, TODAY - DAY)
    await answer_by(tokens[0])
    await invite_all(survey_id, [Invitee("Late", "late@example.org", "sv")])

    found = await mail_plan(survey_id, today=TODAY)

    assert (found.to_invite, found.to_remind, found.to_tell) == (1, 2, 0)
    assert found.counts[MailKind.INVITATION] == {MailState.SENT: 3}
    assert (await mail_plan(survey_id, today=LAST_DAY + DAY)).to_remind == 0
