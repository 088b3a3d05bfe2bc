"""Inviting on the officers' pages: links are shown once, and can be downloaded from that page."""

from dataclasses import replace
from uuid import UUID

import pytest

from feedback.accounts import token_hash
from feedback.settings import settings
from surveys.building import get_survey
from surveys.definition import Privacy
from surveys.invitations import Invitee, invite, list_invitations
from surveys.publishing import close
from surveys.responses import send
from surveys.sealing import seal
from surveys.tables import Invitation
from tests.factories import NOW
from tests.surveys.open_surveys import SURVEY, TODAY, begin_by_invitation, open_survey
from tests.surveys.records import make_complete_draft, make_draft, make_open_survey
from tests.web import Page, Visitor

LIST = "First Association; one@example.org; en\nSecond Association; two@example.org"


async def test_create_shows_the_links_once_and_offers_them_as_a_file(officer: Visitor) -> None:
    survey_id = await make_complete_draft()
    page = await officer.get(f"/surveys/{survey_id}/invitations")

    page = await page.submit({"invitees": LIST}, action="/invitations")

    assert (page.status, page.h1) == (200, "Links")
    addresses = page.tree.xpath("//td[contains(@class, 'address')]/text()")
    tokens = [address.removeprefix("http://127.0.0.1:8000/i/") for address in addresses]
    rows = await Invitation.select(Invitation.token_hash).order_by(Invitation.organisation)
    assert [row["token_hash"] for row in rows] == [token_hash(token) for token in tokens]
    assert (await get_survey(survey_id)).invited == 2

    file = await page.submit(action="/list")
    assert file.response.headers["content-type"] == "text/csv; charset=utf-8"
    assert file.response.headers["content-disposition"] == 'attachment; filename="invitations.csv"'
    assert file.response.text == (
        "\ufeffOrganisation,E-mail,Language,Link,Name\r\n"
        f"First Association,one@example.org,en,{addresses[0]},\r\n"
        f"Second Association,two@example.org,en,{addresses[1]},\r\n"
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
        [
            "Line 2: “two” is not an e-mail address.",
            "Line 3: write organisation; e-mail; language; name; type of organisation.",
        ],
    )
    assert page.form("/invitations").fields["invitees"].splitlines()[-3:] == [
        "First; one@example.org",
        "Second; two",
        "Third",
    ]
    assert await list_invitations(survey_id) == ()


async def test_create_again_shows_the_same_links_and_says_who_was_invited(officer: Visitor) -> None:
    survey_id = await make_draft()
    many = "".join(f"A; a{n:02}@example.org\n" for n in range(12))
    page = await officer.get(f"/surveys/{survey_id}/invitations")

    first = await page.submit({"invitees": many}, action=f"{survey_id}/invitations")
    again = await page.submit({"invitees": many}, action=f"{survey_id}/invitations")

    addresses = [each.tree.xpath("//td[contains(@class, 'address')]/text()") for each in (first, again)]
    assert (len(addresses[0]), addresses[0]) == (12, addresses[1])
    assert (first.notice, again.notice) == (
        "",
        f"Invited already, and not invited twice: {', '.join(f'a{n:02}@example.org' for n in range(10))} and 2 more.",
    )
    assert len(await list_invitations(survey_id)) == 12


