"""The list of issues: filters, counts and pages, read from summaries that always equal the logs and points."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from feedback.commitments import move_commitment, undertakings
from feedback.consultations import Facts, delete_consultation, edit_facts
from feedback.enums import Answer, CodingState, ConsultationKind, Delivery, PointKind
from feedback.follow_up_tables import IssueSummary
from feedback.issue_filters import IssueFilter
from feedback.issue_lists import list_issues, owner_units, policy_areas
from feedback.issue_states import Entry, Field
from feedback.issue_summaries import wrong_summaries
from feedback.issue_themes import count_issues_by_theme, themes_of_points
from feedback.issue_upkeep import refresh_every_issue
from feedback.issues import get_issue, open_issue, record
from feedback.overdue_issues import overdue_issues
from feedback.points import Wording, drop_point, edit_point, restore_point
from tests.factories import (
    NOW,
    make_coding,
    make_commitment,
    make_consultation,
    make_issue,
    make_officer,
    make_point,
    make_theme,
)

TODAY = date(2024, 6, 10)


async def _titles(wanted: IssueFilter) -> list[str]:
    return [issue.title for issue in (await list_issues(wanted, today=TODAY)).issues]


async def _wrong() -> list[UUID]:
    return [issue async for issue in wrong_summaries()]


async def test_every_filter_alone_and_together(database: str) -> None:
    old, new = await make_consultation(date="2012"), await make_consultation(date="2024-06-04")
    rents, again = await make_point(old, text="Rents are high."), await make_point(new, text="Rents are still high.")
    money = await make_point(new, text="Grants end.", position=2)
    theme = await make_theme(title="Money")
    folded = await make_theme(code="T2", title="Grants", merged_into=theme)
    await make_coding(money, folded)
    await make_coding(rents, theme, state=CodingState.SUGGESTED)
    first = await make_issue(title="Rents", points=[rents, again], owner_unit="Unit K", policy_area="Area 17")
    second = await make_issue(title="Grants", points=[money], owner_unit="Unit L")
    third = await make_issue(title="Nothing yet")
    await record(first, Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW))
    await record(second, Entry(Field.DELIVERY, Delivery.LIMITED, "One grant.", None, NOW))
    await make_commitment(issues=[second, third], due=TODAY - timedelta(days=1))

    found = {
        "all": await _titles(IssueFilter()),
        "answered": await _titles(IssueFilter(is_answered=True)),
        "not answered": await _titles(IssueFilter(is_answered=False)),
        "delivery": await _titles(IssueFilter(delivery=Delivery.LIMITED)),
        "recurring": await _titles(IssueFilter(is_recurring=True)),
        "overdue": await _titles(IssueFilter(is_overdue=True)),
        "unit": await _titles(IssueFilter(owner_unit="Unit K")),
        "no unit": await _titles(IssueFilter(owner_unit="")),
        "area": await _titles(IssueFilter(policy_area="Area 17")),
        "theme": await _titles(IssueFilter(theme=theme)),
        "unknown theme": await _titles(IssueFilter(theme=uuid4())),
        "year": await _titles(IssueFilter(year=2012)),
        "words": await _titles(IssueFilter(words="rents")),
        "together": await _titles(IssueFilter(words="grants", year=2024, is_overdue=True, is_answered=False)),
        "too much": await _titles(IssueFilter(words="grants", year=2012)),
    }

    assert found == {
        "all": ["Rents", "Grants", "Nothing yet"],
        "answered": ["Rents"],
        "not answered": ["Grants", "Nothing yet"],
        "delivery": ["Grants"],
        "recurring": ["Rents"],
        "overdue": ["Grants", "Nothing yet"],
        "unit": ["Rents"],
        "no unit": ["Nothing yet"],
        "area": ["Rents"],
        "theme": ["Grants"],
        "unknown theme": [],
        "year": ["Rents"],
        "words": ["Rents"],
        "together": ["Grants"],
        "too much": [],
    }
    listed = await list_issues(IssueFilter(is_answered=False), today=TODAY)
    assert (listed.total, listed.found) == (3, 2)
    assert {name: dict(counts) for name, counts in listed.counts.items()} == {
        "total": {"all": 3},
        "found": {"all": 2},
        "answered": {"yes": 1, "no": 2},  # as if nothing were asked about answers
        "delivery": {"limited": 1, "no evidence": 1},
        "recurring": {"no": 2},
        "overdue": {"yes": 2},
        "owner_unit": {"Unit L": 1, "": 1},
        "policy_area": {"": 2},
        "year": {"2024": 1},
        "theme": {str(theme): 1},
    }
    assert (await owner_units(), await policy_areas()) == (["Unit K", "Unit L"], ["Area 17"])


async def test_counts_are_what_their_links_show(database: str) -> None:
    theme = await make_theme()
    for number in range(8):
        points = []
        for year in (2012, 2019, 2024)[: number % 4]:
            points.append(await make_point(await make_consultation(date=str(year)), text=f"Point {number} of {year}."))
            await make_coding(points[-1], theme)
        issue = await make_issue(title=f"Issue {number}", points=points, owner_unit=("", "K", "L")[number % 3])
        if number % 2:
            await record(issue, Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW))

    for wanted in (IssueFilter(), IssueFilter(year=2019), IssueFilter(owner_unit="K", words="point")):
        counts = (await list_issues(wanted, today=TODAY)).counts
        asked = {
            ("answered", "yes"): {"answered": "yes"},
            ("recurring", "yes"): {"recurring": "yes"},
            ("year", "2012"): {"year": "2012"},
            ("owner_unit", "L"): {"owner_unit": "L"},
            ("owner_unit", ""): {"owner_unit": ""},
            ("theme", str(theme)): {"theme": str(theme)},
        }
        for (name, value), query in asked.items():
            shown = await list_issues(IssueFilter.read(wanted.query | query), today=TODAY)
            assert counts[name].get(value, 0) == shown.found, (wanted.query, query)


async def test_listed_issues_say_what_the_issues_page_says(database: str) -> None:
    swedish = await make_consultation(date="2012", language="sv")
    point = await make_point(swedish, text="Hyrorna är höga.")
    issue = await make_issue(title="Lokaler", points=[point])
    await record(issue, Entry(Field.DELIVERY, Delivery.SUPERSEDED, "By the plan.", await make_officer(), NOW))

    (listed,) = (await list_issues(IssueFilter(), today=TODAY)).issues

    followed = await get_issue(issue)
    assert (listed.language, listed.state.years, listed.state.points) == ("sv", followed.years, len(followed.points))
    assert (listed.state.delivery, listed.state.delivery_at) == (followed.state.delivery, followed.state.delivery_at)
    assert [listed.is_unconfirmed(day) for day in (TODAY, date(2025, 6, 11))] == [False, True]
    assert listed.is_unsupported == followed.is_unsupported


async def test_overdue_issues_are_those_of_overdue_commitments(database: str) -> None:
    late, moved, early, done = [await make_issue(title=title) for title in ("late", "moved", "early", "done")]
    await make_commitment(issues=[late, done], due=TODAY - timedelta(days=1))
    put_off = await make_commitment(issues=[moved], due=TODAY - timedelta(days=9))
    await move_commitment(put_off, "due", "2024-07-01", reason="Ill.", officer=None, now=NOW)
    brought_forward = await make_commitment(issues=[early], due=date(2025, 1, 1))
    await move_commitment(brought_forward, "due", "2024-06-01", reason="Asked for.", officer=None, now=NOW)
    await make_commitment(issues=[done], due=TODAY - timedelta(days=1))
    await make_commitment(issues=[moved])
    await record(done, Entry(Field.DELIVERY, Delivery.SUPERSEDED, "By the plan.", None, NOW))

    found = {day: await overdue_issues(day) for day in (TODAY, date(2024, 7, 2))}

    assert found == {TODAY: {late, early, done}, date(2024, 7, 2): {late, early, done, moved}}
    for day, issues in found.items():
        assert issues == {issue for each in await undertakings() if each.is_overdue(day) for issue in each.issue_ids}


async def test_summaries_follow_every_change_of_what_they_are_made_of(database: str) -> None:
    consultation = await make_consultation(date="2012")
    point = await make_point(consultation)
    issue = await open_issue("Rents", points=[point], officer=None, now=NOW)
    wrong = [await _wrong()]
    await record(issue, Entry(Field.ANSWER, Answer.DECLINED, "No.", None, NOW))
    wrong.append(await _wrong())
    await edit_point(point, Wording("Rents.", PointKind.STATEMENT, heading="Town 2013"), seen=(await _text(issue)))
    assert (await list_issues(IssueFilter(year=2013), today=TODAY)).found == 1
    wrong.append(await _wrong())
    await edit_point(point, Wording("Rents.", PointKind.STATEMENT), seen="Rents.")
    facts = Facts("Meeting", ConsultationKind.SAKRAD, "2019-02-03", "", "en", None, "", "")
    await edit_facts(consultation, facts)
    assert (await list_issues(IssueFilter(year=2019), today=TODAY)).found == 1
    wrong.append(await _wrong())
    await drop_point(point, now=NOW)
    wrong.append(await _wrong())
    await restore_point(point)
    wrong.append(await _wrong())
    await delete_consultation(consultation, now=NOW)
    wrong.append(await _wrong())

    assert wrong == [[]] * 7


async def _text(issue: UUID) -> str:
    return (await get_issue(issue)).points[0].text


async def test_wrong_summaries_are_found_and_made_anew(database: str) -> None:
    right, changed, missing = [await make_issue(title=title) for title in ("right", "changed", "missing")]
    await IssueSummary.update({IssueSummary.answer: Answer.ACCEPTED.value}).where(IssueSummary.issue == changed)
    await IssueSummary.delete().where(IssueSummary.issue == missing)
    assert set(await _wrong()) == {changed, missing}
    await IssueSummary.update({IssueSummary.answer: "nonsense"}).where(IssueSummary.issue == right)
    assert set(await _wrong()) == {right, changed, missing}

    await refresh_every_issue()

    assert await _wrong() == []


async def test_themes_of_points_and_issues_count_confirmed_ones_as_the_code_book_is_now(database: str) -> None:
    consultation = await make_consultation()
    rents, money = await make_point(consultation), await make_point(consultation, text="Grants end.", position=2)
    first, second = await make_theme(), await make_theme(code="T2", title="Money")
    folded = await make_theme(code="T3", title="Grants", merged_into=second)
    for point, theme in ((rents, first), (money, folded), (money, second), (rents, second)):
        await make_coding(point, theme)
    await make_coding(money, first, state=CodingState.SUGGESTED)
    await make_issue(points=[rents, money])
    await make_issue(title="Other", points=[money])

    related = await themes_of_points([rents, money])

    assert [(each.theme.code, each.points) for each in related] == [("T2", 2), ("T1", 1)]
    assert await count_issues_by_theme() == {second: 2, first: 1}


async def test_list_without_issues(sqlite_database: str) -> None:
    listed = await list_issues(IssueFilter(words="rents"), page=7, today=TODAY)

    assert (listed.issues, listed.found, listed.total, listed.pages) == ((), 0, 0, 1)


filters = st.builds(
    IssueFilter,
    is_answered=st.sampled_from([None, True, False]),
    delivery=st.none() | st.sampled_from(list(Delivery)),
    is_recurring=st.booleans(),
    is_overdue=st.booleans(),
    owner_unit=st.none() | st.sampled_from(["", "Unit K", "Å & Ö=1"]),
    policy_area=st.none() | st.sampled_from(["", "Area 17"]),
    theme=st.none() | st.uuids(),
    year=st.none() | st.integers(1000, 9999),
    words=st.sampled_from(["", "rents", "höga hyror"]),
)


@given(filters)
def test_a_filter_reads_its_own_query(wanted: IssueFilter) -> None:
    assert IssueFilter.read(wanted.query) == wanted


@given(st.dictionaries(st.sampled_from(["answered", "delivery", "theme", "year", "owner_unit", "words"]), st.text()))
def test_a_filter_ignores_what_cannot_be_meant(asked: dict[str, str]) -> None:
    assert IssueFilter.read(IssueFilter.read(asked).query) == IssueFilter.read(asked)
