"""Whether those who answered a survey are like those who were invited, group by group. Pure.

The invited are counted from the invitations; those who answered by what they say of themselves, or by the language they
answered in. No response is joined to its invitation, so it can be told of sealed surveys too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from feedback.translation import language_name
from reports.aggregation import SurveyFigures
from reports.answers import cell_figures, tallied
from reports.figures import Basis, Figure, Unit, count_figure, counted_from, hidden_figure
from reports.measures import Measure
from surveys.backgrounds import kind_question
from surveys.definition import Texts
from surveys.disclosure import suppress_row


@dataclass(frozen=True, slots=True)
class Group:
    """One group among the invited and among those who answered. `difference` is of the two shares, answered less invited."""

    label: Texts
    invited: Figure
    invited_share: Figure
    answered: Figure
    answered_share: Figure
    difference: Figure


@dataclass(frozen=True, slots=True)
class Representativeness:
    """Empty where it is not known: nobody was invited by name, the survey did not ask, or the invitations no longer tell.

    `is_hidden` where too few have answered for anything to be told.
    """

    title: Texts
    has_invitations: bool
    is_hidden: bool = False
    types: tuple[Group, ...] = ()
    languages: tuple[Group, ...] = ()


def representativeness(figures: SurveyFigures, basis: Basis) -> Representativeness:
    """A survey's groups, in the order in which it shows them elsewhere, hidden where they are hidden there."""
    title, has_invitations = figures.survey.title, bool(figures.survey.invited_types)
    if not figures.questions:
        return Representativeness(title, has_invitations, is_hidden=True)
    return Representativeness(title, has_invitations, False, _types(figures, basis), _languages(figures, basis))


def _types(figures: SurveyFigures, basis: Basis) -> tuple[Group, ...]:
    survey = figures.survey
    asked = kind_question(survey.questions)
    told = next((it for it in figures.questions if asked and it.question.key == asked.key), None)
    known = {value: n for value, n in survey.invited_types.items() if value and n}
    if told is None or told.answered.suppressed or not known:
        return ()
    answered = {it.option.value: (it.option.labels, it.count, it.share) for it in told.options}
    # Of a type that the survey did not offer nobody can have answered.
    offered = {value: known.get(value, 0) for value in answered}
    invited = _invited(figures, "organisation_type", {**offered, **known}, basis)
    return tuple(
        _group(f"survey.{survey.id}.group.{value}", labels, *invited[value], count, share, basis)
        for value, (labels, count, share) in answered.items()
    )


def _languages(figures: SurveyFigures, basis: Basis) -> tuple[Group, ...]:
    survey = figures.survey
    if not survey.invited_languages:
        return ()
    codes = [code for code, _figure in figures.languages]
    codes += [code for code in survey.invited_languages if code not in codes]
    invited = _invited(figures, "language", {code: survey.invited_languages.get(code, 0) for code in codes}, basis)
    known = dict(figures.languages)
    at = f"survey.{survey.id}.group.language"
    return tuple(
        _group(
            f"{at}.{code}",
            {"und": language_name(code)},
            *invited[code],
            *_answered(known.get(code) or _nobody(figures, code, basis), figures.responses),
            basis,
        )
        for code in codes
    )


def _invited(
    figures: SurveyFigures, column: str, counts: Mapping[str, int], basis: Basis
) -> dict[str, tuple[Figure, Figure]]:
    """How many of each group were invited, and their share of those whose group is known."""
    survey = figures.survey
    row = suppress_row(list(counts.values()), threshold=basis.threshold)
    ids = {
        f"survey.{survey.id}.invited.{column}.{value}": counted_from("invitation", survey=survey.id, **{column: value})
        for value in counts
    }
    found = cell_figures(row, ids, Measure.INVITED_GROUP, basis)
    return {
        value: (count, _share_of(count, row.total, f"invitation survey={survey.id} whose {column} is known"))
        for value, count in zip(counts, found, strict=True)
    }


def _answered(count: Figure, responses: Figure) -> tuple[Figure, Figure]:
    share = replace(_share_of(count, responses.n, responses.source), measure=Measure.ANSWERING_GROUP)
    return count, share


def _nobody(figures: SurveyFigures, code: str, basis: Basis) -> Figure:
    """Of a language that somebody was invited in and nobody answered in: a zero, as its absence elsewhere says too."""
    id = f"survey.{figures.survey.id}.language.{code}"
    source = tallied(figures.survey, "", f"language:{code}")
    return count_figure(id, 0, measure=Measure.LANGUAGES, basis=basis, base=figures.responses.n, source=source)


def _share_of(count: Figure, base: int | None, source: str) -> Figure:
    """Hidden with its count."""
    return replace(
        count,
        id=f"{count.id}.share",
        value=count.n / base if count.n is not None and base else None,
        base=base,
        unit=Unit.SHARE,
        fewer_than=None,
        source=f"{count.source} / {source}",
    )


def _group(
    at: str,
    label: Texts,
    invited: Figure,
    invited_share: Figure,
    answered: Figure,
    answered_share: Figure,
    basis: Basis,
) -> Group:
    source = f"{answered_share.id} - {invited_share.id}"
    of, unit = Measure.GROUP_DIFFERENCE, Unit.DIFFERENCE
    if invited_share.suppressed or answered_share.suppressed:
        difference = hidden_figure(at, measure=of, basis=basis, unit=unit, source=source)
    else:
        value = None
        if invited_share.value is not None and answered_share.value is not None:
            value = answered_share.value - invited_share.value
        difference = Figure(at, value, None, None, False, of, basis.cut, unit, source=source)
    return Group(label, invited, invited_share, answered, answered_share, difference)
