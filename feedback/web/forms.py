"""What a form sent, read field by field. A form class keeps the typed values and the errors, so that it can come back as it was."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from litestar.datastructures import UploadFile

from feedback.web.requests import Request

Choice = TypeVar("Choice", bound=StrEnum)


class Submitted:
    """The values of a submitted form; a missing field reads as empty. Control characters are taken out."""

    def __init__(self, values: dict[str, list[str]], files: dict[str, list[UploadFile]] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def text(self, name: str) -> str:
        """The trimmed text of a field; line ends as plain newlines."""
        values = self.values.get(name, [])
        return _clean(values[0]) if values else ""

    def all(self, name: str) -> list[str]:
        """Every value of a field that may come several times."""
        return [_clean(value) for value in self.values.get(name, [])]

    def number(self, name: str) -> int | None:
        """A whole number, or None where it is none."""
        text = self.text(name)
        return int(text) if text.isdecimal() and len(text) < 10 else None

    def day(self, name: str) -> date | None:
        """An ISO date, or None where it is none."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            return None

    def id(self, name: str) -> UUID | None:
        return id_in(self.text(name))

    def ids(self, name: str) -> tuple[UUID, ...]:
        """The ids among the values of a field that may come several times; what is none is left out."""
        return ids_in(self.all(name))

    def choice(self, name: str, kind: type[Choice]) -> Choice | None:
        """A member of an enum by its value, or None."""
        try:
            return kind(self.text(name))
        except ValueError:
            return None

    async def file(self, name: str) -> tuple[str, bytes] | None:
        """The name and content of the first file of a field; None where none was chosen."""
        uploads = self.files.get(name, [])
        return (uploads[0].filename, await uploads[0].read()) if uploads and uploads[0].filename else None

    def checked(self, name: str) -> bool:
        return bool(self.values.get(name))


def id_in(text: str) -> UUID | None:
    """The id that this text is, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def ids_in(texts: Iterable[str]) -> tuple[UUID, ...]:
    """The ids among these texts; what is none is left out."""
    return tuple(id for text in texts if (id := id_in(text)))


def _clean(value: str) -> str:
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in value if c in "\n\t" or (c >= " " and c != "\x7f")).strip()


async def submitted(request: Request) -> Submitted:
    """The dependency `sent`: the form of this request (`data` is a name that the framework keeps to itself)."""
    values: dict[str, list[str]] = {}
    files: dict[str, list[UploadFile]] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            files.setdefault(name, []).append(value)
        elif isinstance(value, list):
            values.setdefault(name, []).extend(str(each) for each in value)
        else:
            values.setdefault(name, []).append(str(value))
    return Submitted(values, files)
