"""What is to be printed: blocks that everybody writes, and pieces that are laid out already, such as a chart or a form field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus.flowables import Flowable

from feedback.blocks import Block, Table
from feedback.pdf import styles
from feedback.pdf.attachments import Attachment
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
    The first blocks, so many as `before_contents`, stand on pages of their own between cover and contents.
    `made` is the moment that the content is from, never the clock's; `attachments` are data for programs, inside the file.
    """

    title: str
    language: str
    author: str
    blocks: tuple[Block | Laid | Printed, ...]
    subject: str = ""
    cover: Cover | None = None
    mark: str = ""
    made: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    before_contents: int = 0

    def data_of(self, table: Table) -> str:
        """The name of the attachment with this table's data; empty where there is none."""
        return next((it.name for it in self.attachments if it.table is table), "")


def height_of(flowable: Flowable) -> float:
    """With the white space around it, at the width of the text, in points."""
    height = flowable.wrap(styles.TEXT_WIDTH, styles.TEXT_HEIGHT)[1]
    return float(flowable.getSpaceBefore() + height + flowable.getSpaceAfter())
