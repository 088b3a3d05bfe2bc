"""What everything put on a page has in common."""

from reportlab.platypus.flowables import Flowable

from feedback.pdf.canvas import TaggedCanvas


class Printed(Flowable):  # type: ignore[misc]  # ReportLab comes without types
    """A piece of a page that ReportLab's frames can measure, break and draw.

    `draw` draws inside `self.canv.marked(...)` or `self.canv.artifact()`: nothing may stand outside the structure.
    """

    canv: TaggedCanvas
