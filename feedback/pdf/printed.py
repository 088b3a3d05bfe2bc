"""What everything put on a page has in common."""

from reportlab.platypus.flowables import Flowable

from feedback.pdf.canvas import RehearsalCanvas, TaggedCanvas


class Printed(Flowable):  # type: ignore[misc]  # ReportLab comes without types
    """A piece of a page that ReportLab's frames can measure, break and draw.

    `draw` draws inside `self.canv.marked(...)` or `self.canv.artifact()`: nothing may stand outside the structure.
    """

    canv: TaggedCanvas

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803  # ReportLab's
        """Draw with the lower left corner at `x` and `y`; a rehearsal only asks what is to be remembered."""
        if isinstance(canvas, RehearsalCanvas):
            self.rehearse(canvas)
        else:
            super().drawOn(canvas, x, y, _sW)

    def rehearse(self, canvas: TaggedCanvas) -> None:
        """Remember what the second pass needs of where this came to stand: nothing, for most pieces."""
