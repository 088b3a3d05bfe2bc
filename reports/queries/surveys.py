"""Published surveys and what their responses add up to; no single response is read for a report."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from feedback.database import execute
from feedback.enums import CodingState
from reports import facts
from reports.queries.themes import STRONGEST
from surveys.building import SurveyState
from surveys.definition import from_json
from surveys.digest import live_tallies, undigested
from surveys.recall import without_answers
from surveys.tables import Survey, SurveyVersion, Tally
from surveys.tallies import Tallies
from surveys.versions import responses_by_version
from surveys.wording_changes import all_questions


async def read_surveys(*, today: date) -> tuple[facts.Survey, ...]:
    """Every published survey about a consultation that is not deleted, oldest first; one whose last day is past is closed.

    One query more for each survey with responses that are not digested yet.
    """
    rows = await Survey.select(*Survey.all_columns(exclude=[Survey.draft, Survey.left_out])).where(
        Survey.state.is_in([SurveyState.OPEN.value, SurveyState.CLOSED.value])
        & Survey.consultation.deleted_at.is_null()
    )
    if not rows:
        return ()
    ids = [row["id"] for row in rows]
    versions, tallies, themes = await _versions(ids), await _tallies(ids), await _statement_themes()
    found = [
        _survey(row, versions[row["id"]], tallies[row["id"]], themes.get(row["id"], ()), today)
        for row in rows
        if row["id"] in versions
    ]
    return tuple(sorted(found, key=lambda each: (str(each.opened or ""), each.id)))


def _survey(
    row: Mapping[str, Any],
    versions: Sequence[facts.SurveyVersion],
    tallies: Tallies,
    themes: Iterable[facts.StatementTally],
    today: date,
) -> facts.Survey:
    opened = row["opened_at"].date() if row["opened_at"] else None
    closed = row["closed_at"].date() if row["closed_at"] else None
    if closed is None and row["closes_on"] and row["closes_on"] < today:
        closed = row["closes_on"]
    return facts.Survey(
        id=str(row["id"]),
        consultation_id=str(row["consultation"]),
        year=opened.year if opened else 0,
        title=versions[-1].definition.title,
        questions=all_questions([version.definition for version in versions]),
        versions=tuple(versions) if len(versions) > 1 else (),
        invited=row["invited"],
        responses=tallies.responses,
        opened=opened,
        closed=closed,
        languages=tallies.languages,
        answered=tallies.answered,
        tallies=tuple(facts.Tally(key, value, n) for (key, value), n in tallies.values.items()),
        statement_themes=tuple(themes),
    )


async def _versions(ids: Sequence[UUID]) -> dict[UUID, list[facts.SurveyVersion]]:
    """Every wording of each survey, the first first."""
    rows = (
        await SurveyVersion.select(
            SurveyVersion.id,
            SurveyVersion.survey,
            SurveyVersion.number,
            SurveyVersion.definition,
            SurveyVersion.published_at,
        )
        .where(SurveyVersion.survey.is_in(list(ids)))
        .order_by(SurveyVersion.number)
    )
    found: dict[UUID, list[facts.SurveyVersion]] = {}
    changed = [row["survey"] for row in rows if row["number"] > 1]
    answered = await responses_by_version(changed)
    for row in rows:
        version = facts.SurveyVersion(
            number=row["number"],
            definition=without_answers(from_json(row["definition"])),
            since=row["published_at"].date(),
            responses=answered.get(row["id"], 0),
        )
        found.setdefault(row["survey"], []).append(version)
    return found


async def _tallies(ids: Sequence[UUID]) -> dict[UUID, Tallies]:
    waiting = await undigested()
    cells: dict[UUID, dict[tuple[str, str], int]] = {survey: {} for survey in ids}
    for row in await Tally.select().where(Tally.survey.is_in(list(ids)) & (Tally.n > 0)):
        cells[row["survey"]][row["question_key"], row["value"]] = row["n"]
    return {survey: await live_tallies(survey) if survey in waiting else Tallies(cells[survey]) for survey in ids}


# Each statement counts once for a theme as it is now, by the strongest of its codings. The recursion stands inside, since
# a statement that does not begin with SELECT is taken for one that writes.
_STATEMENT_THEMES = """
SELECT survey, question_key, theme, strength, COUNT(*) AS n
FROM (
    SELECT s.survey, s.question_key, s.id, f.current_theme AS theme,
        MIN(CASE c.state WHEN {} THEN 0 WHEN {} THEN 1 ELSE 2 END) AS strength
    FROM statement_coding c
    JOIN statement s ON s.id = c.statement
    JOIN (
        WITH RECURSIVE final (id, current_theme) AS (
            SELECT id, id FROM theme WHERE merged_into IS NULL
            UNION ALL
            SELECT t.id, f.current_theme FROM theme t JOIN final f ON t.merged_into = f.id
        )
        SELECT id, current_theme FROM final
    ) f ON f.id = c.theme
    GROUP BY s.survey, s.question_key, s.id, f.current_theme
) coded
GROUP BY survey, question_key, theme, strength
"""


async def _statement_themes() -> dict[UUID, list[facts.StatementTally]]:
    rows = await execute(_STATEMENT_THEMES, CodingState.CONFIRMED.value, CodingState.SUGGESTED.value)
    found: dict[UUID, list[facts.StatementTally]] = {}
    for row in sorted(rows, key=lambda row: (row["question_key"], str(row["theme"]), row["strength"])):
        tally = facts.StatementTally(row["question_key"], str(row["theme"]), STRONGEST[row["strength"]], row["n"])
        found.setdefault(UUID(str(row["survey"])), []).append(tally)
    return found
