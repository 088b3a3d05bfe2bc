"""A survey as JSON: what is written is read back exactly, and what is wrong is named with its place."""

import base64
import hashlib
import json
from typing import Any

import pytest

from surveys.definition import from_json, to_json
from surveys.interchange.json_file import from_file, json_schema, to_file
from surveys.interchange.reading import MAX_BYTES, UnusableFile
from tests.surveys.portable import DIGEST, EVERY_TYPE, PNG


def document(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_file(EVERY_TYPE, {DIGEST: PNG}))
    return {**found, **changes}


def refusal(content: object) -> str:
    with pytest.raises(UnusableFile) as caught:
        from_file(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(caught.value)


def test_a_survey_with_every_type_comes_back_exactly() -> None:
    written = to_file(EVERY_TYPE, {DIGEST: PNG})

    read = from_file(written)

    assert (read.definition, dict(read.images), read.left_out) == (EVERY_TYPE, {DIGEST: PNG}, ())
    assert to_file(read.definition, read.images) == written
    assert from_json(to_json(read.definition)) == EVERY_TYPE


def test_file_says_what_it_is_first() -> None:
    found = document()

    assert list(found) == ["format", "version", "survey", "images"]
    assert (found["format"], found["version"]) == ("gensvar-survey", 1)


def test_file_may_begin_with_a_byte_order_mark() -> None:
    assert from_file(b"\xef\xbb\xbf" + to_file(EVERY_TYPE, {DIGEST: PNG})).definition == EVERY_TYPE


def test_keys_that_the_file_does_not_count_are_never_given_again() -> None:
    survey = document()["survey"]
    del survey["keys_given"]

    read = from_file(json.dumps(document(survey=survey)).encode())

    assert read.definition.keys_given == 12


def change(path: str, value: object) -> dict[str, Any]:
    """The document with the value at a path such as `survey.sections.0.key` changed."""
    whole = document()
    place: Any = whole
    *steps, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    for step in steps:
        place = place[step]
    place[last] = value
    return whole


def test_fields_that_are_not_known_are_told_of() -> None:
    whole = change("survey/sections/0/questions/1/requierd", True)
    whole["extra"] = {"a": 1}

    read = from_file(json.dumps(whole).encode())

    assert read.definition == EVERY_TYPE
    assert [each.text for each in read.left_out] == ["$.survey.sections[0].questions[1].requierd", "$.extra"]


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("version", 2, "The file is of version 2 of the format; this service reads 1."),
        ("format", "other", "The file is no survey: its “format” is not “gensvar-survey”."),
        ("survey/languages", [], "$.survey.languages: there must be at least one language"),
        ("survey/languages", ["sv", "qqq"], "$.survey.languages[1]: “qqq” is no language"),
        ("survey/languages", ["sv", "en", "sv"], "$.survey.languages[2]: the language is named twice"),
        ("survey/sections/0/questions/0/options/0/value", "other=x", "options[0].value: the value of an answer has no"),
        ("survey/sections/0/questions/2/options/1/value", "a|b", "options[1].value: the value of an answer has no"),
        ("survey/title/zz9", "x", "at title: “zz9” is no language"),
        ("survey/sections/1/key", "about", "$.survey.sections[1].key: the key is used twice"),
        ("survey/sections/1/key", "<b>", "$.survey.sections[1].key: a key has"),
        ("survey/sections/0/questions/1/key", "q1", "$.survey.sections[0].questions[1].key: the key is used twice"),
        ("survey/sections/0/questions/1/key", "a.b", "$.survey.sections[0].questions[1].key: the key of a question"),
        ("survey/sections/0/questions/0/type", "matrix", "$.survey.sections[0].questions[0].type: Invalid enum value"),
        ("survey/sections/0/questions/0/options/0/value", "", "options[0].value: the value of an answer has"),
        ("images", {}, "$.survey.sections[1].questions[6].image.digest: the picture is not among"),
        (f"images/{DIGEST}", base64.b64encode(b"else").decode(), "the bytes are not those of this SHA-256"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(path: str, value: object, sentence: str) -> None:
    assert sentence in refusal(change(path, value))


def test_picture_that_is_none_is_refused() -> None:
    content = b"<svg onload='x'/>"
    digest = hashlib.sha256(content).hexdigest()
    whole = document()
    whole["survey"]["sections"][1]["questions"][6]["image"]["digest"] = digest

    whole["images"] = {digest: base64.b64encode(content).decode()}

    assert "a picture must be PNG, JPEG or WebP" in refusal(whole)


@pytest.mark.parametrize(
    "content", [b"", b"no", b"[1]", b'"x"', b"{}", b"[" * 100_000, b"\xff\xfe{}", b" " * (MAX_BYTES + 1)]
)
def test_what_is_no_survey_is_refused_with_a_sentence(content: bytes) -> None:
    assert refusal(content).startswith("The file is")


def test_schema_describes_all_that_is_written() -> None:
    schema = json.loads(json_schema())

    question = schema["$defs"]["Question"]
    [written] = [each for each in document()["survey"]["sections"][1]["questions"] if each["key"] == "q10"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(written) <= set(question["properties"])
    assert {"key", "type", "text"} == set(question["required"])
    assert set(schema["$defs"]["SurveyFile"]["required"]) == {"format", "version", "survey"}
