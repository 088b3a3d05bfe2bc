"""What the form that imports a code book accepts: a file, and after the preview what it would change."""

from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import LANGUAGES, language
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class CodebookForm:
    """A chosen file; `names_in` is the language of names where the file does not say."""

    content: bytes = field(default=b"", repr=False)
    names_in: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def read(cls, data: Submitted) -> Self:
        chosen = data.text("names_in")
        names_in = chosen if chosen in LANGUAGES else language()
        sent = await data.file("file")
        if sent is None:
            return cls(names_in=names_in, errors={"file": _("Choose a file with themes.")})
        _filename, content = sent
        return cls(content, names_in)

    def refused(self, reason: str) -> Self:
        """The same form, saying what is wrong with the file."""
        return replace(self, content=b"", errors={"file": reason})


@dataclass(frozen=True, slots=True)
class PreviewedForm:
    """What the preview carries on: the themes to be added and worded anew, as JSON, and the version that they were seen for."""

    content: bytes = field(default=b"", repr=False)
    seen: int | None = None
    reason: str = ""

    @classmethod
    def read(cls, data: Submitted) -> Self:
        return cls(data.text("codebook").encode(), data.number("seen"), data.text("reason"))
