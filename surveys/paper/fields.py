"""The places for answers in print: circles, squares, boxes for digits, and lines. In a PDF to fill in each is a form field too."""

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFDictionary

from feedback.pdf.canvas import REQUIRED
from feedback.pdf.printed import Printed
from feedback.pdf.styles import INK, TextStyle
from feedback.pdf.tags import Tag
from feedback.pdf.text import Text
from feedback.translation import direction as direction_of
from feedback.translation import list_text
from surveys.paper.asking import Mark, Place

LABEL = TextStyle(size=11, leading=15.5)
BOX = 12.0  # the side of a square, the width of a circle
DIGITS_HEIGHT = 22.0
DIGIT = 11.0  # the width of one, as written by hand
LINE = 27.0  # from one line to write on to the next
LINES = 6  # for an answer in their own words
GAP = 10.0  # between a box and its label
BETWEEN = 4.0  # between two answers

# Bits of a field's flags (ISO 32000-1, tables 221 and 228).
READ_ONLY = 1
MANY_LINES = 1 << 12
HIDDEN = 1 << 1  # of an annotation (table 165)
ON = "Yes"  # the state of a ticked square
_CROSS = "1.4 w 2.5 2.5 m 9.5 9.5 l S 2.5 9.5 m 9.5 2.5 l S"
_DISC = (
    "9.5 6 m 9.5 7.93 7.93 9.5 6 9.5 c 4.07 9.5 2.5 7.93 2.5 6 c 2.5 4.07 4.07 2.5 6 2.5 c 7.93 2.5 9.5 4.07 9.5 6 c f"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the fields of one question share: its words, the page's language, and whether the file is to be filled in."""

    words: str
    language: str
    can_fill: bool


class MarkedPlace(Printed):
    """A circle, square or box for digits, with its label beside it; both are one item of the list of answers."""

    def __init__(self, place: Place, setting: Setting, answers: Tag) -> None:
        super().__init__()
        self.place = place
        self.setting = setting
        self.side = direction_of(setting.language)
        item = Tag("LI", parent=answers)
        self.label = Text(
            place.label.text, LABEL, language=place.label.language, side=self.side, tag="LBody", parent=item
        )
        name = list_text(text for text in (setting.words, place.label.text) if text)
        self.form = Tag("Form", parent=self.label.tag, alternative=place.label.text or setting.words)
        self.name = name
        self.spaceAfter = BETWEEN

    @property
    def _size(self) -> tuple[float, float]:
        if self.place.mark is Mark.DIGITS:
            return DIGIT * min(self.place.most, 12) + 6, DIGITS_HEIGHT
        return BOX, BOX

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        box, tall = self._size
        self.height = max(self.label.wrap(width - box - GAP, height)[1], tall)
        return width, self.height

    def draw(self) -> None:
        wide, tall = self._size
        text_height = self.label.height_at(self.width - wide - GAP)
        # The box stands beside the first line of its label.
        top = self.height - max(0.0, (min(text_height, LABEL.leading) - tall) / 2)
        left = self.width - wide if self.side == "rtl" else 0.0
        box = (left, top - tall, left + wide, top)
        with self.canv.artifact():
            self.canv.setStrokeColor(HexColor(INK))
            self.canv.setLineWidth(0.9)
            if self.place.mark is Mark.ONE:
                self.canv.circle(left + wide / 2, top - tall / 2, wide / 2)
            else:
                self.canv.rect(left, top - tall, wide, tall)
        if self.setting.can_fill:
            self._field(box)
        self._draw_label(wide, (self.height - text_height) if text_height >= tall else (self.height - text_height) / 2)

    def _draw_label(self, wide: float, bottom: float) -> None:
        self.canv.saveState()
        self.canv.translate(0 if self.side == "rtl" else wide + GAP, bottom)
        self.label.canv = self.canv
        self.label.width = self.width - wide - GAP
        self.label.draw()
        self.canv.restoreState()

    def _field(self, box: tuple[float, float, float, float]) -> None:
        match self.place.mark:
            case Mark.ONE:
                looks = self._looks(self.place.state, _DISC)
                entries = {"AS": "/Off", "AP": looks, "MK": PDFDictionary({"CA": "(l)"})}
                required, group = self.place.is_required, self.place.field
                self.canv.option(self.form, box, self.setting.words, entries, group=group, is_required=required)
            case Mark.TICK:
                looks = self._looks(ON, _CROSS)
                entries = {
                    "FT": "/Btn",
                    "T": f"({self.place.field})",
                    "Ff": REQUIRED if self.place.is_required else 0,
                    "AS": "/Off",
                    "V": "/Off",
                    "AP": looks,
                    "MK": PDFDictionary({"CA": "(8)"}),
                }
                self.canv.field(self.form, box, self.name, entries)
            case _:
                text_field(self, self.form, box, self.name)

    def _looks(self, state: str, drawing: str) -> PDFDictionary:
        looks = {"Off": self.canv.look(BOX, BOX), state: self.canv.look(BOX, BOX, drawing)}
        return PDFDictionary({"N": PDFDictionary(looks)})


class WrittenPlace(Printed):
    """Lines to write on, with a label before them where they have one; indented where they go on from an answer."""

    def __init__(self, place: Place, setting: Setting, parent: Tag | None = None) -> None:
        super().__init__()
        self.place = place
        self.setting = setting
        self.side = direction_of(setting.language)
        self.indent = BOX + GAP if parent else 0.0
        item = Tag("LBody", parent=Tag("LI", parent=parent)) if parent else None
        self.name = list_text(text for text in (setting.words, place.label.text) if text)
        self.form = Tag("Form", parent=item, alternative=self.name)
        self.label = Text(place.label.text, LABEL, language=place.label.language, side=self.side, tag="P", parent=item)
        self.spaceAfter = BETWEEN

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.label_width = LABEL.face.width(self.place.label.text) + GAP if self.place.label.text else 0.0
        self.height = LINE * (LINES if self.place.mark is Mark.LINES else 1)
        return width, self.height

    def draw(self) -> None:
        if self.label_width:
            self._draw_label()
        start, end = self.indent + self.label_width, self.width
        left, right = (self.width - end, self.width - start) if self.side == "rtl" else (start, end)
        with self.canv.artifact():
            self.canv.setStrokeColor(HexColor(INK))
            self.canv.setLineWidth(0.6)
            if self.setting.can_fill:
                self.canv.rect(left, 2, right - left, self.height - 4)
            else:
                for line in range(int(self.height / LINE)):
                    self.canv.line(left, 3 + line * LINE, right, 3 + line * LINE)
        if self.setting.can_fill:
            text_field(self, self.form, (left, 2, right, self.height - 2), self.name)

    def _draw_label(self) -> None:
        self.canv.saveState()
        left = self.width - self.indent - self.label_width if self.side == "rtl" else self.indent
        # The text keeps to its own side, so the gap comes out towards the line.
        self.canv.translate(left, 3)
        self.label.canv = self.canv
        self.label.width = self.label_width
        self.label.draw()
        self.canv.restoreState()


class HiddenField(Printed):
    """Tells whoever reads the filled file which survey, version and language it is of. Nobody sees it; `words` say what it is."""

    def __init__(self, name: str, value: str, words: str) -> None:
        super().__init__()
        self.name = name
        self.value = value
        self.words = words
        self.form = Tag("Form", alternative=words)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, 0

    def draw(self) -> None:
        entries = {
            "FT": "/Tx",
            "T": f"({self.name})",
            "V": f"({self.value})",
            "Ff": READ_ONLY,
            "F": HIDDEN,
            "AP": PDFDictionary({"N": self.canv.look(1, 1)}),
        }
        self.canv.field(self.form, (0, 0, 1, 1), self.words, entries)


def text_field(on: MarkedPlace | WrittenPlace, form: Tag, box: tuple[float, float, float, float], name: str) -> None:
    """A field to write in, in any script: its reader chooses a font for what DejaVu or Helvetica lack."""
    flags = MANY_LINES if on.place.mark is Mark.LINES else 0
    entries: dict[str, object] = {
        "FT": "/Tx",
        "T": f"({on.place.field})",
        "Ff": flags | (REQUIRED if on.place.is_required else 0),
        "MaxLen": on.place.most,
        "DA": "(/Helv 11 Tf 0 g)",
        "Q": 2 if on.side == "rtl" else 0,
        "AP": PDFDictionary({"N": on.canv.look(box[2] - box[0], box[3] - box[1], "/Tx BMC EMC")}),
    }
    on.canv.field(form, box, name, entries)
