"""Issues suggested for a decision's tasks, and the measure of them on labelled data."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.matching.evaluate_tasks import measure_links
from feedback.matching.gold import LinkedTasks, TaskLinks, read_gold
from feedback.matching.suggest import ThemeEntry
from feedback.matching.tasks import IssueText, Text, about, suggest_issues

PREMISES = IssueText("premises", "Föreningar saknar lokaler", ("Skolor kan låna ut lokaler på kvällen.",), "sv")
MENTORS = IssueText("mentors", "Mentorer för nyanlända", ("Fler behöver en mentor.",), "sv")
GANGS = IssueText("gangs", "Gängbrottsligheten drabbar unga", (), "sv")
ISSUES = (PREMISES, MENTORS, GANGS)


def first(task: str, **values: object) -> tuple[str, tuple[str, ...]]:
    ((found),) = suggest_issues([Text("t", task, "sv")], ISSUES, **values)  # type: ignore[arg-type]  # keywords, by name
    return found.issues[0].id, found.issues[0].because


@pytest.mark.parametrize(
    ("task", "issue", "because"),
    [
        ("kartlägga föreningslokaler i kommunerna", "premises", "föreningslokaler"),
        ("sammanställa goda exempel på hur gängkriminalitet kan förebyggas", "gangs", "gängkriminalitet"),
        ("lämna förslag om mentorskap", "mentors", "mentorskap"),
    ],
)
def test_suggest_issues_by_compounds_and_stems_with_the_words_that_matched(task: str, issue: str, because: str) -> None:
    found, words = first(task)

    assert found == issue
    assert because in words


def test_suggest_issues_by_a_theme_that_both_are_about() -> None:
    themes = (
        ThemeEntry("T1", {"sv": "Samverkan"}, "Att arbeta ihop.", ("samverkan", "samordna", "stuprör")),
        ThemeEntry("T2", {"sv": "Lokaler"}, "Rum för föreningar.", ("lokaler", "mötesplatser")),
    )
    issues = [PREMISES, IssueText("silos", "Alla sitter i sina stuprör", (), "sv")]

    ((found),) = suggest_issues([Text("t", "kartlägga bra samverkan", "sv")], issues, themes)

    assert (found.issues[0].id, found.issues[0].themes) == ("silos", ("T1",))
    assert [each.id for each in found.issues] == ["silos"]  # the other has nothing in common with it


def test_suggest_issues_leaves_out_what_shares_nothing_and_knows_no_issues() -> None:
    assert suggest_issues([Text("t", "kartlägga båttrafiken", "sv")], [PREMISES])[0].issues == ()
    assert suggest_issues([Text("t", "kartlägga lokaler", "sv")], [])[0].issues == ()
    assert suggest_issues([], ISSUES) == []


def test_suggest_issues_goes_by_the_context_where_the_task_says_nothing() -> None:
    ((without),) = suggest_issues([Text("t", "lämna förslag", "sv")], ISSUES)
    ((found),) = suggest_issues([Text("t", "lämna förslag", "sv")], ISSUES, context="Mentorer för alla")

    assert [each.id for each in without.issues] == []
    assert [each.id for each in found.issues] == ["mentors"]


@pytest.mark.parametrize(
    ("task", "language", "said"),
    [
        ("kartlägga och sprida goda exempel på samverkan", "sv", "och på samverkan"),
        ("lämna förslag", "sv", "lämna förslag"),
        ("Map and compile good examples of meeting places", "en", "and of meeting places"),
    ],
)
def test_about_leaves_out_the_words_by_which_any_task_is_given(task: str, language: str, said: str) -> None:
    assert about(task, language) == said


@given(st.lists(st.text(max_size=60), max_size=5), st.lists(st.text(max_size=60), max_size=5), st.text(max_size=30))
def test_suggest_issues_of_anything(tasks: list[str], issues: list[str], context: str) -> None:
    asked = [Text(str(n), text) for n, text in enumerate(tasks)]
    known = [IssueText(str(n), text) for n, text in enumerate(issues)]

    found = suggest_issues(asked, known, context=context)

    assert [each.id for each in found] == [task.id for task in asked]
    for each in found:
        scores = [issue.score for issue in each.issues]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1.0001 for score in scores)


def test_measure_links_counts_links_and_finds_what_is_plainly_there() -> None:
    points = (IssueText("a", "Föreningar saknar lokaler"), IssueText("b", "Ge oss mentorer"))
    tasks = (
        TaskLinks(Text("1", "kartlägga lokaler"), frozenset({"a"})),
        TaskLinks(Text("2", "lämna förslag om mentorer"), frozenset({"b"})),
        TaskLinks(Text("3", "höra barn"), frozenset()),
    )

    figures = measure_links(LinkedTasks(tasks, points, points), ())

    assert {(each.candidates, each.n) for each in figures} == {(2, 2)}
    assert [(each.recall_at_5, each.mrr) for each in figures if each.name == "as suggested"] == [(1.0, 1.0)] * 2


def test_a_matching_that_says_nothing_has_found_nothing() -> None:
    points = tuple(IssueText(str(n), f"bryggor nummer{n}") for n in range(9))
    links = LinkedTasks((TaskLinks(Text("1", "zzz"), frozenset({"0"})),), points, points)

    assert {each.recall_at_5 for each in measure_links(links, ())} == {0.0}


def test_recall_on_the_labelled_tasks_is_what_is_promised(shared: Path) -> None:
    gold = read_gold(shared / "gold")

    figures = {
        each.name: each
        for each in measure_links(gold.links, gold.codebook)
        if each.candidates == len(gold.links.judged)
    }

    assert figures["as suggested"].recall_at_5 >= 0.8
    assert figures["as suggested"].recall_at_5 > figures["character TF-IDF"].recall_at_5
    assert figures["each task left out"].recall_at_5 >= 0.7
