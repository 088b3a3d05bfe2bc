"""`gensvar evaluate`: how well matching does on labelled data, as tables."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedback.commands.markdown import markdown_table
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
    from feedback.commands.notes_figures import notes_section
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
            for name in ("themes", "themes_with_examples", "recurrence", "recurrence_with_themes"):
                click.echo(f"{'CLOSE_' if close else ''}{name.upper()} = {getattr(learnt, name)}")
        return
    tables = "\n".join([*_tables(labelled, ways), notes_section(Path(gold))])
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
        recurrence = [
            (name, measuring.measure_recurrence(gold.queries, codebook, close=close))
            for name, codebook in ((_("by the points alone"), ()), (_("with the code book's themes"), gold.codebook))
        ]
        yield f"## {how}: " + _("recurrence") + "\n\n" + _recurrence_table(recurrence)
    yield "## " + _("What each signal brings") + "\n\n" + _ablations(gold, ways)
    if gold.links.tasks:
        yield "## " + _("Tasks and issues") + "\n\n" + _links_table(measure_links(gold.links, gold.codebook))


def _ablations(gold: "Gold", ways: list[bool]) -> str:
    from feedback.matching.evaluate import ALL, Parts, measure_themes
    from feedback.matching.features import CHANNELS

    signals = [(name, Parts(without=place)) for place, name in enumerate(CHANNELS)]
    signals.append((_("spelling"), Parts(spelling=False)))
    body = []
    for close in ways:
        how = _("Read closely") if close else _("By words alone")
        left_out = [(_("%(way)s, without %(signal)s", way=how, signal=name), parts) for name, parts in signals]
        if close:
            left_out.append((_("%(way)s, without %(signal)s", way=how, signal=_("clauses")), Parts(clauses=False)))
        for name, parts in [(how, ALL), *left_out]:
            found = {row.group: row for row in measure_themes(gold, close=close, parts=parts)}
            answers, both, easy = found["answers"], found["two in one"], found["easy-read"]
            values = (answers.hit_at_1, answers.recall_at_3, answers.micro_f1, both.recall_at_3, both.micro_f1)
            body.append([name, *(f"{value:.3f}" for value in (*values, easy.recall_at_3))])
    measures = ["hit@1", "recall@3", "micro-F1"]
    two, easy_read = _("two in one"), _("easy-read")
    return markdown_table(
        [_("answers"), *measures, f"{two}: recall@3", f"{two}: micro-F1", f"{easy_read}: recall@3"], body
    )


def _themes_table(figures: "Iterable[ThemeFigures]") -> str:
    head = [_("group"), "n", "hit@1", "recall@3", "micro-F1", _("calibration error"), _("noise given a theme")]
    return markdown_table(
        head,
        [
            [row.group, str(row.n)]
            + [f"{value:.3f}" for value in (row.hit_at_1, row.recall_at_3, row.micro_f1, row.calibration_error)]
            + [f"{row.noise_given_a_theme:.3f}" if row.group == "answers" else ""]
            for row in figures
        ],
    )


def _recurrence_table(found: "Iterable[tuple[str, RecurrenceFigures]]") -> str:
    head = [_("matching"), "n", "MRR", "recall@5", _("new told right"), _("calibration error")]
    return markdown_table(
        head,
        [
            [name, str(row.n)]
            + [f"{value:.3f}" for value in (row.mrr, row.recall_at_5, row.new_told_right, row.calibration_error)]
            for name, row in found
        ],
    )


def _links_table(figures: "Iterable[LinkFigures]") -> str:
    head = [_("matching"), _("candidates"), _("links"), "recall@5", "MRR", _("recall@5 of the tasks of a point")]
    return markdown_table(
        head,
        [
            [row.name, str(row.candidates), str(row.n)]
            + [f"{value:.3f}" for value in (row.recall_at_5, row.mrr, row.task_at_5)]
            for row in figures
        ],
    )
