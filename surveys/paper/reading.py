"""A filled PDF form read back. It comes from strangers: it is parsed, nothing in it is run, and only known fields are read."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from uuid import UUID

import pikepdf

from feedback.errors import ServiceError
from feedback.translation import gettext as _
from surveys.definition import SurveyDefinition
from surveys.paper.asking import IDENTITY, ORGANISATION, Mark, Place, places_of
from surveys.response_drafts import Typed

MAX_BYTES = 5 * 1024 * 1024
MOST_FIELDS = 5_000
LONGEST_VALUE = 20_000  # characters; what is longer is no answer
DEEPEST = 8
OFF = "/Off"


class UnreadableForm(ServiceError):
    """The file is no form of ours that can be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What a filled file holds: the survey, version and language it was made for, and the value of each field by name.

    `digest` is that of the file's bytes, in forty characters.
    """

    survey_id: UUID
    number: int
    language: str
    digest: str
    fields: Mapping[str, str] = field(repr=False)


def read_form(content: bytes) -> FilledForm:
    """Read a file that `survey_pdf` made and somebody filled in. Raises `UnreadableForm`."""
    if len(content) > MAX_BYTES:
        raise UnreadableForm(_("The file is too large. A form that was filled in has at most 5 MB."))
    try:
        with pikepdf.open(BytesIO(content)) as file:
            fields = dict(_fields(file))
    except pikepdf.PasswordError as error:
        raise UnreadableForm(_("The file is locked with a password. Save it without one.")) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, OverflowError) as error:
        raise UnreadableForm(_("The file is no PDF that can be read. It may have been damaged on the way.")) from error
    survey_id, number, language = _identity(fields.pop(IDENTITY, ""))
    digest = hashlib.sha256(content).hexdigest()[:40]
    return FilledForm(survey_id, number, language, digest, fields)


def _identity(text: str) -> tuple[UUID, int, str]:
    try:
        survey_id, number, language = text.split()
        return UUID(survey_id), int(number), language
    except ValueError as error:
        raise UnreadableForm(
            _(
                "The file is not a form of this service, or its fields were lost: that happens when it is printed as a PDF. "
                "Save the form itself, or key the answers in."
            )
        ) from error


def _fields(file: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    root = file.Root.get("/AcroForm")
    waiting = [(each, "", 0) for each in _listed(root.get("/Fields"))] if isinstance(root, pikepdf.Dictionary) else []
    for _count in range(MOST_FIELDS):
        if not waiting:
            return
        node, above, depth = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        own = node.get("/T")
        name = ".".join(part for part in (above, str(own) if isinstance(own, pikepdf.String) else "") if part)
        value = _value(node.get("/V"))
        if name and value:
            yield name, value
        if depth < DEEPEST:
            waiting += [(kid, name, depth + 1) for kid in _listed(node.get("/Kids"))]


def _listed(found: object) -> list[pikepdf.Object]:
    return list(found)[:MOST_FIELDS] if isinstance(found, pikepdf.Array) else []


def _value(found: object) -> str:
    if isinstance(found, pikepdf.String | pikepdf.Name):
        text = str(found)
        return text if len(text) <= LONGEST_VALUE and text != OFF else ""
    return ""


def typed_in(form: FilledForm, definition: SurveyDefinition) -> Typed:
    """What was filled in for each question, as its fields on a page would have sent it."""
    return {
        question.key: [
            typed
            for place in places_of(question, definition.languages[0])
            if (typed := _typed(place, form.fields.get(place.field, "")))
        ]
        for question in definition.questions
    }


def _typed(place: Place, value: str) -> str:
    """What this place adds to the answer; nothing where it is empty or another circle is marked."""
    match place.mark:
        case Mark.ONE:
            return place.typed if value.removeprefix("/") == place.state else ""
        case Mark.TICK:
            return place.typed if value else ""
        case _:
            return f"{place.typed}{value}" if value.strip() else ""


def organisation_in(form: FilledForm) -> str:
    """The organisation that was written, where the form asks for it."""
    return " ".join(form.fields.get(ORGANISATION, "").split())
