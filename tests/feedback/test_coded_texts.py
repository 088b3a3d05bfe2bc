"""A text with its themes: what its codings say together, and whether it is decided."""

from uuid import uuid4

import pytest

from feedback.coded_texts import CodedText, NoneFits, ThemeCoding, join_codings
from feedback.enums import CodingState
from feedback.themes import NamedTheme, ThemeWording
from tests.factories import NOW

CONFIRMED, SUGGESTED, REJECTED = CodingState.CONFIRMED, CodingState.SUGGESTED, CodingState.REJECTED
PREMISES = "Associations need premises that they can afford."


def theme_named(code: str) -> NamedTheme:
    return NamedTheme(uuid4(), code, ThemeWording({"en": code}))


def coded(*codings: ThemeCoding, none_fits: NoneFits | None = None) -> CodedText:
    return CodedText(uuid4(), PREMISES, "en", codings, none_fits)


@pytest.mark.parametrize(
    ("states", "joined"),
    [
        ((REJECTED, CONFIRMED), CONFIRMED),
        ((REJECTED, SUGGESTED), SUGGESTED),
        ((SUGGESTED, CONFIRMED, REJECTED), CONFIRMED),
        ((REJECTED,), REJECTED),
    ],
)
def test_join_codings(states: tuple[CodingState, ...], joined: CodingState) -> None:
    theme = theme_named("T1")

    assert join_codings([ThemeCoding(theme, state) for state in states]).state is joined


def test_is_decided() -> None:
    done, undone = ThemeCoding(theme_named("T1"), REJECTED), ThemeCoding(theme_named("T2"), SUGGESTED, 0.6)

    texts = [coded(), coded(done), coded(done, undone), coded(undone), coded(none_fits=NoneFits("Olga", NOW))]

    assert [text.is_decided for text in texts] == [False, True, False, False, True]


def test_marked_text_marks_what_undecided_suggestions_go_by() -> None:
    text = coded(
        ThemeCoding(theme_named("T1"), SUGGESTED, 0.8, ("premises",)),
        ThemeCoding(theme_named("T2"), CONFIRMED, 0.9, ("need",)),
    )

    assert [passage.text for passage in text.marked_text if passage.is_matched] == ["premises"]
