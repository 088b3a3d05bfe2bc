"""Sentence readers made for the tests: a tiny model in a folder, and an endpoint on this machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from feedback.matching import meaning
from feedback.matching.text import normalise
from feedback.reader_settings import reader_settings
from feedback.settings import settings

#: What the readers of the tests know: words of one row mean the same.
MEANINGS = (
    ("lokal", "lokaler", "premises", "utrymme"),
    ("bidrag", "medel", "grants", "pengar"),
    ("svenska", "kurs", "language", "språk"),
)


def vector_of(text: str) -> list[float]:
    """How often each meaning is named, and one."""
    said = [word.strip(".,;:") for word in normalise(text).split()]
    return [*(float(sum(word in meaning for word in said)) for meaning in MEANINGS), 0.1]


@dataclass
class Endpoint:
    """What came in, and what to answer with before vectors: a status each."""

    url: str = ""
    asked: list[dict[str, object]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    body: bytes | None = None  # instead of vectors


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """An address that answers as OpenAI's embeddings do."""
    kept = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kept.asked.append({"path": self.path, **sent})
            kept.keys.append(self.headers.get("Authorization"))
            status = kept.statuses.pop(0) if kept.statuses else 200
            rows = [{"index": n, "embedding": vector_of(text)} for n, text in enumerate(sent["input"])]
            answer = kept.body or json.dumps({"object": "list", "data": rows[::-1], "model": sent["model"]}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def write_model(folder: Path) -> Path:
    """A sentence-transformers model of one small layer with a vocabulary of its own, its numbers drawn by lot."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(word for meaning in MEANINGS for word in meaning)]
    bert = folder / "bert"
    bert.mkdir()
    (bert / "vocab.txt").write_text("\n".join([*words, "vi", "behöver", "##er", "##en"]), encoding="utf-8")
    torch.manual_seed(1)
    shape = BertConfig(
        vocab_size=len(words) + 4,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(shape).save_pretrained(bert)
    BertTokenizerFast(vocab_file=str(bert / "vocab.txt")).save_pretrained(bert)
    made = folder / "model"
    SentenceTransformer(modules=[Transformer(str(bert)), Pooling(32)], device="cpu").save(str(made))
    return made


@contextmanager
def site_that_asks(asked: Endpoint) -> Iterator[None]:
    """The settings name this endpoint for what officers wait for, for as long as this lasts."""
    with pytest.MonkeyPatch.context() as named:
        named.setenv("GENSVAR_READ_CLOSELY", "1")
        named.setenv("GENSVAR_EMBEDDINGS_URL", asked.url)
        named.setenv("GENSVAR_EMBEDDINGS_MODEL", "of the department")
        _begin_anew()
        yield
    _begin_anew()


def _begin_anew() -> None:
    """With what the settings name now."""
    for read in (settings, reader_settings):
        read.cache_clear()
    meaning.forget()
