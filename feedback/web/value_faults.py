"""What is wrong with a value that was sent, in the reader's language: the decoder says it in English alone. Pure."""

import re
from collections.abc import Callable

from feedback.translation import N_, list_text, ngettext
from feedback.translation import gettext as _

#: Kinds of values, as the decoder calls them.
_KINDS = {
    "str": N_("a text"),
    "int": N_("a whole number"),
    "float": N_("a number"),
    "bool": N_("true or false"),
    "array": N_("a list"),
    "object": N_("an object"),
    "null": N_("null"),
    "date": N_("a day, as 2026-03-10"),
    "datetime": N_("a moment in time, as 2026-03-10T12:00:00Z"),
    "uuid": N_("an id (UUID)"),
}


def fault_text(message: str) -> str:
    """The sentence for what the decoder (msgspec) says of a value; a plain one for what it is not known to say."""
    for pattern, told in _TOLD:
        found = re.match(pattern, message)
        if found:
            return told(*found.groups())
    return _("The value is not as it must be.")


def _must_be(kinds: str) -> str:
    names = [_(_KINDS[kind]) if kind in _KINDS else kind for kind in kinds.split(" | ")]
    return _("It must be: %(kinds)s.", kinds=list_text(names))


def _too_long(most: str) -> str:
    n = int(most)
    return ngettext("It must have at most %(n)s character.", "It must have at most %(n)s characters.", n)


def _too_many(most: str) -> str:
    return ngettext("It must have at most %(n)s item.", "It must have at most %(n)s items.", int(most))


_TOLD: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"Expected `str` of length <= (\d+)", _too_long),
    (r"Expected `str` matching regex", lambda: _("The text has a form that cannot be taken, or is empty.")),
    (r"Expected `array` of length <= (\d+)", _too_many),
    (r"Expected `(?:int|float)` >= (\S+)", lambda least: _("It must be at least %(n)s.", n=least)),
    (r"Expected `(?:int|float)` <= (\S+)", lambda most: _("It must be at most %(n)s.", n=most)),
    (r"Object missing required field `([^`]+)`", lambda name: _("The field %(name)s is missing.", name=name)),
    (r"Object contains unknown field `([^`]+)`", lambda name: _("There is no field %(name)s.", name=name)),
    (r"Invalid (?:enum )?value ", lambda: _("It is none of the values that can stand here.")),
    (r"Invalid UUID", lambda: _must_be("uuid")),
    (r"Invalid RFC3339 encoded date\b", lambda: _must_be("date")),
    (r"Invalid RFC3339 encoded datetime", lambda: _must_be("datetime")),
    (r"Expected `([^`]+)`", _must_be),
    (r"Missing required ", lambda: _("It is missing.")),
)
