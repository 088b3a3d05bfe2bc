"""An attendee list from Excel or a sign-up tool becomes attendees who can be invited; whatever is wrong is told by its row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from feedback.translation import gettext as _
from feedback.translation import list_text
from surveys.attendee_columns import (
    Field,
    field_of,
    is_language,
    is_organisation_type,
    language_of,
    names_an_organisation,
    organisation_type_of,
)
from surveys.attendee_files import MAX_ROWS, TOP_ROWS, Sheet, UnusableList, read_sheet
from surveys.email_addresses import address_fault, addresses_in, holds_address

LONGEST_NAME = 200  # characters, of a person and of an organisation
_SEPARATORS = re.compile(r"\s*[;؛]\s*")
_LONGEST_ECHO = 200  # characters of what a row says

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Attendee:
    """One row that can be invited; `row` counts as the spreadsheet does, from 1. Organisation or name may be blank, not both."""

    row: int
    name: str
    organisation: str
    email: str
    language: str
    organisation_type: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a row (0: about the whole file), and what the row says, apart by semicolons."""

    row: int
    text: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class UnderstoodColumn:
    """What the column with this heading was read as; a column without one goes by its letter."""

    heading: str
    field: Field


@dataclass(frozen=True, slots=True)
class ReadAttendees:
    """A list as read. Of rows with the same address the first is among `attendees`, and the others are in `duplicates`.

    `errors` are about rows that are left out; `doubts` about rows that are taken and should be looked at, since they have
    several addresses, of which the first is taken; `notes` about rows that were read in another way than they say. `sheet`
    and `other_sheets` are named where a workbook has several.
    """

    attendees: tuple[Attendee, ...] = ()
    understood: tuple[UnderstoodColumn, ...] = ()
    ignored: tuple[str, ...] = ()
    errors: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    duplicates: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


def read_attendees(content: bytes, filename: str, *, languages: Sequence[str]) -> ReadAttendees:
    """Read a CSV file or an Excel workbook, of at most 5 MB, 5,000 rows and 50 columns; never raises.

    `languages` are the survey's; the first is that of a row that names none, or one that the survey does not have.
    The file's name is not trusted to say what it is.
    """
    try:
        sheet = read_sheet(content)
        heading, body = _apart(sheet.rows)
        fields = _fields(heading, body)
        if Field.EMAIL not in fields:
            raise UnusableList(_("No column with e-mail addresses was found. Give it the heading “E-mail”."))
        if not body:
            raise UnusableList(_("The list has nothing below its headings."))
        if len(body) > MAX_ROWS:
            raise UnusableList(_("The list has more than %(n)s rows. Split it into several files.", n=MAX_ROWS))
    except UnusableList as error:
        return ReadAttendees(errors=(Remark(0, str(error)),))
    return _read_rows(body, fields, languages, _described(sheet, heading, fields, body))


def _apart(rows: Sequence[Row]) -> tuple[tuple[str, ...], Sequence[Row]]:
    """The headings, and the rows below them; without headings all rows. What stands above them is no attendee."""
    best, most = -1, 0
    for index, (_number, cells) in enumerate(rows[:TOP_ROWS]):
        if any(map(holds_address, cells)):
            break
        known = {field_of(cell) for cell in cells} - {None}
        # One word alone may be a title: "Participants in March".
        if len(known) > most and (len(known) > 1 or Field.EMAIL in known):
            best, most = index, len(known)
    return ((), rows) if best < 0 else (rows[best][1], rows[best + 1 :])


def _fields(heading: Sequence[str], body: Sequence[Row]) -> Mapping[Field, int]:
    """The column of each field. Of two columns with headings for the same, the one that is filled in more often."""
    width = max((len(cells) for _number, cells in body), default=0)
    columns = [[_cell(cells, index) for _number, cells in body] for index in range(max(width, len(heading)))]
    if not heading:
        return _fields_by_content(columns)
    found: dict[Field, int] = {}
    for index, text in enumerate(heading):
        field = field_of(text)
        if field and (field not in found or _fit(field, columns[index]) > _fit(field, columns[found[field]])):
            found[field] = index
    if Field.EMAIL in found and _fit(Field.EMAIL, columns[found[Field.EMAIL]]):
        return found
    # No heading tells, or the wrong one: "Contact" may well hold addresses.
    best = max(range(len(columns)), key=lambda index: _fit(Field.EMAIL, columns[index]))
    if not _fit(Field.EMAIL, columns[best]):
        return found
    return {field: index for field, index in found.items() if index != best} | {Field.EMAIL: best}


def _fit(field: Field, column: Sequence[str]) -> int:
    return sum(map(holds_address if field is Field.EMAIL else bool, column))


def _fields_by_content(columns: Sequence[Sequence[str]]) -> dict[Field, int]:
    """Columns without headings, by what stands in them; of two columns of names, organisation comes first as in a pasted list."""
    filled = {index: [text for text in column if text] for index, column in enumerate(columns) if any(column)}
    email = max(filled, key=lambda index: _fit(Field.EMAIL, filled[index]), default=-1)
    if email < 0 or not _fit(Field.EMAIL, filled[email]):
        return {}
    found = {Field.EMAIL: email}
    free = [index for index in filled if index != email]
    for field, is_one in ((Field.LANGUAGE, is_language), (Field.ORGANISATION_TYPE, is_organisation_type)):
        fitting = [index for index in free if all(map(is_one, filled[index]))]
        if fitting:
            found[field] = fitting[0]
            free.remove(fitting[0])
    texts = [index for index in free if any(char.isalpha() for text in filled[index] for char in text)]
    texts.sort(key=lambda index: -sum(map(names_an_organisation, filled[index])))
    return found | dict(zip((Field.ORGANISATION, Field.NAME), texts, strict=False))


