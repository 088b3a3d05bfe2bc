"""A survey's counts as figures: who answered, how each question was answered, and what may be shown of it. Pure."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from feedback.enums import CodingState
from reports.definitions import Measure, definition
from reports.disclosure import Row, extreme_rows, is_small, suppress_row
from reports.facts import Survey
from reports.figures import Basis, Figure, Unit, count_figure, hidden_figure, people_figure, share_figure
from surveys.definition import Option, Question, QuestionType
from surveys.questions.five_point_scale import POINTS


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """How many chose one answer, and their share of those who answered the question."""

    option: Option
    count: Figure
    share: Figure


@dataclass(frozen=True, slots=True)
class ThemeInAnswers:
    """How many of a question's answers are about a theme; suggested ones are counted apart."""

    theme_id: str
    confirmed: Figure
    suggested: Figure


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question's answers. `row` is what may be shown of the distribution, in the order of `options`."""

    question: Question
    answered: Figure
    options: tuple[OptionFigures, ...]
    row: Row
    median: Figure | None = None
    themes: tuple[ThemeInAnswers, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """One survey. Below the threshold there is nothing but `responses`, which says so: no languages, no questions."""

    survey: Survey
    invited: Figure
    responses: Figure
    response_rate: Figure
    languages: tuple[tuple[str, Figure], ...]
    questions: tuple[QuestionFigures, ...]


def survey_figures(survey: Survey, basis: Basis) -> SurveyFigures:
    """All figures of a survey, in the order its questions were asked; languages by how often they were used."""
    at = f"survey.{survey.id}"
    responses = people_figure(f"{at}.responses", survey.responses, measure=Measure.RESPONSES, basis=basis)
    is_shown = not responses.suppressed and survey.responses > 0
    return SurveyFigures(
        survey=survey,
        invited=count_figure(f"{at}.invited", survey.invited or None, measure=Measure.INVITED, basis=basis),
        responses=responses,
        response_rate=_response_rate(f"{at}.response_rate", survey, responses, basis),
        languages=_language_figures(survey, basis) if is_shown else (),
        questions=tuple(question_figures(question, survey, basis) for question in survey.questions) if is_shown else (),
    )


def question_figures(question: Question, survey: Survey, basis: Basis) -> QuestionFigures:
    """One question's figures: choices with counts and shares, a scale's median, the themes of free-text answers.

    An answer that the published options do not hold (of an earlier version) is kept, after them, under its value.
    """
    counts = _counts_by_value(question, survey)
    adds_up = question.type not in (QuestionType.SEVERAL_CHOICES, QuestionType.FREE_TEXT)
    answers = sum(counts.values()) if adds_up else survey.answered.get(question.key, 0)
    at = f"survey.{survey.id}.{question.key}"
    answered = people_figure(f"{at}.answered", answers, measure=Measure.ANSWERED, basis=basis)
    if question.type is QuestionType.FREE_TEXT:
        return QuestionFigures(
            question, answered, (), Row((), None), themes=_themes_in_answers(question, survey, basis)
        )
    row = Row((None,) * len(counts), None)
    if not answered.suppressed:
        row = suppress_row(tuple(counts.values()), threshold=basis.threshold, total_shown=adds_up)
    chosen = _cell_figures(row, [f"{at}.{value}" for value in counts], _measure(question), basis)
    options = tuple(_option_figures(question, value, n, answered) for value, n in zip(counts, chosen, strict=True))
    has_median = question.type is QuestionType.FIVE_POINT_SCALE
    median = _median_figure(f"{at}.median", tuple(counts), row, basis) if has_median else None
    return QuestionFigures(question, answered, options, row, median)


def by_importance(figures: QuestionFigures) -> tuple[OptionFigures, ...]:
    """The options of a several-choices question, most chosen first; hidden ones last, with those that nobody chose."""
    return tuple(sorted(figures.options, key=lambda option: -(option.count.value or 0)))


def _response_rate(id: str, survey: Survey, responses: Figure, basis: Basis) -> Figure:
    if responses.suppressed:
        return hidden_figure(id, measure=Measure.RESPONSE_RATE, basis=basis, unit=Unit.SHARE)
    return share_figure(id, survey.responses, survey.invited or None, measure=Measure.RESPONSE_RATE, basis=basis)


def _language_figures(survey: Survey, basis: Basis) -> tuple[tuple[str, Figure], ...]:
    ordered = sorted(survey.languages.items(), key=lambda item: (-item[1], item[0]))
    row = suppress_row([n for _language, n in ordered], threshold=basis.threshold)
    figures = _cell_figures(
        row, [f"survey.{survey.id}.language.{code}" for code, _n in ordered], Measure.LANGUAGES, basis
    )
    # Hidden languages follow in the order of their codes, so that the order tells nothing about their size.
    found = [(code, figure) for (code, _n), figure in zip(ordered, figures, strict=True)]
    return tuple(sorted(found, key=lambda it: (it[1].suppressed, -(it[1].value or 0), it[0])))


def _counts_by_value(question: Question, survey: Survey) -> dict[str, int]:
    counts = {option.value: 0 for option in question.options}
    for tally in survey.tallies:
        if tally.question_key == question.key:
            counts[tally.value] = counts.get(tally.value, 0) + tally.n
    return counts


def _cell_figures(row: Row, ids: Sequence[str], measure: Measure, basis: Basis) -> list[Figure]:
    return [
        hidden_figure(id, measure=measure, basis=basis, is_small=not row.hides_larger)
        if cell is None
        else count_figure(id, cell, measure=measure, basis=basis, base=row.total)
        for id, cell in zip(ids, row.cells, strict=True)
    ]


def _measure(question: Question) -> Measure:
    if question.type is QuestionType.SEVERAL_CHOICES:
        return Measure.IMPORTANCE
    return Measure.VERDICT if question.type is QuestionType.VERDICT else Measure.DISTRIBUTION


def _option_figures(question: Question, value: str, count: Figure, answered: Figure) -> OptionFigures:
    """A share is hidden with its count, or the count could be had from it."""
    options = {option.value: option for option in question.options}
    share = count.n / answered.n if count.n is not None and answered.n else None
    return OptionFigures(
        option=options.get(value, Option(value, {"und": value})),
        count=count,
        share=replace(count, id=f"{count.id}.share", value=share, base=answered.n, unit=Unit.SHARE, fewer_than=None),
    )


def _median_figure(id: str, values: Sequence[str], row: Row, basis: Basis) -> Figure:
    """Given only where every way to fill the hidden cells has the same median: then it tells nothing more."""
    possible = {_middle_pair(values, counts, basis.threshold) for counts in extreme_rows(row)}
    pair = possible.pop() if len(possible) == 1 else None
    if pair is None:
        return hidden_figure(id, measure=Measure.MEDIAN, basis=basis, unit=Unit.SCORE)
    middle = sum(pair) / 2
    return Figure(id, middle, row.total, None, False, definition(Measure.MEDIAN), basis.cut, Unit.SCORE)


def _middle_pair(values: Sequence[str], counts: Sequence[int], threshold: int) -> tuple[int, int] | None:
    """The two answers in the middle (the same one twice where the number is odd); None where too few gave a score."""
    by_score = sorted((int(value), n) for value, n in zip(values, counts, strict=True) if value in POINTS)
    n = sum(count for _score, count in by_score)
    if n == 0 or is_small(n, threshold):
        return None
    ends = list(accumulate(count for _score, count in by_score))
    low, high = (by_score[bisect_right(ends, middle)][0] for middle in ((n - 1) // 2, n // 2))
    return low, high


def _themes_in_answers(question: Question, survey: Survey, basis: Basis) -> tuple[ThemeInAnswers, ...]:
    """Most confirmed first. An answer can have several themes, so the counts do not add up: each is protected alone."""
    counts: dict[str, dict[CodingState, int]] = {}
    for tally in survey.statement_themes:
        if tally.question_key == question.key and tally.state is not CodingState.REJECTED:
            states = counts.setdefault(tally.theme_id, {})
            states[tally.state] = states.get(tally.state, 0) + tally.n
    found = [_theme_in_answers(theme_id, states, survey, question, basis) for theme_id, states in counts.items()]
    return tuple(sorted(found, key=lambda it: (-(it.confirmed.value or 0), -(it.suggested.value or 0), it.theme_id)))


def _theme_in_answers(
    theme_id: str, states: Mapping[CodingState, int], survey: Survey, question: Question, basis: Basis
) -> ThemeInAnswers:
    at = f"survey.{survey.id}.{question.key}.theme.{theme_id}"
    confirmed = states.get(CodingState.CONFIRMED, 0)
    suggested = states.get(CodingState.SUGGESTED, 0)
    return ThemeInAnswers(
        theme_id,
        people_figure(f"{at}.confirmed", confirmed, measure=Measure.STATEMENTS, basis=basis),
        people_figure(f"{at}.suggested", suggested, measure=Measure.SUGGESTED, basis=basis),
    )
