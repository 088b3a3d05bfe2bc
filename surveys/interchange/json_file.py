"""Surveys as JSON: one document with all of a survey in it, and the JSON Schema that describes it, versioned."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

import msgspec

from feedback.translation import gettext as _
from feedback.translation import is_language
from surveys.definition import Question, SurveyDefinition, texts_by_place
from surveys.drafting import LeftOut
from surveys.images import LARGEST, media_type
from surveys.interchange.reading import MAX_BYTES, MOST_IN_A_FILE, ReadSurvey, UnusableFile

FORMAT: Literal["gensvar-survey"] = "gensvar-survey"
VERSION: Literal[1] = 1
LONGEST_KEY = 20  # characters, of a question or a section
LONGEST_VALUE = 80  # characters, of an option
MOST_TOLD = 100  # fields that are not known, of one file
_QUESTION_KEY = re.compile(r"q[1-9][0-9]{0,5}")
_SECTION_KEY = re.compile(r"[A-Za-z0-9_-]+")
_VALUE = re.compile(r"[^=|@]+")  # the others part an answer's value from words or a number in forms and tallies
_PLACE = re.compile(r" - at `(?P<place>[^`]+)`$")


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A survey, to be kept or taken elsewhere. `images` holds the bytes (base64) of its pictures by their SHA-256."""

    format: Literal["gensvar-survey"]
    version: Literal[1]
    survey: SurveyDefinition
    images: Mapping[str, bytes] = field(default_factory=dict)


def to_file(definition: SurveyDefinition, images: Mapping[str, bytes]) -> bytes:
    """The survey as a JSON document, indented; equal surveys give equal bytes."""
    document = msgspec.json.encode(SurveyFile(FORMAT, VERSION, definition, images), order="deterministic")
    return msgspec.json.format(document, indent=2) + b"\n"


def json_schema() -> bytes:
    """The JSON Schema (2020-12) of the document."""
    schema = msgspec.json.schema(SurveyFile)
    top = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Gensvar survey, version 1"}
    return msgspec.json.format(msgspec.json.encode({**top, **schema}), indent=2) + b"\n"


