"""Pictures in print, such as those above questions, and the department's logo."""

from functools import cache
from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader

from feedback.pdf.printed import Printed
from feedback.pdf.styles import TEXT_WIDTH
from feedback.pdf.tags import Tag
from feedback.settings import SettingsError, settings
from feedback.translation import gettext as _

TALLEST = 200.0  # points
TALLEST_LOGO = 60.0
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


@cache
def logo() -> Image.Image | None:
    """The department's, on white; None where it has none. Raises `SettingsError` where it cannot be read."""
    path = settings().look.logo
    if path is None:
        return None
    found = readable_picture(path.read_bytes())
    if found is None or found.format not in ("PNG", "JPEG"):
        raise SettingsError(_("GENSVAR_LOGO: %(path)s cannot be read as a PNG or JPEG picture.", path=path))
    seen = found.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(ground, seen).convert("RGB")


class Picture(Printed):
    """A picture with the words that stand in for it, on the side where reading begins: `ltr` or `rtl`."""

    def __init__(
        self, picture: Image.Image, alternative: str, *, language: str = "", side: str, tallest: float = TALLEST
    ) -> None:
        super().__init__()
        self.side = side
        self.image = ImageReader(picture)
        scale = min(TEXT_WIDTH / picture.width, tallest / picture.height, PIXEL)
        self.size = (picture.width * scale, picture.height * scale)
        self.tag = Tag("Figure", alternative=alternative, language=language)
        self.spaceAfter = 6

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.size[1]

    def draw(self) -> None:
        wide, tall = self.size
        left = self.width - wide if self.side == "rtl" else 0.0
        with self.canv.marked(self.tag, box=(left, 0, left + wide, tall)):
            self.canv.drawImage(self.image, left, 0, wide, tall, mask="auto")
