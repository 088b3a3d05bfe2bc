"""Attackers who have the whole database of a survey, and guess which invitee sent which response. See test_anonymity.

An attacker that knows nothing puts n responses in an order that has nothing to do with the truth, so the pairs it hits,
each within `reach` places, are those of a random permutation: it hits k or more with a probability of at most
C(n, k) (2 reach + 1)^k (n - k)! / n!, the expected number of k-sets of hits. `most_by_chance` is where that, for all
attackers together, falls below one in a million.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from uuid import UUID

import msgspec

from feedback.accounts import token_hash
from feedback.database import database as engine
from feedback.database import execute
from surveys.invitation_tokens import response_token, token_of

FALSE_ALARM = 1e-6

Row = dict[str, object]
Order = Callable[[Row], object]


async def dump_all() -> dict[str, list[Row]]:
    """All rows of every table there is, with the columns that the database keeps for itself."""
    is_sqlite = engine().engine_type == "sqlite"
    own = "rowid" if is_sqlite else "xmin::text AS xmin, cmin::text AS cmin, ctid::text AS ctid"
    listed = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if is_sqlite
        else "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    )
    names = [str(row["name"]) for row in await execute(listed)]
    return {
        name: [_plain(row) for row in await execute(f'SELECT {own}, t.* FROM "{name}" t')] for name in sorted(names)
    }


def _plain(row: Mapping[str, object]) -> Row:
    return {column: str(value) if isinstance(value, UUID) else value for column, value in row.items()}


def hang(on: Sequence[Row], tables: Mapping[str, Sequence[Row]], *, depth: int = 2) -> None:
    """Give each row those of other tables that name its id, as `table.column`; and those that name them."""
    for name, rows in tables.items():
        by_value: dict[object, Row] = {}
        for other in rows:
            by_value |= {value: other for column, value in other.items() if column != "id" and isinstance(value, str)}
        for row in on:
            found = by_value.get(row["id"])
            if found is None or found is row:
                continue
            kept = dict(found)
            if depth > 1 and "id" in kept:
                hang([kept], {each: many for each, many in tables.items() if each != name}, depth=depth - 1)
            row |= {f"{name}.{column}": value for column, value in kept.items()}


def numbers(value: object) -> tuple[int, ...]:
    """`(0,12)`, `1234` or 5 as something to sort by."""
    return tuple(int(part) for part in str(value).strip("()").split(","))


def by_id(row: Row) -> str:
    return str(row["id"])


@dataclass
class Dump:
    """What the attackers see. Invitations that were used, and the latest revision of each response."""

    invitations: list[Row]
    responses: list[Row]
    text_of: dict[object, str]

    @classmethod
    async def take(cls) -> "Dump":
        tables = await dump_all()
        all_invitations, all_responses = tables.pop("invitation"), tables.pop("response")
        times = {row["about"]: str(row["sent_at"]) for row in tables["mail"]}
        # By their ids to begin with, which tell nothing: attackers that find ties are left to chance.
        invitations = sorted((row for row in all_invitations if row["is_used"]), key=by_id)
        for row in invitations:
            own = [mail for mail in tables["invitation_mail"] if mail["invitation"] == row["id"]]
            row["reminders"] = len(own)
            row["last reminder"] = max((times[mail["id"]] for mail in own), default="")
        latest: dict[object, Row] = {}
        for row in sorted(all_responses, key=lambda row: int(str(row["revision"]))):
            first = latest.get(row["token_hash"], row)
            latest[row["token_hash"]] = {**row, "first day": first.get("first day", first["day"])} | {
                f"first.{column}": value for column, value in first.items() if column in SYSTEM_COLUMNS
            }
        responses = sorted(latest.values(), key=by_id)
        texts = {row["id"]: str(msgspec.json.decode(str(row["answers"]))["q3"]) for row in responses}
        hang(invitations, tables)
        hang(responses, tables)
        return cls(invitations, responses, texts)


SYSTEM_COLUMNS = ("rowid", "xmin", "cmin", "ctid")


def orders(rows: Sequence[Row]) -> Iterator[Order]:
    """What a side can be sorted by: every column, the database's own too, and those of rows that hang on it."""
    for column in sorted({column for row in rows for column in row}):
        if column.rpartition(".")[2] in SYSTEM_COLUMNS:
            yield lambda row, column=column: numbers(row.get(column, 0))  # type: ignore[misc]
        elif len({str(row.get(column)) for row in rows}) > 1:
            yield lambda row, column=column: str(row.get(column))  # type: ignore[misc]


def by_order(seen: Dump) -> Iterator[list[tuple[Row, Row]]]:
    """Attackers that put both sides in some order, forwards or backwards, and read the pairs across."""
    invitation_orders, response_orders = list(orders(seen.invitations)), list(orders(seen.responses))
    for of_invitation, of_response, is_backwards in product(invitation_orders, response_orders, (False, True)):
        invitations = sorted(seen.invitations, key=of_invitation, reverse=is_backwards)  # type: ignore[arg-type]
        responses = sorted(seen.responses, key=of_response)  # type: ignore[arg-type]
        yield list(zip(invitations, responses, strict=False))


TELLING = ("id", "token_hash", "language", "invitation", "organisation", "name", "email", "used_on", "day")


def by_values(seen: Dump) -> list[tuple[Row, Row]]:
    """The attacker that looks for rare values on both sides, also those that follow from an invitation's id and the secret."""

    def values(row: Row) -> set[str]:
        found = {str(value) for name, value in row.items() if name.rpartition(".")[2] in TELLING and value}
        found |= {f"transaction {value}" for name, value in row.items() if name.rpartition(".")[2] == "xmin"}
        if "email" in row:
            own = UUID(str(row["id"]))
            found |= {token_hash(token) for token in (token_of(own), response_token(own))}
        return found

    on_left, on_right = [values(row) for row in seen.invitations], [values(row) for row in seen.responses]
    known = Counter(value for side in (on_left, on_right) for row in side for value in row)
    scores = [
        (sum(1 / known[value] for value in left & right), i, j)
        for (i, left), (j, right) in product(enumerate(on_left), enumerate(on_right))
    ]
    pairs: dict[int, int] = {}
    for _score, i, j in sorted(scores, reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(seen.invitations[i], seen.responses[j]) for i, j in pairs.items()]


def hits(guess: Sequence[tuple[Row, Row]], pairs: Mapping[str, str], seen: Dump, *, reach: int) -> int:
    """How many of those who answered are paired with their answers, or with answers at most `reach` places away."""
    place = {seen.text_of[response["id"]]: number for number, (_, response) in enumerate(guess)}
    return sum(
        abs(place[text] - number) <= reach
        for number, (invitation, _) in enumerate(guess)
        if (text := pairs.get(str(invitation["email"]))) in place
    )


def most_by_chance(n: int, *, reach: int, attackers: int) -> int:
    """The hits that no attacker exceeds but once in a million runs, if the database tells nothing."""

    def at_least(k: int) -> float:
        return math.comb(n, k) * (2 * reach + 1) ** k * math.factorial(n - k) / math.factorial(n)

    return next(k - 1 for k in range(1, n + 1) if attackers * at_least(k) < FALSE_ALARM)