async def test_page_of_an_invitation_corrects_it_and_keeps_what_was_typed(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    await invite(survey_id, [Invitee("First Association", "one@example.org", "en")])
    await Invitation.update({Invitation.is_declined: True}, force=True)
    page = await officer.get(f"/surveys/{survey_id}/invitations")
    page = await officer.get(page.links()["First Association"])
    assert "The invitee wants no more mails about this survey, and gets none." in page.text
    assert "Whether it has been used is not shown while answers come in" in page.text

    page = await page.submit({"email": "åsa@example.org", "name": "Åsa"})
    assert (page.status, page.form().fields["name"]) == (422, "Åsa")
    assert page.errors[0].endswith("before the at sign that mail servers do not take: only A to Z without accents.")
    page = await page.submit({"email": "asa@förening.se", "organisation_type": "faith"})

    assert page.notice == "The invitation was saved."
    [listed] = await list_invitations(survey_id)
    assert (listed.email, listed.name, listed.organisation_type) == ("asa@förening.se", "Åsa", "faith")


async def test_invitation_is_removed_after_it_was_asked(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    (invited,) = await invite(survey_id, [Invitee("First Association", "one@example.org", "en")])
    [listed] = await list_invitations(survey_id)
    page = await officer.get(f"/invitations/{listed.id}")

    page = await officer.get(page.links()["Remove the invitation"])
    page = await page.submit()

    assert page.notice == "The invitation was removed."
    assert await list_invitations(survey_id) == ()
    assert (await officer.get(f"/i/{invited.token}")).status == 404


async def test_links_lead_to_the_mails_where_a_server_sends_them(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GENSVAR_SMTP", "smtp://127.0.0.1")
    monkeypatch.setenv("GENSVAR_MAIL_FROM", "office@example.org")
    settings.cache_clear()
    survey_id = await make_draft()
    page = await officer.get(f"/surveys/{survey_id}/invitations")
    assert "You get the links, and can have the invitations sent under Mails." in page.text

    page = await page.submit({"invitees": LIST}, action="/invitations")

    assert page.links()["Send the invitations by mail"] == f"/surveys/{survey_id}/mails"


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


async def test_index_of_a_closed_survey_invites_nobody(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    await invite(survey_id, [Invitee("First Association", "one@example.org", "en")])
    await close(survey_id, now=NOW)

    page = await officer.get(f"/surveys/{survey_id}/invitations")

    assert "The survey is closed: nobody can be invited to it." in page.text
    actions = [str(address) for address in page.tree.xpath("//main//form/@action")]
    assert [each for each in actions if each.endswith(("/invitations", "/attendee-list", "/renew"))] == []


@pytest.mark.parametrize(
    ("privacy", "told_while_open"),
    [(Privacy.ANONYMOUS, False), (Privacy.CONFIDENTIAL, False), (Privacy.ORGANISATION_NAMED, True)],
)
async def test_index_tells_who_answered_only_when_it_leads_to_no_answers(
    officer: Visitor, privacy: Privacy, told_while_open: bool
) -> None:
    survey_id = await open_survey(replace(SURVEY, privacy=privacy))
    first, _second = await invite(
        survey_id, [Invitee("First", "one@example.org", "sv"), Invitee("Second", "two@example.org", "sv")]
    )
    await send(await begin_by_invitation(first.token), today=TODAY)
    address = f"/surveys/{survey_id}/invitations"

    while_open = await officer.get(address)
    await close(survey_id, now=NOW)
    unsealed = await officer.get(address)
    await seal(survey_id, now=NOW)
    closed = await officer.get(address)

    for page in (while_open, unsealed, closed):
        assert "1 of 2 invitations have been used." in page.text
    buttons = while_open.tree.xpath("//form[contains(@action, '/renew')]")
    assert (use_by_row(while_open), len(buttons)) == ((["Used", ""], 1) if told_while_open else (["", ""], 2))
    assert use_by_row(unsealed) == (["", ""] if privacy is Privacy.ANONYMOUS else ["Used", "Not used"])
    assert use_by_row(closed) == ["Used", "Not used"]


def use_by_row(page: Page) -> list[str]:
    """What the page says of each invitation's use; nothing where it says none."""
    cells = [cell.text_content().strip() for cell in page.tree.xpath("//table//tr/td[last()]")]
    return [each if each in ("Used", "Not used") else "" for each in cells]


async def upload(officer: Visitor, survey_id: UUID, content: bytes, filename: str = "deltagare.csv") -> Page:
    page = await officer.get(f"/surveys/{survey_id}/invitations")
    return await page.submit(action="/attendee-list", files={"file": (filename, content, "text/csv")})


async def test_upload_shows_what_was_understood_and_invites_those_without_faults(officer: Visitor) -> None:
    survey_id = await make_draft()
    await invite(survey_id, [Invitee("Known", "known@example.org", "en")])
    rows = "Namn;Förening;E-post;Språk;Typ;Mobil\nAnna Ek;Öst;anna@example.org;svenska;Trossamfund;070\n"
    rows += (
        "Bo Al;;bo@example.org;;;\nAnna;Öst;ANNA@example.org;;;\nCe;Syd;ce at example;;;\n;Known;Known@example.org;;;\n"
    )

    page = await upload(officer, survey_id, rows.encode("cp1252"))

    assert (page.status, page.h1) == (200, "Check the list")
    assert "Förening Organisation" in page.text
    assert "Mobil Not read" in page.text
    assert "2 Öst Anna Ek anna@example.org Swedish Faith community" in page.text
    assert "Row 4: ANNA@example.org stands already in row 2." in page.text
    assert "Row 5: “ce at example” is not an e-mail address." in page.text
    assert "Row 6: Known, Known@example.org" in page.text
    assert len(await list_invitations(survey_id)) == 1

    page = await page.submit(action="/invitations")
    assert page.h1 == "Links"
    assert [
        (each.organisation, each.name, each.email, each.organisation_type) for each in await list_invitations(survey_id)
    ] == [
        ("", "Bo Al", "bo@example.org", ""),
        ("Known", "", "known@example.org", ""),
        ("Öst", "Anna Ek", "anna@example.org", "faith"),
    ]


async def test_upload_of_the_longest_list_leads_to_all_its_links(officer: Visitor) -> None:
    survey_id = await make_draft()
    rows = "".join(f"Föreningen för grannarna i kvarter {n};kvarter{n}@example.org\n" for n in range(5000))

    page = await upload(officer, survey_id, f"Organisation;E-post\n{rows}".encode())
    page = await page.submit(action="/invitations")
    file = await page.submit(action="/list")

    assert len(file.response.text.splitlines()) == 5001
    assert (await get_survey(survey_id)).invited == 5000


@pytest.mark.parametrize(
    ("content", "filename", "error"),
    [
        (b"", "", "Choose a file with the attendee list."),
        (
            b"Namn;Telefon\nAnna;070\n",
            "a.csv",
            "No column with e-mail addresses was found. Give it the heading “E-mail”.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "a.xls",
            "The file is of an older kind (.xls). Save it as an Excel workbook (.xlsx) or as CSV, and try again.",
        ),
    ],
)
async def test_upload_of_what_is_no_list_says_why(officer: Visitor, content: bytes, filename: str, error: str) -> None:
    page = await upload(officer, await make_draft(), content, filename)

    assert (page.status, page.errors) == (422, [error])


async def test_upload_of_a_list_without_anybody_to_invite(officer: Visitor) -> None:
    page = await upload(officer, await make_draft(), b"Namn;E-post\nAnna;\n")

    assert "Nobody on the list can be invited." in page.text
    assert "Row 2: the e-mail address is missing. It says: Anna" in page.text
    assert page.tree.xpath("//main//form") == []


async def test_upload_to_a_closed_survey(officer: Visitor) -> None:
    survey_id = await make_open_survey()
    page = await officer.get(f"/surveys/{survey_id}/invitations")
    await close(survey_id, now=NOW)

    page = await page.submit(action="/attendee-list", files={"file": ("a.csv", b"a@example.org", "text/csv")})

    assert page.status == 409
