"""The demo's code book: complete in the three languages, and of the shape that the service imports."""

import json
from importlib.resources import files

from feedback.matching.suggest import codebook_from_json

ENTRIES = json.loads((files("reports.demo") / "codebook.json").read_text(encoding="utf-8"))


def test_codebook_has_every_label_definition_and_keywords() -> None:
    shapes = {
        tuple(key for key, value in entry.items() if value) for entry in ENTRIES if len(set(entry["keywords"])) >= 3
    }
    assert shapes == {("id", "label_sv", "label_en", "label_ar", "definition", "keywords")}


def test_codebook_ids_and_labels_are_used_once() -> None:
    for key in ("id", "label_sv", "label_en", "label_ar"):
        assert len({entry[key] for entry in ENTRIES}) == len(ENTRIES) == 17


def test_codebook_can_be_imported() -> None:
    labels = {entry["id"]: entry["label_ar"] for entry in ENTRIES}
    assert {theme.id: theme.labels["ar"] for theme in codebook_from_json(ENTRIES)} == labels
