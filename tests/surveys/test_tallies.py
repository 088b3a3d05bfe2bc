"""What responses add up to, and that only the latest revision of each counts, in whatever order they are folded in."""

from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import SurveyDefinition
from surveys.questions.answer import Value
from surveys.tallies import Cells, Revision, Tallies, added, fold, recount, statements, unfold
from tests.surveys.open_surveys import SURVEY

POSSIBLE = {
    "q1": st.sampled_from(["association", "other"]),
    "q2": st.lists(st.sampled_from(["p1", "p2", "p3"]), min_size=1, max_size=2, unique=True),
    "q3": st.text(min_size=1, max_size=20, alphabet="abcåäö ").map(str),
    "q4": st.sampled_from(["yes", "partly", "no", "cannot say"]),
    "q5": st.integers(1, 5),
}
ANSWERS = st.fixed_dictionaries({}, optional=POSSIBLE)


def revision(
    answers: dict[str, Value],
    *,
    response: int = 1,
    number: int = 1,
    language: str = "sv",
    definition: SurveyDefinition = SURVEY,
) -> Revision:
    """Revision `number` of response number `response`."""
    return Revision(UUID(int=response * 100 + number), f"hash {response}", number, language, answers, definition)


@st.composite
def sent(draw: st.DrawFn) -> list[Revision]:
    """Responses of one to three revisions each, in any order."""
    revisions = []
    for response in range(draw(st.integers(0, 8))):
        language = draw(st.sampled_from(["sv", "en", "ar"]))
        revisions += [
            revision(draw(ANSWERS), response=response, number=number, language=language)
            for number in range(1, draw(st.integers(1, 3)) + 1)
        ]
    return draw(st.permutations(revisions))


def test_recount_of_three_responses() -> None:
    tallies = recount(
        [
            revision({"q1": "association", "q2": ["p1", "p3"], "q5": 4}, response=1),
            revision({"q1": "other", "q3": "Lokaler", "q4": "no"}, response=2, language="ar"),
            revision({}, response=3),
        ]
    )

    assert tallies.responses == 3
    assert tallies.languages == {"ar": 1, "sv": 2}
    assert tallies.answered == {"q1": 2, "q2": 1, "q3": 1, "q4": 1, "q5": 1}
    assert tallies.values == {
        ("q1", "association"): 1,
        ("q1", "other"): 1,
        ("q2", "p1"): 1,
        ("q2", "p3"): 1,
        ("q4", "no"): 1,
        ("q5", "4"): 1,
    }


def test_answers_are_counted_by_who_gives_them() -> None:
    tallies = recount(
        [
            revision({"q1": "association", "q2": ["p1", "p3"], "q3": "Lokaler", "q5": 4}, response=1),
            revision({"q1": "association", "q2": ["p1"]}, response=2),
            revision({"q2": ["p1"], "q5": 4}, response=3),  # nobody knows of whom
            revision({"q1": "other"}, response=4),
        ]
    )

    assert tallies.by_background == {
        ("q1", "association", "q2", ""): 2,
        ("q1", "association", "q2", "p1"): 2,
        ("q1", "association", "q2", "p3"): 1,
        ("q1", "association", "q5", ""): 1,
        ("q1", "association", "q5", "4"): 1,
    }


def test_counts_by_who_answers_are_told_only_where_they_hold_every_response() -> None:
    tallies = recount([revision({"q1": "other", "q5": 4}, response=number) for number in (1, 2)])
    before = Tallies({**tallies.cells, ("", ""): 3}, tallies.crosses)

    assert tallies.by_background
    assert before.by_background == {}


def test_unfold_takes_all_counts_back() -> None:
    sent = [revision({"q1": "other", "q5": 4}), revision({"q1": "association", "q2": ["p1"]}, number=2)]

    left = added(recount(sent), unfold(sent))

    assert (left.cells, left.crosses) == ({}, {})


def test_recount_of_nothing() -> None:
    assert recount([]).cells == {}


def test_fold_of_a_revision_takes_the_counted_one_back() -> None:
    first, second = revision({"q1": "other", "q3": "Bussar"}), revision({"q1": "association"}, number=2)

    folding = fold([second], [first])

    assert folding.cells == {("q1", "other"): -1, ("q1", "association"): 1, ("q3", ""): -1}
    assert (folding.counted, folding.replaced) == ((second,), (first,))


def test_fold_of_an_early_revision_that_comes_late_changes_nothing() -> None:
    first, second = revision({"q1": "other"}), revision({"q1": "association"}, number=2)

    folding = fold([first], [second])

    assert (folding.cells, folding.counted, folding.replaced) == (Cells(), (), ())


@given(sent(), st.lists(st.integers(0, 24)))
def test_fold_in_any_batches_and_order_is_the_recount(revisions: list[Revision], cuts: list[int]) -> None:
    places = sorted({0, len(revisions), *(cut for cut in cuts if cut < len(revisions))})
    batches = [revisions[first:end] for first, end in pairwise(places)]
    tallies, done = recount([]), []

    for batch in batches:
        ours = {each.token_hash for each in batch}
        tallies = added(tallies, fold(batch, [each for each in done if each.token_hash in ours]))
        done += batch

    assert tallies == recount(revisions)
    assert tallies.responses == len({each.token_hash for each in revisions})


@given(ANSWERS)
def test_statements_are_the_free_texts(answers: dict[str, Value]) -> None:
    assert statements(revision(answers)) == [(key, text) for key, text in answers.items() if key == "q3"]
