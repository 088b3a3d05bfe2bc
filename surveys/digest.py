"""What happens to a response after it is sent: it is folded into the tallies, and its texts become statements.

May stop anywhere, begin again, and run in several workers at once.
A row of `DigestedResponse` is written in the same transaction as what it stands for, so a response is counted once or
not yet. A later revision takes the place of the one that was counted; an earlier one that comes late is only marked.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID, uuid4

from feedback.database import database, execute, transaction
from surveys.building import SurveyState
from surveys.coding_traces import forget_traces
from surveys.definition import Privacy, SurveyDefinition, from_json
from surveys.responses import read_document
from surveys.tables import BackgroundTally, DigestedResponse, Response, Statement, SurveyVersion, Tally
from surveys.tallies import Cell, CrossCell, Folding, Revision, Tallies, added, fold, in_order, recount, statements

T = TypeVar("T")

BATCH = 500
#: Ids of undigested responses that are looked up at a time: finding them passes over all that are digested.
LOOKED_UP = 50_000
ROWS = 1_000  # per INSERT: PostgreSQL takes at most 32,767 values

Definitions = dict[UUID, SurveyDefinition]


async def digest(
    survey_id: UUID | None = None,
    *,
    batch: int = BATCH,
    at_least: int = 1,
    progress: Callable[[int], object] = lambda _: None,
) -> int:
    """Fold in all responses that are not digested, of one survey or of all that are `due`; gives how many it took.

    `progress` is told the size of each batch after that is committed. Responses that another worker holds are left to it.
    """
    done = 0
    definitions: Definitions = {}
    for survey in [survey_id] if survey_id else await due(at_least):
        while ids := await _undigested_ids(survey):
            taken = 0
            for part in _parts(ids, batch):
                taken += await _digest_batch(survey, part, definitions)
                progress(len(part))
            done += taken
            if len(ids) < LOOKED_UP or not taken:
                break
    return done


async def due(at_least: int) -> list[UUID]:
    """The surveys with responses to digest; of an anonymous one that is open, only once `at_least` so many wait.

    What officers see of it steps with the digest: by one response, the step would tell what that one answered.
    """
    waiting = await undigested()
    few = [survey for survey, n in waiting.items() if n < at_least]
    held = set[UUID]()
    if few:
        is_open = SurveyVersion.survey.state == SurveyState.OPEN.value
        rows = await SurveyVersion.select(SurveyVersion.survey, SurveyVersion.definition).where(
            SurveyVersion.survey.is_in(few) & (SurveyVersion.number == 1) & is_open
        )
        held = {row["survey"] for row in rows if from_json(row["definition"]).privacy is Privacy.ANONYMOUS}
    return [survey for survey in waiting if survey not in held]


async def undigested() -> dict[UUID, int]:
    """How many responses are not digested, by survey; surveys without any are left out."""
    rows = await execute(
        "SELECT r.survey, r.n - COALESCE(d.n, 0) AS n "
        "FROM (SELECT survey, COUNT(*) AS n FROM response GROUP BY survey) r "
        "LEFT JOIN (SELECT survey, COUNT(*) AS n FROM digested_response GROUP BY survey) d ON d.survey = r.survey "
        "ORDER BY r.survey"
    )
    return {_uuid(row["survey"]): row["n"] for row in rows if row["n"]}


async def live_tallies(survey_id: UUID) -> Tallies:
    """The survey's counts now: the tallies, and the responses that are not digested yet."""
    if not await _waiting(survey_id):
        return (await kept_tallies([survey_id]))[survey_id]
    # One statement, so that all are of one moment: a response digested in between would be missed or counted twice.
    rows = await execute(_TALLIES_AND_TAIL, survey_id, survey_id, survey_id, survey_id)
    definitions = await _definitions({_uuid(row["version"]) for row in rows if row["version"]}, {})
    tail = [_revision(row, definitions) for row in rows if row["kind"] == "tail"]
    counted = [_revision(row, definitions) for row in rows if row["kind"] == "counted"]
    return added(_tallies(row for row in rows if row["kind"] == "tally"), fold(tail, counted))


