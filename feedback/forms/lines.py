"""The two fields that say on which source lines something stands."""

from feedback.translation import gettext as _
from feedback.web.forms import Submitted


def read_lines_asked(data: Submitted) -> tuple[tuple[int, int] | None, dict[str, str]]:
    """The first and the last line, or None where both are left empty, and the errors. The first alone stands for both."""
    if not data.text("first_line") and not data.text("last_line"):
        return None, {}
    first = data.number("first_line")
    last = data.number("last_line") if data.text("last_line") else first
    if first is None:
        return None, {"first_line": _("Write the number of the first line in digits, or leave both empty.")}
    if last is None or last < first:
        return None, {"last_line": _("Write the number of the last line in digits; it comes after the first.")}
    return (first, last), {}
