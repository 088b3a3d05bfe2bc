"""A hostile file is read in a process of its own, with little memory, little time and no files to write."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

import msgspec

from feedback.notes.draft import Draft
from feedback.notes.ocr import lines_of_picture, recognised_languages
from feedback.notes.pdf_pages import count_pages, render_page
from feedback.notes.reading import Line, Unreadable, UnreadableReason, lines_of_pages, read_lines
from feedback.notes.structure import draft_notes
from feedback.notes.unreadable import MAX_BYTES, MAX_SCANNED_PAGES

#: The longest wait for one file, and what its process may hold.
SECONDS = 30
#: How many such waits all pages of one scanned file may take together.
ALL_PICTURES = 10
MEMORY = 1536 * 1024 * 1024

_REFUSED = 3
_PACKAGE_FOLDER = Path(__file__).resolve().parents[2]
_LINES = msgspec.json.Decoder(tuple[Line, ...])


def read_lines_apart(
    content: bytes, filename: str, *, seconds: float = SECONDS, on_page: Callable[[int, int], None] | None = None
) -> tuple[Line, ...]:
    """As `read_lines`, in a process that is killed past its limits; raises `Unreadable`, also when that happens.

    A scanned PDF is read page by page where text in pictures can be recognised, each page within the same limits
    and all within `ALL_PICTURES` times as long; `on_page` is told before each of them its number and how many there are.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    try:
        # The name of the file is not passed on: nothing in it may steer the process.
        return _LINES.decode(_done_apart("lines", sent=content, seconds=seconds))
    except Unreadable as error:
        if error.reason is not UnreadableReason.SCANNED or not recognised_languages():
            raise
    return _read_pictures(content, seconds, on_page or (lambda page, pages: None))


def _read_pictures(content: bytes, seconds: float, on_page: Callable[[int, int], None]) -> tuple[Line, ...]:
    count = int(_done_apart("count", sent=content, seconds=seconds))
    if count > MAX_SCANNED_PAGES:
        raise Unreadable(UnreadableReason.LONG_SCAN)
    pages: list[list[str]] = []
    last = monotonic() + ALL_PICTURES * seconds
    for number in range(1, count + 1):
        on_page(number, count)
        left = max(last - monotonic(), 0)
        read = _done_apart("picture", str(number), sent=content, seconds=min(seconds, left))
        pages.append(msgspec.json.decode(read))
    if not any(line.strip() for page in pages for line in page):
        raise Unreadable(UnreadableReason.SCANNED)
    return lines_of_pages(pages)


def draft_notes_apart(lines: tuple[Line, ...], *, is_decision: bool = False, seconds: float = SECONDS) -> Draft:
    """As `draft_notes`, in such a process; raises `Unreadable` where it is killed."""
    answer = _done_apart("draft", str(int(is_decision)), sent=msgspec.json.encode(lines), seconds=seconds)
    return msgspec.json.decode(answer, type=Draft)


def render_page_apart(
    content: bytes, page: int, width: int, *, marked: Sequence[str] = (), seconds: float = SECONDS
) -> bytes:
    """As `render_page`, in such a process; raises `Unreadable`, also where it is killed."""
    sent = msgspec.msgpack.encode((content, marked))
    return _done_apart("page", str(page), str(width), sent=sent, seconds=seconds)


def _done_apart(*order: str, sent: bytes, seconds: float) -> bytes:
    command = [sys.executable, "-W", "ignore", "-m", "feedback.notes.sandbox", *order]
    try:
        done = subprocess.run(  # noqa: S603  (a fixed command of our own)
            command, input=sent, capture_output=True, timeout=seconds, cwd=_PACKAGE_FOLDER, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(UnreadableReason.TOO_SLOW) from error
    if done.returncode == _REFUSED:
        raise Unreadable(UnreadableReason(done.stdout.decode()))
    if done.returncode != 0:
        raise Unreadable(UnreadableReason.TOO_SLOW if done.returncode < 0 else UnreadableReason.BROKEN)
    return done.stdout


def _limit_this_process() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(what: str, *details: str) -> int:
    """Bytes come in by standard input; what is asked for, or the reason why not, goes out by standard output."""
    _limit_this_process()
    sent = sys.stdin.buffer.read()
    try:
        if what == "page":
            content, marked = msgspec.msgpack.decode(sent, type=tuple[bytes, list[str]])
            answer = render_page(content, int(details[0]), int(details[1]), marked=marked)
        elif what == "count":
            answer = str(count_pages(sent)).encode()
        elif what == "picture":
            answer = msgspec.json.encode(lines_of_picture(sent, int(details[0])))
        elif what == "draft":
            answer = msgspec.json.encode(draft_notes(_LINES.decode(sent), is_decision=details[0] == "1"))
        else:
            answer = msgspec.json.encode(read_lines(sent, ""))
    except Unreadable as error:
        sys.stdout.write(error.reason.value)
        return _REFUSED
    except MemoryError:
        sys.stdout.write(UnreadableReason.TOO_SLOW.value)
        return _REFUSED
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(_answer(*sys.argv[1:]))
