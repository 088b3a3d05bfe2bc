"""Which evidence counts, and in which words an officer is told why."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.enums import EvidenceKind
from feedback.evidence_checks import Check, Checked, Look, counts, failed_checks, judgements, mentions, shared_words
from feedback.link_checks import TOO_LARGE
from feedback.notes.reading import Line
from feedback.passages import passages_in

MADE = date(2024, 5, 1)
LINK = Checked(
    EvidenceKind.LINK,
    is_public=True,
    day=date(2024, 6, 1),
    made_on=MADE,
    added_on=date(2024, 6, 10),
    looks=(Look(datetime(2024, 6, 10, tzinfo=UTC), True, 200),),
)
ACTION = "Open school premises in the evenings."


def look(day: int, *, reachable: bool = True, status: int | None = 200, sha256: str = "", **values: object) -> Look:
    return Look(datetime(2024, 7, day, tzinfo=UTC), reachable, status, sha256, **values)  # type: ignore[arg-type]


def words_of(evidence: Checked, check: Check) -> tuple[bool | None, str]:
    (found,) = [each for each in judgements(evidence) if each.check is check]
    return found.is_passed, found.words


@pytest.mark.parametrize(
    ("day", "is_new", "words"),
    [
        (None, False, "It has no date, so it does not show what came of the commitment."),
        (MADE, True, "It is from 1 May 2024; the commitment was made on 1 May 2024."),
        (
            date(2024, 4, 30),
            False,
            "It is from 30 April 2024, before the commitment was made on 1 May 2024.",
        ),
        (date(2024, 6, 11), True, "It is from 11 June 2024; the commitment was made on 1 May 2024."),
        (date(2030, 1, 1), False, "It is dated 1 January 2030, after the day on which it was added."),
    ],
)
def test_it_is_to_be_from_the_day_of_the_commitment_or_later(day: date | None, is_new: bool, words: str) -> None:
    evidence = replace(LINK, day=day)

    assert words_of(evidence, Check.DATED) == (is_new, words)
    assert counts(evidence) is is_new


def test_internal_evidence_does_not_count() -> None:
    internal = replace(LINK, is_public=False)

    assert (failed_checks(internal), counts(internal)) == ((Check.PUBLIC,), False)


BROKEN = look(8, reachable=False, status=404, error="There is nothing at the address.")
SILENT = look(8, reachable=False, status=None, error="There was no connection.")


@pytest.mark.parametrize(
    ("looks", "is_passed", "words"),
    [
        ((), False, "The link has not been tried yet. It counts when it was found to work."),
        ((look(1),), True, "The link worked on 1 July 2024."),
        (
            (look(1, sha256="a"), look(8, sha256="b")),
            True,
            "The link worked on 8 July 2024. What it leads to has changed since 1 July 2024.",
        ),
        ((look(1, sha256="a"), look(8, sha256="a")), True, "The link worked on 8 July 2024."),
        ((BROKEN,), False, "The link did not work on 8 July 2024. There is nothing at the address."),
        ((look(1), BROKEN), False, "The link did not work on 8 July 2024. There is nothing at the address."),
        (
            (look(1), SILENT),
            None,
            "The link did not work on 8 July 2024, but did the time before. There was no connection. "
            "It is tried once more before it stops counting.",
        ),
        ((look(1), SILENT, replace(SILENT, at=SILENT.at + timedelta(7))), False, None),
        ((SILENT,), False, None),
        ((BROKEN, look(15)), True, "The link worked on 15 July 2024."),
    ],
)
def test_a_link_counts_as_the_last_look_found_it(
    looks: tuple[Look, ...], is_passed: bool | None, words: str | None
) -> None:
    evidence = replace(LINK, looks=looks)

    told = words_of(evidence, Check.REACHABLE)

    assert told[0] is is_passed
    assert words is None or told[1] == words
    assert counts(evidence) is (is_passed is not False)


def test_a_figure_is_neither_tried_nor_read() -> None:
    figure = replace(LINK, kind=EvidenceKind.FIGURE, looks=())

    assert [each.check for each in judgements(figure)] == [Check.DATED, Check.PUBLIC, Check.SOURCED]
    assert counts(figure)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (EvidenceKind.FIGURE, "It was typed, and nobody has checked it: choose a figure of a survey instead."),
        (EvidenceKind.PASSAGE, "It names no lines of its document."),
    ],
)
def test_evidence_that_does_not_say_where_it_is_from_does_not_count(kind: EvidenceKind, words: str) -> None:
    evidence = replace(LINK, kind=kind, looks=(), has_source=False)

    assert words_of(evidence, Check.SOURCED) == (False, words)
    assert not counts(evidence)


def test_a_large_link_says_that_only_its_beginning_is_compared() -> None:
    large = replace(LINK, looks=(look(1, sha256="a", error=TOO_LARGE), look(8, sha256="b", error=TOO_LARGE)))

    assert words_of(large, Check.REACHABLE) == (
        True,
        "The link worked on 8 July 2024. It is larger than 2 MB: only its beginning is read and compared. "
        "What it leads to has changed since 1 July 2024.",
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("From August all schools open their premises to associations.", True),
        ("The premises were painted.", False),
        ("Funding for one year at a time makes planning hard.", False),
        ("Skolornas lokaler är öppna på kvällarna och det är bra.", None),
        ("", None),
        ("2024 – 42 %", None),
        ("The premises of a school were opened. " + "Something else was said there as well. " * 40, True),
        ("An evening. " + "Something else was said there as well. " * 40, False),
    ],
)
def test_mentions_by_stems_in_the_same_language(said: str, expected: bool | None) -> None:
    assert mentions(ACTION, said) is expected


def test_mentions_by_the_parts_of_swedish_compounds() -> None:
    action = "Kommunerna ska öppna skolornas lokaler för föreningar."

    assert shared_words(action, "Nu är skollokalerna öppna för alla föreningar.") == (
        "öppna",
        "skolornas",
        "lokaler",
        "föreningar",
    )
    assert mentions(action, "Nu är skollokalerna öppna.") is True


@given(st.text(), st.text())
def test_mentions_takes_any_text(action: str, said: str) -> None:
    assert mentions(action, said) in (True, False, None)


def test_a_passage_that_does_not_mention_the_action_does_not_count() -> None:
    passage = replace(
        LINK, kind=EvidenceKind.PASSAGE, looks=(Look(datetime(2024, 7, 1, tzinfo=UTC), mentions_action=False),)
    )

    assert words_of(passage, Check.MENTIONS) == (False, "It does not mention what was undertaken.")
    assert failed_checks(passage) == (Check.MENTIONS,)


def test_a_passage_of_the_decision_itself_does_not_show_that_it_was_carried_out() -> None:
    promise = replace(LINK, kind=EvidenceKind.PASSAGE, is_promise=True)

    assert words_of(promise, Check.SOURCED) == (
        False,
        "It stands in the decision that the commitment was read from: it tells what is to be done, not that it was.",
    )
    assert failed_checks(promise) == (Check.SOURCED,)


def test_passages_end_with_a_sentence_a_blank_line_or_a_page() -> None:
    texts = [(1, "Schools are"), (1, "opened."), (1, "A heading"), (1, ""), (1, "Cut by"), (2, "the page"), (2, "  ")]
    lines = [Line(number, page, text) for number, (page, text) in enumerate(texts, start=1)]

    found = [((place.page, place.first_line, place.last_line), text) for place, text in passages_in(lines)]

    assert found == [
        ((1, 1, 2), "Schools are opened."),
        ((1, 3, 3), "A heading"),
        ((1, 5, 5), "Cut by"),
        ((2, 6, 6), "the page"),
    ]