def from_file(content: bytes) -> ReadSurvey:
    """The survey in a file that `to_file` wrote, here or elsewhere, and the fields of it that are not known here.

    Raises `UnusableFile`, which names the place.
    """
    if len(content) > MAX_BYTES:
        raise UnusableFile(_("The file is larger than %(n)s MB.", n=MAX_BYTES // (1024 * 1024)))
    found = _must_be_ours(content)
    try:
        file = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=SurveyFile)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise UnusableFile(_sentence(str(error))) from error
    wrong = next(_faults(file), "")
    if wrong:
        raise UnusableFile(wrong)
    keys = [int(question.key[1:]) for question in file.survey.questions]
    given = max([file.survey.keys_given, *keys])
    unknown = islice(_unknown_fields(found, msgspec.to_builtins(file)), MOST_TOLD)
    why = _("There is no such field, so nothing was read from it.")
    left_out = tuple(LeftOut(place, why) for place in unknown)
    return ReadSurvey(replace(file.survey, keys_given=given), dict(file.images), left_out)


def _unknown_fields(found: object, read: object, at: str = "$") -> Iterator[str]:
    """The places in a document that are not in what was read of it."""
    if isinstance(found, dict) and isinstance(read, dict):
        for name, inside in found.items():
            if name not in read:
                yield f"{at}.{name}"
            else:
                yield from _unknown_fields(inside, read[name], f"{at}.{name}")
    elif isinstance(found, list) and isinstance(read, list | tuple):
        for number, (inside, kept) in enumerate(zip(found, read, strict=True)):
            yield from _unknown_fields(inside, kept, f"{at}[{number}]")


def _must_be_ours(content: bytes) -> object:
    try:
        found = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise UnusableFile(_("The file is not JSON: %(reason)s.", reason=str(error))) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise UnusableFile(_("The file is no survey: its “format” is not “%(format)s”.", format=FORMAT))
    if found.get("version") != VERSION:
        raise UnusableFile(
            _(
                "The file is of version %(version)s of the format; this service reads %(known)s.",
                version=found.get("version"),
                known=VERSION,
            )
        )
    return found


def _sentence(reason: str) -> str:
    found = _PLACE.search(reason)
    if found is None:
        return _("The file cannot be read: %(reason)s.", reason=reason)
    return _("The file is wrong at %(place)s: %(reason)s.", place=found["place"], reason=reason[: found.start()])


def _faults(file: SurveyFile) -> Iterator[str]:
    """What the types cannot say, one sentence each with its place."""
    yield from _faults_of_languages(file.survey)
    yield from _faults_of_keys(file.survey)
    for number, section in enumerate(file.survey.sections):
        for place, question in enumerate(section.questions):
            yield from _faults_of_question(question, f"$.survey.sections[{number}].questions[{place}]", file.images)
    for digest, content in file.images.items():
        at = f"$.images.{digest}"
        if hashlib.sha256(content).hexdigest() != digest:
            yield _wrong(at, _("the bytes are not those of this SHA-256"))
        if len(content) > LARGEST or not media_type(content):
            yield _wrong(at, _("a picture must be PNG, JPEG or WebP of at most %(size)s kB", size=LARGEST // 1024))


def _faults_of_languages(survey: SurveyDefinition) -> Iterator[str]:
    if not survey.languages:
        yield _wrong("$.survey.languages", _("there must be at least one language"))
    for place, code in enumerate(survey.languages):
        at = f"$.survey.languages[{place}]"
        if not is_language(code):
            yield _wrong(at, _("“%(text)s” is no language", text=code))
        if code in survey.languages[:place]:
            yield _wrong(at, _("the language is named twice"))
    for where, texts in texts_by_place(survey).items():
        for code in texts:
            if not is_language(code):
                yield _wrong(where, _("“%(text)s” is no language", text=code))


def _faults_of_keys(survey: SurveyDefinition) -> Iterator[str]:
    if len(survey.questions) > MOST_IN_A_FILE:
        yield _wrong("$.survey.sections", _("a survey can have at most %(n)s questions", n=MOST_IN_A_FILE))
    sections, questions = set(), set()
    for number, section in enumerate(survey.sections):
        at = f"$.survey.sections[{number}]"
        if not _SECTION_KEY.fullmatch(section.key) or len(section.key) > LONGEST_KEY:
            yield _wrong(f"{at}.key", _("a key has 1 to 20 letters from a to z, digits, “-” and “_”"))
        if section.key in sections:
            yield _wrong(f"{at}.key", _("the key is used twice"))
        sections.add(section.key)
        for place, question in enumerate(section.questions):
            here = f"{at}.questions[{place}].key"
            if not _QUESTION_KEY.fullmatch(question.key):
                yield _wrong(here, _("the key of a question is “q” and a number"))
            if question.key in questions:
                yield _wrong(here, _("the key is used twice"))
            questions.add(question.key)


def _faults_of_question(question: Question, at: str, images: Mapping[str, bytes]) -> Iterator[str]:
    for place, option in enumerate(question.options):
        where = f"{at}.options[{place}].value"
        if not 0 < len(option.value) <= LONGEST_VALUE or not option.value.isprintable():
            yield _wrong(where, _("the value of an answer has 1 to 80 characters"))
        if not _VALUE.fullmatch(option.value) or option.value != option.value.strip():
            yield _wrong(where, _("the value of an answer has no blanks around it, and no “=”, “|” or “@”"))
    if question.image is not None and question.image.digest not in images:
        yield _wrong(f"{at}.image.digest", _("the picture is not among the images of the file"))


def _wrong(place: str, reason: str) -> str:
    return _("The file is wrong at %(place)s: %(reason)s.", place=place, reason=reason)
