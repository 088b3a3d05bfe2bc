"""Translations as a CSV file for a spreadsheet program: a row per text, after one that says which survey and languages it is of."""

import csv
import io
from uuid import UUID

from feedback.notes.plain_texts import text_of
from feedback.notes.unreadable import Unreadable
from feedback.translation import gettext as _
from feedback.workbooks import BYTE_ORDER_MARK, CSV_SEPARATOR, active, inert
from surveys.definition import SurveyDefinition
from surveys.interchange.reading import UnusableFile
from surveys.interchange.translations import TranslatedText, TranslationFile, to_translate

#: The same in every language: a program reads them back.
COLUMNS = ("place", "original", "translation", "context")
_SURVEY = "survey"  # the place of the first row: the survey's id, and its languages as `sv > ar`
_DELIMITERS = (CSV_SEPARATOR, ",", "\t")


def write_translation_csv(definition: SurveyDefinition, language: str, *, survey_id: UUID) -> bytes:
    """Semicolons and a byte-order mark, as Excel in Swedish expects; no cell is run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=CSV_SEPARATOR, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    about = _("This row says which survey the file belongs to. Leave it as it is.")
    writer.writerow([_SURVEY, survey_id, f"{definition.languages[0]} > {language}", about])
    for each in to_translate(definition, language):
        writer.writerow([inert(cell) for cell in (each.place, each.original, each.translation, each.context)])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def read_translation_csv(content: bytes) -> TranslationFile:
    """What a translator sent back, saved by whatever program. Raises `UnusableFile` where it is not such a file."""
    try:
        text = text_of(content).removeprefix(BYTE_ORDER_MARK)
    except Unreadable as error:
        raise UnusableFile(_("The file is neither XLIFF nor CSV.")) from error
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnusableFile(_("The file cannot be read as CSV. Save it as CSV in UTF-8, and try again.")) from error
    columns = [cell.strip().lower() for cell in rows[0]] if rows else []
    if not set(COLUMNS[:3]) <= set(columns):
        raise UnusableFile(_("The file is not a translation: its first row must name the columns as in the file sent."))
    order = [columns.index(name) for name in COLUMNS[:3]]
    cells = [tuple((row[at] if at < len(row) else "") for at in order) for row in rows[1:]]
    about = next((row for row in cells if row[0] == _SURVEY), ("", "", ""))
    original_language, _arrow, language = (part.strip() for part in about[2].partition(">"))
    texts = [TranslatedText(place, active(o), active(t).strip()) for place, o, t in cells if place not in ("", _SURVEY)]
    lost = [t for place, _original, t in cells if not place and t.strip()]
    faults = [_("A row does not say where its text belongs: “%(text)s”.", text=text) for text in lost]
    return TranslationFile(about[1].strip(), original_language, language, tuple(texts), tuple(faults))


def is_xml(content: bytes) -> bool:
    """Whether a file is meant as XML, in any encoding."""
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<"
