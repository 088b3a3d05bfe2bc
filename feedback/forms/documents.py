"""What the upload form accepts, and the words for each error."""

from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class UploadForm:
    filename: str = ""
    content: bytes = field(default=b"", repr=False)
    is_decision: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def read(cls, data: Submitted) -> Self:
        """The first file of the form. An empty file is none of the form's errors: it is kept and answered like the others."""
        sent = await data.file("file")
        if sent is None:
            return cls(
                is_decision=data.checked("is_decision"),
                errors={"file": _("Choose a file with the notes of a meeting.")},
            )
        return cls(*sent, is_decision=data.checked("is_decision"))

    def refused(self, reason: str) -> Self:
        """The same form, saying why the file could not be read."""
        return replace(self, content=b"", errors={"file": reason})
