"""How long a PDF takes beside the same content by plain ReportLab, and whether many of them fill the memory."""

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from feedback.blocks import Heading, Paragraph
from reports.document import Block, ChartBlock, Document
from reports.pdf.building import pdf
from tests.benchmarks.plain_report import plain_pdf
from tests.feedback.pdf.reading import pages_of
from tests.reports.pdf.hard_reports import WORDS, make_follow_up
from tests.reports.samples import BARS, GROUPED, LINES, STACKED, make_table

MOST_RATIO = 1.6  # of the time of plain ReportLab
ROUNDS = 7
MEGABYTE = 1024  # of the kilobytes that Linux counts in
MOST_GROWTH = 16  # megabytes, over 200 reports


def make_long_report() -> Document:
    """Some twenty pages: ten chapters, each with text, a chart and a table."""
    charts = (BARS, GROUPED, STACKED, LINES)
    blocks: list[Block] = []
    for number in range(10):
        chart = replace(charts[number % 4], title=f"Diagram {number}")
        blocks += [Heading(f"Kapitel {number}"), Paragraph(WORDS), Heading("Svaren", 2), Paragraph(WORDS * 2)]
        blocks += [ChartBlock(chart), make_table(22, caption=f"Tabell {number}"), Paragraph(WORDS)]
    return Document("En lång rapport", "Om samråd", "sv", "Departementet", "14 november 2024", tuple(blocks))


def processor_time(make: Callable[[], object]) -> float:
    """Of one making, in seconds."""
    begun = time.process_time()
    make()
    return time.process_time() - begun


@pytest.mark.long
def test_long_report_beside_plain_reportlab(capsys: pytest.CaptureFixture[str]) -> None:
    document = make_long_report()
    making = {
        "tagged": lambda: pdf(document),
        "plain": lambda: plain_pdf(document, has_contents=False),
        "plain with contents": lambda: plain_pdf(document, has_contents=True),
    }
    taken = {name: min(processor_time(make) for _round in range(ROUNDS)) for name, make in making.items()}
    with capsys.disabled():
        for name, seconds in taken.items():
            ratio = taken["tagged"] / seconds
            print(f"\n{name}: {seconds * 1000:.0f} ms, {len(pages_of(making[name]()))} pages ({ratio:.2f})")  # noqa: T201

    assert taken["tagged"] / taken["plain"] <= MOST_RATIO


@pytest.mark.long
def test_200_reports_leave_the_memory_flat(capsys: pytest.CaptureFixture[str]) -> None:
    def make(count: int) -> float:
        for _report in range(count):
            for language in ("sv", "ar"):
                pdf(make_follow_up(language))
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE

    before, after = make(10), make(100)
    with capsys.disabled():
        print(f"\n200 reports: {before:.0f} MB after the first 20, {after:.0f} MB after all")  # noqa: T201

    assert after - before <= MOST_GROWTH
