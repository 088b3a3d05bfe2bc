"""Earlier points on the same issue."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from feedback.matching.gold import Query, read_gold
from feedback.matching.recurrence import PriorPoint, Recurrence, Text, find_recurrence
from feedback.matching.scores import mean, reciprocal_rank

EARLIER = [
    PriorPoint("2012-1", "Bidragen är kortsiktiga och föreningarna kan inte planera.", 2012),
    PriorPoint("2012-2", "Det saknas lokaler på kvällarna.", 2012),
    PriorPoint("2019-1", "Mammor behöver egna grupper.", 2019),
    PriorPoint("2019-2", "The homework help closed.", 2019, "en"),
]


def test_find_recurrence_finds_the_same_issue_in_other_words() -> None:
    found = find_recurrence([Text("a", "Kvällstid finns ingen föreningslokal att låna.")], EARLIER)[0]

    assert (found.matches[0].id, len(found.matches)) == ("2012-2", 4)
    assert "föreningslokal" in found.matches[0].because
    assert found.matches[0].score > found.matches[1].score


def test_find_recurrence_finds_the_same_issue_across_languages() -> None:
    assert find_recurrence([Text("a", "Läxhjälpen har stängt.")], EARLIER)[0].matches[0].id == "2019-2"


def test_find_recurrence_of_the_same_words_is_sure() -> None:
    found = find_recurrence([Text("a", EARLIER[0].text)], EARLIER)[0]

    assert found.matches[0].id == "2012-1"
    assert found.matches[0].score > 0.9
    assert found.new < 0.5


def test_find_recurrence_with_unrelated_points_is_new() -> None:
    found = find_recurrence([Text("a", "Vargjakten oroar renägarna.")], EARLIER)[0]

    assert found.new > 0.5
    assert [match.id for match in found.matches if match.score >= 0.5] == []


def test_find_recurrence_with_nothing_before_is_new() -> None:
    assert find_recurrence([Text("a", "Lokaler")], []) == [Recurrence("a", (), 1.0)]


def test_find_recurrence_does_not_take_a_point_for_its_own_earlier_one() -> None:
    found = find_recurrence([Text("2012-2", EARLIER[1].text)], EARLIER)[0]

    assert [match.score for match in found.matches if match.id == "2012-2"] == [0.0]
    assert found.matches[0].id != "2012-2"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=3), st.lists(st.text(max_size=60), max_size=3))
def test_find_recurrence_takes_any_text(points: list[str], prior: list[str]) -> None:
    rows = [Text(f"p{n}", text) for n, text in enumerate(points)]

    found = find_recurrence(rows, [PriorPoint(f"e{n}", text) for n, text in enumerate(prior)])

    assert [recurrence.id for recurrence in found] == [row.id for row in rows]
    assert [len(recurrence.matches) for recurrence in found] == [len(prior)] * len(rows)
    for row, recurrence in zip(rows, found, strict=True):
        assert [w for match in recurrence.matches for w in match.because if w not in row.text] == []


def ranked_by_ngrams(query: Query) -> list[str]:
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    likeness = vectors.fit_transform([point.text for point in query.prior]) @ vectors.transform([query.point.text]).T
    order = likeness.toarray()[:, 0].argsort(kind="stable")[::-1]
    return [query.prior[i].id for i in order[:5]]


def test_find_recurrence_is_no_worse_than_character_ngrams_on_gold(shared: Path) -> None:
    queries = [query for query in read_gold(shared / "gold").queries if query.same]

    ours = [[m.id for m in find_recurrence([query.point], query.prior)[0].matches] for query in queries]

    plain = mean([reciprocal_rank(ranked_by_ngrams(query), query.same) for query in queries])
    assert mean([reciprocal_rank(names, q.same) for names, q in zip(ours, queries, strict=True)]) >= plain
