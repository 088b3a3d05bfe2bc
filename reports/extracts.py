"""What the department can hand on: facts as flat rows of plain values. Nothing of a single response, a person or an address.

Numbers of participants are suppressed exactly as in reports, by the same figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from feedback.issue_states import Entry
from reports.aggregation import SurveyFigures, survey_figures
from reports.answers import QuestionFigures
from reports.facts import Facts
from reports.figures import Basis, Figure
from reports.parts import passage_text
from reports.survey_facts import Survey
from surveys.definition import Texts, text_in

Value: TypeAlias = str | int | float | bool | None
Row: TypeAlias = dict[str, Value]


def extract(facts: Facts, logs: Mapping[str, Sequence[Entry]], *, threshold: int) -> dict[str, list[Row]]:
    """Every table of the extract by its name, rows in the order of the facts; `logs` are the entries of each issue by its id."""
    basis = Basis(facts.cut, threshold)
    tables: dict[str, Iterator[Row]] = {
        "consultations": _consultations(facts),
        "questions": _questions(facts),
        "points": _points(facts),
        "themes": _themes(facts),
        "codings": _codings(facts),
        "issues": _issues(facts),
        "issue_points": _issue_points(facts),
        "issue_entries": _issue_entries(facts, logs),
        "commitments": _commitments(facts),
        "commitment_issues": _commitment_issues(facts),
        "milestones": _milestones(facts),
        "slips": _slips(facts),
        "evidence": _evidence(facts),
        "tallies": (row for survey in facts.surveys for row in _tallies(survey, facts, basis)),
    }
    return {name: list(rows) for name, rows in tables.items()}


def _consultations(facts: Facts) -> Iterator[Row]:
    for it in facts.consultations:
        yield {
            "id": it.id,
            "title": it.title,
            "date": it.date,
            "year": it.year or None,
            "kind": it.kind.value,
            "host": it.host,
            "language": it.language,
            "participants_count": it.participants_count,
            "participants_unit": it.participants_unit,
            "participants_text": it.participants_text,
        }


def _questions(facts: Facts) -> Iterator[Row]:
    for it in facts.consultations:
        for each in it.questions:
            subquestions = "\n".join(each.subquestions)
            yield {
                "id": each.id,
                "consultation": it.id,
                "number": each.number,
                "text": each.text,
                "subquestions": subquestions,
            }


def _points(facts: Facts) -> Iterator[Row]:
    for it in facts.consultations:
        for number, point in enumerate(it.points, start=1):
            yield {
                "id": point.id,
                "consultation": it.id,
                "number": number,
                "year": point.year or it.year or None,
                "question": point.question_number,
                "heading": point.heading,
                "kind": point.kind.value,
                "text": point.text,
                "document": point.document,
                "page": point.page or None,
                "first_line": point.first_line or None,
                "last_line": point.last_line or None,
            }


def _themes(facts: Facts) -> Iterator[Row]:
    for it in facts.themes:
        labels = {f"label_{language}": it.labels.get(language, "") for language in ("sv", "en", "ar")}
        yield {"id": it.id, "code": it.code, **labels, "definition": it.definition}


def _codings(facts: Facts) -> Iterator[Row]:
    for it in facts.codings:
        yield {"point": it.point_id, "theme": it.theme_id, "state": it.state.value}


def _issues(facts: Facts) -> Iterator[Row]:
    for it in facts.issues:
        state = it.state
        yield {
            "id": it.id,
            "title": it.title,
            "years": " ".join(str(year) for year in sorted({point.year for point in it.points if point.year})),
            "answer": state.answer.value,
            "answer_reason": state.answer_reason,
            "delivery": state.delivery.value,
            "delivery_reason": state.delivery_reason,
            "delivery_on": state.delivery_at.date().isoformat() if state.delivery_at else None,
            "verification": state.verification.value,
            "verification_reason": state.verification_reason,
            "effect": state.effect.value,
            "effect_reason": state.effect_reason,
        }


def _issue_points(facts: Facts) -> Iterator[Row]:
    for it in facts.issues:
        for point in it.points:
            yield {"issue": it.id, "point": point.point_id, "consultation": point.consultation_id, "year": point.year}


def _issue_entries(facts: Facts, logs: Mapping[str, Sequence[Entry]]) -> Iterator[Row]:
    """Without the officer: who wrote it stays in the department."""
    for it in facts.issues:
        for number, entry in enumerate(logs.get(it.id, ()), start=1):
            yield {
                "issue": it.id,
                "number": number,
                "on": entry.at.date().isoformat(),
                "field": entry.field.value,
                "value": entry.value,
                "reason": entry.reason,
            }


def _commitments(facts: Facts) -> Iterator[Row]:
    for it in facts.commitments:
        yield {
            "id": it.id,
            "text": it.text,
            "responsible": it.responsible,
            "due": it.due.isoformat() if it.due else None,
            "original_due": it.original_due.isoformat() if it.original_due else None,
            "source": passage_text(it.source) if it.source else "",
        }


def _commitment_issues(facts: Facts) -> Iterator[Row]:
    return ({"commitment": it.id, "issue": issue} for it in facts.commitments for issue in it.issue_ids)


def _milestones(facts: Facts) -> Iterator[Row]:
    for it in facts.commitments:
        for each in it.milestones:
            yield {
                "commitment": it.id,
                "text": each.text,
                "due": each.due.isoformat() if each.due else None,
                "original_due": each.original_due.isoformat() if each.original_due else None,
                "reached_on": each.reached_on.isoformat() if each.reached_on else None,
                "is_dropped": each.is_dropped,
            }


def _slips(facts: Facts) -> Iterator[Row]:
    for it in facts.commitments:
        for slip in it.slips:
            yield {
                "commitment": it.id,
                "on": slip.on.isoformat(),
                "what": slip.what.value,
                "milestone": slip.milestone,
                "from": slip.before,
                "to": slip.after,
                "reason": slip.reason,
            }


def _evidence(facts: Facts) -> Iterator[Row]:
    """Public evidence alone; what is internal stays in the department."""
    for it in facts.commitments:
        for each in it.evidence:
            if each.is_public:
                yield {
                    "commitment": it.id,
                    "kind": each.kind.value,
                    "text": each.text,
                    "url": each.url,
                    "document": each.document,
                    "on": each.on.isoformat() if each.on else None,
                    "counts": each.counts,
                }


def _tallies(survey: Survey, facts: Facts, basis: Basis) -> Iterator[Row]:
    figures = survey_figures(survey, basis)
    yield _tally(survey, "", "invited", figures.invited)
    yield _tally(survey, "", "responses", figures.responses)
    for language, figure in figures.languages:
        yield _tally(survey, "", f"language:{language}", figure)
    for question in figures.questions:
        yield from _question_tallies(figures, question, facts)


def _question_tallies(survey: SurveyFigures, figures: QuestionFigures, facts: Facts) -> Iterator[Row]:
    key, text = figures.question.key, _written(figures.question.text, facts)
    yield _tally(survey.survey, key, "", figures.answered, text)
    for it in figures.options:
        yield _tally(survey.survey, key, it.option.value, it.count, text, _written(it.option.labels, facts))
    codes = {theme.id: theme for theme in facts.themes}
    for each in figures.themes:
        if theme := codes.get(each.theme_id):
            yield _tally(survey.survey, key, f"theme:{theme.code}", each.confirmed, text, _written(theme.labels, facts))


def _written(texts: Texts, facts: Facts) -> str:
    return text_in(texts, facts.language).text


def _tally(survey: Survey, key: str, value: str, figure: Figure, text: str = "", label: str = "") -> Row:
    return {
        "survey": survey.id,
        "consultation": survey.consultation_id,
        "question": key,
        "question_text": text,
        "value": value,
        "label": label,
        "n": figure.value,
        "suppressed": figure.suppressed,
    }
