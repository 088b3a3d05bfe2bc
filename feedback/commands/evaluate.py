"""`gensvar evaluate`: how well matching does on labelled data, as tables."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedback.commands.rows import BadInput
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.evaluate import RecurrenceFigures, ThemeFigures
    from feedback.matching.evaluate_tasks import LinkFigures
    from feedback.matching.gold import Gold


#: In a file, what stands before this line is kept by hand and what comes after it is written anew.
MARK = "<!-- What follows is written by `make evaluate`. -->"


@click.command()
@click.option("--gold", required=True, metavar="DIR", help="The folder with the labelled data.")
@click.option("--fit", is_flag=True, help="Print the numbers for feedback/matching/calibration.py instead.")
@click.option(
    "--write",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the tables into a file, below its mark.",
)
def evaluate(gold: str, fit: bool, file: Path | None) -> None:
    """Measure matching on labelled data, with numbers learnt from other rows than those they are measured on.

    Prints Markdown: suggestions without and with confirmed examples per group of rows, recurrence, what each signal
    brings, and the issues that are suggested for a decision's tasks.
    """
    from feedback.matching import evaluate as measuring
    from feedback.matching.gold import read_gold
    from feedback.matching.meaning import can_read

    try:
        labelled = read_gold(Path(gold))
    except OSError as error:
        raise BadInput(_("Cannot read %(name)s.", name=error.filename or gold)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            _("The labelled data in %(name)s cannot be used: %(reason)s", name=gold, reason=error)
        ) from error
    ways = [False, True] if can_read() else [False]
    if fit:
        for close in ways:
            learnt = measuring.learn(labelled, close=close)
            for name in ("themes", "themes_with_examples", "recurrence"):
                click.echo(f"{'CLOSE_' if close else ''}{name.upper()} = {getattr(learnt, name)}")
        return
    tables = "\n".join(_tables(labelled, ways))
    if file is None:
        click.echo(tables)
        return
    kept = file.read_text(encoding="utf-8").partition(MARK)[0] if file.exists() else ""
    file.write_text(f"{kept}{MARK}\n\n{tables}", encoding="utf-8")


def _tables(gold: "Gold", ways: list[bool]) -> Iterator[str]:
    """Every table with its heading."""
    from feedback.matching import evaluate as measuring
    from feedback.matching.evaluate_tasks import measure_links

    for close in ways:
        how = _("Read closely") if close else _("By words alone")
        for what, with_examples in ((_("without examples"), False), (_("with examples"), True)):
            figures = measuring.measure_themes(gold, with_examples=with_examples, close=close)
            yield f"## {how}: {what}\n\n" + _themes_table(figures)
        recurrence = measuring.measure_recurrence(gold.queries, close=close)
        yield f"## {how}: " + _("recurrence") + "\n\n" + _recurrence_table(recurrence)
    yield "## " + _("What each signal brings") + "\n\n" + _ablations(gold, ways)
    if gold.links.tasks:
        yield "## " + _("Tasks and issues") + "\n\n" + _links_table(measure_links(gold.links, gold.codebook))


def _ablations(gold: "Gold", ways: list[bool]) -> str:
    from feedback.matching.evaluate import measure_themes
    from feedback.matching.index import CHANNELS

    left_out: list[tuple[str, bool, int | None]] = [(_("By words alone"), False, None)]
    left_out += [(_("By words alone, without %(signal)s", signal=name), False, i) for i, name in enumerate(CHANNELS)]
    if True in ways:
        left_out.append((_("Read closely"), True, None))
        left_out += [(_("Read closely, without %(signal)s", signal=name), True, i) for i, name in enumerate(CHANNELS)]
    body = []
    for name, close, without in left_out:
        answers = next(row for row in measure_themes(gold, close=close, without=without) if row.group == "answers")
        body.append([name, *(f"{value:.3f}" for value in (answers.hit_at_1, answers.recall_at_3, answers.micro_f1))])
    return _markdown([_("answers"), "hit@1", "recall@3", "micro-F1"], body)


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
