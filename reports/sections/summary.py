"""The summary of a follow-up report: one page in plain words, on what was said, answered, done, judged and is still open."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from feedback.blocks import BulletList, Heading, Paragraph
from feedback.enums import Answer, Delivery
from feedback.translation import gettext as _
from feedback.translation import list_text
from reports.aggregation import SurveyFigures
from reports.document import Block
from reports.figures import Figure, figure_text
from reports.gaps import Gap
from reports.issue_figures import IssueFigures
from reports.labels import label
from reports.outcome_figures import OutcomeFigures
from reports.parts import ids_of, marked, telling
from reports.sections.issue_tables import years_text

MOST_NAMED = 2  # issues named under one heading
LONGEST_TITLE = 55  # letters: one line with its years, so that the summary stays on one page, whatever the data


def said_in_short(
    points: Figure, raised: Figure, recurring: Figure, often: Sequence[IssueFigures], *, language: str
) -> list[Block]:
    """How many points and issues, and which of them come back."""
    blocks: list[Block] = [Heading(_("What was said"), 2)]
    if not raised.value:
        text = _(
            "The notes hold %(points)s points. No point of this consultation has been tied to an issue yet.",
            points=figure_text(points),
        )
        return [*blocks, telling(text, points, raised)]
    text = _(
        "The notes hold %(points)s points. Of the issues raised (%(raised)s), %(recurring)s had been raised in an earlier "
        "year too.",
        points=figure_text(points),
        raised=figure_text(raised),
        recurring=figure_text(recurring),
    )
    return [*blocks, *raised_in_most_years(telling(text, points, raised, recurring), often, language)]


def raised_in_most_years(told: Paragraph, often: Sequence[IssueFigures], language: str) -> list[Block]:
    """What is told of the issues, then the first few with their years; without these where none came back."""
    if not often:
        return [told]
    items = tuple(f"{named(it)} ({years_text(it)})" for it in often[:MOST_NAMED])
    return [with_more(told, _("Raised in most years:")), BulletList(items, marked(language))]


def answered_in_short(answered: Figure, outcome: OutcomeFigures, *, department: str) -> list[Block]:
    """How many issues have an answer, and of which kind."""
    blocks: list[Block] = [Heading(_("What the department answered"), 2)]
    if not answered.value:
        text = _("%(department)s has answered none of the issues.", department=department)
        return [*blocks, telling(text, answered)]
    text = _(
        "%(department)s has answered %(answered)s of the issues.",
        department=department,
        answered=figure_text(answered),
    )
    return [*blocks, telling(f"{text} {_by_state(outcome.answers)}", answered, *outcome.answers.values())]


def done_in_short(
    outcome: OutcomeFigures, *, promised: Figure, overdue: Figure, slips: Figure | None = None
) -> list[Block]:
    """How far the department says things are delivered, how its commitments stand, and how often they slipped, where given."""
    blocks: list[Block] = [Heading(_("What has happened"), 2)]
    if outcome.deliveries:
        said = _("Delivery, as the department itself tells it: %(states)s", states=_by_state(outcome.deliveries))
        blocks.append(telling(said, *outcome.deliveries.values()))
    if not promised.value:
        return [*blocks, telling(_("There is no commitment to tell about."), promised)]
    text = _(
        "Commitments: %(commitments)s, of which overdue: %(overdue)s.",
        commitments=figure_text(promised),
        overdue=figure_text(overdue),
    )
    told = telling(text, promised, overdue)
    if slips is None or not slips.value:
        return [*blocks, told]
    text = _("Changes of a due date or of who is responsible: %(slips)s.", slips=figure_text(slips))
    return [*blocks, with_more(told, text, slips)]


def judged_in_short(survey: SurveyFigures | None, gaps: Figure) -> list[Block]:
    """Who answered, and whether they agree with the department."""
    return [Heading(_("What participants say"), 2), _responses(survey), gap_told(gaps)]


def gap_told(gaps: Figure) -> Paragraph:
    """The gap in one line, also where it cannot be told; its chapter and definition say it in full."""
    if gaps.value is None:
        return telling(_("It cannot be told yet whether participants agree with the department."), gaps)
    text = _(
        "Issues that the department says are delivered and that participants have judged: %(base)s. Fewer than half agree on: "
        "%(gaps)s.",
        base=gaps.base,
        gaps=figure_text(gaps),
    )
    return telling(text, gaps)


def open_in_short(outcome: OutcomeFigures, overdue: Figure, *, language: str) -> list[Block]:
    """How much is open, and the first few of it: those on which participants disagree, then those raised in most years."""
    blocks: list[Block] = [Heading(_("What is still open"), 2)]
    if not outcome.open.value and not overdue.value:
        return [*blocks, telling(_("Nothing that was raised is open."), outcome.open, overdue)]
    text = _(
        "Issues still open: %(open)s. Overdue commitments: %(overdue)s.",
        open=figure_text(outcome.open),
        overdue=figure_text(overdue),
    )
    told = telling(text, outcome.open, overdue)
    first = sorted(outcome.unsettled, key=lambda it: it.gap is not Gap.YES)[:MOST_NAMED]
    if not first:
        return [*blocks, told]
    names = BulletList(tuple(named(it) for it in first), marked(language))
    return [*blocks, with_more(told, _("Among the open issues:")), names]


def with_more(told: Paragraph, text: str, *figures: Figure) -> Paragraph:
    """The same paragraph with one sentence more."""
    return Paragraph(f"{told.text} {text}", mentions=(*told.mentions, *ids_of(figures)))


def named(figures: IssueFigures) -> str:
    """The issue's title, shortened at a word where it is long."""
    title = figures.issue.title
    if len(title) <= LONGEST_TITLE:
        return title
    kept = title[:LONGEST_TITLE]
    return f"{(kept.rpartition(' ')[0] or kept).rstrip(' ,;:–-')}…"


def _responses(survey: SurveyFigures | None) -> Paragraph:
    if survey is None:
        return Paragraph(_("There has been no survey about this consultation."))
    if survey.responses.value == 0:
        return telling(_("Nobody has answered yet."), survey.responses)
    text = _(
        "Responses to the survey: %(responses)s. Response rate: %(rate)s.",
        responses=figure_text(survey.responses),
        rate=figure_text(survey.response_rate),
    )
    return telling(text, survey.responses, survey.response_rate)


def _by_state(counts: Mapping[Answer, Figure] | Mapping[Delivery, Figure]) -> str:
    """Each state with its number."""
    states: Iterable[tuple[StrEnum, Figure]] = counts.items()
    told = (_("%(state)s (%(number)s)", state=label(state), number=figure_text(n)) for state, n in states)
    return f"{list_text(told)}."
