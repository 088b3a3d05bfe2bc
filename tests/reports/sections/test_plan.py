"""The action plan and what was moved: who does what by when, milestones, public evidence, each change with its reason."""

from dataclasses import replace
from datetime import date

from feedback.blocks import BulletList, Heading, Paragraph, Table
from feedback.plan_states import Ending
from reports.commitment_figures import is_overdue, is_settled
from reports.document import ChartBlock
from reports.facts import Milestone, Moved, Passage, Slip
from tests.reports.blocks import all_texts, chapters, unbroken
from tests.reports.sample_facts import english, make_facts

LATE = date(2030, 1, 1)


def test_commitments_show_public_evidence_and_counts_the_rest() -> None:
    document = english(make_facts())
    blocks = chapters(document)["Action plan"]
    assert BulletList(("Beslutet är publicerat. · https://example.org/beslut",), "sv") in blocks
    assert Paragraph("1 piece of evidence can be seen by the department only.", quiet=True) in blocks
    assert [text for text in all_texts(list(document.blocks)) if "Hemligt" in text or "internt.pdf" in text] == []


def test_action_plan_tells_who_does_what_by_when_and_how_it_stands() -> None:
    plan = chapters(english(make_facts()))["Action plan"][0]
    assert isinstance(plan, Table)
    assert plan.header == ("What is to be done", "Responsible", "By when", "State", "Source")
    assert [[cell.text for cell in row] for row in plan.rows] == [
        ["Bekosta barnpassning", "Kansliet", unbroken("1 January 2025"), "Delivered", "added by an officer"],
        [
            "Pröva fleråriga bidrag",
            "Enheten för stöd",
            f"{unbroken('1 March 2025')} (first promised: {unbroken('31 December 2024')})",
            "Overdue",
            f"uppdrag.pdf, page 2, lines 14–16\nDecided {unbroken('1 September 2024')}.",
        ],
    ]


def test_action_plan_whose_sources_may_not_be_told_has_no_column_for_them() -> None:
    bare = tuple(replace(it, source=None) for it in make_facts().commitments)
    plan = chapters(english(make_facts(commitments=bare)))["Action plan"][0]
    assert isinstance(plan, Table)
    assert plan.header == ("What is to be done", "Responsible", "By when", "State")


def test_what_was_moved_tells_each_change_with_its_reason_under_its_commitment() -> None:
    told, table = chapters(english(make_facts()))["What was moved, and why"]
    assert isinstance(told, Paragraph)
    assert told.text.startswith("Changes of a due date or of who is responsible: 1.")
    assert isinstance(table, Table)
    assert (table.caption, table.caption_language) == ("Pröva fleråriga bidrag", "sv")
    assert [[cell.text for cell in row] for row in table.rows] == [
        [
            unbroken("20 December 2024"),
            "Due date moved",
            unbroken("31 December 2024"),
            unbroken("1 March 2025"),
            "Remissen tog längre tid.",
        ]
    ]


def test_commitments_have_a_heading_for_each_commitment_with_a_ledger() -> None:
    headings = [block for block in chapters(english(make_facts()))["Action plan"] if isinstance(block, Heading)]
    assert headings == [Heading("Milestones and evidence", 2), Heading("Pröva fleråriga bidrag", 3, "sv")]


def test_commitments_of_one_day_keep_the_order_of_their_document() -> None:
    facts = make_facts()
    sources = [Passage("Uppdrag", "2024-09-01", "uppdrag.pdf", 1, line, line) for line in (30, 4, 12)]
    same_day = tuple(
        replace(facts.commitments[0], id=f"k{number}", text=f"Uppgift {number}", due=None, source=source)
        for number, source in enumerate(sources, start=1)
    )
    table = chapters(english(replace(facts, commitments=same_day)))["Action plan"][0]
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["Uppgift 2", "Uppgift 3", "Uppgift 1"]


def test_action_plan_without_milestones_and_evidence_has_the_table_alone() -> None:
    plain = tuple(replace(it, slips=(), evidence=()) for it in make_facts().commitments)
    blocks = chapters(english(make_facts(commitments=plain)))["Action plan"]
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

    document = english(make_facts(commitments=(promised, *others)))
    blocks = chapters(document)["Action plan"]

    plan, steps = [block for block in blocks if isinstance(block, Table)]
    assert plan.rows[1][3].text.split("\n") == ["Overdue", "1 of 2 milestones reached"]
    assert [[cell.text for cell in row] for row in steps.rows] == [
        [
            "Fråga vaktmästarna",
            f"{unbroken('1 October 2024')} (first promised: {unbroken('1 September 2024')})",
            f"Reached {unbroken('2 October 2024')}",
        ],
        ["Besluta", unbroken("1 February 2025"), "Open"],
        ["Flytta", "No date promised", "Dropped"],
    ]
    slips = chapters(document)["What was moved, and why"][-1]
    assert isinstance(slips, Table)
    assert slips.rows[0][1].text == "Due date moved, of the milestone: Fråga vaktmästarna"


def test_commitments_say_of_public_evidence_that_does_not_count_that_it_does_not() -> None:
    told, *others = make_facts().commitments
    doubtful = replace(told, evidence=tuple(replace(each, counts=False) for each in told.evidence))

    blocks = chapters(english(make_facts(commitments=(doubtful, *others))))["Action plan"]

    place = blocks.index(Paragraph("Public, but it does not count as evidence of what was delivered:"))
    assert blocks[place + 1] == BulletList(("Beslutet är publicerat. · https://example.org/beslut",), "sv")
    assert Paragraph("Public evidence:") not in blocks


def test_what_was_moved_in_several_years_is_drawn_by_year() -> None:
    told, *others = make_facts().commitments
    again = Slip(date(2026, 1, 2), Moved.RESPONSIBLE, "Enheten för stöd", "Kansliet", "Omorganisation.")
    slipped = replace(told, slips=(*told.slips, again))

    blocks = chapters(english(make_facts(commitments=(slipped, *others))))["What was moved, and why"]

    [chart] = [block.chart for block in blocks if isinstance(block, ChartBlock)]
    assert (chart.labels, chart.series[0].values) == (("2024", "2025", "2026"), (1, 0, 1))


def test_what_was_moved_says_where_nothing_was_and_is_left_out_without_commitments() -> None:
    kept = tuple(replace(it, slips=()) for it in make_facts().commitments)
    found = [chapters(english(make_facts(commitments=given))) for given in (kept, ())]

    nothing = Paragraph("No due date has been moved, nor anybody responsible changed.")
    assert found[0]["What was moved, and why"] == [nothing]
    assert "What was moved, and why" not in found[1]


def test_a_commitment_without_an_issue_that_was_withdrawn_is_neither_open_nor_overdue() -> None:
    told, *_others = make_facts().commitments
    open_one = replace(told, issue_ids=())
    withdrawn = replace(open_one, said_ended=Ending.WITHDRAWN)

    found = [(is_settled(each, make_facts()), is_overdue(each, make_facts(), LATE)) for each in (open_one, withdrawn)]

    assert found == [(False, True), (True, False)]
