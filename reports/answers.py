"""How a survey's question was answered, as figures, and what may be shown of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from feedback.enums import CodingState
from feedback.translation import gettext as _
from feedback.translation import language
from reports.answered_days import days_by_period
from reports.figures import Basis, Figure, Unit, count_figure, counted_from, hidden_figure, people_figure
from reports.measures import Measure
from reports.scales import Quartiles, number_quartiles, scale_quartiles
from reports.statistics import Interval, wilson
from reports.survey_facts import Survey
from reports.wording_figures import WordingFigures
from surveys.definition import SCALES, WRITTEN, Option, Question, QuestionType
from surveys.disclosure import Row, suppress_row, suppress_several
from surveys.questions.consent import AGREED
from surveys.questions.ranking import FIRST

#: One person counts for several answers, so the counts do not add up to those who answered.
SEVERAL_ANSWERS = (QuestionType.SEVERAL_CHOICES, QuestionType.RANKING)
#: Not told answer by answer: words are coded with themes, and an exact number or day could name somebody.
ONLY_ANSWERED = (*WRITTEN, QuestionType.NUMBER, QuestionType.DATE)
NOT_AGREED = "no"


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """How many chose one answer, and their share of those who answered the question, with its interval if it is a sample's."""

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
    """One question's answers. `row` is what may be shown of the distribution, in the order of `options`.

    Of a ranking, `options` counts who gave each a place and `firsts` who put each first. Of a day, `options` are months or
    years; of a consent, who agreed and who did not, of all responses. `quartiles` are of scales and numbers.
    """

    question: Question
    answered: Figure
    options: tuple[OptionFigures, ...]
    row: Row
    quartiles: Quartiles | None = None
    themes: tuple[ThemeInAnswers, ...] = ()
    firsts: tuple[OptionFigures, ...] = ()
    wordings: tuple[WordingFigures, ...] = ()

    @property
    def median(self) -> Figure | None:
        return self.quartiles.median if self.quartiles else None


def tallied(survey: Survey, question_key: str = "", value: str = "") -> str:
    """The tally that a number comes from: of all responses, of all answers to a question, or of one answer."""
    return counted_from("tally", survey=survey.id, question_key=question_key, value=value)


def responses_figure(survey: Survey, basis: Basis) -> Figure:
    """How many answered the survey."""
    id = f"survey.{survey.id}.responses"
    return people_figure(id, survey.responses, measure=Measure.RESPONSES, basis=basis, source=tallied(survey))


def question_figures(question: Question, survey: Survey, basis: Basis) -> QuestionFigures:
    """One question's figures: choices with counts and shares, the quartiles of scales and numbers, the themes of texts.

    An answer that the published options do not hold (of an earlier version) is kept, after them, under its value.
    """
    if question.type is QuestionType.CONSENT:
        return _consent_figures(question, survey, basis)
    counts = _counts_by_value(question, survey)
    adds_up = question.type not in (*SEVERAL_ANSWERS, *ONLY_ANSWERED)
    answers = sum(counts.values()) if adds_up else survey.answered.get(question.key, 0)
    at = f"survey.{survey.id}.{question.key}"
    answered = people_figure(
        f"{at}.answered", answers, measure=Measure.ANSWERED, basis=basis, source=tallied(survey, question.key)
    )
    if question.type in ONLY_ANSWERED:
        return _told_in_all(question, survey, counts, answered, basis)
    firsts = {value.removesuffix(FIRST): n for value, n in counts.items() if value.endswith(FIRST)}
    counts = {value: n for value, n in counts.items() if not value.endswith(FIRST)}
    places = {value: tallied(survey, question.key, value) for value in counts}
    row = _shown(counts, answered, basis, adds_up=adds_up, most=question.max_choices)
    options = _options(question, survey, at, row, places, answered, basis)
    first_places = {value: tallied(survey, question.key, f"{value}{FIRST}") for value in firsts}
    first_row = _shown(firsts, answered, basis, adds_up=True)
    put_first = _options(question, survey, f"{at}.first", first_row, first_places, answered, basis)
    quartiles = None
    if question.type in SCALES:
        quartiles = scale_quartiles(at, tuple(counts), row, basis, source=tallied(survey, question.key))
    return QuestionFigures(question, answered, options, row, quartiles, firsts=put_first)


def _told_in_all(
    question: Question, survey: Survey, counts: Mapping[str, int], answered: Figure, basis: Basis
) -> QuestionFigures:
    """Words, numbers and days: nothing that is told is what one of them answered."""
    found = QuestionFigures(question, answered, (), Row((), None))
    at = f"survey.{survey.id}.{question.key}"
    if question.type is QuestionType.NUMBER:
        source = tallied(survey, question.key, "*")
        return replace(found, quartiles=number_quartiles(at, counts, answered, basis, source=source))
    if question.type is QuestionType.DATE:
        periods = days_by_period(counts, answered, basis)
        figures = [
            (
                each.option,
                count_figure(
                    f"{at}.{each.option.value}",
                    each.n,
                    measure=Measure.PERIODS,
                    basis=basis,
                    base=answered.n,
                    source=tallied(survey, question.key, f"{each.option.value}*"),
                ),
            )
            for each in periods
        ]
        return replace(found, options=tuple(_with_share(option, n, answered, survey) for option, n in figures))
    return replace(found, themes=_themes_in_answers(question, survey, basis))


