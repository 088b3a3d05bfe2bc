"""Issues are found by words of their titles and points, in every form and inside compounds."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.consultations import delete_consultation
from feedback.enums import PointKind
from feedback.follow_up_tables import IssueWord
from feedback.issue_heads import rename_issue
from feedback.issue_search import Text, find_issues, wanted_words, weigh_words
from feedback.issue_upkeep import refresh_every_issue
from feedback.issues import attach_point, detach_point, open_issue
from feedback.point_merging import merge_points, split_point
from feedback.points import Wording, drop_point, edit_point, restore_point
from tests.factories import NOW, make_consultation, make_issue, make_point


async def _issue(title: str, *texts: str, language: str = "sv") -> UUID:
    consultation = await make_consultation(language=language)
    points = [await make_point(consultation, text=text, position=n) for n, text in enumerate(texts, start=1)]
    return await make_issue(title=title, points=points)


@pytest.mark.parametrize(
    "words",
    [
        "lokal",
        "lokalerna",
        "LOKALER",
        "föreningslokal",
        "förening",
        "föreningars lokaler",
        "lokaler för föreningar",
        "lokaler fören",
        "agenda 2030",
        "dyr",
        "lokal% _",
    ],
)
async def test_find_in_every_form_of_a_swedish_word(database: str, words: str) -> None:
    issue = await _issue("Föreningslokalerna", "De är för dyra.", "Enligt Agenda 2030.")
    await _issue("Bidrag", "Bidragen tar slut.")

    assert list(await find_issues(words)) == [issue]


@pytest.mark.parametrize("words", ["", "  ", "?!", "lokaler bidrag", "okal", "x", "%"])
async def test_find_nothing(database: str, words: str) -> None:
    await _issue("Lokaler", "De är för dyra.")
    await _issue("Bidrag", "Bidragen tar slut.")

    assert await find_issues(words) == {}


async def test_find_in_other_languages(database: str) -> None:
    english = await _issue("Affordable premises", "Associations need meeting places.", language="en")
    finnish = await _issue("Kokoontumistilat", "Tiloja tarvitaan.", language="fi")
    arabic = await _issue("أماكن الاجتماع", "الإيجارات مرتفعة.", language="ar")

    assert [list(await find_issues(words)) for words in ("meeting association", "tilojen", "الإيجارات")] == [
        [english],
        [finnish],
        [arabic],
    ]


async def test_a_word_of_the_title_weighs_more_than_any_number_of_points(database: str) -> None:
    often = await _issue("Pengar", *[f"Lokal nummer {n}." for n in range(20)])
    titled = await _issue("Lokaler")
    compound = await _issue("Föreningslokaler")

    scores = await find_issues("lokaler")

    assert min(scores, key=lambda issue: scores[issue]) == often
    assert set(scores) == {often, titled, compound}


async def test_words_follow_every_change_of_what_they_are_made_of(database: str) -> None:
    consultation = await make_consultation(language="sv")
    rents = await make_point(consultation, text="Hyrorna är höga.")
    halls = await make_point(consultation, text="Hallarna är stängda.", position=2)
    issue = await open_issue("Lokaler", points=[rents], officer=None, now=NOW)
    found = []

    async def look() -> None:
        found.append([word for word in ("lokal", "hyror", "hallar", "bidrag", "pengar") if await find_issues(word)])

    await look()
    await rename_issue(issue, "Bidrag", officer=None, now=NOW)
    await look()
    await attach_point(issue, halls, officer=None, now=NOW)
    await look()
    await drop_point(rents, now=NOW)
    await look()
    await restore_point(rents)
    await look()
    await edit_point(rents, Wording("Pengarna tar slut.", PointKind.STATEMENT), seen="Hyrorna är höga.")
    await look()
    await split_point(rents, parts=["Pengarna tar slut.", "Hyrorna stiger."], seen="Pengarna tar slut.")
    await look()
    await merge_points(rents, with_id=halls, now=NOW)
    await look()
    await detach_point(issue, rents, reason="No.", officer=None, now=NOW)
    await look()

    assert found == [
        ["lokal", "hyror"],
        ["hyror", "bidrag"],
        ["hyror", "hallar", "bidrag"],
        ["hallar", "bidrag"],
        ["hyror", "hallar", "bidrag"],
        ["hallar", "bidrag", "pengar"],
        ["hallar", "bidrag", "pengar"],
        ["hallar", "bidrag", "pengar"],
        ["bidrag"],
    ]


async def test_words_go_with_a_deleted_consultation_and_can_all_be_made_anew(database: str) -> None:
    consultation = await make_consultation(language="sv")
    issue = await make_issue(title="Bidrag", points=[await make_point(consultation, text="Hyrorna är höga.")])

    await delete_consultation(consultation, now=NOW)
    assert (await find_issues("hyror"), list(await find_issues("bidrag"))) == ({}, [issue])
    await IssueWord.delete(force=True)
    await refresh_every_issue()

    assert (await find_issues("hyror"), list(await find_issues("bidrag"))) == ({}, [issue])


@given(st.text(max_size=60))
def test_any_text_can_be_looked_for(text: str) -> None:
    for word in wanted_words(text):
        assert word.stems
        assert not set("%_") & set(word.prefix)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö ", max_size=40))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    weights = weigh_words(Text(text, "sv"), [])

    wanted = [word for word in wanted_words(text) if word.stems & set(weights)]
    assert all(word.score(weights) for word in wanted)
    assert len(wanted) >= min(len(weights), 1)
