"""A survey's counts as figures: how many were invited and answered, in which languages, and each question's answers. Pure."""

from dataclasses import dataclass, replace

from reports.answers import QuestionFigures, cell_figures, question_figures, responses_figure, tallied
from reports.figures import Basis, Figure, Unit, count_figure, counted_from, hidden_figure, share_figure
from reports.measures import Measure
from reports.survey_facts import Survey
from reports.wording_figures import wording_figures
from surveys.definition import QuestionType
from surveys.disclosure import suppress_row


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
    responses = responses_figure(survey, basis)
    is_shown = not responses.suppressed and survey.responses > 0
    return SurveyFigures(
        survey=survey,
        invited=count_figure(
            f"{at}.invited",
            survey.invited or None,
            measure=Measure.INVITED,
            basis=basis,
            source=counted_from("survey.invited", id=survey.id),
        ),
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


def _response_rate(id: str, survey: Survey, responses: Figure, basis: Basis) -> Figure:
    source = f"{responses.source} / {counted_from('survey.invited', id=survey.id)}"
    if responses.suppressed:
        return hidden_figure(id, measure=Measure.RESPONSE_RATE, basis=basis, unit=Unit.SHARE, source=source)
    base = survey.invited or None
    return share_figure(id, survey.responses, base, measure=Measure.RESPONSE_RATE, basis=basis, source=source)


def _language_figures(survey: Survey, basis: Basis) -> tuple[tuple[str, Figure], ...]:
    ordered = sorted(survey.languages.items(), key=lambda item: (-item[1], item[0]))
    row = suppress_row([n for _language, n in ordered], threshold=basis.threshold)
    ids = {f"survey.{survey.id}.language.{code}": tallied(survey, "", f"language:{code}") for code, _n in ordered}
    figures = cell_figures(row, ids, Measure.LANGUAGES, basis)
    # Hidden languages follow in the order of their codes, so that the order tells nothing about their size.
    found = [(code, figure) for (code, _n), figure in zip(ordered, figures, strict=True)]
    return tuple(sorted(found, key=lambda it: (it[1].suppressed, -(it[1].value or 0), it[0])))
