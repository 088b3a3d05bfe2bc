"""Published surveys and what their responses add up to; no single response is read for a report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.query.functions.aggregate import Count

from feedback.database import execute
from feedback.enums import CodingState
from feedback.settings import settings
from feedback.translation import DEFAULT_LANGUAGE
from reports import survey_facts
from reports.queries.themes import STRONGEST
from surveys.building import InvitedAre, SurveyState
from surveys.definition import from_json
from surveys.digest import due, kept_tallies, live_tallies
from surveys.quotes import ShownQuote, shown_quotes
from surveys.recall import without_answers
from surveys.tables import Invitation, Survey, SurveyVersion
from surveys.tallies import Tallies
from surveys.versions import responses_by_version
from surveys.wording_changes import all_questions


async def read_surveys(*, today: date) -> tuple[survey_facts.Survey, ...]:
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
    invited, quotes = await _invited(ids), await shown_quotes(ids)
    found = [
        _survey(
            row,
            versions[row["id"]],
            tallies[row["id"]],
            themes.get(row["id"], ()),
            quotes.get(row["id"], ()),
            invited[row["id"]],
            today,
        )
        for row in rows
        if row["id"] in versions
    ]
    return tuple(sorted(found, key=lambda each: (str(each.opened or ""), each.id)))


def _survey(
    row: Mapping[str, Any],
    versions: Sequence[survey_facts.SurveyVersion],
    tallies: Tallies,
    themes: Iterable[survey_facts.StatementTally],
    quotes: Iterable[ShownQuote],
    invited: Counter[tuple[str, str]],
    today: date,
) -> survey_facts.Survey:
    types, languages = Counter[str](), Counter[str]()
    for (type_, language), n in invited.items():
        types[type_] += n
        languages[language] += n
    # Sealing gives all invitations the language that the survey is written in.
    tells_language = invited and row["sealed_at"] is None
    opened = row["opened_at"].date() if row["opened_at"] else None
    closed = row["closed_at"].date() if row["closed_at"] else None
    if closed is None and row["closes_on"] and row["closes_on"] < today:
        closed = row["closes_on"]
    return survey_facts.Survey(
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
        tallies=tuple(survey_facts.Tally(key, value, n) for (key, value), n in tallies.values.items()),
        statement_themes=tuple(themes),
        crosses=tuple(survey_facts.CrossTally(*cell, n) for cell, n in tallies.by_background.items()),
        quotes=tuple(survey_facts.Quote(it.question_key, it.text, it.language) for it in quotes),
        language=next(iter(versions[-1].definition.languages), DEFAULT_LANGUAGE),
        is_sample=row["invited_are"] == InvitedAre.SAMPLE.value,
        invited_types=dict(sorted(types.items())),
        invited_languages=dict(sorted(languages.items())) if tells_language else None,
    )


async def _versions(ids: Sequence[UUID]) -> dict[UUID, list[survey_facts.SurveyVersion]]:
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
    found: dict[UUID, list[survey_facts.SurveyVersion]] = {}
    changed = [row["survey"] for row in rows if row["number"] > 1]
    answered = await responses_by_version(changed)
    for row in rows:
        version = survey_facts.SurveyVersion(
            number=row["number"],
            definition=without_answers(from_json(row["definition"])),
            since=row["published_at"].date(),
            responses=answered.get(row["id"], 0),
        )
        found.setdefault(row["survey"], []).append(version)
    return found


async def _tallies(ids: Sequence[UUID]) -> dict[UUID, Tallies]:
    counted, kept = set(await due(settings().threshold)), await kept_tallies(ids)
    return {survey: await live_tallies(survey) if survey in counted else kept[survey] for survey in ids}


async def _invited(ids: Sequence[UUID]) -> dict[UUID, Counter[tuple[str, str]]]:
    """Each survey's invitations by type of organisation and language."""
    columns = (Invitation.survey, Invitation.organisation_type, Invitation.language)
    rows = await Invitation.select(*columns, Count()).where(Invitation.survey.is_in(list(ids))).group_by(*columns)
    found: dict[UUID, Counter[tuple[str, str]]] = {survey: Counter() for survey in ids}
    for row in rows:
        found[row["survey"]][row["organisation_type"], row["language"]] = row["count"]
    return found


# Each statement counts once for a theme as it is now, by the strongest of its codings. The recursion stands inside, since
# a statement that does not begin with SELECT is taken for one that writes.
_STATEMENT_THEMES = """
SELECT survey, question_key, theme, strength, COUNT(*) AS n, SUM(was_suggested) AS suggested
FROM (
    SELECT s.survey, s.question_key, s.id, f.current_theme AS theme,
        MIN(CASE c.state WHEN {} THEN 0 WHEN {} THEN 1 ELSE 2 END) AS strength,
        MAX(CASE WHEN c.score IS NULL THEN 0 ELSE 1 END) AS was_suggested
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


async def _statement_themes() -> dict[UUID, list[survey_facts.StatementTally]]:
    rows = await execute(_STATEMENT_THEMES, CodingState.CONFIRMED.value, CodingState.SUGGESTED.value)
    found: dict[UUID, list[survey_facts.StatementTally]] = {}
    for row in sorted(rows, key=lambda row: (row["question_key"], str(row["theme"]), row["strength"])):
        state = STRONGEST[row["strength"]]
        tally = survey_facts.StatementTally(
            row["question_key"], str(row["theme"]), state, row["n"], int(row["suggested"])
        )
        found.setdefault(UUID(str(row["survey"])), []).append(tally)
    return found
