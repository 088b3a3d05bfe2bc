"""An issue's own page: the department's view beside the participants' verdict, the points over the years, and the log."""

from datetime import date
from uuid import UUID

from feedback.commitments import move_commitment
from feedback.enums import Answer, Delivery, Effect
from feedback.issue_commitments import By
from feedback.issue_heads import rename_issue
from feedback.issue_merging import merge_issues
from feedback.issue_states import Entry, Field
from feedback.issues import detach_point, open_issue, record
from tests.factories import (
    NOW,
    make_commitment,
    make_consultation,
    make_issue,
    make_officer,
    make_point,
    make_reviewed_consultation,
    source_json,
)
from tests.reports.test_verdicts import ask_about
from tests.web import Page, Visitor, words


def table(page: Page, name: str) -> list[list[str]]:
    rows = page.tree.xpath("//*[@aria-label=$name]//tbody/tr", name=name)
    return [[words(cell) for cell in row] for row in rows]


async def test_show_lists_points_by_year_with_links_to_their_lines(officer: Visitor) -> None:
    earlier = await make_consultation(title="Report", date="2013-02-01")
    old = await make_point(earlier, text="Rents are high.", heading="Storby 2012", source=source_json(30, 31, page=4))
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    issue = await make_issue(points=[premises, old])

    page = await officer.get(f"/issues/{issue}")

    assert (page.h1, "Raised in 2012, 2024." in page.text) == ("Premises are too expensive", True)
    items = [words(item) for item in page.tree.xpath("//h2[@id='points']/following-sibling::ul[position()<3]/li")]
    assert items == [
        "Rents are high. – 2012, Report (page 4, lines 30–31) Detach – Rents are high.",
        "Associations need premises that they can afford. – 2024, Consultation on meeting places"
        " (page 1, lines 4–5) Detach – Associations need premises that they can afford.",
    ]
    assert page.links()["Report"] == f"/consultations/{earlier}/review#line-30"
    assert page.links()["Consultation on meeting places"] == f"/consultations/{consultation}/review#line-4"


async def test_show_sets_delivery_beside_the_verdict_and_averages_nothing(officer: Visitor) -> None:
    issue = await make_issue()
    await record(issue, Entry(Field.DELIVERY, Delivery.SUBSTANTIAL, "Ten schools.", None, NOW))
    await ask_about(issue, answers=("yes",) * 1 + ("no",) * 6 + ("partly",) * 5, invited=24)

    page = await officer.get(f"/issues/{issue}")

    assert "Substantial since 10 June 2024 unconfirmed" in page.text
    assert "Nobody at the department has confirmed since then that this still holds.Ten schools." in page.text
    assert table(page, "Verdict of 2024") == [
        ["Yes", "hidden", "–"],
        ["Partly", "hidden", "–"],
        ["No", "6", "50%"],
        ["Cannot say", "0", "0%"],
    ]
    assert "12 answered this question. Response rate 50% of 24 invited." in page.text


async def test_show_keeps_the_verdict_on_an_issue_that_was_merged_into_it(officer: Visitor) -> None:
    gone, kept = await make_issue(), await make_issue(title="Premises")
    await ask_about(gone, answers=("yes",) * 6 + ("no",) * 6)

    await merge_issues(gone, into=kept, by=By("The same.", None, NOW))

    page = await officer.get(f"/issues/{kept}")
    assert [row[:2] for row in table(page, "Verdict of 2024")] == [
        ["Yes", "6"],
        ["Partly", "0"],
        ["No", "6"],
        ["Cannot say", "0"],
    ]


async def test_show_hides_the_verdict_of_too_few(officer: Visitor) -> None:
    issue = await make_issue()
    await ask_about(issue, answers=("yes", "no", "no"))

    page = await officer.get(f"/issues/{issue}")

    assert [row[1:] for row in table(page, "Verdict of 2024")] == [["hidden", "–"]] * 4
    assert "Fewer than 5 answered, so nothing is shown." in page.text


async def test_show_tells_commitments_with_slips_and_evidence(officer: Visitor) -> None:
    issue = await make_issue()
    commitment = await make_commitment(due=date(2020, 1, 31), issues=[issue])
    await move_commitment(commitment, "due", "2020-06-30", reason="Late.", officer=None, now=NOW)

    page = await officer.get(f"/issues/{issue}")

    assert table(page, "Commitments") == [
        [
            "Open school premises in the evenings.",
            "The property unit",
            "30 June 2020 overdue",
            "moved 1 time",
            "0 public, 0 internal",
        ]
    ]


async def test_show_has_the_whole_log_newest_first(officer: Visitor) -> None:
    oskar = await make_officer(name="Oskar Other")
    point = await make_point(await make_consultation())
    issue = await open_issue("Rents", points=[point], officer=oskar, now=NOW)
    await record(issue, Entry(Field.ANSWER, Answer.DECLINED, "No money.", oskar, NOW))
    await record(issue, Entry(Field.DELIVERY, Delivery.LIMITED, "", oskar, NOW))
    await record(issue, Entry(Field.EFFECT, Effect.WORSENED, "Rents rose.", None, NOW))
    await rename_issue(issue, "Premises", officer=oskar, now=NOW)
    await detach_point(issue, point, reason="Not this.", officer=oskar, now=NOW)

    page = await officer.get(f"/issues/{issue}")

    said = "Associations need premises that they can afford."
    assert table(page, "Log") == [
        ["10 June 2024", "Oskar Other", "Point removed", said, "Not this."],
        ["10 June 2024", "Oskar Other", "Title changed", "before: Rents", ""],
        ["10 June 2024", "Not an officer", "Effect", "Worsened", "Rents rose."],
        ["10 June 2024", "Oskar Other", "Delivery", "Limited", ""],
        ["10 June 2024", "Oskar Other", "Answer", "Declined", "No money."],
        ["10 June 2024", "Oskar Other", "Point added", said, ""],
    ]


async def test_show_of_a_new_issue(officer: Visitor) -> None:
    page = await officer.get(f"/issues/{await make_issue()}")

    assert "No point raises it yet." in page.text
    assert "No survey with answers has asked about this issue." in page.text
    assert "There is no delivery to verify yet." in page.text
    assert "Nothing is recorded yet." in page.text


async def test_show_in_arabic_keeps_the_direction_of_the_notes(officer: Visitor) -> None:
    issue = await make_issue(points=[await make_point(await make_consultation(language="sv"))])

    page = await officer.get(f"/issues/{issue}?lang=ar")

    assert page.tree.get("dir") == "rtl"
    assert [(each.get("lang"), each.get("dir")) for each in page.tree.xpath("//h1")] == [("sv", "ltr")]


async def test_show_of_an_issue_that_is_not_there(officer: Visitor) -> None:
    page = await officer.get(f"/issues/{UUID(int=0)}")

    assert page.status == 404
    assert "There is no such issue." in page.text