async def kept_tallies(surveys: Collection[UUID]) -> dict[UUID, Tallies]:
    """The counts of the digested responses of each of these surveys."""
    rows = await Tally.select().where(Tally.survey.is_in(list(surveys)))
    crossed = await BackgroundTally.select().where(BackgroundTally.survey.is_in(list(surveys)))
    by_survey: dict[UUID, list[Mapping[str, Any]]] = {survey: [] for survey in surveys}
    for row in rows:
        by_survey[row["survey"]].append({**row, "background_key": None})
    for row in crossed:
        by_survey[row["survey"]].append(row)
    return {survey: _tallies(found) for survey, found in by_survey.items()}


def _tallies(rows: Iterable[Mapping[str, Any]]) -> Tallies:
    """Rows of both tables of counts; those by who answers are the ones that have a `background_key`."""
    cells: dict[Cell, int] = {}
    crosses: dict[CrossCell, int] = {}
    for row in rows:
        if not row["n"]:
            continue
        if row["background_key"] is None:
            cells[row["question_key"], row["value"]] = row["n"]
        else:
            crosses[row["background_key"], row["background"], row["question_key"], row["value"]] = row["n"]
    return Tallies(cells, crosses)


async def _waiting(survey_id: UUID) -> int:
    """How many responses are not digested; much quicker than finding them."""
    responses: int = await Response.count().where(Response.survey == survey_id)
    digested: int = await DigestedResponse.count().where(DigestedResponse.survey == survey_id)
    return responses - digested


async def recounted_tallies(survey_id: UUID) -> Tallies:
    """The same from every response anew, without the tallies: slow, and the measure of `live_tallies`."""
    rows = await Response.select().where(Response.survey == survey_id)
    definitions = await _definitions({row["version"] for row in rows}, {})
    return recount(_revision({**row, "n": row["revision"]}, definitions) for row in rows)


_TALLIES_AND_TAIL = """
SELECT 'tally' AS kind, question_key, value, n, NULL AS background_key, '' AS background,
    '' AS id, '' AS token_hash, '' AS language, '' AS answers, '' AS version
FROM tally WHERE survey = {}
UNION ALL
SELECT 'tally', question_key, value, n, background_key, background, '', '', '', '', ''
FROM background_tally WHERE survey = {}
UNION ALL
SELECT CASE WHEN d.response IS NULL THEN 'tail' ELSE 'counted' END, '', '', r.revision, '', '',
    CAST(r.id AS TEXT), r.token_hash, r.language, CAST(r.answers AS TEXT), CAST(r.version AS TEXT)
FROM response r LEFT JOIN digested_response d ON d.response = r.id
WHERE r.survey = {} AND r.token_hash IN (
    SELECT u.token_hash FROM response u LEFT JOIN digested_response e ON e.response = u.id
    WHERE u.survey = {} AND e.response IS NULL
)
"""


async def _undigested_ids(survey_id: UUID) -> list[UUID]:
    rows = await execute(
        "SELECT r.id FROM response r LEFT JOIN digested_response d ON d.response = r.id "
        "WHERE r.survey = {} AND d.response IS NULL LIMIT {}",
        survey_id,
        LOOKED_UP,
    )
    return [_uuid(row["id"]) for row in rows]


async def _digest_batch(survey_id: UUID, ids: Sequence[UUID], definitions: Definitions) -> int:
    async with transaction():
        claimed = await _claim(ids)
        if claimed:
            folding = fold(*await _claimed_and_counted(claimed, definitions))
            await add_to_tallies(survey_id, folding)
            await _replace_statements(survey_id, folding)
    return len(claimed)


async def _claim(ids: Sequence[UUID]) -> list[UUID]:
    """Mark these as digested; gives those that nobody else has marked."""
    if database().engine_type == "postgres":
        ids = await _hold(ids)
    if not ids:
        return []
    rows = await execute(
        "INSERT INTO digested_response (response, survey) "  # noqa: S608  (only placeholders are put together)
        f"SELECT id, survey FROM response WHERE id IN ({_places(ids)}) "
        "ON CONFLICT (response) DO NOTHING RETURNING response",
        *ids,
    )
    return [_uuid(row["response"]) for row in rows]


