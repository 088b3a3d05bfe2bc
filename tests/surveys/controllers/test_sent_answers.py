"""What participants can do with answers that were sent, and what each privacy promises on the first page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from feedback.app import LARGEST_FORM
from feedback.settings import settings
from feedback.translation import LANGUAGES
from surveys.definition import Privacy
from surveys.publishing import close
from surveys.sealing import seal
from surveys.tables import Invitation, Response, ResponseDraft, Survey
from tests.surveys.open_surveys import ANSWERS, SURVEY, begin, invite, open_survey
from tests.web import Page, Visitor

NAMED = replace(SURVEY, privacy=Privacy.ORGANISATION_NAMED)
CONFIDENTIAL = replace(SURVEY, privacy=Privacy.CONFIDENTIAL)


async def sent(visitor: Visitor) -> Page:
    """The receipt of answers sent by the open link."""
    token = await begin(language="en")
    return await (await visitor.get(f"/a/{token}/check")).submit(action="/check")


async def change_kind(check: Page) -> Page:
    """Answer the first question anew from the page where answers are checked; gives that page again."""
    first = await check.visitor.get(check.links()["Change: What kind of organisation?"])
    return await first.submit({"q1": "other"}, button="button=on")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("privacy", "is_invited", "in_short"),
    [
        (Privacy.ANONYMOUS, True, "The survey is anonymous."),
        (Privacy.CONFIDENTIAL, True, "The survey is confidential."),
        (Privacy.ANONYMOUS, False, "We do not know who you are, and we do not keep which device you use."),
        (Privacy.ORGANISATION_NAMED, False, None),
    ],
)
async def test_one_sentence_about_privacy_stands_before_the_button(
    visitor: Visitor, language: str, privacy: Privacy, *, is_invited: bool, in_short: str | None
) -> None:
    survey = await open_survey(replace(SURVEY, privacy=privacy, languages=tuple(LANGUAGES)), closes_on=None)
    path = f"/i/{await invite(survey, language=language)}" if is_invited else "/s/the-open-link"

    page = await visitor.get(f"{path}?lang={language}")

    (sentence,) = page.tree.xpath("//main/form/preceding-sibling::p[not(@class)][last()]/text()")
    notice = page.tree.xpath("string(//main/h2/following-sibling::p)")
    assert notice.startswith(sentence)
    assert sentence.count(".") == 1
    assert sentence.endswith(".")
    assert language != "en" or in_short in (sentence, None)


async def test_answers_are_changed_from_the_receipt(visitor: Visitor) -> None:
    await open_survey(closes_on=None)
    receipt = await sent(visitor)

    check = await receipt.submit(action="/change")
    changed = await change_kind(check)
    meanwhile = await visitor.get(receipt.path)
    after = await changed.submit(action="/check")

    assert (check.h1, "What you sent before counts until you send the changes." in check.text) == (
        "Check your answers",
        True,
    )
    assert ("You have begun to change your answers." in meanwhile.text, "Association" in meanwhile.text) == (True, True)
    assert (after.path, "Other" in after.text, "Association" in after.text) == (receipt.path, True, False)
    assert "You have begun to change" not in after.text
    assert await Response.count() == 2


async def test_a_change_that_is_dropped_leaves_what_was_sent(visitor: Visitor) -> None:
    await open_survey(closes_on=None)
    receipt = await sent(visitor)
    changed = await change_kind(await receipt.submit(action="/change"))

    after = await changed.submit(action="/keep")

    assert (after.path, "Association" in after.text) == (receipt.path, True)
    assert (await Response.count(), await ResponseDraft.count()) == (1, 0)


async def test_answers_are_deleted_after_a_question(visitor: Visitor) -> None:
    await open_survey(closes_on=None)
    receipt = await sent(visitor)

    asked = await visitor.get(receipt.links()["Delete my answers"])
    deleted = await asked.submit(action="/delete")
    again = await asked.submit(action="/delete")
    gone = await visitor.get(receipt.path)

    assert asked.h1 == "Delete your answers?"
    assert deleted.h1 == again.h1 == "Your answers have been deleted"
    assert (gone.status, "Answers that were deleted" in gone.text) == (404, True)
    assert await Response.count() == 0


async def test_deleting_is_not_claimed_while_the_answers_stand(visitor: Visitor) -> None:
    await open_survey(closes_on=None)
    receipt = await sent(visitor)
    proof = (await visitor.get(receipt.links()["Delete my answers"])).form("/delete").fields["proof"]

    page = await visitor.get(receipt.path.replace("receipt", f"deleted/{proof}"))

    assert page.path == receipt.path


async def test_deleting_is_not_claimed_of_answers_that_never_were(visitor: Visitor) -> None:
    await open_survey(closes_on=None)
    receipt = await sent(visitor)
    proof = (await visitor.get(receipt.links()["Delete my answers"])).form("/delete").fields["proof"]

    opened = await visitor.get(f"/a/made-up/deleted/{proof}")
    posted = await visitor.post("/a/made-up/delete", {"response": str(await only_response()), "proof": proof})

    assert (opened.status, posted.status) == (404, 404)
    assert opened.h1 == posted.h1 == "This link does not work"
    assert await Response.count() == 1


@pytest.mark.parametrize("privacy", Privacy)
async def test_reference_stays_when_answers_are_changed(visitor: Visitor, privacy: Privacy) -> None:
    await open_survey(replace(SURVEY, privacy=privacy), closes_on=None)
    receipt = await sent(visitor)

    after = await (await change_kind(await receipt.submit(action="/change"))).submit(action="/check")

    assert await Response.count() == 2
    assert reference_on(after) == reference_on(receipt)
    assert ("Quote the reference if you write to us" in after.text) == (privacy is not Privacy.ANONYMOUS)


def reference_on(receipt: Page) -> str:
    (found,) = receipt.tree.xpath("//dt[text()='Reference']/following-sibling::dd[1]")
    return found.text_content()


async def test_invitation_to_a_confidential_survey_leads_back_to_the_answers(visitor: Visitor) -> None:
    invitation = await invite(await open_survey(CONFIDENTIAL, closes_on=None), language="en")
    page = await (await visitor.get(f"/i/{invitation}")).submit()
    await page.submit({"q1": "other"}, button="button=on")

    begun = await (await visitor.get(f"/i/{invitation}")).submit()
    receipt = await (await visitor.get(f"{page.path[:-1]}check")).submit(action="/check")
    back = await visitor.get(f"/i/{invitation}")
    deleted = await (await visitor.get(back.links()["Delete my answers"])).submit(action="/delete")
    anew = await visitor.get(f"/i/{invitation}")

    assert begun.h1 == "What was said"
    assert (back.path, "Your personal link leads back to this page." in back.text) == (receipt.path, True)
    assert (deleted.h1, anew.h1) == ("Your answers have been deleted", "Survey about the meeting")


async def test_open_link_of_a_survey_that_names_organisations_asks_for_the_name(visitor: Visitor) -> None:
    await open_survey(NAMED, closes_on=None)
    welcome = await visitor.get("/s/the-open-link")

    refused = await welcome.submit({"organisation": "  "})
    page = await refused.submit({"organisation": " Exempel\tföreningen "})
    page = await page.submit({"q1": "other"}, button="button=on")
    receipt = await (await visitor.get(f"{page.path[:-1]}check")).submit(action="/check")

    assert (refused.status, refused.errors) == (422, ["Write the name of your organisation."])
    assert "Exempel föreningen" in receipt.text
    assert (await Response.select())[0]["organisation"] == "Exempel föreningen"


async def test_invitee_without_an_organisation_is_asked_for_it_and_not_named(visitor: Visitor) -> None:
    invitation = await invite(await open_survey(NAMED, closes_on=None), language="en")
    await Invitation.update({Invitation.name: "Li Ek"}, force=True)
    welcome = await visitor.get(f"/i/{invitation}")

    await welcome.submit({"organisation": "Misspelt"})
    page = await (await visitor.get(f"/i/{invitation}")).submit({"organisation": "Byalaget"})
    page = await page.submit({"q1": "other"}, button="button=on")
    receipt = await (await visitor.get(f"{page.path[:-1]}check")).submit(action="/check")
    await (await change_kind(await receipt.submit(action="/change"))).submit(action="/check")

    assert "Li Ek" not in welcome.text
    rows = await Response.select(Response.organisation, Response.answers)
    assert [row["organisation"] for row in rows] == ["Byalaget"] * 2
    assert "Li Ek" not in str(rows)


@pytest.mark.parametrize(
    ("privacy", "invited", "others"),
    [
        (
            Privacy.ANONYMOUS,
            "The survey is anonymous. We note that your invitation was used, and not which answers",
            "We do not know who you are",
        ),
        (
            Privacy.CONFIDENTIAL,
            "The survey is confidential. Your invitation leads to your answers",
            "We do not know who you are",
        ),
        (
            Privacy.ORGANISATION_NAMED,
            "The name of your organisation is kept with your answers",
            "The name of your organisation is kept with your answers",
        ),
    ],
)
async def test_welcome_says_what_is_kept_of_who_answers(
    visitor: Visitor, privacy: Privacy, invited: str, others: str
) -> None:
    survey = await open_survey(replace(SURVEY, privacy=privacy), closes_on=None)
    token = await invite(survey, language="en", organisation="Exempelföreningen")
    await Survey.update({Survey.answers_kept: 24}).where(Survey.id == survey)  # type: ignore[arg-type]

    by_invitation, by_link = await visitor.get(f"/i/{token}"), await visitor.get("/s/the-open-link?lang=en")

    assert (invited in by_invitation.text, others in by_link.text) == (True, True)
    assert "Your name and address are removed 6 months after the survey has closed." in by_invitation.text
    assert "The answers are removed 24 months after the survey has closed" in by_link.text
    assert ("You answer for: Exempelföreningen" in by_invitation.text) == (privacy is Privacy.ORGANISATION_NAMED)
    pages, is_linked = (by_invitation, by_link), privacy is not Privacy.ANONYMOUS
    own_link = "Whoever has your personal link can read your answers"
    unsent = "Until you send your answers, they are kept together with your invitation"
    organisation = "The organisation you were invited for stays joined to your answers"
    assert [own_link in page.text for page in pages] == [is_linked, False]
    assert [unsent in page.text for page in pages] == [not is_linked, False]
    assert [organisation in page.text for page in pages] == [privacy is Privacy.CONFIDENTIAL, False]


async def test_welcome_names_purpose_controller_and_contact(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    await open_survey(replace(SURVEY, purpose={"sv": "Vi frågar inför budgeten."}), closes_on=None)
    monkeypatch.setenv("GENSVAR_CONTROLLER", "Example Ministry")
    monkeypatch.setenv("GENSVAR_CONTACT", "ask@example.org")
    settings.cache_clear()

    page = await visitor.get("/s/the-open-link")

    purpose = page.tree.xpath("//span[text()='Vi frågar inför budgeten.']")[0]
    assert (purpose.get("lang"), "uses the answers to see" in page.text) == ("sv", False)
    assert (
        "Example Ministry is responsible for personal data in the answers. Questions are answered by ask@example.org."
        in page.text
    )


async def test_answers_can_be_read_and_not_changed_once_the_survey_is_closed(visitor: Visitor) -> None:
    survey = await open_survey(CONFIDENTIAL, closes_on=None)
    invitation = await invite(survey, language="en")
    page = await (await visitor.get(f"/i/{invitation}")).submit()
    page = await page.submit({"q1": "other"}, button="button=on")
    receipt = await (await visitor.get(f"{page.path[:-1]}check")).submit(action="/check")
    await close(survey, now=datetime.now(UTC))

    after = await visitor.get(f"/i/{invitation}")
    asked = await visitor.get(receipt.path.replace("receipt", "delete"))
    changed = await visitor.post(receipt.path.replace("receipt", "change"), {})
    deleted = await visitor.post(receipt.path.replace("receipt", "delete"), {"response": str(await only_response())})

    assert (after.path, after.tree.xpath("//main//form")) == (receipt.path, [])
    assert "The survey is closed: answers can no longer be changed or deleted here." in asked.text
    assert (changed.status, deleted.status, await Response.count()) == (410, 410, 1)


async def only_response() -> object:
    (row,) = await Response.select(Response.id)
    return row["id"]


async def test_receipt_of_a_sealed_survey_says_why_it_does_not_open(visitor: Visitor) -> None:
    survey = await open_survey(closes_on=None)
    token = await invite(survey, language="en")
    receipt = await sent(visitor)
    await close(survey, now=datetime.now(UTC))
    await seal(survey, now=datetime.now(UTC))

    after, invitation = await visitor.get(receipt.path), await visitor.get(f"/i/{token}")

    assert "when it closes, this page can no longer be opened" in receipt.text
    assert (after.status, "to an anonymous survey that has been closed, cannot be opened any more" in after.text) == (
        404,
        True,
    )
    assert "Personal links to an anonymous survey lead nowhere any more once it has been closed." in invitation.text


async def test_form_that_is_too_long_gets_a_page_that_says_what_to_do(visitor: Visitor) -> None:
    await open_survey(closes_on=None)
    token = await begin(language="ar")

    page = await visitor.post(f"/a/{token}/2", {"q3": "a" * (LARGEST_FORM + 1)})
    kept = await visitor.get(f"/a/{token}/2")

    assert (page.status, page.tree.get("lang"), page.tree.get("dir")) == (413, "ar", "rtl")
    assert page.tree.xpath("//header//a") == []
    assert kept.tree.get_element_by_id("q3").value.strip() == ANSWERS["q3"][0]


async def test_used_invitation_to_an_anonymous_survey_says_how_the_answers_are_reached(visitor: Visitor) -> None:
    invitation = await invite(await open_survey(closes_on=date.today() + timedelta(days=3)), language="en")
    await Invitation.update({Invitation.is_used: True}, force=True)

    page = await visitor.get(f"/i/{invitation}")

    assert (page.status, "reached by the address of their receipt alone" in page.text) == (410, True)


@pytest.mark.parametrize(
    ("asked", "spoken", "said"),
    [("", "ar", "الاستبيان"), ("?lang=en", "en", "The survey is closed and takes no more answers.")],
)
async def test_closed_survey_is_spoken_of_in_the_invitees_language(
    visitor: Visitor, asked: str, spoken: str, said: str
) -> None:
    survey = await open_survey(closes_on=None)
    invitation = await invite(survey, language="ar")
    draft = await begin(language="ar")
    await Survey.update({Survey.state: "closed"}).where(Survey.id == survey)

    pages = [await visitor.get(f"{path}{asked}") for path in (f"/i/{invitation}", f"/a/{draft}/1")]

    assert [(page.status, page.tree.get("lang")) for page in pages] == [(410, spoken)] * 2
    assert all(said in page.text for page in pages)
