"""Pictures above questions, in print."""

from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader

from feedback.pdf.printed import Printed
from feedback.pdf.styles import TEXT_WIDTH
from feedback.pdf.tags import Tag
from surveys.definition import Wording

TALLEST = 200.0  # points
MOST_PIXELS = 30_000_000  # a small file can hold a picture that fills the memory
PIXEL = 0.75  # points, as on a screen; larger pictures are made smaller


def readable_picture(content: bytes) -> Image.Image | None:
    """The picture in this file; None where it cannot be read, or is too large to be."""
    try:
        picture = Image.open(BytesIO(content))
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return picture


class Picture(Printed):
    """A picture with the words that stand in for it, on the side where reading begins: `ltr` or `rtl`."""

    def __init__(self, picture: Image.Image, alternative: Wording, *, side: str) -> None:
        super().__init__()
        self.side = side
        self.image = ImageReader(picture)
        scale = min(TEXT_WIDTH / picture.width, TALLEST / picture.height, PIXEL)
        self.size = (picture.width * scale, picture.height * scale)
        self.tag = Tag("Figure", alternative=alternative.text, language=alternative.language)
        self.spaceAfter = 6

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.size[1]

    def draw(self) -> None:
        wide, tall = self.size
        left = self.width - wide if self.side == "rtl" else 0.0
        with self.canv.marked(self.tag, box=(left, 0, left + wide, tall)):
            self.canv.drawImage(self.image, left, 0, wide, tall, mask="auto")
