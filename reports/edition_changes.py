"""What differs between two editions of a report, figure by figure; and the figures of a file that was kept. Pure."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from feedback.translation import gettext as _
from reports.figures import Figure, figure_text
from reports.measures import Measure, measure_name

#: The name under which a report's PDF holds its figures.
ATTACHED = "figures.json"


class NotOurs(ValueError):
    """The file holds no figures of a report."""


class _Content(msgspec.Struct):
    """Of what the hash is of, what is compared."""

    figures: tuple[Figure, ...]


class _File(msgspec.Struct):
    """Of a file of figures, what is compared; `hash` is what it says of itself."""

    content: _Content
    hash: str = ""


@dataclass(frozen=True, slots=True)
class FiguresOfFile:
    """The figures of a report's file, and the hash that it says they have."""

    figures: tuple[Figure, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs. `before` or `after` is None where the one edition does not have it."""

    id: str
    measure: Measure
    before: Figure | None = None
    after: Figure | None = None

    @property
    def name(self) -> str:
        """What the figure measures, in the language of the moment."""
        return measure_name(self.measure)


def changes_between(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[Change, ...]:
    """The figures that differ, by their ids; when the data was read does not matter, nor how a figure was counted."""
    old, new = {it.id: it for it in before}, {it.id: it for it in after}
    found = []
    for id in sorted(old.keys() | new.keys()):
        one, other = old.get(id), new.get(id)
        if one is None or other is None or _said(one) != _said(other):
            known = other or one
            assert known is not None
            found.append(Change(id, known.measure, one, other))
    return tuple(found)


def _said(figure: Figure) -> tuple[object, ...]:
    return (
        *(figure.value, figure.n, figure.base, figure.suppressed, figure.unit),
        *(figure.fewer_than, figure.low, figure.high),
    )


def value_text(figure: Figure | None) -> str:
    """A figure as the reader sees it, with what it is counted from where it is a share; words where there is none."""
    if figure is None:
        return _("not in the report")
    if figure.n is None or figure.base is None or figure.n == figure.value:
        return figure_text(figure)
    return _("%(share)s (%(n)s of %(base)s)", share=figure_text(figure), n=figure.n, base=figure.base)


def changes_json(changes: Sequence[Change]) -> str:
    """Changes as they are stored."""
    return msgspec.json.encode(changes).decode()


def stored_changes(text: str) -> tuple[Change, ...]:
    """Changes as they were stored."""
    return msgspec.json.decode(text, type=tuple[Change, ...])


def kept_figures(content: bytes) -> tuple[Figure, ...]:
    """The figures that an edition keeps, as canonical JSON."""
    return msgspec.json.decode(content, type=_Content).figures


def figures_of_file(content: bytes) -> FiguresOfFile:
    """The figures of a report: of its PDF, which holds them, or of their JSON file. Raises `NotOurs`."""
    if content.startswith(b"%PDF-"):
        content = _attached(content)
    try:
        file = msgspec.json.decode(content, type=_File)
    except (msgspec.DecodeError, ValueError) as error:
        raise NotOurs from error
    return FiguresOfFile(file.content.figures, file.hash)


def _attached(content: bytes) -> bytes:
    import pikepdf  # for commands alone: the site starts without it

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if ATTACHED not in pdf.attachments:
                raise NotOurs
            return bytes(pdf.attachments[ATTACHED].get_file().read_bytes())
    except pikepdf.PdfError as error:
        raise NotOurs from error
