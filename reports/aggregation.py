"""A survey's counts as figures: who answered, how each question was answered, and what may be shown of it. Pure."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from feedback.enums import CodingState
from reports.definitions import Measure, definition
from reports.facts import Survey, SurveyVersion
from reports.figures import Basis, Figure, Unit, count_figure, hidden_figure, people_figure, share_figure
from surveys.definition import SCALES, WRITTEN, Option, Question, QuestionType, Texts
from surveys.disclosure import Row, extreme_rows, is_small, suppress_row
from surveys.questions.ranking import FIRST
from surveys.questions.seven_point_scale import POINTS

#: One person counts for several answers, so the counts do not add up to those who answered.
SEVERAL_ANSWERS = (QuestionType.SEVERAL_CHOICES, QuestionType.RANKING)
#: Told by how many answered alone: words are coded with themes, and an exact number or day could name somebody.
ONLY_ANSWERED = (*WRITTEN, QuestionType.NUMBER, QuestionType.DATE, QuestionType.CONSENT)


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
class WordingFigures:
    """One of the ways a question was worded: the versions with it, from when, and how many responses answered those."""

    text: Texts
    versions: tuple[int, ...]
    since: date
    responses: Figure


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question's answers. `row` is what may be shown of the distribution, in the order of `options`.

    Of a ranking, `options` counts who gave each a place and `firsts` who put each first.
    """

    question: Question
    answered: Figure
    options: tuple[OptionFigures, ...]
    row: Row
    median: Figure | None = None
    themes: tuple[ThemeInAnswers, ...] = ()
    firsts: tuple[OptionFigures, ...] = ()
    wordings: tuple[WordingFigures, ...] = ()


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
        questions=tuple(
            replace(question_figures(question, survey, basis), wordings=wording_figures(question, survey, basis))
            for question in survey.questions
            if question.type is not QuestionType.INFORMATION
        )
        if is_shown
        else (),
    )


def wording_figures(question: Question, survey: Survey, basis: Basis) -> tuple[WordingFigures, ...]:
    """Every wording that a question has had, where it had more than one; numbers that are small, or give one away, are hidden."""
    worded: list[tuple[Texts, list[SurveyVersion]]] = []
    for version in survey.versions:
        asked = next((each for each in version.definition.questions if each.key == question.key), None)
        if asked is not None and worded and _is_worded_as(worded[-1][0], asked.text):
            worded[-1][1].append(version)
        elif asked is not None:
            worded.append((asked.text, [version]))
    if len(worded) < 2:
        return ()
    # By version once for all questions: else two questions, reworded at different times, could tell a small version apart.
    row = suppress_row([version.responses for version in survey.versions], threshold=basis.threshold)
    shown = {version.number: cell for version, cell in zip(survey.versions, row.cells, strict=True)}
    at = f"survey.{survey.id}.{question.key}.wording"
    return tuple(
        WordingFigures(
            text,
            tuple(version.number for version in versions),
            versions[0].since,
            _sum_figure(f"{at}.{versions[0].number}", [shown[version.number] for version in versions], basis),
        )
        for text, versions in worded
    )


def _sum_figure(id: str, cells: Sequence[int | None], basis: Basis) -> Figure:
    """The responses of some versions; hidden where one of theirs is."""
    numbers = [cell for cell in cells if cell is not None]
    if len(numbers) < len(cells):
        return hidden_figure(id, measure=Measure.RESPONSES, basis=basis)
    return count_figure(id, sum(numbers), measure=Measure.RESPONSES, basis=basis)


def _is_worded_as(before: Texts, after: Texts) -> bool:
    """A translation that is added or taken away is no other wording."""
    return all(before[language] == after[language] for language in before.keys() & after.keys())


def question_figures(question: Question, survey: Survey, basis: Basis) -> QuestionFigures:
    """One question's figures: choices with counts and shares, a scale's median, the themes of free-text answers.

    An answer that the published options do not hold (of an earlier version) is kept, after them, under its value.
    """
    counts = _counts_by_value(question, survey)
    adds_up = question.type not in (*SEVERAL_ANSWERS, *ONLY_ANSWERED)
    answers = sum(counts.values()) if adds_up else survey.answered.get(question.key, 0)
    at = f"survey.{survey.id}.{question.key}"
    answered = people_figure(f"{at}.answered", answers, measure=Measure.ANSWERED, basis=basis)
    if question.type in ONLY_ANSWERED:
        return QuestionFigures(
            question, answered, (), Row((), None), themes=_themes_in_answers(question, survey, basis)
        )
    firsts = {value.removesuffix(FIRST): n for value, n in counts.items() if value.endswith(FIRST)}
    counts = {value: n for value, n in counts.items() if not value.endswith(FIRST)}
    row, options = _distribution(question, at, counts, answered, basis, adds_up=adds_up)
    _row, put_first = _distribution(question, f"{at}.first", firsts, answered, basis, adds_up=True)
    median = _median_figure(f"{at}.median", tuple(counts), row, basis) if question.type in SCALES else None
    return QuestionFigures(question, answered, options, row, median, firsts=put_first)


def _distribution(
    question: Question, at: str, counts: Mapping[str, int], answered: Figure, basis: Basis, *, adds_up: bool
) -> tuple[Row, tuple[OptionFigures, ...]]:
    row = Row((None,) * len(counts), None)
    if not answered.suppressed:
        row = suppress_row(tuple(counts.values()), threshold=basis.threshold, total_shown=adds_up)
    chosen = _cell_figures(row, [f"{at}.{value}" for value in counts], _measure(question), basis)
    options = (_option_figures(question, value, n, answered) for value, n in zip(counts, chosen, strict=True))
    return row, tuple(options)


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
    if question.type is QuestionType.RANKING:
        counts |= {f"{option.value}{FIRST}": 0 for option in question.options}
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
    if question.type in SEVERAL_ANSWERS:
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
