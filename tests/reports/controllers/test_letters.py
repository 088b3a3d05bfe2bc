"""Letters and replies by the real pages: officers make and read them, organisations open their link and reply."""

from uuid import UUID

from feedback.attendance import set_attendance, set_points
from feedback.organisations import Details, add_organisation
from feedback.translation import LANGUAGES
from reports.letters import letter_token
from reports.tables import ClosureLetter
from tests.factories import make_issue, make_reviewed_consultation
from tests.web import Visitor, words


async def make_attended(language: str = "en") -> tuple[UUID, UUID, UUID]:
    consultation, _question, points = await make_reviewed_consultation()
    organisation = await add_organisation(Details("The Example Association", "info@example.org", language))
    await set_attendance(consultation, [organisation])
    await set_points(organisation, consultation, points[:1])
    return consultation, organisation, await make_issue(points=points[:1])


async def make_letter(officer: Visitor, consultation: UUID) -> str:
    """The token of the letter that an officer has made."""
    page = await officer.get(f"/consultations/{consultation}/letters")
    made = await page.submit({}, action="/letters")
    assert made.notice == "1 letter was made. 1 mail is in the outbox."
    return letter_token((await ClosureLetter.select())[0]["id"])


async def test_an_officer_reads_a_letter_before_it_is_sent_and_sees_what_became_of_it(officer: Visitor) -> None:
    consultation, organisation, _issue = await make_attended()

    before = await officer.get(f"/consultations/{consultation}/letters")
    preview = await officer.get(before.links()["Read it – The Example Association"])
    printed = await officer.client.get(f"/consultations/{consultation}/letters/{organisation}/letter.pdf")
    token = await make_letter(officer, consultation)
    after = await officer.get(f"/consultations/{consultation}/letters")
    mail = await officer.get(
        (await officer.get("/outbox")).tree.xpath("//main//a[contains(@href, '/outbox/')]/@href")[0]
    )

    assert "you raised 1 point." in preview.text
    assert "/letters/example?lang=en" in preview.text
    assert printed.content.startswith(b"%PDF")
    assert "Make letter 1" in before.text
    assert "Letter 1" in after.text
    assert "Make letter 2" in after.text
    assert "you raised 1 point." in mail.text
    assert token in mail.text  # no mail server is set up: an officer copies it


async def test_an_organisation_replies_without_account_and_reads_what_became_of_it(
    officer: Visitor, site: object
) -> None:
    consultation, _organisation, issue = await make_attended()
    token = await make_letter(officer, consultation)
    async with Visitor(officer.client._transport.app) as stranger:  # type: ignore[attr-defined]
        letter = await stranger.get(f"/letters/{token}")
        form = await stranger.get(letter.links()["Reply to this – Premises are too expensive"])
        too_long = await form.submit({"text": "x" * 603}, action="/replies/")
        sent = await too_long.submit({"text": "Nothing has changed.\nWe see <b>no</b> premises."}, action="/replies/")
        waiting = sent.text

        page = await officer.get("/replies")
        refused = await page.submit({}, action="/withhold")
        law = next(name for name in refused.form("/withhold").fields if name.startswith("law-"))
        await refused.submit({law: "Secrecy Act, chapter 21, section 1"}, action="/withhold")
        withheld = (await stranger.get(f"/letters/{token}")).text
        await (await officer.get("/replies")).submit({}, action="/show")
        shown = (await stranger.get(f"/letters/{token}")).text

    assert letter.h1 == "What became of what was said"
    assert too_long.errors == ["The reply is 3 characters too long. It may have at most 600."]
    assert "It waits for an officer" in waiting
    assert "Nothing has changed. We see <b>no</b> premises." in waiting
    assert refused.errors == [
        "Name the law that forbids showing it, with chapter and section. Nothing else is a reason."
    ]
    assert "a law forbids showing it: Secrecy Act, chapter 21, section 1" in withheld
    assert "It is shown to everybody, word for word." in shown
    told = (await officer.get(f"/issues/{issue}")).tree.xpath("//blockquote")
    assert [words(each) for each in told] == ["Nothing has changed. We see <b>no</b> premises."]


async def test_letters_are_read_in_every_language_and_keep_it(officer: Visitor, site: object) -> None:
    consultation, _organisation, issue = await make_attended("ar")
    token = await make_letter(officer, consultation)
    async with Visitor(officer.client._transport.app) as stranger:  # type: ignore[attr-defined]
        own = await stranger.get(f"/letters/{token}")
        spoken = {}
        for language in LANGUAGES:
            page = await stranger.get(f"/letters/{token}?lang={language}")
            form = await stranger.get(f"/letters/{token}/replies/{issue}?lang={language}")
            sent = await form.submit({"text": f"Reply {language}", "language": language}, action="/replies/")
            pdf = await stranger.client.get(f"/letters/{token}/letter.pdf?lang={language}")
            spoken[language] = (page.tree.get("lang"), form.tree.get("lang"), sent.tree.get("lang"), pdf.status_code)

    assert (own.tree.get("lang"), own.tree.get("dir")) == ("ar", "rtl")
    assert spoken == {language: (language, language, language, 200) for language in LANGUAGES}


async def test_links_that_lead_to_no_letter_say_so(visitor: Visitor) -> None:
    consultation, _organisation, issue = await make_attended()
    officer_letter = ClosureLetter(consultation=consultation, organisation=_organisation, language="en")
    await officer_letter.save()
    token = letter_token(officer_letter.id)
    other = await make_issue(title="Not theirs")

    answers = [
        await visitor.get("/letters/1"),
        await visitor.get("/letters/1/letter.pdf"),
        await visitor.get(f"/letters/1/replies/{issue}"),
        await visitor.get(f"/letters/{token}/replies/{other}"),
        await visitor.post(f"/letters/{token}/replies/{other}", {"text": "Mine", "language": "en"}),
    ]

    assert [page.status for page in answers] == [404, 404, 404, 404, 403]
