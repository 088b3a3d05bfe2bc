"""Drawings in print."""

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing

from feedback.pdf.printed import Printed
from feedback.pdf.styles import TEXT_HEIGHT
from feedback.pdf.tags import Tag


class Figure(Printed):
    """A drawing with the words that stand in for it in `tag`, a Figure; one taller than a page is made smaller.

    Drawings that share a tag are one figure.
    """

    def __init__(self, drawing: Drawing, tag: Tag) -> None:
        super().__init__()
        self.drawing = drawing
        self.tag = tag
        self.spaceAfter = 10
        self.scale = min(1.0, TEXT_HEIGHT / drawing.height)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.drawing.width * self.scale, self.drawing.height * self.scale
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.marked(self.tag, box=(0, 0, self.width, self.height)):
            self.canv.scale(self.scale, self.scale)
            renderPDF.draw(self.drawing, self.canv, 0, 0)
