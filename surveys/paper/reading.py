"""A filled PDF form read back. It comes from strangers: it is parsed, nothing in it is run, and only known fields are read."""

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from uuid import UUID

import pikepdf

from feedback.errors import ServiceError
from feedback.translation import gettext as _
from feedback.translation import ngettext, number_text
from surveys.definition import Privacy, SurveyDefinition
from surveys.paper.asking import IDENTITY, ORGANISATION, Mark, Place, numbers, places_of
from surveys.response_drafts import Typed

MAX_BYTES = 5 * 1024 * 1024
MOST_FIELDS = 5_000
LONGEST_VALUE = 20_000  # characters; what is longer is no answer
DEEPEST = 8
OFF = "/Off"
MOST_NAMED = 20  # fields that the survey lacks; of more, only how many
LONGEST_SHOWN = 200  # characters of what stands in one of them


class UnreadableForm(ServiceError):
    """The file is no form of ours that can be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What a filled file holds: the survey, version and language it was made for, and the value of each field by name.

    `digest` is that of the file's bytes, in forty characters. `unreadable` names fields that hold no text, or too much;
    `is_whole` unless the file has more fields than are read.
    """

    survey_id: UUID
    number: int
    language: str
    digest: str
    fields: Mapping[str, str] = field(repr=False)
    unreadable: tuple[str, ...] = ()
    is_whole: bool = True


@dataclass(slots=True)
class _Fields:
    """What was found in a file so far."""

    values: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    is_whole: bool = True

    def listed(self, found: object) -> list[pikepdf.Object]:
        if not isinstance(found, pikepdf.Array):
            return []
        self.is_whole = self.is_whole and len(found) <= MOST_FIELDS
        return list(found)[:MOST_FIELDS]

    def note(self, name: str, value: object) -> None:
        if not name or value is None:
            return
        text = str(value) if isinstance(value, pikepdf.String | pikepdf.Name) else ""
        if (not text and not isinstance(value, pikepdf.String)) or len(text) > LONGEST_VALUE:
            self.unreadable.append(name)
        elif text and text != OFF:
            self.values[name] = text


def read_form(content: bytes) -> FilledForm:
    """Read a file that `survey_pdf` made and somebody filled in. Raises `UnreadableForm`."""
    if len(content) > MAX_BYTES:
        raise UnreadableForm(_("The file is too large. A form that was filled in has at most 5 MB."))
    try:
        with pikepdf.open(BytesIO(content)) as file:
            found = _fields(file)
    except pikepdf.PasswordError as error:
        raise UnreadableForm(_("The file is locked with a password. Save it without one.")) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, OverflowError) as error:
        raise UnreadableForm(_("The file is no PDF that can be read. It may have been damaged on the way.")) from error
    survey_id, number, language = _identity(found.values.pop(IDENTITY, ""))
    digest = hashlib.sha256(content).hexdigest()[:40]
    unreadable = tuple(dict.fromkeys(found.unreadable))
    return FilledForm(survey_id, number, language, digest, found.values, unreadable, found.is_whole)


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


def _fields(file: pikepdf.Pdf) -> _Fields:
    found = _Fields()
    root = file.Root.get("/AcroForm")
    top = found.listed(root.get("/Fields")) if isinstance(root, pikepdf.Dictionary) else []
    waiting = deque((each, "", 0) for each in top)
    for _count in range(MOST_FIELDS):
        if not waiting:
            return found
        node, above, depth = waiting.popleft()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        own = node.get("/T")
        name = ".".join(part for part in (above, str(own) if isinstance(own, pikepdf.String) else "") if part)
        found.note(name, node.get("/V"))
        kids = found.listed(node.get("/Kids"))
        if depth < DEEPEST:
            waiting += [(kid, name, depth + 1) for kid in kids]
        else:
            found.is_whole = found.is_whole and not kids
    found.is_whole = found.is_whole and not waiting
    return found


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


def unread_in(form: FilledForm, definition: SurveyDefinition) -> tuple[str, ...]:
    """A sentence for each thing that stands in the file and is no answer that could be read."""
    known = {
        place.field: question.key
        for question in definition.questions
        for place in places_of(question, definition.languages[0])
    }
    if definition.privacy is Privacy.ORGANISATION_NAMED:
        known[ORGANISATION] = ORGANISATION
    return (
        *_unreadable(form, known, numbers(definition)),
        *_lost_marks(form, definition),
        *_lacking({name: value for name, value in form.fields.items() if name not in known}),
        *([] if form.is_whole else [_too_many()]),
    )


def _unreadable(form: FilledForm, known: Mapping[str, str], numbered: Mapping[str, int]) -> list[str]:
    of_questions = [numbered[known[name]] for name in form.unreadable if known.get(name, "") in numbered]
    sentences = [
        _(
            "Question %(number)s: what stands in the file is no text, or longer than can be read. Look in the file.",
            number=number_text(number),
        )
        for number in of_questions
    ]
    return [*sentences, *_lacking({name: "…" for name in form.unreadable if known.get(name, "") not in numbered})]


def _lost_marks(form: FilledForm, definition: SurveyDefinition) -> list[str]:
    """Circles that are marked in a file, and that the question does not have."""
    numbered = numbers(definition)
    found = []
    for question in definition.questions:
        states = [place.state for place in places_of(question, "") if place.mark is Mark.ONE]
        value = form.fields.get(question.key, "").removeprefix("/")
        if states and value and value not in states:
            found.append(
                _(
                    "Question %(number)s: the file has a mark, “%(mark)s”, that is none of the answers.",
                    number=number_text(numbered[question.key]),
                    mark=value[:LONGEST_SHOWN],
                )
            )
    return found


def _lacking(fields: Mapping[str, str]) -> list[str]:
    shown = [
        _(
            "The file has a field that the survey does not have, “%(name)s”: %(value)s",
            name=name[:LONGEST_SHOWN],
            value=" ".join(value.split())[:LONGEST_SHOWN],
        )
        for name, value in list(fields.items())[:MOST_NAMED]
    ]
    more = len(fields) - len(shown)
    if more > 0:
        shown.append(
            ngettext(
                "It has %(n)s more field that the survey does not have.",
                "It has %(n)s more fields that the survey does not have.",
                more,
            )
        )
    return shown


def _too_many() -> str:
    return _(
        "The file has more than the %(n)s fields that are read. Compare every answer with the file.",
        n=number_text(MOST_FIELDS),
    )


def organisation_in(form: FilledForm) -> str:
    """The organisation that was written, where the form asks for it."""
    return " ".join(form.fields.get(ORGANISATION, "").split())
