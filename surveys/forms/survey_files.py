"""What the forms for bringing a survey in accept: a file, and the same file once more when its preview was looked at."""

import base64
import binascii
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class SurveyFileForm:
    """`id` is the key that the draft will have, so that a form sent twice makes one draft."""

    content: bytes = field(default=b"", repr=False)
    id: UUID | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def read(cls, data: Submitted) -> Self:
        sent = await data.file("file")
        return cls(sent[1]) if sent else cls(errors={"file": _("Choose a file with a survey.")})

    @classmethod
    def looked_at(cls, data: Submitted) -> Self:
        """The file as the preview sends it back."""
        try:
            content = base64.urlsafe_b64decode(data.text("content"))
        except (binascii.Error, ValueError):
            content = b""
        return cls(content, data.id("id")) if content else cls(errors={"file": _("Choose a file with a survey.")})

    @property
    def carried(self) -> str:
        """The file as text, for the preview to send back."""
        return base64.urlsafe_b64encode(self.content).decode()

    def refused(self, reason: str) -> Self:
        """The same form, saying why the file could not be read."""
        return replace(self, content=b"", errors={"file": reason})
