"""Vectors from an address that the department hosts and that speaks as OpenAI's: POST /embeddings.

Every text that is read closely goes to that address and nowhere else: no proxy, no redirect. Neither texts nor the key stand in
a message or a log.
"""

import time
from collections.abc import Callable, Iterator, Sequence

import httpx
import msgspec
import numpy as np
from numpy.typing import NDArray

from feedback.errors import Unreachable
from feedback.reader_settings import EndpointSettings
from feedback.translation import gettext as _

#: Texts in one request.
AT_A_TIME = 64
#: How long a request may take, and how long is waited before it is sent again.
SECONDS = 60.0
PAUSES = (0.5, 2.0, 8.0)
#: What may be better after a while.
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


class EndpointError(Unreachable):
    """The endpoint gave no vectors; the message says why, and nothing of what was asked."""


class _Vector(msgspec.Struct):
    index: int
    embedding: list[float]


class _Answer(msgspec.Struct):
    data: list[_Vector]


class EmbeddingsEndpoint:
    """A model behind an address, asked in batches, again after a pause where it is busy. Raises `EndpointError`."""

    def __init__(self, settings: EndpointSettings, pause: Callable[[float], None] = time.sleep) -> None:
        self._model = settings.model
        self._address = f"{settings.url}/embeddings"
        self._pause = pause
        headers = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
        self._client = httpx.Client(headers=headers, timeout=SECONDS, trust_env=False, follow_redirects=False)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """A row for each text, in order."""
        rows = [row for batch in _batches(texts) for row in self._ask(batch)]
        if len({len(row) for row in rows}) > 1:
            raise EndpointError(_("The endpoint gave vectors of different lengths."))
        return np.array(rows, dtype=np.float64)

    def _ask(self, texts: Sequence[str]) -> list[list[float]]:
        answer = self._send({"model": self._model, "input": list(texts), "encoding_format": "float"})
        try:
            found = msgspec.json.decode(answer.content, type=_Answer).data
        except msgspec.DecodeError as error:
            raise EndpointError(_("The endpoint answered with something else than vectors.")) from error
        by_index = {vector.index: vector.embedding for vector in found}
        if sorted(by_index) != list(range(len(texts))) or not all(by_index.values()):
            raise EndpointError(_("The endpoint did not give one vector for each text."))
        return [by_index[place] for place in range(len(texts))]

    def _send(self, asked: dict[str, object]) -> httpx.Response:
        """The first answer that is one; the last failure in words."""
        failure = ""
        for pause in (*PAUSES, None):
            try:
                answer = self._client.post(self._address, json=asked)
            except httpx.TimeoutException:
                failure = _("The endpoint did not answer in time.")
            except (httpx.HTTPError, httpx.InvalidURL):
                failure = _("The endpoint cannot be reached.")
            else:
                if answer.is_success:
                    return answer
                failure = _("The endpoint answered with status %(status)s.", status=answer.status_code)
                if answer.status_code not in BUSY:
                    break
            if pause is not None:
                self._pause(pause)
        # Not `from`: the error of httpx can repeat the address, with a password in it.
        raise EndpointError(failure) from None


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), AT_A_TIME):
        yield texts[start : start + AT_A_TIME]
