"""Invitations: the pasted list, the links, and the count of those who were asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.accounts import token_hash
from feedback.errors import Conflict
from feedback.translation import speaking
from surveys.building import get_survey
from surveys.invitations import Invitee, invite, invited_with, list_invitations, read_invitees
from surveys.publishing import close, publish
from surveys.tables import Invitation
from tests.factories import NOW
from tests.surveys.records import make_complete_draft, make_draft, make_open_survey

LANGUAGES = ("sv", "en", "ar")
ONE = Invitee("First Association", "one@example.org", "en")
TWO = Invitee("Second Association", "two@example.org", "ar")


def test_read_invitees_reads_lines() -> None:
    read = read_invitees(
        "First Association; one@example.org; en\n\n Second  Association ;two@example.org\nThird\tthree@example.org\tAR\n"
        "; four@example.org; engelska; Anna Ek\nFifth; five@example.org; ; Bo Al; trossamfund",
        languages=LANGUAGES,
    )

    assert read.errors == ()
    assert read.invitees == (
        Invitee("First Association", "one@example.org", "en"),
        Invitee("Second Association", "two@example.org", "sv"),
        Invitee("Third", "three@example.org", "ar"),
        Invitee("", "four@example.org", "en", "Anna Ek"),
        Invitee("Fifth", "five@example.org", "sv", "Bo Al", "faith"),
    )


def test_read_invitees_names_each_wrong_line() -> None:
    with speaking("en"):
        read = read_invitees(
            "Fine; one@example.org\nNo address\n; two@example.org\nOdd; two at example; en\nOdd; three@example.org; tlh\n"
            "Again; ONE@example.org\nToo; many@example.org; en; of; the; parts",
            languages=LANGUAGES,
        )

    assert read.errors == (
        "Line 2: write organisation; e-mail; language; name; type of organisation.",
        "Line 3: the organisation is missing.",
        "Line 4: “two at example” is not an e-mail address.",
        "Line 5: the survey has no language “tlh”; it has sv, en, ar.",
        "Line 6: the address ONE@example.org stands in the list before.",
        "Line 7: write organisation; e-mail; language; name; type of organisation.",
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (" \n ", "Write at least one line."),
        ("x" * 201 + "; one@example.org", "Line 1: the name may have at most 200 characters."),
        ("\n".join(f"A; a{n}@example.org" for n in range(5001)), "Invite at most 5000 at a time."),
    ],
)
def test_read_invitees_refuses(text: str, error: str) -> None:
    with speaking("en"):
        assert read_invitees(text, languages=LANGUAGES).errors == (error,)


@given(st.text())
def test_read_invitees_gives_a_sound_invitee_or_an_error_for_every_line(text: str) -> None:
    read = read_invitees(text, languages=LANGUAGES)

    lines = [line for line in text.splitlines() if line.strip()]
    assert len(read.invitees) + len(read.errors) == max(len(lines), 1)
    assert all(
        (each.organisation or each.name) and "@" in each.email and each.language in LANGUAGES for each in read.invitees
    )


async def test_invite_gives_links_and_keeps_only_hashes(database: str) -> None:
    survey_id = await make_draft()

    invited = await invite(survey_id, [TWO, ONE])

    assert [(each.organisation, each.email, each.language) for each in invited] == [
        ("Second Association", "two@example.org", "ar"),
        ("First Association", "one@example.org", "en"),
    ]
    rows = await Invitation.select(Invitation.email, Invitation.token_hash).order_by(Invitation.email)
    assert rows == [
        {"email": "one@example.org", "token_hash": token_hash(invited[1].token)},
        {"email": "two@example.org", "token_hash": token_hash(invited[0].token)},
    ]
    assert [(each.email, each.is_used) for each in await list_invitations(survey_id)] == [
        ("one@example.org", False),
        ("two@example.org", False),
    ]


async def test_invite_keeps_the_name_and_the_type(database: str) -> None:
    survey_id = await make_draft()

    (invited,) = await invite(survey_id, [Invitee("Fifth", "five@example.org", "sv", "Bo Al", "faith")])

    (listed,) = await list_invitations(survey_id)
    assert (invited.name, listed.name, listed.organisation_type) == ("Bo Al", "Bo Al", "faith")
    assert await invited_with(survey_id, [invited.token]) == [invited]


async def test_invite_as_many_as_a_list_may_hold(database: str) -> None:
    survey_id = await make_draft()

    made = await invite(survey_id, [Invitee("A", f"a{n}@example.org", "sv") for n in range(5000)])

    assert len(await invited_with(survey_id, [each.token for each in made])) == 5000
    assert (await get_survey(survey_id)).invited == 5000


async def test_invite_counts_the_invited(database: str) -> None:
    survey_id = await make_draft()

    await invite(survey_id, [ONE])
    await invite(survey_id, [TWO])

    survey = await get_survey(survey_id)
    assert (survey.invited, survey.invitations) == (2, 2)


async def test_invite_leaves_a_count_that_was_set_by_hand(database: str) -> None:
    survey_id = await make_complete_draft()
    await publish(survey_id, officer=None, now=NOW, invited=40)

    await invite(survey_id, [ONE, TWO])

    survey = await get_survey(survey_id)
    assert (survey.invited, survey.invitations) == (40, 2)


async def test_invite_again_gives_the_same_links(database: str) -> None:
    survey_id = await make_draft()
    (before,) = await invite(survey_id, [ONE])

    after = await invite(survey_id, [TWO, Invitee("The same", "ONE@example.org", "sv")])
    again = await invite(survey_id, [TWO, ONE])

    assert [(each.email, each.is_new) for each in after] == [("two@example.org", True), ("one@example.org", False)]
    assert [each.token for each in again] == [after[0].token, before.token] == [each.token for each in after]
    assert len(await list_invitations(survey_id)) == (await get_survey(survey_id)).invited == 2


async def test_invite_again_tells_no_link_that_cannot_be_worked_out(database: str) -> None:
    survey_id = await make_draft()
    await invite(survey_id, [ONE])
    await Invitation.update({Invitation.token_hash: token_hash("drawn at random")}, force=True)

    (known,) = await invite(survey_id, [ONE])

    assert (known.token, known.is_new) == ("", False)


async def test_invite_two_lists_without_addresses(database: str) -> None:
    survey = await make_draft()

    for organisation in ("First Association", "Second Association"):
        await invite(survey, [Invitee(organisation, "", "sv")])

    assert (await get_survey(survey)).invited == 2


async def test_invite_to_a_closed_survey(database: str) -> None:
    survey_id = await make_open_survey()
    await close(survey_id, now=NOW)

    with pytest.raises(Conflict):
        await invite(survey_id, [ONE])
    assert await list_invitations(survey_id) == ()


async def test_invited_with_the_tokens_of_another_survey(database: str) -> None:
    survey_id, other = await make_draft(), await make_draft()
    (invited,) = await invite(survey_id, [ONE])

    assert await invited_with(other, [invited.token]) == []
    assert await invited_with(survey_id, []) == []
