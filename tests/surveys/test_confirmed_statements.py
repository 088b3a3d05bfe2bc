"""Statements go over with a theme that is split, as points do."""

from feedback.coding_log import list_decisions
from feedback.confirmed_texts import POINT_SOURCE, confirmed_texts
from feedback.enums import CodedKind, CodingState
from feedback.theme_splitting import split_theme
from feedback.themes import ThemeWording
from surveys.confirmed_statements import STATEMENT_SOURCE
from surveys.digest import digest
from surveys.statement_codings import decide_statement
from surveys.statements import list_statements
from tests.factories import NOW, make_coding, make_consultation, make_officer, make_point, make_theme
from tests.surveys.open_surveys import ANSWERS, answer, open_survey

RENT, HOURS = "Hyran är alldeles för hög för oss.", "Lokalen stänger klockan sex."


async def test_split_theme_takes_points_and_statements(database: str) -> None:
    officer, theme = await make_officer(), await make_theme(code="T1")
    point = await make_point(await make_consultation())
    await make_coding(point, theme)
    survey = await open_survey()
    for text in (RENT, HOURS):
        await answer({**ANSWERS, "q3": [text]})
    await digest(survey)
    statements = {each.text: each.id for each in await list_statements(survey, "q3")}
    for each in statements.values():
        await decide_statement(each, theme_id=theme, state=CodingState.CONFIRMED, officer_id=officer, now=NOW)
    sources = (POINT_SOURCE, STATEMENT_SOURCE)

    found = await confirmed_texts(theme, sources)
    _new, moved = await split_theme(
        theme,
        code="T2",
        wording=ThemeWording({"sv": "Hyror"}),
        texts=[point, statements[RENT]],
        sources=sources,
        officer_id=officer,
        now=NOW,
    )

    assert {(each.kind, each.id) for each in found} == {
        (CodedKind.POINT, point),
        *((CodedKind.STATEMENT, each) for each in statements.values()),
    }
    assert moved == 2
    codings = {each.text: each.codings for each in await list_statements(survey, "q3")}
    assert {text: [(each.theme.code, each.state) for each in themes] for text, themes in codings.items()} == {
        RENT: [("T2", CodingState.CONFIRMED), ("T1", CodingState.REJECTED)],
        HOURS: [("T1", CodingState.CONFIRMED)],
    }
    reasons = {each.reason for each in await list_decisions(CodedKind.STATEMENT, statements[RENT])}
    assert reasons == {"", "Split from the theme T1."}
