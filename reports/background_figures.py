"""The answers to each question by kind of organisation, as figures, and what may be shown of them. Pure.

Only by kind of organisation, and never by two questions about who answers: see `surveys.disclosure.crosses`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.aggregation import SurveyFigures
from reports.answers import OptionFigures, QuestionFigures
from reports.figures import Basis, Figure, count_figure, counted_from, hidden_figure
from reports.measures import Measure
from reports.survey_facts import Survey
from surveys.backgrounds import CROSSED, kind_question
from surveys.definition import Option, Question, QuestionType
from surveys.disclosure import ShownTable, protected_cross


@dataclass(frozen=True, slots=True)
class KindFigures:
    """The answers of one kind of organisation to one question; `kind` is None where it was not stated.

    `answered` is how many of the kind answered the question, `counts` how many gave each answer.
    """

    kind: Option | None
    answered: Figure
    counts: tuple[Figure, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether nothing is to be seen of it: all is hidden, or nobody of the kind answered."""
        return all(not figure.value for figure in self.counts)


@dataclass(frozen=True, slots=True)
class AnswersByKind:
    """One question's answers by kind of organisation; the kinds in the order in which they were asked for, "not stated" last."""

    question: QuestionFigures
    kinds: tuple[KindFigures, ...]

    @property
    def options(self) -> tuple[OptionFigures, ...]:
        """The answers, each with the figure of all who gave it: the one that stands with the question itself."""
        return self.question.options

    @property
    def shown(self) -> tuple[KindFigures, ...]:
        """The kinds of which something is to be seen."""
        return tuple(each for each in self.kinds if not each.is_hidden)


@dataclass(frozen=True, slots=True)
class SurveyByKind:
    """The survey's questions by kind of organisation; none where it did not ask for that, or too few said it."""

    survey: Survey
    questions: tuple[AnswersByKind, ...] = ()


def answers_by_kind(figures: SurveyFigures, basis: Basis) -> SurveyByKind:
    """Every question that has an answer to choose, besides the one that asks for the kind."""
    survey = figures.survey
    asked = kind_question(survey.questions)
    kinds = next((it for it in figures.questions if asked is not None and it.question.key == asked.key), None)
    if kinds is None or kinds.row.total is None or not survey.crosses:
        return SurveyByKind(survey)
    found = (
        _answers_by_kind(each, kinds, survey, basis)
        for each in figures.questions
        if each.question.type in CROSSED and each.question.key != kinds.question.key and not each.answered.suppressed
    )
    return SurveyByKind(survey, tuple(each for each in found if each is not None))


def _answers_by_kind(
    figures: QuestionFigures, kinds: QuestionFigures, survey: Survey, basis: Basis
) -> AnswersByKind | None:
    gives_several = figures.question.type is QuestionType.SEVERAL_CHOICES
    values = [it.option.value for it in figures.options]
    options = [it.option for it in kinds.options]
    crossed = _crossed(survey, kinds.question.key, figures.question.key)
    tallied = {it.value: it.n for it in survey.tallies if it.question_key == figures.question.key}
    cells = [[crossed.get((option.value, value), 0) for value in values] for option in options]
    # Who did not say which kind they are is a row too: the difference between all and the rest.
    cells.append([tallied.get(v, 0) - sum(row[at] for row in cells) for at, v in enumerate(values)])
    answered = [crossed.get((option.value, ""), 0) for option in options]
    answered.append(survey.answered.get(figures.question.key, 0) - sum(answered))
    said = sum(it.n for it in survey.tallies if it.question_key == kinds.question.key)
    if any(n < 0 for row in (*cells, answered) for n in row):
        return None
    shown = protected_cross(
        cells,
        rows=(*kinds.row.cells, survey.responses - said),
        columns=figures.row.cells,
        answered=answered if gives_several else None,
        most=figures.question.max_choices,
        threshold=basis.threshold,
    )
    return AnswersByKind(
        figures, _kind_figures((*options, None), values, shown, kinds.question, figures, survey, basis)
    )


def _crossed(survey: Survey, background_key: str, question_key: str) -> Mapping[tuple[str, str], int]:
    return {
        (it.background, it.value): it.n
        for it in survey.crosses
        if (it.background_key, it.question_key) == (background_key, question_key)
    }


def _kind_figures(
    kinds: Sequence[Option | None],
    values: Sequence[str],
    shown: ShownTable,
    asked: Question,
    figures: QuestionFigures,
    survey: Survey,
    basis: Basis,
) -> tuple[KindFigures, ...]:
    at = f"survey.{survey.id}.{figures.question.key}.by.{asked.key}"

    def figure(kind: Option | None, value: str, n: int | None, base: int | None = None) -> Figure:
        of_kind = f"{at}.{kind.value}" if kind else f"{at}."
        source = counted_from(
            "background_tally",
            survey=survey.id,
            background_key=asked.key,
            background=kind.value if kind else "",
            question_key=figures.question.key,
            value=value,
        )
        id = f"{of_kind}.{value}" if value else f"{of_kind}.answered by kind"
        if n is None:
            return hidden_figure(id, measure=Measure.BY_KIND, basis=basis, source=source)
        return count_figure(id, n, measure=Measure.BY_KIND, basis=basis, base=base, source=source)

    return tuple(
        KindFigures(
            kind,
            figure(kind, "", total),
            tuple(figure(kind, value, n, total) for value, n in zip(values, row, strict=True)),
        )
        for kind, row, total in zip(kinds, shown.cells, shown.row_totals, strict=True)
    )
