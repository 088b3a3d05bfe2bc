"""Tables of Markdown, for commands that print figures."""

from collections.abc import Iterable, Sequence


def markdown_table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A table with a line for its head, one for the rule and one for each row, each ending in a line break."""
    rule = ["---" for _column in head]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *body]) + "\n"
