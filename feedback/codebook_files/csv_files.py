"""The code book as CSV: a row for each theme. The columns have the same names in every language, since programs read them."""

from collections.abc import Sequence

from feedback.codebook_files.file_themes import FileTheme, UnusableCodebook, checked
from feedback.csv_files import UnusableTable, read_table, write_table
from feedback.themes import NamedTheme
from feedback.translation import LANGUAGES
from feedback.translation import gettext as _

#: Keywords and examples stand one a line in their cell.
_LINES = "\n"
_LABEL = "label_"


def write_csv(themes: Sequence[NamedTheme]) -> bytes:
    """A CSV file of these themes, with a column for each language that has a label."""
    spoken = [*LANGUAGES, *sorted({each for theme in themes for each in theme.wording.labels} - set(LANGUAGES))]
    used = [each for each in spoken if any(each in theme.wording.labels for theme in themes)]
    head = ["code", *(f"{_LABEL}{each}" for each in used), "definition", "keywords", "examples"]
    rows = [
        [
            theme.code,
            *(theme.wording.labels.get(each, "") for each in used),
            theme.wording.definition,
            _LINES.join(theme.wording.keywords),
            _LINES.join(theme.wording.examples),
        ]
        for theme in themes
    ]
    return write_table([head, *rows])


def read_csv_themes(content: bytes) -> tuple[FileTheme, ...]:
    """The themes of a CSV file, saved by whatever program. Raises `UnusableCodebook`."""
    try:
        rows = read_table(content, columns=("code",))
    except UnusableTable as error:
        raise UnusableCodebook(
            _("The file is not a code book that can be read here: JSON, CSV or .qdc. %(reason)s", reason=error)
        ) from error
    if not rows:
        raise UnusableCodebook(_("A code book is a list of themes with at least one entry."))
    themes = [
        FileTheme(
            labels={name[len(_LABEL) :]: cell for name, cell in row.items() if name.startswith(_LABEL) and cell},
            code=row["code"],
            definition=row.get("definition"),
            keywords=_lines(row.get("keywords")),
            examples=_lines(row.get("examples")),
        )
        for row in rows
    ]
    for number, theme in enumerate(themes, start=2):
        if not theme.labels:
            raise UnusableCodebook(_("Row %(n)s has no label, such as label_sv.", n=number))
    return checked(themes)


def _lines(cell: str | None) -> tuple[str, ...] | None:
    return None if cell is None else tuple(cell.splitlines())
