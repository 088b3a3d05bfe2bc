"""What a mail says, written once and given as text and as HTML. Pure.

The HTML is plain on purpose: no images, no style, nothing that is fetched, so nobody learns who opened it and when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from feedback.translation import direction


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Its line ends are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """`address` begins with https:// or http://; as text it stands on a line of its own, so that it can be clicked or copied."""

    label: str
    address: str

    def __post_init__(self) -> None:
        if not self.address.startswith(("https://", "http://")) or any(c.isspace() for c in self.address):
            raise ValueError("The address of a link in a mail begins with https:// or http:// and has no spaces.")


Block = Paragraph | Link


def as_text(blocks: Sequence[Block]) -> str:
    """The text part."""
    return "\n\n".join(
        f"{block.label}:\n{block.address}" if isinstance(block, Link) else block.text for block in blocks
    )


def as_html(blocks: Sequence[Block], *, title: str, language: str) -> str:
    """The HTML part, a whole document; every text in it is escaped."""
    # Mail programs throw away html and body, so language and direction stand on what is inside too.
    spoken = f'lang="{escape(language)}" dir="{direction(language)}"'
    main = "\n".join(_html(block) for block in blocks)
    return (
        f'<!doctype html>\n<html {spoken}>\n<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body>\n<div {spoken}>\n<h1>{escape(title)}</h1>\n{main}\n</div>\n</body>\n</html>\n"
    )


def _html(block: Block) -> str:
    if isinstance(block, Link):
        address = escape(block.address)
        return f'<p><a href="{address}">{escape(block.label)}</a><br><span dir="ltr">{address}</span></p>'
    return f"<p>{escape(block.text).replace(chr(10), '<br>' + chr(10))}</p>"
