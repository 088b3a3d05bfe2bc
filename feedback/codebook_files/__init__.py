"""The code book as a file: JSON, CSV, and the REFI-QDA code book (`.qdc`) that programs for qualitative analysis exchange."""

from feedback.codebook_files.csv_files import read_csv_themes
from feedback.codebook_files.file_themes import MAX_BYTES, FileTheme, UnusableCodebook
from feedback.codebook_files.json_files import read_json_themes
from feedback.codebook_files.qdc_files import read_qdc_themes
from feedback.translation import gettext as _

_MARKS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


def read_themes(content: bytes, *, language: str) -> tuple[FileTheme, ...]:
    """The themes of a file, whose type is told from its bytes; `language` is that of names which do not say theirs.

    Raises `UnusableCodebook`, which says what is wrong and where.
    """
    if len(content) > MAX_BYTES:
        raise UnusableCodebook(_("The file is larger than 2 MB; a code book is much smaller."))
    if content.startswith(b"PK\x03\x04"):
        raise UnusableCodebook(
            _("The file is a packed project or a workbook. Export the code book alone, as .qdc, CSV or JSON.")
        )
    match content.lstrip(_MARKS)[:1]:
        case b"<":
            return read_qdc_themes(content, language=language)
        case b"[" | b"{":
            return read_json_themes(content)
    return read_csv_themes(content)
