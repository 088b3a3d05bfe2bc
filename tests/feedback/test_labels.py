"""Every stored state and kind has a word for its readers."""

import inspect
from enum import StrEnum

import pytest

from feedback import enums
from feedback.enums import Delivery
from feedback.issue_states import Field
from feedback.labels import choices, label
from feedback.translation import speaking

KINDS = [kind for _name, kind in inspect.getmembers(enums, inspect.isclass) if kind.__module__ == enums.__name__]


@pytest.mark.parametrize("kind", [*KINDS, Field])
def test_label_is_there_for_each_value_and_different(kind: type[StrEnum]) -> None:
    with speaking("en"):
        words = [label(value) for value in kind]

    assert len(set(words)) == len(list(kind))
    assert all(words)


def test_choices_keep_the_order_of_the_values() -> None:
    with speaking("en"):
        assert choices(Delivery)[:2] == [("no evidence", "No evidence"), ("not started", "Not started")]
