"""`gensvar evaluate`: how well matching does on labelled data, as a table."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedback.commands.rows import BadInput
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.evaluate import RecurrenceFigures, ThemeFigures
    from feedback.matching.evaluate_tasks import LinkFigures


@click.command()
@click.option("--gold", required=True, metavar="DIR", help="The folder with the labelled data.")
@click.option("--fit", is_flag=True, help="Print the numbers for feedback/matching/calibration.py instead.")
def evaluate(gold: str, fit: bool) -> None:
    """Measure matching on labelled data, with numbers learnt from other rows than those they are measured on.

    Prints Markdown: suggestions without and with confirmed examples per group of rows, recurrence, and the issues that
    are suggested for a decision's tasks.
    """
    from feedback.matching import evaluate as measuring
    from feedback.matching.evaluate_tasks import measure_links
    from feedback.matching.gold import read_gold

    try:
        labelled = read_gold(Path(gold))
    except OSError as error:
        raise BadInput(_("Cannot read %(name)s.", name=error.filename or gold)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            _("The labelled data in %(name)s cannot be used: %(reason)s", name=gold, reason=error)
        ) from error
    if fit:
        learnt = measuring.learn(labelled)
        for name in ("themes", "themes_with_examples", "recurrence"):
            click.echo(f"{name.upper()} = {getattr(learnt, name)}")
        return
    for title, with_examples in ((_("Without examples"), False), (_("With examples"), True)):
        click.echo(f"## {title}\n")
        click.echo(_themes_table(measuring.measure_themes(labelled, with_examples=with_examples)))
    click.echo("## " + _("Recurrence") + "\n")
    click.echo(_recurrence_table(measuring.measure_recurrence(labelled.queries)))
    if labelled.links.tasks:
        click.echo("## " + _("Tasks and issues") + "\n")
        click.echo(_links_table(measure_links(labelled.links, labelled.codebook)))


def _themes_table(figures: "Iterable[ThemeFigures]") -> str:
    head = [_("group"), "n", "hit@1", "recall@3", "micro-F1", _("calibration error"), _("noise given a theme")]
    return _markdown(
        head,
        [
            [row.group, str(row.n)]
            + [f"{value:.3f}" for value in (row.hit_at_1, row.recall_at_3, row.micro_f1, row.calibration_error)]
            + [f"{row.noise_given_a_theme:.3f}" if row.group == "answers" else ""]
            for row in figures
        ],
    )


def _recurrence_table(figures: "RecurrenceFigures") -> str:
    head = ["n", "MRR", "recall@5", _("new told right"), _("calibration error")]
    values = (figures.mrr, figures.recall_at_5, figures.new_told_right, figures.calibration_error)
    return _markdown(head, [[str(figures.n)] + [f"{value:.3f}" for value in values]])


def _links_table(figures: "Iterable[LinkFigures]") -> str:
    head = [_("matching"), _("candidates"), _("links"), "recall@5", "MRR", _("recall@5 of the tasks of a point")]
    return _markdown(
        head,
        [
            [row.name, str(row.candidates), str(row.n)]
            + [f"{value:.3f}" for value in (row.recall_at_5, row.mrr, row.task_at_5)]
            for row in figures
        ],
    )


def _markdown(head: list[str], body: list[list[str]]) -> str:
    rule = ["---" for _column in head]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *body]) + "\n"
