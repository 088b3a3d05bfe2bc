"""The figures of a report for programs: one canonical JSON, to be archived, compared and counted again."""

from hashlib import sha256

from feedback.translation import speaking
from reports.definitions import definition, explained
from reports.document import Document
from reports.figures import canonical_json, utc_text
from reports.measures import measure_name

FORMAT = 1  # raised when a key changes its meaning


def figures_json(document: Document) -> bytes:
    """The file: `figures_content` under "content", its hash, and what each measure means in the document's language."""
    with speaking(document.language):
        measures = {
            measure.value: {"name": measure_name(measure), "definition": definition(measure)}
            for measure in explained(figure.measure for figure in document.figures)
        }
    file = {
        "content": _content(document),
        "definitions": {"language": document.language, "measures": measures},
        "hash": figures_hash(document),
    }
    return canonical_json(file) + b"\n"


def figures_content(document: Document) -> bytes:
    """What the hash is of, as canonical JSON: the same bytes in every language, on every machine and both databases.

    The data-cut time in UTC, the threshold, and every figure with its own hash, by their ids.
    """
    return canonical_json(_content(document)) + b"\n"


def figures_hash(document: Document) -> str:
    """SHA-256 of `figures_content`, in hexadecimal: two reports with the same hash show the same figures."""
    return sha256(figures_content(document)).hexdigest()


def _content(document: Document) -> dict[str, object]:
    basis = document.basis
    return {
        "format": FORMAT,
        "cut": utc_text(basis.cut) if basis else None,
        "threshold": basis.threshold if basis else None,
        "figures": [{**figure.content(), "hash": figure.hash} for figure in document.figures],
    }
