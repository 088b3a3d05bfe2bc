"""The chapter about commitments: who by when, what slipped and why, and the public evidence."""

from dataclasses import replace
from datetime import date

from feedback.blocks import BulletList, Heading, Paragraph, Table
from reports.facts import Milestone, Moved, Passage, Slip
from tests.reports.blocks import all_texts, chapters, unbroken
from tests.reports.sample_facts import english, make_facts


def test_commitments_show_public_evidence_and_counts_the_rest() -> None:
    document = english(make_facts())
    blocks = chapters(document)["Commitments"]
    assert BulletList(("Beslutet är publicerat. · https://example.org/beslut",), "sv") in blocks
    assert Paragraph("1 piece of evidence can be seen by the department only.", quiet=True) in blocks
    assert [text for text in all_texts(list(document.blocks)) if "Hemligt" in text or "internt.pdf" in text] == []


def test_commitments_show_slips_with_their_reasons() -> None:
    tables = [block for block in chapters(english(make_facts()))["Commitments"] if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in tables[0].rows] == [
        ["Bekosta barnpassning", "Kansliet", f"{unbroken('1 January 2025')}\nDelivered", "added by an officer"],
        [
            "Pröva fleråriga bidrag",
            "Enheten för stöd",
            f"{unbroken('1 March 2025')} (first promised: {unbroken('31 December 2024')})\nOverdue",
            f"uppdrag.pdf, page 2, lines 14–16\nDecided {unbroken('1 September 2024')}.",
        ],
    ]
    assert tables[1].caption == "What was moved, and why: 1"
    assert [[cell.text for cell in row] for row in tables[1].rows] == [
        [
            unbroken("20 December 2024"),
            "Due date moved",
            unbroken("31 December 2024"),
            unbroken("1 March 2025"),
            "Remissen tog längre tid.",
        ]
    ]


def test_commitments_have_a_heading_for_each_commitment_with_a_ledger() -> None:
    headings = [block for block in chapters(english(make_facts()))["Commitments"] if isinstance(block, Heading)]
    assert headings == [Heading("The commitments one by one", 2), Heading("Pröva fleråriga bidrag", 3, "sv")]


def test_commitments_of_one_day_keep_the_order_of_their_document() -> None:
    facts = make_facts()
    sources = [Passage("Uppdrag", "2024-09-01", "uppdrag.pdf", 1, line, line) for line in (30, 4, 12)]
    same_day = tuple(
        replace(facts.commitments[0], id=f"k{number}", text=f"Uppgift {number}", due=None, source=source)
        for number, source in enumerate(sources, start=1)
    )
    table = chapters(english(replace(facts, commitments=same_day)))["Commitments"][0]
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["Uppgift 2", "Uppgift 3", "Uppgift 1"]


def test_commitments_without_slips_and_evidence_have_the_table_alone() -> None:
    plain = tuple(replace(it, slips=(), evidence=()) for it in make_facts().commitments)
    blocks = chapters(english(make_facts(commitments=plain)))["Commitments"]
    assert [type(block) for block in blocks] == [Table]


def test_commitments_tell_their_milestones_with_state_and_moves() -> None:
    milestones = (
        Milestone("Fråga vaktmästarna", date(2024, 10, 1), date(2024, 9, 1), reached_on=date(2024, 10, 2)),
        Milestone("Besluta", date(2025, 2, 1), date(2025, 2, 1)),
        Milestone("Flytta", is_dropped=True),
    )
    moved = Slip(date(2024, 8, 20), Moved.DUE, "2024-09-01", "2024-10-01", "Semestrar.", "Fråga vaktmästarna")
    told, *others = make_facts().commitments
    promised = replace(told, milestones=milestones, slips=(moved, *told.slips))

    blocks = chapters(english(make_facts(commitments=(promised, *others))))["Commitments"]

    plan, steps, slips = [block for block in blocks if isinstance(block, Table)]
    assert plan.rows[1][2].text.split("\n")[1:] == ["Overdue", "1 of 2 milestones reached"]
    assert [[cell.text for cell in row] for row in steps.rows] == [
        [
            "Fråga vaktmästarna",
            f"{unbroken('1 October 2024')} (first promised: {unbroken('1 September 2024')})",
            f"Reached {unbroken('2 October 2024')}",
        ],
        ["Besluta", unbroken("1 February 2025"), "Open"],
        ["Flytta", "No date promised", "Dropped"],
    ]
    assert (slips.caption, slips.rows[0][1].text) == (
        "What was moved, and why: 2",
        "Due date moved, of the milestone: Fråga vaktmästarna",
    )
