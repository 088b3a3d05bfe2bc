"""The open data described for data portals: DCAT-AP 3 as one graph, written as JSON-LD and as RDF/XML. Pure.

Terms: https://semiceu.github.io/DCAT-AP/releases/3.0.0/ and the Swedish profile DCAT-AP-SE; themes, formats, languages and access
rights are those of the EU's authority tables.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from lxml import etree

from feedback.translation import N_, speaking
from feedback.translation import gettext as _
from reports.public.data_columns import DataTable
from reports.public.data_dictionary import LICENCE, SCHEMA_VERSION, data_address
from reports.public.data_tables import TABLES

NAMESPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_TITLE = N_("Open data: what became of what was said?")
_ABOUT = N_(
    "What civil society raised at consultations, what was answered and promised, what was done, and whether participants agree."
)
#: The languages that titles and descriptions are given in.
SPOKEN = ("sv", "en")
MEDIA_TYPES = {"jsonld": "application/ld+json", "rdf": "application/rdf+xml"}
_IANA = "https://www.iana.org/assignments/media-types"
_FORMATS = {
    "csv": (f"{_AUTHORITY}/file-type/CSV", f"{_IANA}/text/csv"),
    "json": (f"{_AUTHORITY}/file-type/JSON", f"{_IANA}/application/json"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A literal, in a language or of a type of XML Schema."""

    text: str
    language: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Something that is described elsewhere."""

    address: str


@dataclass(frozen=True, slots=True)
class Node:
    """Something with an address, what it is, and what is said of it."""

    address: str
    kind: str
    said: tuple[tuple[str, "Said"], ...] = field(default=())


Said: TypeAlias = Text | Link | Node


def catalogue(*, base_url: str, department: str, updated: datetime | None) -> Node:
    """The catalogue with a dataset for each table; `updated` is when anything that is public last happened."""
    root = f"{base_url}/public/data"
    publisher = Node(
        f"{base_url}/public#publisher",
        "foaf:Agent",
        (
            ("foaf:name", Text(department)),
            ("dct:type", Link("http://purl.org/adms/publishertype/NationalAuthority")),
        ),
    )
    contact = Node(
        f"{root}#contact",
        "vcard:Organization",
        (("vcard:fn", Text(department)), ("vcard:hasURL", Link(f"{base_url}/public"))),
    )
    shared: list[tuple[str, Said]] = [("dct:publisher", Link(publisher.address)), *_times(updated)]
    shared.append(("dcat:contactPoint", Link(contact.address)))
    return Node(
        f"{root}#catalogue",
        "dcat:Catalog",
        (
            *_said("dct:title", _TITLE),
            *_said("dct:description", _ABOUT),
            ("dct:publisher", publisher),
            ("dcat:contactPoint", contact),
            *_times(updated),
            ("dct:license", Link(LICENCE)),
            ("foaf:homepage", Link(root)),
            *(("dct:language", Link(f"{_AUTHORITY}/language/{each}")) for each in ("SWE", "ENG")),
            ("dcat:themeTaxonomy", Link(f"{_AUTHORITY}/data-theme")),
            *(("dcat:dataset", _dataset(table, base_url, shared)) for table in TABLES),
        ),
    )


def _dataset(table: DataTable, base_url: str, shared: Iterable[tuple[str, Said]]) -> Node:
    address = f"{base_url}/public/data#{table.name}"
    return Node(
        address,
        "dcat:Dataset",
        (
            *_said("dct:title", table.title),
            *_said("dct:description", table.meaning),
            *shared,
            ("dct:identifier", Text(address)),
            ("dct:accessRights", Link(f"{_AUTHORITY}/access-right/PUBLIC")),
            ("dct:accrualPeriodicity", Link(f"{_AUTHORITY}/frequency/CONT")),
            ("dcat:theme", Link(f"{_AUTHORITY}/data-theme/GOVE")),
            ("dcat:theme", Link(f"{_AUTHORITY}/data-theme/SOCI")),
            ("dcat:version", Text(SCHEMA_VERSION)),
            ("dcat:landingPage", Link(f"{base_url}/public/data")),
            ("foaf:page", Link(data_address(base_url, "dictionary.json"))),
            *(("dcat:distribution", _distribution(table, each, base_url)) for each in _FORMATS),
        ),
    )


def _distribution(table: DataTable, extension: str, base_url: str) -> Node:
    address = data_address(base_url, f"{table.name}.{extension}")
    file_type, media_type = _FORMATS[extension]
    return Node(
        f"{address}#distribution",
        "dcat:Distribution",
        (
            *_said("dct:title", table.title, f" ({extension.upper()})"),
            ("dcat:accessURL", Link(address)),
            ("dcat:downloadURL", Link(address)),
            ("dct:format", Link(file_type)),
            ("dcat:mediaType", Link(media_type)),
            ("dct:license", Link(LICENCE)),
            ("adms:status", Link(f"{_AUTHORITY}/distribution-status/COMPLETED")),
            ("dct:conformsTo", Link(data_address(base_url, "dictionary.json"))),
            ("dcatap:availability", Link(f"{_AUTHORITY}/planned-availability/STABLE")),
        ),
    )


def _said(predicate: str, message: str, more: str = "") -> list[tuple[str, Said]]:
    said: list[tuple[str, Said]] = []
    for language in SPOKEN:
        with speaking(language):
            said.append((predicate, Text(_(message) + more, language=language)))
    return said


def _times(updated: datetime | None) -> list[tuple[str, Said]]:
    if updated is None:
        return []
    return [("dct:modified", Text(updated.isoformat(timespec="seconds"), type="xsd:dateTime"))]


def as_json_ld(node: Node) -> bytes:
    """The graph as JSON-LD 1.1."""
    return json.dumps({"@context": NAMESPACES, **_object(node)}, ensure_ascii=False, indent=1).encode()


def _object(node: Node) -> dict[str, Any]:
    told: dict[str, Any] = {"@id": node.address, "@type": node.kind}
    for predicate, said in node.said:
        told.setdefault(predicate, []).append(_value(said))
    return told


def _value(said: Said) -> dict[str, Any]:
    match said:
        case Node():
            return _object(said)
        case Link():
            return {"@id": said.address}
        case Text():
            of = {"@language": said.language} if said.language else {"@type": said.type} if said.type else {}
            return {"@value": said.text, **of}


def as_rdf_xml(node: Node) -> bytes:
    """The graph as RDF/XML."""
    root = etree.Element(_name("rdf:RDF"), nsmap=NAMESPACES)
    _add(root, node)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return content


def _add(parent: etree._Element, node: Node) -> None:
    element = etree.SubElement(parent, _name(node.kind), {_name("rdf:about"): node.address})
    for predicate, said in node.said:
        property_element = etree.SubElement(element, _name(predicate))
        match said:
            case Node():
                _add(property_element, said)
            case Link():
                property_element.set(_name("rdf:resource"), said.address)
            case Text():
                property_element.text = said.text
                if said.language:
                    property_element.set("{http://www.w3.org/XML/1998/namespace}lang", said.language)
                elif said.type:
                    property_element.set(_name("rdf:datatype"), _address(said.type))


def _name(short: str) -> str:
    """The name as lxml has it."""
    prefix, _colon, name = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


def _address(short: str) -> str:
    prefix, _colon, name = short.partition(":")
    return NAMESPACES[prefix] + name
