"""The order in which texts are coded: the uncertain first, a stable sample of the certain, and where a reader is in it."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from feedback.coding_queue import (
    LEAST_SAMPLED,
    PER_PAGE,
    CodingRow,
    Queue,
    Risk,
    Shown,
    Waiting,
    place_in,
    rank,
    waiting_texts,
)
from feedback.enums import CodingState

CONFIRMED, SUGGESTED, REJECTED = CodingState.CONFIRMED, CodingState.SUGGESTED, CodingState.REJECTED


def certain(n: int, *, decided: int = 0, first: int = 1) -> list[Waiting]:
    return [Waiting(UUID(int=first + each), (0.9,), is_open=each >= decided) for each in range(n)]


def test_rank_puts_the_probability_nearest_a_half_first_then_what_has_no_suggestion_then_the_certain() -> None:
    a, b, c, d, e = (UUID(int=n) for n in range(5))
    texts = [Waiting(a, (0.95,)), Waiting(b), Waiting(c, (0.7,)), Waiting(d, (0.9, 0.55)), Waiting(e, (0.2,))]

    queue = rank(texts, seed="x")

    assert [each.id for each in queue.texts] == [d, c, e, b, a]
    assert queue.risks() == {
        d: Risk.UNCERTAIN,
        c: Risk.UNCERTAIN,
        e: Risk.UNCERTAIN,
        b: Risk.UNMATCHED,
        a: Risk.SAMPLED,
    }


def test_rank_draws_a_fifth_of_the_certain_and_at_least_ten() -> None:
    sizes = {n: rank(certain(n), seed="x").left_with(Risk.SAMPLED) for n in (3, 10, 11, 50, 51, 100)}

    assert sizes == {3: 3, 10: LEAST_SAMPLED, 11: LEAST_SAMPLED, 50: 10, 51: 11, 100: 20}


def test_the_sample_is_the_same_whatever_is_decided_and_another_one_for_another_seed() -> None:
    def drawn(queue: Queue) -> set[UUID]:
        return {id for id, risk in queue.risks().items() if risk is Risk.SAMPLED}

    before, after = rank(certain(60), seed="x"), rank(certain(60, decided=40), seed="x")

    assert drawn(before) == drawn(after)
    assert drawn(before) != drawn(rank(certain(60), seed="y"))
    assert after.left == 20


@given(st.lists(st.tuples(st.lists(st.floats(0, 1), max_size=3), st.booleans()), max_size=60))
def test_every_text_is_in_exactly_one_list(drawn: list[tuple[list[float], bool]]) -> None:
    texts = [Waiting(UUID(int=n), tuple(scores), is_open=is_open) for n, (scores, is_open) in enumerate(drawn)]

    queue = rank(texts, seed="x")

    listed = [id for shown in Shown for id in queue.listed(shown)]
    assert sorted(listed) == [text.id for text in texts]
    assert queue.decided + queue.left == len(texts)
    assert sum(queue.left_with(risk) for risk in Risk) == queue.left


def test_next_open_stays_while_anything_is_undecided_then_goes_on_and_round() -> None:
    a, b, c = (UUID(int=n) for n in range(3))
    scores = (0.5, 0.6, 0.7)

    def after(text: UUID, *still_open: UUID) -> UUID | None:
        texts = [Waiting(id, (score,), is_open=id in still_open) for id, score in zip((a, b, c), scores, strict=True)]
        return rank(texts, seed="x").next_open(after=text)

    assert [after(a, a, b, c), after(a, b, c), after(b, a, c), after(c, a, b), after(b)] == [a, b, c, a, None]


def test_next_open_goes_on_with_what_was_not_drawn_only_from_there() -> None:
    queue = rank(certain(12), seed="x")
    rest = queue.listed(Shown.CERTAIN)
    drawn = [Waiting(each.id, (0.9,), is_open=each.risk is Risk.CERTAIN) for each in queue.texts]

    all_drawn_decided = rank(drawn, seed="x")

    assert all_drawn_decided.next_open(after=queue.listed(Shown.QUEUE)[0]) is None
    assert all_drawn_decided.next_open(after=rest[0]) == rest[0]


def test_waiting_texts_counts_merged_themes_once_by_the_strongest() -> None:
    text, other, empty, none = (UUID(int=n) for n in range(4))
    theme, second = UUID(int=10), UUID(int=11)
    rows = [
        CodingRow(text, theme, SUGGESTED, 0.8),
        CodingRow(text, theme, CONFIRMED),
        CodingRow(text, second, REJECTED, 0.6),
        CodingRow(other, theme, SUGGESTED, 0.8),
        CodingRow(other, second, CONFIRMED),
        CodingRow(empty),
        CodingRow(none, none_fits=True),
    ]

    assert list(waiting_texts(rows)) == [
        Waiting(text, (0.8, 0.6), confirmed=1, suggested=0, is_open=False),
        Waiting(other, (0.8,), confirmed=1, suggested=1, is_open=True),
        Waiting(empty, is_open=True),
        Waiting(none, is_open=False),
    ]


def test_place_in_finds_the_page_of_the_text_in_hand_and_its_neighbours() -> None:
    texts = [Waiting(UUID(int=n), (0.5 + n / 1000,)) for n in range(PER_PAGE + 5)]
    queue = rank(texts, seed="x")

    first = place_in(queue)
    there = place_in(queue, at=texts[PER_PAGE].id)
    beyond = place_in(queue, page=99)

    assert (first.at, first.previous, first.next, first.page, first.pages) == (texts[0].id, None, texts[1].id, 1, 2)
    assert (there.previous, there.next, there.page) == (texts[PER_PAGE - 1].id, texts[PER_PAGE + 1].id, 2)
    assert (beyond.page, beyond.at, len(beyond.listed)) == (2, texts[PER_PAGE].id, 5)


def test_place_in_keeps_a_text_in_hand_that_the_list_does_not_have_and_passes_over_one_that_is_gone() -> None:
    a, b, c = (UUID(int=n) for n in range(3))
    queue = rank([Waiting(a, (0.5,)), Waiting(b, (0.6,), is_open=False), Waiting(c, (0.7,))], seed="x")

    decided, gone = place_in(queue, at=b), place_in(queue, at=UUID(int=9))

    assert (decided.at, decided.previous, decided.next, decided.listed) == (b, a, c, (a, c))
    assert gone.at == a
    assert place_in(rank([], seed="x")).at is None
