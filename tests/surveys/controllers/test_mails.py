"""A survey's mails on the officers' pages, the way off the list, and the report for the invited."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from surveys.building import get_survey
from surveys.invitation_tokens import mails_token, report_token
from surveys.invitations import Invitee, invite
from surveys.publishing import close
from surveys.sealing import seal
from surveys.tables import Invitation, InvitationMail, MailTemplate, Survey
from tests.surveys.records import make_open_survey
from tests.web import Visitor

NOW = datetime.now(UTC)
TODAY = date.today()


async def make_invited() -> tuple[UUID, str]:
    survey_id = await make_open_survey()
    [invited, _other] = await invite(
        survey_id, [Invitee("Öst", "one@example.org", "en"), Invitee("Väst", "two@example.org", "en")]
    )
    return survey_id, invited.token


async def test_invitations_are_sent_once(officer: Visitor) -> None:
    survey_id, _token = await make_invited()
    page = await officer.get(f"/surveys/{survey_id}/mails")
    assert "No mail server is set up" in page.text
    assert "2 people will get it." in page.text

    page = await page.submit(action="/mails/invitations")

    assert (page.path, page.notice) == (f"/surveys/{survey_id}/mails", "2 mails were put into the outbox.")
    assert "Invitation 2 0 0 0 0 0" in page.text
    assert page.tree.xpath("//form[contains(@action, '/mails/invitations')]") == []
    page = await officer.get(page.links()["To the outbox"])
    page = await officer.get(next(address for text, address in page.links().items() if text.startswith("Mail ")))
    title = (await get_survey(survey_id)).definition.title["en"]
    assert f"Invitation: {title}" in page.text
    assert "@example.org" in page.text


async def test_days_of_reminders_come_back_as_typed_until_they_are_right(officer: Visitor) -> None:
    survey_id, _token = await make_invited()
    page = await officer.get(f"/surveys/{survey_id}/mails")

    page = await page.submit({"day": "tomorrow"}, action="/plan")
    assert (page.status, page.errors) == (
        422,
        ["Write the day as year-month-day, for example 2025-03-31, or leave it empty."],
    )
    page = await page.submit({"day": "2020-01-01"}, action="/plan")
    assert (page.status, page.errors) == (422, ["A reminder can be planned for today or later."])
    page = await page.submit({"day": [TODAY.isoformat(), "2020-01-01"]}, action="/plan")
    assert page.tree.xpath("//*[@id='error-summary']//a/@href") == ["#day-2"]
    soon = (TODAY + timedelta(days=3)).isoformat()
    page = await page.submit({"day": soon}, action="/plan")

    assert page.notice == "The reminders are planned."
    assert page.tree.xpath("//input[@name='day']/@value") == [soon, ""]


async def test_text_is_changed_refused_and_made_standard_again(officer: Visitor) -> None:
    survey_id, _token = await make_invited()
    page = await officer.get(f"/surveys/{survey_id}/mails/invitation/en")
    standard = page.form("/invitation/en").fields["body"]
    assert "Hello Kim Example," in page.text

    page = await page.submit({"body": "Dear {nmae}, {link}"}, action="/invitation/en")
    assert (page.status, page.form("/invitation/en").fields["body"]) == (422, "Dear {nmae}, {link}")
    assert page.errors[0].startswith("Nothing is known by the name {nmae}.")
    typed: dict[str, object] = {"subject": "Come", "body": "Dear <b>{name}</b>\n\n{link}"}
    page = await page.submit(typed, action="/invitation/en", button="preview=1")
    assert "Dear <b>Kim Example</b>" in page.text
    assert await MailTemplate.count() == 0
    assert page.notice.startswith("The text is not saved yet.")
    page = await page.submit(action="/invitation/en")
    assert page.notice == "The text was saved."
    assert "Dear <b>Kim Example</b>" in page.text
    (html,) = page.tree.xpath("//iframe/@srcdoc")
    assert "Dear &lt;b&gt;Kim Example&lt;/b&gt;" in html
    page = await page.submit(action="/standard")

    assert page.form("/invitation/en").fields["body"] == standard
    assert (await officer.get(f"/surveys/{survey_id}/mails/invitation/fi")).status == 404
    assert (await officer.get(f"/surveys/{survey_id}/mails/advertisement/en")).status == 404


async def test_link_off_the_list_changes_nothing_until_its_button_is_pressed(visitor: Visitor) -> None:
    survey_id, _token = await make_invited()
    token = mails_token(survey_id, "one@example.org")

    page = await visitor.get(f"/u/{token}")
    opened = await Invitation.count().where(Invitation.is_declined.eq(True))
    page = await page.submit()
    assert (opened, page.h1) == (0, "You get no more mails")
    assert await Invitation.count().where(Invitation.is_declined.eq(True)) == 1
    page = await page.submit(action="/again")

    assert page.h1 == "No more mails about this survey?"
    assert await Invitation.count().where(Invitation.is_declined.eq(True)) == 0
    assert (await visitor.get("/u/no-token-of-ours")).status == 404


async def test_one_click_of_a_mail_program_is_enough_and_leads_nowhere(visitor: Visitor) -> None:
    survey_id, _token = await make_invited()
    token = mails_token(survey_id, "one@example.org")
    visitor.client.follow_redirects = False

    page = await visitor.post(f"/u/{token}", {"List-Unsubscribe": "One-Click"})

    assert page.status == 200
    assert await Invitation.count().where(Invitation.is_declined.eq(True)) == 1


async def test_report_reaches_the_invited_by_the_link_in_their_mail(officer: Visitor) -> None:
    survey_id, _token = await make_invited()
    await close(survey_id, now=NOW)
    await seal(survey_id, now=NOW)
    early = await officer.get(f"/r/{report_token(survey_id)}")
    assert (early.status, early.h1, early.tree.xpath("//header//a")) == (404, "This link does not work", [])
    page = await officer.get(f"/surveys/{survey_id}/mails")

    page = await page.submit(action="/mails/tell")

    assert page.notice == "2 mails were put into the outbox."
    assert await InvitationMail.count().where(InvitationMail.kind == "report") == 2
    page = await officer.get("/outbox?state=waiting")
    page = await officer.get(next(address for text, address in page.links().items() if text.startswith("Mail ")))
    address = next(word for word in page.text.split() if "/r/" in word)
    officer.client.cookies.clear()
    path, _, asked = address.removeprefix("http://127.0.0.1:8000").partition("?")
    assert asked.startswith("lang=")
    for language in ("en", "sv"):
        report = (await officer.get(f"{path}?lang={language}")).response
        assert report.content.startswith(b"%PDF-")
        assert report.headers["content-language"] == language


async def test_report_is_not_told_of_before_the_end(officer: Visitor) -> None:
    survey_id, _token = await make_invited()
    page = await officer.get(f"/surveys/{survey_id}/mails")

    assert page.tree.xpath("//form[contains(@action, '/mails/tell')]") == []
    assert (await Survey.select(Survey.report_sent_on).first()) == {"report_sent_on": None}


async def test_open_survey_shows_its_code_and_offers_it_as_files(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    page = await officer.get(f"/surveys/{survey_id}")

    (code,) = page.tree.xpath("//*[@role='img'][@aria-label='QR code of the link']")
    files = {name: (await officer.get(page.links()[name])).response for name in ("SVG", "PNG", "English (PDF)")}

    assert code.xpath("./svg/path")
    assert {name: file.headers["content-type"] for name, file in files.items()} == {
        "SVG": "image/svg+xml",
        "PNG": "image/png",
        "English (PDF)": "application/pdf",
    }
    assert (await get_survey(survey_id)).link.encode() not in files["SVG"].content
    assert (await officer.get(f"/surveys/{survey_id}/poster/fi")).status == 404
