"""A report's document as JSON and back again: what was published stays, whatever becomes of the code that wrote it. Pure."""

from dataclasses import fields
from typing import get_args, get_type_hints

import msgspec

from reports.document import Block, Document

#: The kinds of blocks by the names that they are stored under.
_BLOCKS: dict[str, type[Block]] = {kind.__name__: kind for kind in get_args(Block)}
_TYPES = get_type_hints(Document)


class _StoredBlock(msgspec.Struct):
    kind: str
    block: msgspec.Raw


def document_json(document: Document) -> bytes:
    """The document as JSON; the same document gives the same bytes."""
    content = {each.name: getattr(document, each.name) for each in fields(document)}
    content["blocks"] = [{"kind": type(block).__name__, "block": block} for block in document.blocks]
    return msgspec.json.encode(content, order="deterministic")


def stored_document(content: bytes) -> Document:
    """The document that was stored. Raises `msgspec.ValidationError` for anything else."""
    stored = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    blocks = msgspec.json.decode(stored["blocks"], type=list[_StoredBlock])
    # Field by field: of a type with several kinds of blocks in it nothing can be read.
    head = {
        name: msgspec.json.decode(raw, type=_TYPES[name])
        for name, raw in stored.items()
        if name in _TYPES and name != "blocks"
    }
    found = tuple(msgspec.json.decode(each.block, type=_BLOCKS[each.kind]) for each in blocks)
    return Document(**head, blocks=found)
