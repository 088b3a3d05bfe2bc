"""Statements are drawn, coded blind and settled as points are; one that is withdrawn leaves the sample."""

from uuid import UUID

from feedback.coding_samples import draw_sample, drawn_texts, list_places
from feedback.enums import CodedKind, CodingState
from feedback.sample_codings import close_sample, find_none, give_theme
from feedback.sample_results import closed_samples, read_result, settle_text
from feedback.sampled_points import SAMPLED_POINTS
from surveys.digest import digest
from surveys.responses import receipt, send
from surveys.sampled_statements import SAMPLED_STATEMENTS
from surveys.statements import list_statements
from surveys.withdrawing import withdraw
from tests.factories import make_consultation, make_officer, make_theme
from tests.surveys.open_surveys import ANSWERS, NOW, TODAY, begin, open_survey

SOURCES = (SAMPLED_POINTS, SAMPLED_STATEMENTS)
RENT, BUS = "Hyran är för hög.", "Bussen går för sällan."


async def asked() -> tuple[UUID, str]:
    """A survey with two answers, and the token of the first."""
    survey, tokens = await open_survey(closes_on=None), []
    for text in (RENT, BUS):
        token = await begin({**ANSWERS, "q3": [text]})
        await send(token, today=TODAY)
        tokens.append(token)
    await digest(survey)
    return survey, tokens[0]


async def test_a_sample_is_drawn_from_a_survey_or_from_points_and_statements_together(database: str) -> None:
    survey, _token = await asked()
    await make_consultation(title="Meeting", points=["Associations need premises."])
    officer = await make_officer()

    places = {place.id: (place.kind, place.texts) for place in await list_places(SOURCES)}
    of_survey = await draw_sample(
        SOURCES, size=9, place=(CodedKind.STATEMENT, survey), seed=1, officer_id=officer, now=NOW
    )
    of_all = await draw_sample(SOURCES, size=9, seed=1, officer_id=officer, now=NOW)

    assert places[survey] == (CodedKind.STATEMENT, 2)
    assert {each.text.text for each in await drawn_texts(of_survey, SOURCES)} == {RENT, BUS}
    assert {RENT, BUS, "Associations need premises."} <= {each.text.text for each in await drawn_texts(of_all, SOURCES)}


async def test_a_statement_is_settled_and_one_that_is_withdrawn_is_gone_from_the_result(database: str) -> None:
    survey, token = await asked()
    olga, ali = await make_officer(), await make_officer(email="ali@example.org", name="Ali Officer")
    theme = await make_theme()
    sample = await draw_sample(SOURCES, size=9, place=(CodedKind.STATEMENT, survey), seed=1, officer_id=olga, now=NOW)
    drawn = {each.text.text: each.id for each in await drawn_texts(sample, SOURCES)}
    for id in drawn.values():
        await give_theme(id, theme_id=theme, coder_id=olga, now=NOW)
        await find_none(id, coder_id=ali, now=NOW)
    await close_sample(sample, SOURCES, now=NOW)

    await settle_text(drawn[BUS], themes=[theme], sources=SOURCES, officer_id=olga, now=NOW)
    await withdraw(token, (await receipt(token)).response_id, today=TODAY)

    [left] = await list_statements(survey, "q3")
    assert [(each.theme.id, each.state) for each in left.codings] == [(theme, CodingState.CONFIRMED)]
    result = await read_result(sample, SOURCES)
    assert [(each.drawn.text.text, each.is_settled) for each in result.texts] == [(BUS, True)]
    assert result.agreement.texts == 1
    assert [each.has_statements for each in await closed_samples()] == [True]