async def _hold(ids: Sequence[UUID]) -> list[UUID]:
    """Those of the responses that no other worker holds. It is the first revision that is held, for all of them."""
    rows = await execute(
        "SELECT r.id FROM response r JOIN response f ON f.token_hash = r.token_hash AND f.revision = 1 "  # noqa: S608
        f"WHERE r.id IN ({_places(ids)}) FOR NO KEY UPDATE OF f SKIP LOCKED",
        *ids,
    )
    return [_uuid(row["id"]) for row in rows]


async def _claimed_and_counted(ids: Sequence[UUID], definitions: Definitions) -> tuple[list[Revision], list[Revision]]:
    rows = await execute(
        "SELECT CAST(r.id AS TEXT) AS id, r.token_hash, r.revision AS n, r.language, "  # noqa: S608
        "CAST(r.answers AS TEXT) AS answers, CAST(r.version AS TEXT) AS version "
        "FROM response r JOIN digested_response d ON d.response = r.id "
        f"WHERE r.token_hash IN (SELECT token_hash FROM response WHERE id IN ({_places(ids)})) ORDER BY r.id",
        *ids,
    )
    definitions = await _definitions({_uuid(row["version"]) for row in rows}, definitions)
    revisions = [_revision(row, definitions) for row in rows]
    ours = set(ids)
    return [each for each in revisions if each.id in ours], [each for each in revisions if each.id not in ours]


async def add_to_tallies(survey_id: UUID, folding: Folding) -> None:
    """Add these differences to the tallies that are kept; they are of the transaction around."""
    await _add(survey_id, "tally", ("question_key", "value"), in_order(folding.cells))
    columns = ("background_key", "background", "question_key", "value")
    await _add(survey_id, "background_tally", columns, in_order(folding.crosses))


async def _add(
    survey_id: UUID, table: str, columns: Sequence[str], counts: Sequence[tuple[tuple[str, ...], int]]
) -> None:
    names = ", ".join(columns)
    row = f"({_places((*columns, 'id', 'survey', 'n'))})"
    for part in _parts(counts, ROWS):
        values = [value for cell, n in part for value in (uuid4(), survey_id, *cell, n)]
        await execute(
            f"INSERT INTO {table} (id, survey, {names}, n) VALUES {', '.join([row] * len(part))} "  # noqa: S608  (words of ours)
            f"ON CONFLICT (survey, {names}) DO UPDATE SET n = {table}.n + excluded.n",
            *values,
        )


async def _replace_statements(survey_id: UUID, folding: Folding) -> None:
    if folding.replaced:
        replaced = Statement.response.is_in([each.id for each in folding.replaced])
        await forget_traces(replaced)
        await Statement.delete().where(replaced)
    rows = [
        Statement(survey=survey_id, response=each.id, question_key=key, text=text, language=each.language)
        for each in folding.counted
        for key, text in statements(each)
    ]
    for part in _parts(rows, ROWS):
        await Statement.insert(*part)


async def _definitions(versions: set[UUID], known: Definitions) -> Definitions:
    """The definitions of these versions besides those known: they are frozen, so each is read once."""
    missing = list(versions - known.keys())
    if missing:
        columns = SurveyVersion.select(SurveyVersion.id, SurveyVersion.definition)
        rows = await columns.where(SurveyVersion.id.is_in(missing))
        known.update({row["id"]: from_json(row["definition"]) for row in rows})
    return known


def _revision(row: Mapping[str, Any], definitions: Definitions) -> Revision:
    return Revision(
        id=_uuid(row["id"]),
        token_hash=str(row["token_hash"]),
        number=int(row["n"]),
        language=str(row["language"]),
        answers=read_document(str(row["answers"])),
        definition=definitions[_uuid(row["version"])],
    )


def _uuid(value: object) -> UUID:
    """A key from a statement of ours, which SQLite gives as text."""
    return value if isinstance(value, UUID) else UUID(str(value))


def _places(ids: Sequence[object]) -> str:
    return ", ".join(["{}"] * len(ids))


def _parts(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for first in range(0, len(rows), size):
        yield rows[first : first + size]
