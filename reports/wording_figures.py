"""The wordings that a question has had, where a survey was changed while it was open. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.figures import Basis, Figure, count_figure, counted_from, hidden_figure
from reports.measures import Measure
from reports.survey_facts import Survey, SurveyVersion
from surveys.definition import Question, Texts
from surveys.disclosure import suppress_row


@dataclass(frozen=True, slots=True)
class WordingFigures:
    """One of the ways a question was worded: the versions with it, from when, and how many responses answered those."""

    text: Texts
    versions: tuple[int, ...]
    since: date
    responses: Figure


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
            _sum_figure(
                f"{at}.{versions[0].number}",
                [shown[version.number] for version in versions],
                basis,
                " + ".join(
                    counted_from("response", survey=survey.id, version__number=version.number) for version in versions
                ),
            ),
        )
        for text, versions in worded
    )


def _sum_figure(id: str, cells: Sequence[int | None], basis: Basis, source: str) -> Figure:
    """The responses of some versions; hidden where one of theirs is."""
    numbers = [cell for cell in cells if cell is not None]
    if len(numbers) < len(cells):
        return hidden_figure(id, measure=Measure.RESPONSES, basis=basis, source=source)
    return count_figure(id, sum(numbers), measure=Measure.RESPONSES, basis=basis, source=source)


def _is_worded_as(before: Texts, after: Texts) -> bool:
    """A translation that is added or taken away is no other wording."""
    return all(before[language] == after[language] for language in before.keys() & after.keys())
