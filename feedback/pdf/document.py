"""What is to be printed: blocks that everybody writes, and pieces that are laid out already, such as a chart or a form field."""

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from feedback.blocks import Block
from feedback.pdf import styles
from feedback.pdf.canvas import TaggedCanvas
from feedback.pdf.printed import Printed


@dataclass(frozen=True, slots=True)
class Laid:
    """The flowables of one block, and the height from its top that must not be parted by a page break."""

    flowables: list[Flowable]
    least: float


@dataclass(frozen=True, slots=True)
class Cover:
    """A first page of its own. One of the texts is the title, tagged H1; `draw` adds its ground and what stands at its foot."""

    texts: tuple[Flowable, ...]
    draw: Callable[[TaggedCanvas], None]


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """One PDF file. After a cover come the contents; without one the title stands above the blocks.

    A `Printed` among the blocks is kept on one page where it can; `Laid` says how much of it must be.
    `mark` stands at the foot of every page, for who holds a page in the hand and looks for what it belongs to.
    """

    title: str
    language: str
    author: str
    blocks: tuple[Block | Laid | Printed, ...]
    subject: str = ""
    cover: Cover | None = None
    mark: str = ""


def height_of(flowable: Flowable) -> float:
    """With the white space around it, at the width of the text, in points."""
    height = flowable.wrap(styles.TEXT_WIDTH, styles.TEXT_HEIGHT)[1]
    return float(flowable.getSpaceBefore() + height + flowable.getSpaceAfter())
