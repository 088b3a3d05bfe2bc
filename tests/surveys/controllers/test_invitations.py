"""Inviting on the officers' pages: links are shown once, and can be downloaded from that page."""

from feedback.accounts import token_hash
from surveys.building import get_survey
from surveys.invitations import Invitee, invite, list_invitations
from surveys.publishing import close
from surveys.tables import Invitation
from tests.factories import NOW
from tests.surveys.records import make_complete_draft, make_draft, make_open_survey
from tests.web import Visitor

LIST = "First Association; one@example.org; en\nSecond Association; two@example.org"


async def test_create_shows_the_links_once_and_offers_them_as_a_file(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}/invitations")

    page = await page.submit({"invitees": LIST}, action="/invitations")

    assert (page.status, page.h1) == (200, "New links")
    addresses = page.tree.xpath("//td[contains(@class, 'address')]/text()")
    tokens = [address.removeprefix("http://127.0.0.1:8000/i/") for address in addresses]
    rows = await Invitation.select(Invitation.token_hash).order_by(Invitation.organisation)
    assert [row["token_hash"] for row in rows] == [token_hash(token) for token in tokens]
    assert (await get_survey(survey_id)).invited == 2

    file = await page.submit(action="/list")
    assert file.response.headers["content-type"] == "text/csv; charset=utf-8"
    assert file.response.headers["content-disposition"] == 'attachment; filename="invitations.csv"'
    assert file.response.text == (
        "\ufeffOrganisation,E-mail,Language,Link\r\n"
        f"First Association,one@example.org,en,{addresses[0]}\r\n"
        f"Second Association,two@example.org,en,{addresses[1]}\r\n"
    )

    page = await officer.get(f"/surveys/{survey_id}/invitations")
    assert "First Association one@example.org English" in page.text
    assert not any(token in page.response.text for token in tokens)


async def test_create_with_wrong_lines_keeps_the_list(officer: Visitor) -> None:
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/invitations")

    page = await page.submit({"invitees": "First; one@example.org\nSecond; two\nThird"}, action="/invitations")

    assert (page.status, page.errors) == (
        422,
        ["Line 2: “two” is not an e-mail address.", "Line 3: write organisation; e-mail; language."],
    )
    assert page.form("/invitations").fields["invitees"].splitlines()[-3:] == [
        "First; one@example.org",
        "Second; two",
        "Third",
    ]
    assert await list_invitations(survey_id) == ()


async def test_create_again_makes_no_second_link(officer: Visitor) -> None:
    survey_id = await make_draft()
    await invite(survey_id, [Invitee("First Association", "one@example.org", "en")])
    page = await officer.get(f"/surveys/{survey_id}/invitations")

    page = await page.submit({"invitees": LIST}, action=f"{survey_id}/invitations")

    assert (page.status, page.errors) == (422, ["Invited already: one@example.org."])
    assert len(await list_invitations(survey_id)) == 1


async def test_renew_shows_a_new_link(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    (lost,) = await invite(survey_id, [Invitee("First Association", "one@example.org", "en")])
    page = await officer.get(f"/surveys/{survey_id}/invitations")

    page = await page.submit(action="/renew")

    (address,) = page.tree.xpath("//td[contains(@class, 'address')]/text()")
    assert lost.token not in address
    token = address.removeprefix("http://127.0.0.1:8000/i/")
    assert (await officer.get(f"/i/{token}")).status == 200
    assert (await officer.get(f"/i/{lost.token}")).status == 404


async def test_index_of_a_closed_survey_has_no_form(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    await invite(survey_id, [Invitee("First Association", "one@example.org", "en")])
    await close(survey_id, now=NOW)

    page = await officer.get(f"/surveys/{survey_id}/invitations")

    assert "The survey is closed: nobody can be invited to it." in page.text
    assert page.tree.xpath("//main//form") == []
