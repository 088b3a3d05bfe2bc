"""Letters and replies by the real pages: officers make and read them, organisations open their link and reply."""

from uuid import UUID

from feedback.attendance import set_attendance, set_points
from feedback.organisations import Details, add_organisation, edit_organisation
from feedback.publishing import publish_issue
from feedback.translation import LANGUAGES
from reports.letters import letter_token
from reports.tables import ClosureLetter
from tests.factories import NOW, make_issue, make_reviewed_consultation
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


async def test_an_officer_takes_a_link_back_and_makes_another(officer: Visitor) -> None:
    consultation, organisation, _issue = await make_attended()
    token = await make_letter(officer, consultation)
    page = await officer.get(f"/consultations/{consultation}/letters/{organisation}/1")
    printed = await officer.client.get(f"/consultations/{consultation}/letters/{organisation}/1/letter.pdf")

    revoked = await page.submit({}, action="/revoke")
    followed = await officer.get(f"/letters/{token}?lang=en")
    pdf = await officer.get(f"/letters/{token}/letter.pdf?lang=en")
    anew = await revoked.submit({}, action="/anew")

    assert "you raised 1 point." in page.text
    assert printed.content.startswith(b"%PDF")
    assert revoked.notice == "The link was taken back. Whoever follows it is told so."
    assert (followed.status, pdf.status) == (410, 410)
    assert "This link has been taken back and opens the letter no more." in followed.text
    assert (anew.h1, anew.notice) == ("Letter 2 to The Example Association", "Letter 2 was made.")


async def test_a_late_address_is_mailed_from_the_page_of_its_letter(officer: Visitor) -> None:
    consultation, organisation, _issue = await make_attended()
    await edit_organisation(organisation, Details("The Example Association", "", "en"))
    await (await officer.get(f"/consultations/{consultation}/letters")).submit({}, action="/letters")
    await edit_organisation(organisation, Details("The Example Association", "late@example.org", "en"))

    index = await officer.get(f"/consultations/{consultation}/letters")
    letter = await officer.get(f"/consultations/{consultation}/letters/{organisation}/1")
    mailed = await letter.submit({}, action="/mail")

    assert "not mailed" in index.text
    assert mailed.notice == "The mail is in the outbox."


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

        first_page = await officer.get("/consultations")
        page = await officer.get(first_page.links()["1 reply from an organisation waits."])
        refused = await page.submit({}, action="/withhold")
        law = next(name for name in refused.form("/withhold").fields if name.startswith("law-"))
        which = await refused.submit({law: "other"}, action="/withhold")
        await which.submit({law: "secrecy", law.replace("law", "detail"): "Chapter 21, section 1"}, action="/withhold")
        withheld = (await stranger.get(f"/letters/{token}")).text
        await (await officer.get("/replies")).submit({}, action="/show")
        shown = (await stranger.get(f"/letters/{token}")).text
        await publish_issue(issue, officer=None, now=NOW)
        published = (await stranger.get(f"/letters/{token}")).text
        log = await officer.get("/replies")
        looked_at = await officer.get("/consultations")

    assert letter.h1 == "What became of what was said"
    assert too_long.errors == ["The reply is 3 characters too long. It may have at most 600."]
    assert "It waits for an officer" in waiting
    assert "Nothing has changed. We see <b>no</b> premises." in waiting
    assert refused.errors == ["Choose the law that forbids showing it. Nothing else is a reason."]
    assert which.errors == ["Write which law it is, with chapter and section."]
    assert "The Public Access to Information and Secrecy Act (2009:400). Chapter 21, section 1" in withheld
    assert "Everybody can read it, word for word, when the issue is published." in shown
    assert "It is shown to everybody, word for word." in published
    assert "waits" not in looked_at.text
    decided = [words(each) for each in log.tree.xpath("//ol/li")]
    assert len(decided) == 2
    assert "Withheld by: The Public Access to Information" in decided[0]
    assert "Shown" in decided[1]
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
