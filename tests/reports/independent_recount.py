"""Every number of a report counted again from the raw rows of a SQLite database, with nothing of `reports` or `surveys`.

What is hidden is counted too: whoever compares can see whether there was a reason to hide it.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import Any

SINGLE = {"single_choice", "verdict", "five_point_scale", "seven_point_scale"}
SEVERAL = {"several_choices"}
SCALES = {"five_point_scale", "seven_point_scale"}
AGREEING = {"substantial": {"yes", "partly"}, "complete": {"yes"}}


@dataclass
class Recount:
    """`numbers` by the ids that reports give them: counts, and shares as fractions; None where there is no base.

    `rows` are the counts that add up, with which each number is read: from all others of its row it could be worked out.
    """

    numbers: dict[str, Fraction | None] = field(default_factory=dict)
    rows: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def keep(self, id: str, number: Fraction | int | None, row: Sequence[int] = ()) -> None:
        self.numbers[id] = None if number is None else Fraction(number)
        self.rows[id] = tuple(row)


def recount(file: str) -> Recount:
    """All surveys, points, themes and issues of the database."""
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    found = Recount()
    for survey in _rows(connection, "SELECT id, invited FROM survey WHERE state <> 'draft'"):
        _survey(connection, survey, found)
    for consultation in _rows(connection, "SELECT id, year FROM consultation"):
        _consultation(connection, consultation, found)
    for year in _rows(connection, "SELECT DISTINCT year FROM consultation"):
        _year(connection, year["year"], found)
    for issue in _rows(connection, "SELECT id FROM issue"):
        found.keep(f"issue.{issue['id']}.recurrence", len(_years(connection, issue["id"])))
        _agreement(connection, issue["id"], found)
    connection.close()
    return found


def _rows(connection: sqlite3.Connection, sql: str, *values: object) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sql, values)]


def _one(connection: sqlite3.Connection, sql: str, *values: object) -> int:
    return int(connection.execute(sql, values).fetchone()[0])


def _latest(connection: sqlite3.Connection, survey: str) -> list[tuple[str, dict[str, Any]]]:
    """Language and answers of each response, as it was last changed."""
    rows = _rows(
        connection,
        "SELECT language, answers FROM response r WHERE survey = ? AND revision = "
        "(SELECT MAX(revision) FROM response o WHERE o.token_hash = r.token_hash)",
        survey,
    )
    return [(row["language"], json.loads(row["answers"])) for row in rows]


def _questions(connection: sqlite3.Connection, survey: str) -> Iterator[dict[str, Any]]:
    [row] = _rows(
        connection, "SELECT definition FROM survey_version WHERE survey = ? ORDER BY number DESC LIMIT 1", survey
    )
    for section in json.loads(row["definition"])["sections"]:
        yield from section["questions"]


def _survey(connection: sqlite3.Connection, survey: Mapping[str, Any], found: Recount) -> None:
    id, invited = survey["id"], survey["invited"]
    at = f"survey.{id}"
    latest = _latest(connection, id)
    n = len(latest)
    found.keep(f"{at}.responses", n, [n])
    found.keep(f"{at}.invited", invited or None)
    found.keep(f"{at}.response_rate", Fraction(n, invited) if invited else None, [n])
    languages = Counter(language for language, _answers in latest)
    for language, count in languages.items():
        found.keep(f"{at}.language.{language}", count, list(languages.values()))
    for question in _questions(connection, id):
        given = [answers[question["key"]] for _language, answers in latest if question["key"] in answers]
        _question(connection, at, question, given, found)


def _question(
    connection: sqlite3.Connection, at: str, question: Mapping[str, Any], given: Sequence[Any], found: Recount
) -> None:
    key, kind = question["key"], question["type"]
    here = f"{at}.{key}"
    found.keep(f"{here}.answered", len(given), [len(given)])
    if kind == "free_text":
        _themes(connection, here, at.removeprefix("survey."), key, found)
    if kind not in SINGLE | SEVERAL:
        return
    values = [str(value) for answer in given for value in (answer if kind in SEVERAL else [answer])]
    counts = {option["value"]: values.count(option["value"]) for option in question["options"]}
    for value, count in counts.items():
        row = [count] if kind in SEVERAL else list(counts.values())
        found.keep(f"{here}.{value}", count, row)
        found.keep(f"{here}.{value}.share", Fraction(count, len(given)) if given else None, row)
    if kind in SCALES:
        scores = [int(value) for value in values if value.isdigit()]
        found.keep(f"{here}.median", Fraction(median(scores)) if scores else None, list(counts.values()))


def _themes(connection: sqlite3.Connection, here: str, survey: str, key: str, found: Recount) -> None:
    for theme in _rows(connection, "SELECT id FROM theme"):
        for state in ("confirmed", "suggested"):
            n = _one(
                connection,
                "SELECT COUNT(*) FROM statement_coding c JOIN statement s ON s.id = c.statement "
                "WHERE s.survey = ? AND s.question_key = ? AND c.theme = ? AND c.state = ?",
                *(survey, key, theme["id"], state),
            )
            found.keep(f"{here}.theme.{theme['id']}.{state}", n, [n])


def _consultation(connection: sqlite3.Connection, consultation: Mapping[str, Any], found: Recount) -> None:
    id = consultation["id"]
    at = f"consultation.{id}"
    points = _one(connection, "SELECT COUNT(*) FROM point WHERE consultation = ?", id)
    found.keep(f"{at}.points", points)
    raised = "SELECT DISTINCT issue FROM issue_point ip JOIN point p ON p.id = ip.point WHERE p.consultation = ?"
    found.keep(f"{at}.issues", _one(connection, f"SELECT COUNT(*) FROM ({raised})", id))
    issues = [row["issue"] for row in _rows(connection, raised, id)]
    answers = [_last(connection, issue, "answer") for issue in issues]
    found.keep(f"{at}.answered", sum(answer not in ("", "not answered") for answer in answers))
    tied = "SELECT COUNT(DISTINCT p.id) FROM issue_point ip JOIN point p ON p.id = ip.point WHERE p.consultation = ?"
    found.keep(f"{at}.untied", points - _one(connection, tied, id))
    coded = (
        "SELECT COUNT(DISTINCT p.id) FROM coding c JOIN point p ON p.id = c.point "
        "WHERE p.consultation = ? AND c.state = 'confirmed'"
    )
    found.keep(f"{at}.uncoded.now", points - _one(connection, coded, id))
    for theme in _rows(connection, "SELECT id, code FROM theme"):
        n = _one(connection, f"{coded} AND c.theme = ?", id, theme["id"])
        found.keep(f"{at}.theme.{theme['code']}.now", n)
        found.keep(f"{at}.theme.{theme['code']}.now_share", Fraction(n, points) if points else None)


def _year(connection: sqlite3.Connection, year: int, found: Recount) -> None:
    at = f"year.{year}"
    found.keep(f"{at}.consultations", _one(connection, "SELECT COUNT(*) FROM consultation WHERE year = ?", year))
    raised = {issue["id"]: _years(connection, issue["id"]) for issue in _rows(connection, "SELECT id FROM issue")}
    raised = {issue: years for issue, years in raised.items() if years and min(years) <= year}
    answers = [_last(connection, issue, "answer") for issue in raised]
    answered = sum(answer not in ("", "not answered") for answer in answers)
    found.keep(f"{at}.new issues", sum(min(years) == year for years in raised.values()))
    found.keep(f"{at}.recurring issues", sum(min(years) < year and year in years for years in raised.values()))
    found.keep(f"{at}.answered issues", answered)
    found.keep(f"{at}.unanswered issues", len(raised) - answered)
    for theme in _rows(connection, "SELECT id, code FROM theme"):
        n = _one(
            connection,
            "SELECT COUNT(*) FROM coding c JOIN point p ON p.id = c.point JOIN consultation m ON m.id = p.consultation "
            "WHERE c.theme = ? AND c.state = 'confirmed' AND m.year = ?",
            *(theme["id"], year),
        )
        found.keep(f"theme.{theme['code']}.{year}", n)


def _years(connection: sqlite3.Connection, issue: str) -> set[int]:
    rows = _rows(
        connection,
        "SELECT DISTINCT m.year FROM issue_point ip JOIN point p ON p.id = ip.point "
        "JOIN consultation m ON m.id = p.consultation WHERE ip.issue = ?",
        issue,
    )
    return {row["year"] for row in rows}


def _last(connection: sqlite3.Connection, issue: str, about: str) -> str:
    sql = "SELECT value FROM issue_entry WHERE issue = ? AND field = ? ORDER BY number DESC LIMIT 1"
    rows = _rows(connection, sql, issue, about)
    return str(rows[0]["value"]) if rows else ""


def _agreement(connection: sqlite3.Connection, issue: str, found: Recount) -> None:
    """What the department says now against the verdict of the latest survey with responses that asked."""
    agreeing = AGREEING.get(_last(connection, issue, "delivery"))
    asked = _rows(
        connection,
        "SELECT s.id, v.question_key FROM verdict_question v JOIN survey s ON s.id = v.survey "
        "JOIN consultation c ON c.id = s.consultation WHERE v.issue = ? "
        "AND EXISTS (SELECT 1 FROM response r WHERE r.survey = s.id) ORDER BY c.year DESC LIMIT 1",
        issue,
    )
    if agreeing is None or not asked:
        return
    survey, key = asked[0]["id"], asked[0]["question_key"]
    counts = Counter(answers[key] for _language, answers in _latest(connection, survey) if key in answers)
    decided = sum(counts[value] for value in ("yes", "partly", "no"))
    share = Fraction(sum(counts[value] for value in agreeing), decided) if decided else None
    found.keep(f"issue.{issue}.agreement", share, [counts[value] for value in ("yes", "partly", "no", "cannot say")])
