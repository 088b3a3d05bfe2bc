"""Proposed themes: made from what fits nowhere, tried on other texts, accepted, merged or dropped, never confirmed silently."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from feedback.codings import decide_none_fits, list_codings
from feedback.enums import CodingState, ProposalState
from feedback.errors import Conflict, NotFound
from feedback.proposal_decisions import accept_proposal, drop_proposal, merge_into_proposal, merge_into_theme
from feedback.sampled_points import SAMPLED_POINTS
from feedback.theme_proposals import (
    Proposal,
    get_proposal,
    list_decided,
    list_proposals,
    look_for_themes,
    rename_texts,
)
from feedback.theme_trials import judge, read_trial, start_trial
from feedback.themes import ThemeWording
from tests.factories import NOW, make_coding, make_consultation, make_officer, make_point, make_theme
from tests.feedback.matching.test_clusters import ALONE, DOGS, SWIMMING

SOURCES = (SAMPLED_POINTS,)
PREMISES = "Föreningarna behöver lokaler som är öppna på kvällen."
WORDING = ThemeWording({"sv": "Simhallar"}, "", ("simhall",))


async def make_points(*texts: str) -> tuple[UUID, dict[str, UUID]]:
    """A Swedish consultation with these points, and a code book with a theme that fits none of them but one on premises."""
    await make_theme(code="T1", title="Lokaler", keywords=["lokal", "lokaler", "föreningslokal"])
    consultation = await make_consultation(language="sv")
    return consultation, {
        text: await make_point(consultation, text=text, position=n) for n, text in enumerate(texts, 1)
    }


async def looked(*texts: str) -> tuple[UUID, dict[str, UUID], tuple[Proposal, ...]]:
    consultation, points = await make_points(*texts)
    await look_for_themes(SOURCES, now=NOW)
    return consultation, points, await list_proposals(SOURCES)


def ids(proposal: Proposal) -> set[UUID]:
    return {quoted.text.id for quoted in proposal.texts}


def of(points: dict[str, UUID], texts: Sequence[str]) -> set[UUID]:
    return {points[text] for text in texts}


async def test_texts_that_fit_nowhere_are_proposed_in_groups_with_quotes(database: str) -> None:
    consultation, points = await make_points(*SWIMMING, *DOGS, *ALONE, PREMISES)

    found = await look_for_themes(SOURCES, now=NOW)

    swimming, dogs = await list_proposals(SOURCES)
    assert (found.proposals, found.unfitting) == (2, len(SWIMMING + DOGS + ALONE))
    assert (ids(swimming), ids(dogs)) == (of(points, SWIMMING), of(points, DOGS))
    assert swimming.label.startswith("Simhall")
    assert all(not coded.codings for coded in await list_codings(consultation))


async def test_a_text_with_a_confirmed_theme_is_not_proposed_and_one_that_fits_none_is(database: str) -> None:
    _consultation, points = await make_points(*DOGS, PREMISES, PREMISES + " Hyran för en lokal är hög.")
    theme = await make_theme(code="T2", title="Djur")
    await make_coding(points[DOGS[0]], theme)
    await decide_none_fits(points[PREMISES], officer_id=await make_officer(), now=NOW)

    found = await look_for_themes(SOURCES, now=NOW)

    assert found.unfitting == 3
    assert await list_proposals(SOURCES) == ()


async def test_too_few_texts_are_said_to_be_too_few(database: str) -> None:
    await make_points(*DOGS[:2])

    found = await look_for_themes(SOURCES, now=NOW)

    assert found.notice == "Too few texts fit nowhere to propose a theme: there are 2."


async def test_an_accepted_proposal_is_a_theme_suggested_for_its_texts(database: str) -> None:
    officer = await make_officer()
    consultation, points, (proposal,) = await looked(*SWIMMING)
    await decide_none_fits(points[SWIMMING[0]], officer_id=officer, now=NOW)

    theme = await accept_proposal(proposal.id, "T2", WORDING, SOURCES, officer_id=officer, now=NOW)

    coded = await list_codings(consultation)
    assert [[(each.theme.id, each.state) for each in one.codings] for one in coded] == [
        [(theme, CodingState.SUGGESTED)] for _text in SWIMMING
    ]
    assert all(one.none_fits is None for one in coded)
    [decided] = await list_decided(SOURCES)
    assert (decided.state, decided.theme, decided.decided_by) == (ProposalState.ACCEPTED, theme, "Olga Officer")
    with pytest.raises(Conflict, match="decided on already"):
        await accept_proposal(proposal.id, "T3", WORDING, SOURCES, officer_id=officer, now=NOW)


async def test_a_code_that_is_taken_leaves_the_proposal_open(database: str) -> None:
    _consultation, _points, (proposal,) = await looked(*SWIMMING)

    with pytest.raises(Conflict, match="has the code T1"):
        await accept_proposal(proposal.id, "T1", WORDING, SOURCES, officer_id=await make_officer(), now=NOW)

    assert (await get_proposal(proposal.id, SOURCES)).state is ProposalState.OPEN


async def test_merging_into_a_theme_suggests_it_and_into_a_proposal_joins_them(database: str) -> None:
    officer = await make_officer()
    consultation, points, (swimming, dogs) = await looked(*SWIMMING, *DOGS)
    theme = await make_theme(code="T2", title="Fritid")

    await merge_into_proposal(dogs.id, swimming.id, SOURCES, officer_id=officer, now=NOW)
    [joined] = await list_proposals(SOURCES)
    await merge_into_theme(joined.id, theme, SOURCES, officer_id=officer, now=NOW)

    assert ids(joined) == of(points, SWIMMING + DOGS)
    assert {each.theme.code for one in await list_codings(consultation) for each in one.suggested} == {"T2"}
    assert all(one.suggested for one in await list_codings(consultation))
    with pytest.raises(Conflict, match="Choose another proposal"):
        await merge_into_proposal(joined.id, joined.id, SOURCES, officer_id=officer, now=NOW)


async def test_what_was_dropped_is_not_proposed_again_from_the_same_texts(database: str) -> None:
    consultation, _points, (proposal,) = await looked(*DOGS)
    await drop_proposal(proposal.id, officer_id=await make_officer(), now=NOW)
    for n, text in enumerate(SWIMMING, 10):
        await make_point(consultation, text=text, position=n)

    await look_for_themes(SOURCES, now=NOW)

    [again] = await list_proposals(SOURCES)
    assert again.label.startswith("Simhall")


async def test_a_trial_draws_both_kinds_and_counts_what_officers_judge(database: str) -> None:
    officer = await make_officer()
    more = tuple(f"Simhallen i {place} behöver fler tider." for place in ("Alby", "Berga", "Ekby", "Norrby", "Solby"))
    many = tuple(
        f"Simhallen är för liten på {day}." for day in ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag")
    )
    _consultation, _points, proposals = await looked(*SWIMMING, *more, *many, *ALONE, PREMISES)
    proposal = proposals[0]

    await start_trial(proposal.id, SOURCES, size=6, seed=7, officer_id=officer, now=NOW)
    proposal = await get_proposal(proposal.id, SOURCES)
    trial = await read_trial(proposal, SOURCES)
    assert trial
    would, would_not = ([each for each in trial.texts if (each.score is not None) is get] for get in (True, False))
    await judge(would[0].id, fits=True, officer_id=officer, now=NOW)
    await judge(would[1].id, fits=False, officer_id=officer, now=NOW)
    await judge(would_not[0].id, fits=False, officer_id=officer, now=NOW)
    after = await read_trial(proposal, SOURCES)

    assert after
    assert len(trial.texts) == 6
    assert not {each.quoted.text.text for each in trial.texts} & {quoted.text.text for quoted in proposal.quotes}
    rightly, left_out = after.of(would_get=True), after.of(would_get=False)
    assert (rightly.right, rightly.judged, left_out.right, left_out.judged) == (1, 2, 1, 1)
    assert rightly.interval
    assert rightly.interval.low < 0.5 < rightly.interval.high
    await judge(would[0].id, fits=None, officer_id=officer, now=NOW)
    undone = await read_trial(proposal, SOURCES)
    assert undone
    assert undone.judged == 2


async def test_looking_again_takes_the_trial_along_and_texts_can_be_forgotten(database: str) -> None:
    officer = await make_officer()
    _consultation, points, (proposal,) = await looked(*SWIMMING, *ALONE)
    await start_trial(proposal.id, SOURCES, seed=1, officer_id=officer, now=NOW)
    trial = await read_trial(await get_proposal(proposal.id, SOURCES), SOURCES)
    assert trial

    await look_for_themes(SOURCES, now=NOW)

    with pytest.raises(NotFound):
        await judge(trial.texts[0].id, fits=True, officer_id=officer, now=NOW)
    await rename_texts({points[SWIMMING[0]]: None})
    [again] = await list_proposals(SOURCES)
    assert ids(again) == of(points, SWIMMING[1:])
    await rename_texts({points[SWIMMING[1]]: None})
    assert await list_proposals(SOURCES) == ()