def _described(sheet: Sheet, heading: Sequence[str], fields: Mapping[Field, int], body: Sequence[Row]) -> ReadAttendees:
    """What was read as what, without the rows."""
    used = {index: field for field, index in fields.items()}
    filled = {index for _number, cells in body for index, cell in enumerate(cells) if cell}
    columns = sorted({*used, *filled, *(index for index, text in enumerate(heading) if text)})
    names = {index: _cell(heading, index) or _("Column %(letter)s", letter=_letter(index)) for index in columns}
    return ReadAttendees(
        understood=tuple(UnderstoodColumn(names[index], used[index]) for index in columns if index in used),
        ignored=tuple(names[index] for index in columns if index not in used),
        sheet=sheet.name,
        other_sheets=sheet.others,
    )


def _letter(index: int) -> str:
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


def _read_rows(
    body: Sequence[Row], fields: Mapping[Field, int], languages: Sequence[str], described: ReadAttendees
) -> ReadAttendees:
    attendees: dict[str, Attendee] = {}
    errors: list[Remark] = []
    doubts: list[Remark] = []
    duplicates: list[Remark] = []
    notes: list[Remark] = []
    for number, cells in body:
        texts = {field: _cell(cells, index) for field, index in fields.items()}
        says = _shortened("; ".join(cell for cell in cells if cell))
        attendee = _attendee(number, texts, languages)
        fault = _fault(attendee, texts[Field.EMAIL])
        if fault:
            errors.append(Remark(number, _("Row %(n)s: %(fault)s", n=number, fault=fault), says))
            continue
        first = attendees.setdefault(attendee.email.casefold(), attendee)
        if first is not attendee:
            text = _(
                "Row %(n)s: %(email)s stands already in row %(first)s.", n=number, email=attendee.email, first=first.row
            )
            duplicates.append(Remark(number, text, says))
            continue
        doubts += [Remark(number, text, says) for text in _several_addresses(attendee, texts[Field.EMAIL])]
        notes += [Remark(number, text, says) for text in _unknown_language(attendee, texts, languages)]
    return replace(
        described,
        attendees=tuple(attendees.values()),
        errors=tuple(errors),
        doubts=tuple(doubts),
        duplicates=tuple(duplicates),
        notes=tuple(notes),
    )


def _attendee(number: int, texts: Mapping[Field, str], languages: Sequence[str]) -> Attendee:
    """The attendee as the row says; the address is blank where it has none."""
    email = texts[Field.EMAIL]
    parts = (texts.get(Field.FIRST_NAME, ""), texts.get(Field.LAST_NAME, ""))
    name = texts.get(Field.NAME, "") or " ".join(filter(None, parts)) or _name_before_address(email)
    return Attendee(
        number,
        _in_a_line(name),
        _in_a_line(texts.get(Field.ORGANISATION, "")),
        next(iter(addresses_in(email)), ""),
        language_of(texts.get(Field.LANGUAGE, ""), languages) or languages[0],
        organisation_type_of(texts.get(Field.ORGANISATION_TYPE, "")),
    )


def _name_before_address(text: str) -> str:
    """The name of `Name <a@b.se>`."""
    name, bracket, _rest = text.partition("<")
    return name.strip(" \"'“”„«»") if bracket and "@" not in name else ""


def _fault(attendee: Attendee, email: str) -> str:
    """What keeps the attendee from being invited, the end of a sentence; nothing where all is well."""
    if not email:
        return _("the e-mail address is missing.")
    if not attendee.email:
        return address_fault(email)
    if not attendee.organisation and not attendee.name:
        return _("it has neither an organisation nor a name.")
    if max(len(attendee.organisation), len(attendee.name)) > LONGEST_NAME:
        return _("the name may have at most %(n)s characters.", n=LONGEST_NAME)
    return ""


def _several_addresses(attendee: Attendee, email: str) -> list[str]:
    rest = addresses_in(email)[1:]
    if not rest:
        return []
    return [
        _(
            "Row %(n)s: it has several addresses. %(email)s was taken, and not %(others)s.",
            n=attendee.row,
            email=attendee.email,
            others=_shortened(list_text(rest)),
        )
    ]


def _unknown_language(attendee: Attendee, texts: Mapping[Field, str], languages: Sequence[str]) -> list[str]:
    text = texts.get(Field.LANGUAGE, "")
    if not text or language_of(text, languages):
        return []
    return [
        _(
            "Row %(n)s: the survey has no language “%(text)s”; %(language)s was taken.",
            n=attendee.row,
            text=_shortened(text),
            language=attendee.language,
        )
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_ECHO else text[:_LONGEST_ECHO] + "…"


def _in_a_line(text: str) -> str:
    """Without the signs that part the columns of a pasted list, and without a quotation mark that was opened and not closed."""
    line = _SEPARATORS.sub(", ", text).strip(", ")
    return line.removeprefix('"') if line.count('"') % 2 else line


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""
