"""What happens to a response after it is sent: it is folded into the tallies, and its texts become statements.

May stop anywhere, begin again, and run in several workers at once.
A row of `DigestedResponse` is written in the same transaction as what it stands for, so a response is counted once or
not yet. A later revision takes the place of the one that was counted; an earlier one that comes late is only marked.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID, uuid4

from feedback.database import database, execute, transaction
from surveys.definition import SurveyDefinition, from_json
from surveys.responses import read_document
from surveys.tables import DigestedResponse, Response, Statement, SurveyVersion, Tally
from surveys.tallies import Cell, Cells, Folding, Revision, Tallies, added, fold, in_order, recount, statements

T = TypeVar("T")

BATCH = 500
#: Ids of undigested responses that are looked up at a time: finding them passes over all that are digested.
LOOKED_UP = 50_000
ROWS = 1_000  # per INSERT: PostgreSQL takes at most 32,767 values

Definitions = dict[UUID, SurveyDefinition]


async def digest(
    survey_id: UUID | None = None, *, batch: int = BATCH, progress: Callable[[int], object] = lambda _: None
) -> int:
    """Fold in all responses that are not digested, of one survey or of all; gives how many it took.

    `progress` is told the size of each batch after that is committed. Responses that another worker holds are left to it.
    """
    done = 0
    definitions: Definitions = {}
    for survey in [survey_id] if survey_id else await undigested():
        while ids := await _undigested_ids(survey):
            taken = 0
            for part in _parts(ids, batch):
                taken += await _digest_batch(survey, part, definitions)
                progress(len(part))
            done += taken
            if len(ids) < LOOKED_UP or not taken:
                break
    return done


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
        tallies = await Tally.select().where(Tally.survey == survey_id)
        return added({(row["question_key"], row["value"]): row["n"] for row in tallies}, Counter())
    # One statement, so that both are of one moment: a response digested in between would be missed or counted twice.
    rows = await execute(_TALLIES_AND_TAIL, survey_id, survey_id, survey_id)
    definitions = await _definitions({_uuid(row["version"]) for row in rows if row["version"]}, {})
    tallied: dict[Cell, int] = {(row["key"], row["value"]): row["n"] for row in rows if row["kind"] == "tally"}
    tail = [_revision(row, definitions) for row in rows if row["kind"] == "tail"]
    counted = [_revision(row, definitions) for row in rows if row["kind"] == "counted"]
    return added(tallied, fold(tail, counted).cells)


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
SELECT 'tally' AS kind, question_key AS key, value, n, '' AS id, '' AS token_hash, '' AS language, '' AS answers, '' AS version
FROM tally WHERE survey = {}
UNION ALL
SELECT CASE WHEN d.response IS NULL THEN 'tail' ELSE 'counted' END, '', '', r.revision,
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
            await add_to_tallies(survey_id, folding.cells)
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


async def add_to_tallies(survey_id: UUID, cells: Cells) -> None:
    """Add these differences to the tallies that are kept; they are of the transaction around."""
    for part in _parts(in_order(cells), ROWS):
        values = [value for (key, answer), n in part for value in (uuid4(), survey_id, key, answer, n)]
        rows = ", ".join(["({}, {}, {}, {}, {})"] * len(part))
        await execute(
            f"INSERT INTO tally (id, survey, question_key, value, n) VALUES {rows} "  # noqa: S608
            "ON CONFLICT (survey, question_key, value) DO UPDATE SET n = tally.n + excluded.n",
            *values,
        )


async def _replace_statements(survey_id: UUID, folding: Folding) -> None:
    if folding.replaced:
        await Statement.delete().where(Statement.response.is_in([each.id for each in folding.replaced]))
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


def _revision(row: dict[str, str | int], definitions: Definitions) -> Revision:
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


def _places(ids: Sequence[UUID]) -> str:
    return ", ".join(["{}"] * len(ids))


def _parts(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for first in range(0, len(rows), size):
        yield rows[first : first + size]
