"""The answers by kind of organisation: what is counted, what is hidden, and that the totals are those shown elsewhere."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from feedback.blocks import Heading, Paragraph, Table
from reports.aggregation import survey_figures
from reports.background_figures import AnswersByKind, answers_by_kind
from reports.figures import Basis
from reports.survey_facts import CrossTally, Survey, Tally
from surveys.definition import QuestionType
from tests.reports.blocks import chapters
from tests.reports.sample_facts import CUT, english, make_facts, make_question, make_survey

BASIS = Basis(CUT, 5)
KIND = make_question("q1", QuestionType.SINGLE_CHOICE, ("association", "foundation", "study", "agency"))
OPINION = make_question("q2", QuestionType.SINGLE_CHOICE, ("yes", "no"))
TICKS = make_question("q3", QuestionType.SEVERAL_CHOICES, ("p1", "p2"))
CHAPTER = "Answers by kind of organisation"

Answered = tuple[str, str, Sequence[str]]
PEOPLE: list[Answered] = [
    *[("association", "yes", ["p1", "p2"])] * 12,
    *[("association", "no", ["p1"])] * 8,
    *[("foundation", "yes", ["p2"])] * 7,
    *[("foundation", "no", ["p1"])] * 9,
    *[("study", "yes", ["p1"])] * 2,  # few
    *[("study", "no", ["p2"])] * 1,
    *[("agency", "yes", ["p1"])] * 6,
    *[("agency", "no", ["p1", "p2"])] * 3,  # a small cell
]


def survey_of(people: Sequence[Answered], **changes: object) -> Survey:
    """A survey whose tallies are those of these people: kind, opinion and ticks; a blank is no answer."""
    tallies: Counter[tuple[str, str]] = Counter()
    crosses: Counter[tuple[str, str, str, str]] = Counter()
    for kind, opinion, ticks in people:
        given = {"q1": [kind] if kind else [], "q2": [opinion] if opinion else [], "q3": ticks}
        for key, values in given.items():
            if values:
                tallies.update((key, value) for value in ("", *values))
                if kind and key != "q1":
                    crosses.update(("q1", kind, key, value) for value in ("", *values))
    return replace(
        make_survey(),
        questions=(KIND, OPINION, TICKS),
        responses=len(people),
        languages={"sv": len(people)},
        answered={key: n for (key, value), n in tallies.items() if not value},
        tallies=tuple(Tally(key, value, n) for (key, value), n in tallies.items() if value),
        statement_themes=(),
        crosses=tuple(CrossTally(*cell, n) for cell, n in crosses.items()),
        **changes,
    )


def told(people: Sequence[Answered]) -> dict[str, AnswersByKind]:
    figures = survey_figures(survey_of(people), BASIS)
    return {it.question.question.key: it for it in answers_by_kind(figures, BASIS).questions}


def numbers(found: AnswersByKind) -> dict[str, tuple[int | None, ...]]:
    return {it.kind.value if it.kind else "": tuple(n.n for n in (*it.counts, it.answered)) for it in found.kinds}


def test_each_kind_has_its_answers() -> None:
    found = told([it for it in PEOPLE if it[0] in {"association", "foundation"}])

    assert numbers(found["q2"]) == {
        "association": (12, 8, 20),
        "foundation": (7, 9, 16),
        "study": (0, 0, 0),
        "agency": (0, 0, 0),
        "": (0, 0, 0),
    }
    assert numbers(found["q3"])["association"] == (20, 12, 20)


def test_a_kind_of_few_is_hidden_with_another_and_so_is_a_small_cell() -> None:
    found = numbers(told(PEOPLE)["q2"])

    # "study" is hidden in its own distribution, together with the next smallest; their answers together are 8 and 4, and the
    # 4 is hidden with a rectangle around it.
    assert found["study"] == found["agency"] == (None, None, None)
    assert found["association"] == (12, 8, 20) or None in found["association"]
    shown = [n for row in found.values() for n in row if n is not None]
    assert [n for n in shown if 0 < n < BASIS.threshold] == []


def test_who_did_not_say_which_kind_they_are_is_not_given_away() -> None:
    people = [*[it for it in PEOPLE if it[0] in {"association", "foundation"}], ("", "yes", []), ("", "no", [])]

    found = numbers(told(people)["q2"])

    # 19 + 17 say yes and no in all: with both kinds shown, the rest would be one and one.
    assert found[""] == (None, None, None)
    assert (None, None, None) in {found["association"], found["foundation"]}


def test_a_survey_that_was_counted_before_there_were_such_counts_tells_nothing() -> None:
    figures = survey_figures(replace(survey_of(PEOPLE), crosses=()), BASIS)

    assert answers_by_kind(figures, BASIS).questions == ()


def test_the_chapter_shows_kinds_as_columns_and_the_figure_of_all_as_it_stands_elsewhere() -> None:
    people = [it for it in PEOPLE if it[0] in {"association", "foundation"}]
    document = english(make_facts(surveys=(survey_of(people),)))

    chapter = chapters(document)[CHAPTER]
    tables = [block for block in chapter if isinstance(block, Table)]
    results = [block for block in chapters(document)["Answers, question by question"] if isinstance(block, Table)]

    assert tables[0].header == ("Answer", "answer association", "answer foundation", "All")
    assert [[cell.text for cell in row] for row in tables[0].rows] == [
        ["answer yes", "12", "7", "19"],
        ["answer no", "8", "9", "17"],
        ["All who answered the question", "20", "16", "36"],
    ]
    elsewhere = next(table for table in results if table.caption == tables[0].caption)
    assert tables[0].rows[0][-1].figure == elsewhere.rows[0][1].figure != ""
    assert [block.text for block in chapter if isinstance(block, Heading)] == [
        "Question q2 in English?",
        "Question q3 in English?",
    ]


def test_kinds_without_a_column_are_named() -> None:
    chapter = chapters(english(make_facts(surveys=(survey_of(PEOPLE),))))[CHAPTER]

    assert any("answer study" in block.text for block in chapter if isinstance(block, Paragraph))


def test_there_is_no_chapter_where_the_survey_did_not_ask_for_the_kind() -> None:
    survey = survey_of(PEOPLE)
    other = replace(KIND, options=tuple(replace(it, value=f"{it.value} x") for it in KIND.options))

    assert CHAPTER not in chapters(english(make_facts(surveys=(replace(survey, questions=(other, OPINION, TICKS)),))))
