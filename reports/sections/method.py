"""The chapters that let a critic check a report: how it was made, and what every measure means."""

from collections.abc import Iterable, Sequence

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import list_text, ngettext, number_text
from reports.commitment_figures import CommitmentFigures
from reports.definitions import definition, explained
from reports.document import Block
from reports.facts import Consultation
from reports.figures import Basis, Figure, figure_text
from reports.measures import measure_name
from reports.parts import cut_text, telling


def documents_read(consultations: Iterable[Consultation], commitments: Iterable[CommitmentFigures]) -> list[str]:
    """The names of the documents that the points and commitments come from, each once, in order of the alphabet."""
    sources = [it.commitment.source for it in commitments]
    found = {source.document for source in sources if source}
    return sorted((found | {point.document for it in consultations for point in it.points}) - {""})


def how_it_was_made(
    consultations: Iterable[Consultation], *, documents: Sequence[str], suggested: Figure, basis: Basis
) -> list[Block]:
    """The chapter on sources, data cut, suggested against confirmed, and what is hidden and why."""
    held = tuple(consultations)
    blocks: list[Block] = [
        Heading(_("How this report was made")),
        Paragraph(_("The data was read on %(cut)s. The same data gives the same report.", cut=cut_text(basis.cut))),
        *_reading(held),
    ]
    if documents:
        blocks.append(Paragraph(_("Documents read: %(documents)s.", documents=list_text(documents))))
    decided = _(
        "Themes and recurring issues are suggested by the system and decided by an officer. Figures count what is "
        "confirmed. Suggested themes of points not decided on: %(suggested)s.",
        suggested=figure_text(suggested),
    )
    return [*blocks, telling(decided, suggested), *_protection(basis)]


def definitions(figures: Iterable[Figure]) -> list[Block]:
    """The appendix with what each measure of these figures means."""
    measures = explained(figure.measure for figure in figures)
    rows = tuple((Cell(measure_name(measure)), Cell(definition(measure))) for measure in measures)
    return [
        Heading(_("Definitions")),
        Table(_("What each measure means"), (_("Measure"), _("What it means")), rows, widths=(0.28, 0.72)),
    ]


def _reading(consultations: Sequence[Consultation]) -> list[Block]:
    waiting = sum(1 for it in consultations if not it.is_confirmed)
    if waiting and waiting == len(consultations):
        text = _(
            "Questions and points were read from the notes. An officer has not yet confirmed them. Each point leads back "
            "to its lines in the document."
        )
        return [Paragraph(text)]
    text = _(
        "Questions and points were read from the notes and checked by an officer. Each point leads back to its "
        "lines in the document."
    )
    if not waiting:
        return [Paragraph(text)]
    exception = ngettext(
        "An officer has not yet confirmed what was read from the notes of %(n)s consultation.",
        "An officer has not yet confirmed what was read from the notes of %(n)s consultations.",
        waiting,
    )
    return [Paragraph(text), Paragraph(exception)]


def _protection(basis: Basis) -> list[Block]:
    threshold = number_text(basis.threshold)
    return [
        Heading(_("Small numbers are hidden"), 2),
        Paragraph(
            _(
                "A number of participants below %(threshold)s is not shown, so that nobody's answer can be recognised: "
                'it says "fewer than %(threshold)s". Zero is shown.',
                threshold=threshold,
            )
        ),
        Paragraph(
            _(
                "Where a hidden number could be worked out from the others, some of those are hidden too. All hidden "
                'numbers of that table then say "not shown", whether small or not. A share or median is hidden with '
                "the numbers it comes from."
            )
        ),
        Paragraph(_("Points, issues and commitments are not people, and are always shown.")),
    ]