def _consent_figures(question: Question, survey: Survey, basis: Basis) -> QuestionFigures:
    """Who agreed, of all who answered the survey. Who did not is hidden too where they are few: leaving a box is an answer."""
    agreed = survey.answered.get(question.key, 0)
    at = f"survey.{survey.id}.{question.key}"
    whole = responses_figure(survey, basis)
    row = suppress_row([agreed, max(survey.responses - agreed, 0)], threshold=basis.threshold)
    without = _("Did not tick the box, or was not asked") if question.show_if else _("Did not tick the box")
    spoken = language()
    asked = replace(question, options=(Option(AGREED, {spoken: _("Agreed")}), Option(NOT_AGREED, {spoken: without})))
    places = {AGREED: tallied(survey, question.key), NOT_AGREED: f"{whole.source} - {tallied(survey, question.key)}"}
    options = _options(asked, survey, at, row, places, whole, basis, measure=Measure.CONSENT)
    count = options[0].count
    answered = replace(count, id=f"{at}.answered", measure=Measure.ANSWERED, base=None)
    return QuestionFigures(question, answered, options, row)


def _shown(counts: Mapping[str, int], answered: Figure, basis: Basis, *, adds_up: bool, most: int | None = None) -> Row:
    if answered.suppressed:
        return Row((None,) * len(counts), None)
    numbers = tuple(counts.values())
    if adds_up:
        return suppress_row(numbers, threshold=basis.threshold)
    return suppress_several(numbers, answered=answered.n or 0, most=most, threshold=basis.threshold)


def _options(
    question: Question,
    survey: Survey,
    at: str,
    row: Row,
    sources: Mapping[str, str],
    whole: Figure,
    basis: Basis,
    *,
    measure: Measure | None = None,
) -> tuple[OptionFigures, ...]:
    """What may be shown of a distribution over the values of `sources`, in that order, as counts and shares of `whole`."""
    counts = cell_figures(
        row, {f"{at}.{value}": source for value, source in sources.items()}, measure or _measure(question), basis
    )
    known = {option.value: option for option in question.options}
    return tuple(
        _with_share(known.get(value, Option(value, {"und": value})), count, whole, survey)
        for value, count in zip(sources, counts, strict=True)
    )


def by_importance(figures: QuestionFigures) -> tuple[OptionFigures, ...]:
    """The options of a several-choices question, most chosen first; hidden ones last, with those that nobody chose."""
    return tuple(sorted(figures.options, key=lambda option: -(option.count.value or 0)))


def _counts_by_value(question: Question, survey: Survey) -> dict[str, int]:
    counts = {option.value: 0 for option in question.options}
    if question.type is QuestionType.RANKING:
        counts |= {f"{option.value}{FIRST}": 0 for option in question.options}
    for tally in survey.tallies:
        if tally.question_key == question.key:
            counts[tally.value] = counts.get(tally.value, 0) + tally.n
    return counts


def cell_figures(row: Row, sources: Mapping[str, str], measure: Measure, basis: Basis) -> list[Figure]:
    """The cells of a row as figures; `sources` by their ids, in order."""
    return [
        hidden_figure(id, measure=measure, basis=basis, is_small=not row.hides_larger, source=source)
        if cell is None
        else count_figure(id, cell, measure=measure, basis=basis, base=row.total, source=source)
        for (id, source), cell in zip(sources.items(), row.cells, strict=True)
    ]


def _measure(question: Question) -> Measure:
    if question.type in SEVERAL_ANSWERS:
        return Measure.IMPORTANCE
    return Measure.VERDICT if question.type is QuestionType.VERDICT else Measure.DISTRIBUTION


def _with_share(option: Option, count: Figure, whole: Figure, survey: Survey) -> OptionFigures:
    """A share is hidden with its count, or the count could be had from it; so is its interval."""
    share = count.n / whole.n if count.n is not None and whole.n else None
    interval: Interval | None = None
    if survey.is_sample and count.n is not None and whole.n and count.n <= whole.n:
        interval = wilson(count.n, whole.n)
    return OptionFigures(
        option=option,
        count=count,
        share=replace(
            count,
            id=f"{count.id}.share",
            value=share,
            base=whole.n,
            unit=Unit.SHARE,
            fewer_than=None,
            source=f"{count.source} / {whole.source}",
            low=interval.low if interval else None,
            high=interval.high if interval else None,
        ),
    )


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
    where = {"statement__survey": survey.id, "statement__question_key": question.key, "theme": theme_id}
    return ThemeInAnswers(
        theme_id,
        people_figure(
            f"{at}.confirmed",
            confirmed,
            measure=Measure.STATEMENTS,
            basis=basis,
            source=counted_from("statement_coding", **where, state=CodingState.CONFIRMED.value),
        ),
        people_figure(
            f"{at}.suggested",
            suggested,
            measure=Measure.SUGGESTED,
            basis=basis,
            source=counted_from("statement_coding", **where, state=CodingState.SUGGESTED.value),
        ),
    )
