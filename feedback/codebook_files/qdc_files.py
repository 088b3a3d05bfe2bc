"""The code book as a REFI-QDA code book (`.qdc`, version 1.0), which NVivo, ATLAS.ti, MAXQDA and QualCoder read and write.

A code has a name and a description there; what else a theme has stands in lines at the end of its description, and is read
back from these: Code, Language (of the name), Label (xx), Keywords or Keyword, Example.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from lxml import etree

from feedback.codebook_files.file_themes import FileTheme, UnusableCodebook, checked, guid_in
from feedback.themes import NamedTheme
from feedback.translation import gettext as _
from feedback.translation import is_language

NAMESPACE = "urn:QDA-XML:codebook:1.0"
_LINE = re.compile(r"(Code|Language|Label \((?P<language>[\w-]+)\)|Keywords?|Example): *(?P<text>.*)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BETWEEN = ": "  # a code inside another is the theme "Outer: Inner"


def write_qdc(themes: Sequence[NamedTheme], *, language: str) -> bytes:
    """A code book of these themes, named in this language where they have such a label. A theme's id is its code's GUID."""
    book = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin="Gensvar")
    codes = etree.SubElement(book, f"{{{NAMESPACE}}}Codes")
    named = [(theme, *_name(theme, language)) for theme in themes]
    times = Counter(name.casefold() for _theme, _spoken, name in named)
    for theme, spoken, name in named:
        # Some programs refuse two codes of one name; what looks as if that had been added has it added too.
        added = f" ({theme.code})"
        shown = name + added if times[name.casefold()] > 1 or name.endswith(added) else name
        code = etree.SubElement(codes, f"{{{NAMESPACE}}}Code", guid=str(theme.id), name=_xml(shown), isCodable="true")
        description = etree.SubElement(code, f"{{{NAMESPACE}}}Description")
        description.text = _xml("\n".join(_description(theme, spoken)))
    content: bytes = etree.tostring(book, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return content


def _name(theme: NamedTheme, language: str) -> tuple[str, str]:
    """The language of the name, and the name."""
    if label := theme.wording.labels.get(language):
        return language, label
    return theme.label_language, theme.label


def _description(theme: NamedTheme, spoken: str) -> Iterator[str]:
    wording = theme.wording
    yield wording.definition
    yield ""
    yield f"Code: {theme.code}"
    yield f"Language: {spoken}"
    yield from (f"Label ({each}): {label}" for each, label in wording.labels.items() if each != spoken)
    if any(";" in word for word in wording.keywords):
        yield from (f"Keyword: {word}" for word in wording.keywords)
    elif wording.keywords:
        yield f"Keywords: {'; '.join(wording.keywords)}"
    yield from (f"Example: {text}" for text in wording.examples)


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


def read_qdc_themes(content: bytes, *, language: str) -> tuple[FileTheme, ...]:
    """The themes of such a file, ours or another program's. Colours and sets are left out, entities are never read.

    A code inside another becomes a theme of its own, called "Outer: Inner"; one that cannot be coded with only names those in it.
    Raises `UnusableCodebook`.
    """
    codes = next((each for each in _root(content).iter() if _tag(each) == "Codes"), None)
    themes = [] if codes is None else [_theme(*each, language=language) for each in _codes(codes, ())]
    if not themes:
        raise UnusableCodebook(_("The file has no codes that a text could be coded with."))
    return checked(themes)


def _root(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise UnusableCodebook(
            _("The file cannot be read as a REFI-QDA code book: something is wrong on line %(n)s.", n=line)
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnusableCodebook(_("The file defines abbreviations of its own (a DOCTYPE), which is not accepted."))
    if _tag(root) not in ("CodeBook", "Project"):
        raise UnusableCodebook(_("The file is XML, but not a REFI-QDA code book (.qdc)."))
    return root


def _tag(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _codes(outer: etree._Element, names: tuple[str, ...]) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """Every code that texts can be coded with, in the order of the file, with the names of those around it and its own."""
    for code in outer:
        if _tag(code) == "Code":
            path = (*names, (code.get("name") or "").strip())
            if (code.get("isCodable") or "true").strip().lower() not in ("false", "0"):
                yield code, path
            yield from _codes(code, path)


def _theme(code: etree._Element, path: tuple[str, ...], *, language: str) -> FileTheme:
    guid = code.get("guid") or ""
    if not path[-1]:
        raise UnusableCodebook(_("The code %(guid)s has no name.", guid=guid[:40] or "?"))
    description = next((each.text or "" for each in code if _tag(each) == "Description"), None)
    if description is None:
        return FileTheme({language: _BETWEEN.join(filter(None, path))}, id=guid_in(guid))
    return _read_description(description, path, language=language, id=guid_in(guid))


def _read_description(text: str, path: tuple[str, ...], *, language: str, id: UUID | None) -> FileTheme:
    lines = [line.strip() for line in text.strip().splitlines()]
    first = len(lines)
    while first and _LINE.fullmatch(lines[first - 1]):
        first -= 1
    said: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for found in filter(None, map(_LINE.fullmatch, lines[first:])):
        if (spoken := found["language"]) and found["text"]:
            labels[spoken] = found["text"]
        else:
            said.setdefault(found[1], []).append(found["text"])
    own = said.get("Language", [""])[0]
    code = said.get("Code", [""])[0]
    name = _BETWEEN.join(filter(None, path)).removesuffix(f" ({code})")
    words = [*said.get("Keyword", []), *(word for line in said.get("Keywords", []) for word in line.split(";"))]
    is_ours = bool(code)
    return FileTheme(
        labels={own if is_language(own) else language: name, **labels},
        code=code,
        definition=" ".join(lines[:first]),
        keywords=tuple(words) if words or is_ours else None,
        examples=tuple(said.get("Example", [])) if "Example" in said or is_ours else None,
        id=id,
    )
