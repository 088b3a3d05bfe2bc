"""Pages that are pictures, read by Tesseract where it is installed."""

import functools
import os
import re
import shutil
import subprocess

from feedback.notes.characters import tidy
from feedback.notes.pdf_pages import MAX_WIDTH, render_page
from feedback.notes.unreadable import Unreadable, UnreadableReason

#: What Tesseract reads of the languages of notes; Swedish must be there.
_LANGUAGES = ("swe", "eng")
_SECONDS = 25
#: What Tesseract takes the round mark of a list for.
_MISTAKEN_MARK = re.compile(r"^\s*[«»¢©®¤°*e]\s+(?=\S)", re.MULTILINE)


@functools.cache
def recognised_languages() -> tuple[str, ...]:
    """The languages that text in pictures is read in; none where Tesseract or its Swedish is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    told = subprocess.run([program, "--list-langs"], capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
    installed = set(told.stdout.decode("utf-8", errors="replace").split())
    return tuple(language for language in _LANGUAGES if language in installed) if "swe" in installed else ()


def lines_of_picture(content: bytes, page: int) -> list[str]:
    """The lines of one page of a scanned PDF, counted from 1; raises `Unreadable` where Tesseract cannot read it in time."""
    command = [shutil.which("tesseract") or "tesseract", "stdin", "stdout", "-l", "+".join(recognised_languages())]
    picture = render_page(content, page, MAX_WIDTH)
    try:
        done = subprocess.run(  # noqa: S603  (a fixed command; the picture comes in by standard input)
            command,
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(UnreadableReason.TOO_SLOW) from error
    if done.returncode != 0:
        raise Unreadable(UnreadableReason.BROKEN)
    text = tidy(done.stdout.decode("utf-8", errors="replace").replace("\f", "")).rstrip("\n")
    return _MISTAKEN_MARK.sub("• ", text).split("\n")
