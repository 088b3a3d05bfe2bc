"""Translations as XLIFF 2.0 (the OASIS core): one unit per text, recalled answers such as `{q3}` protected as placeholders."""

import re
import sys
from collections import defaultdict
from uuid import UUID

from lxml import etree

from feedback.translation import direction
from feedback.translation import gettext as _
from surveys.definition import SurveyDefinition
from surveys.interchange.reading import UnusableFile
from surveys.interchange.translations import TextToTranslate, TranslatedText, TranslationFile, to_translate
from surveys.recall import RECALLED

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_X = f"{{{NAMESPACE}}}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What an id must not hold, and what stands in it for that: the letter's number between low lines.
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.\-]")
_ESCAPED = re.compile(r"_([0-9a-f]+)_")


def write_xliff(definition: SurveyDefinition, language: str, *, survey_id: UUID) -> bytes:
    """Every text with its translation, if it has one: state `translated`, or `initial` where it is missing or outdated."""
    original = definition.languages[0]
    root = etree.Element(f"{_X}xliff", nsmap={None: NAMESPACE}, version="2.0", srcLang=original, trgLang=language)
    file = etree.SubElement(root, f"{_X}file", id="survey", original=str(survey_id))
    file.set("srcDir", direction(original))
    file.set("trgDir", direction(language))
    file.set(_XML_SPACE, "preserve")
    file.text = "\n"
    for text in to_translate(definition, language):
        unit = _unit(file, text)
        unit.tail = "\n"
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content


def _unit(file: etree._Element, text: TextToTranslate) -> etree._Element:
    unit = etree.SubElement(file, f"{_X}unit", id=_id(text.place), name=_xml(text.place), canResegment="no")
    notes = etree.SubElement(unit, f"{_X}notes")
    etree.SubElement(notes, f"{_X}note", category="context").text = _xml(text.context)
    if text.is_outdated:
        note = etree.SubElement(notes, f"{_X}note", category="outdated")
        note.text = _("The original was changed after this was translated.")
    is_done = bool(text.translation.strip()) and not text.is_outdated
    segment = etree.SubElement(unit, f"{_X}segment", state="translated" if is_done else "initial")
    _write(etree.SubElement(segment, f"{_X}source"), text.original, text.original)
    if text.translation.strip():
        _write(etree.SubElement(segment, f"{_X}target"), text.translation, text.original)
    return unit


def _write(element: etree._Element, text: str, original: str) -> None:
    """The text with its placeholders; one that the original has too keeps its id."""
    ids: dict[str, list[str]] = defaultdict(list)
    for number, found in enumerate(RECALLED.finditer(original), start=1):
        ids[found[0]].append(str(number))
    end = 0
    last: etree._Element | None = None
    for number, found in enumerate(RECALLED.finditer(text), start=1):
        _append(element, last, text[end : found.start()])
        id = ids[found[0]].pop(0) if ids[found[0]] else f"x{number}"
        last = etree.SubElement(element, f"{_X}ph", id=id, equiv=found[0], disp=found[0], canDelete="no")
        end = found.end()
    _append(element, last, text[end:])


def _append(element: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        element.text = _xml(text)
    else:
        last.tail = _xml(text)


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _id(place: str) -> str:
    return _NOT_IN_ID.sub(lambda found: f"_{ord(found[0]):x}_", place)


def _place(id: str) -> str:
    return _ESCAPED.sub(lambda found: chr(code) if (code := int(found[1], 16)) <= sys.maxunicode else found[0], id)


def read_xliff(content: bytes) -> TranslationFile:
    """What a translator sent back. Raises `UnusableFile` where it is no XLIFF 2; entities and outside files are never read."""
    root = _root(content)
    files = root.findall(f"{_X}file")
    if len(files) != 1:
        raise UnusableFile(_("The file does not say which survey it belongs to. Send the file that was made here."))
    texts, faults = [], []
    for unit in files[0].iter(f"{_X}unit"):
        try:
            texts.append(_text(unit))
        except ValueError as error:
            faults.append(
                _("%(place)s: %(fault)s", place=unit.get("name") or _place(unit.get("id", "")), fault=str(error))
            )
    return TranslationFile(
        survey_id=files[0].get("original", ""),
        original_language=root.get("srcLang", ""),
        language=root.get("trgLang", ""),
        texts=tuple(texts),
        faults=tuple(faults),
    )


def _root(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnusableFile(
            _("The file cannot be read as XLIFF: something is wrong on line %(n)s.", n=error.lineno or 1)
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnusableFile(_("The file defines abbreviations of its own (a DOCTYPE), which is not accepted."))
    name = etree.QName(root)
    if name.localname == "xliff" and name.namespace != NAMESPACE:
        raise UnusableFile(_("The file is another version of XLIFF. Ask for XLIFF 2.0 or 2.1, as the file you sent."))
    if root.tag != f"{_X}xliff":
        raise UnusableFile(_("The file is not XLIFF."))
    return root


def _text(unit: etree._Element) -> TranslatedText:
    """One unit; a tool may have cut it into segments. `ValueError` says what is wrong with it."""
    pieces = [piece for piece in unit if piece.tag in (f"{_X}segment", f"{_X}ignorable")]
    segments = [piece for piece in pieces if piece.tag == f"{_X}segment"]
    original = "".join(_words(piece.find(f"{_X}source")) for piece in pieces)
    translated = [piece for piece in segments if _words(piece.find(f"{_X}target")).strip()]
    if translated and len(translated) < sum(1 for each in segments if _words(each.find(f"{_X}source")).strip()):
        raise ValueError(_("only a part of it is translated."))
    targets = [(_order(piece, place), _target(piece)) for place, piece in enumerate(pieces, start=1)]
    is_done = bool(segments) and all(each.get("state", "initial") != "initial" for each in segments)
    translation = "".join(words for _place, words in sorted(targets)) if translated else ""
    return TranslatedText(_place(unit.get("id", "")), original, _tidy(translation), is_done)


def _order(piece: etree._Element, place: int) -> int:
    """Where a piece stands in the translation, which may put the segments of a unit in another order."""
    target = piece.find(f"{_X}target")
    order = "" if target is None else target.get("order", "")
    return int(order) if order.isdecimal() and len(order) < 6 else place


def _target(piece: etree._Element) -> str:
    target = piece.find(f"{_X}target")
    if target is None and piece.tag == f"{_X}ignorable":
        target = piece.find(f"{_X}source")
    return _words(target)


def _words(element: etree._Element | None) -> str:
    """The words of a source or target without its markup; a placeholder is what it stands for."""
    if element is None:
        return ""
    words = [element.text or ""]
    for inside in element:
        if inside.tag == f"{_X}ph":
            words.append(_recalled(inside))
        elif isinstance(inside.tag, str):
            words.append(_words(inside))
        words.append(inside.tail or "")
    return "".join(words)


def _recalled(placeholder: etree._Element) -> str:
    for name in ("equiv", "disp"):
        recalled = str(placeholder.get(name, ""))
        if RECALLED.fullmatch(recalled):
            return recalled
    raise ValueError(_("it has a placeholder that does not say which answer it stands for."))


def _tidy(text: str) -> str:
    return "\n".join(line.strip(" \t") for line in text.strip().split("\n"))
