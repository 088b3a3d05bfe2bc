"""The labelled development data, read from its folder (its README.md tells what each file holds)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, cast

from feedback.matching.recurrence import PriorPoint
from feedback.matching.suggest import Text, ThemeEntry, codebook_from_json
from feedback.matching.tasks import IssueText

SAME_ISSUE = 2
#: What a row of evidence.jsonl calls a point that its task addresses.
ADDRESSED = frozenset({"full", "fully", "partly"})


class _Coded(TypedDict, total=False):
    id: str
    text: str
    themes: list[str]
    lang: str
    difficulty: str | None
    variant: str
    year: int


class _Earlier(TypedDict):
    id: str
    year: int
    text: str
    grade: int


class _Pair(TypedDict):
    query: str
    direction: str
    query_text: str
    matches: list[_Earlier]


class _Evidence(TypedDict):
    task: str | None
    task_text: str | None
    document: str
    point: str
    point_text: str
    addressed: str


@dataclass(frozen=True)
class CodedText:
    """A text with its gold themes (none: no theme fits); `groups` are what its figures are shown under."""

    text: Text
    themes: frozenset[str]
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A point, the earlier points it is compared with, and the ids of those that raise the same issue."""

    point: Text
    prior: tuple[PriorPoint, ...]
    same: frozenset[str]


@dataclass(frozen=True)
class TaskLinks:
    """A decision's task and the ids of the points that it addresses, wholly or partly."""

    task: Text
    addressed: frozenset[str]


@dataclass(frozen=True)
class LinkedTasks:
    """Tasks with their links, the points they were judged against, and every labelled point."""

    tasks: tuple[TaskLinks, ...] = ()
    judged: tuple[IssueText, ...] = ()
    every: tuple[IssueText, ...] = ()


@dataclass(frozen=True)
class Gold:
    """The code book, the coded texts, the recurrence queries and the links from tasks to points."""

    codebook: tuple[ThemeEntry, ...]
    coded: tuple[CodedText, ...]
    queries: tuple[Query, ...]
    links: LinkedTasks = LinkedTasks()


def read_gold(folder: Path) -> Gold:
    """Everything that matching is measured on; OSError or ValueError where a file is missing or broken."""
    codebook = codebook_from_json(json.loads((folder / "themes.json").read_text(encoding="utf-8")))
    points = [cast("_Coded", row) for row in _rows(folder / "points.jsonl")]
    answers = [cast("_Coded", row) for row in _rows(folder / "survey_answers.jsonl")]
    pairs = [cast("_Pair", row) for row in _rows(folder / "pairs.jsonl")]
    coded = [_coded(row, ("points",)) for row in points] + [_coded(row, _groups(row)) for row in answers]
    evidence = folder / "evidence.jsonl"
    judged = [cast("_Evidence", row) for row in _rows(evidence)] if evidence.exists() else []
    return Gold(codebook, tuple(coded), tuple(_queries(points, pairs)), _links(judged, points))


def _rows(path: Path) -> Iterator[object]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _coded(row: _Coded, groups: tuple[str, ...]) -> CodedText:
    return CodedText(Text(row["id"], row["text"]), frozenset(row["themes"]), groups)


def _groups(row: _Coded) -> tuple[str, ...]:
    if not row["themes"]:
        return ("answers", "noise")
    easy = ("easy-read",) if row["variant"] == "lattlast" else ()
    return ("answers", str(row["difficulty"]), str(row["lang"]), *easy)


def _queries(points: list[_Coded], pairs: list[_Pair]) -> Iterator[Query]:
    known = {row["id"]: PriorPoint(row["id"], row["text"], row["year"]) for row in points}
    for pair in pairs:
        known |= {match["id"]: PriorPoint(match["id"], match["text"], match["year"]) for match in pair["matches"]}
    for pair in pairs:
        year, _, scope = pair["direction"].partition("->")
        prior = [
            point
            for point in known.values()
            if point.year is not None and (point.year < int(year) if scope == "prior" else point.year == int(scope))
        ]
        same = frozenset(match["id"] for match in pair["matches"] if match["grade"] == SAME_ISSUE)
        yield Query(Text(pair["query"], pair["query_text"]), tuple(prior), same)


def _links(rows: list[_Evidence], points: list[_Coded]) -> LinkedTasks:
    """Tasks are told apart by their document and number; a point that no task addresses is one to be left unsuggested."""
    judged = {row["point"]: IssueText(row["point"], row["point_text"]) for row in rows}
    every = {row["id"]: IssueText(row["id"], row["text"]) for row in points} | judged
    texts: dict[str, str] = {}
    addressed: dict[str, set[str]] = {}
    for row in rows:
        if row["task"] is None or row["task_text"] is None:
            continue
        name = f"{row['document']} {row['task']}"
        texts[name] = row["task_text"]
        found = addressed.setdefault(name, set())
        if row["addressed"] in ADDRESSED:
            found.add(row["point"])
    tasks = tuple(TaskLinks(Text(name, text), frozenset(addressed[name])) for name, text in texts.items())
    return LinkedTasks(tasks, tuple(judged.values()), tuple(every.values()))
