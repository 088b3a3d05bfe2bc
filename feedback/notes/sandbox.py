"""A hostile file is read in a process of its own, with little memory, little time and no files to write."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from feedback.notes.reading import Line, Unreadable, UnreadableReason, read_lines
from feedback.notes.unreadable import MAX_BYTES

#: The longest wait for one file, and what its process may hold.
SECONDS = 30
MEMORY = 1536 * 1024 * 1024

_REFUSED = 3
_PACKAGE_FOLDER = Path(__file__).resolve().parents[2]


def read_lines_apart(content: bytes, filename: str, *, seconds: float = SECONDS) -> tuple[Line, ...]:
    """As `read_lines`, in a process that is killed past its limits; raises `Unreadable`, also when that happens."""
    if len(content) > MAX_BYTES:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    command = [sys.executable, "-W", "ignore", "-m", "feedback.notes.sandbox"]
    try:
        # The name of the file is not passed on: nothing in it may steer the process.
        done = subprocess.run(  # noqa: S603  (a fixed command of our own)
            command, input=content, capture_output=True, timeout=seconds, cwd=_PACKAGE_FOLDER, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(UnreadableReason.TOO_SLOW) from error
    if done.returncode == _REFUSED:
        raise Unreadable(UnreadableReason(done.stdout.decode()))
    if done.returncode != 0:
        raise Unreadable(UnreadableReason.TOO_SLOW if done.returncode < 0 else UnreadableReason.BROKEN)
    return tuple(Line(*line) for line in json.loads(done.stdout))


def _limit_this_process() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer() -> int:
    """Bytes come in by standard input; lines, or the reason why not, go out by standard output."""
    _limit_this_process()
    try:
        lines = read_lines(sys.stdin.buffer.read(MAX_BYTES + 1), "")
        answer = json.dumps([(line.number, line.page, line.text, line.is_heading) for line in lines])
    except Unreadable as error:
        sys.stdout.write(error.reason.value)
        return _REFUSED
    except MemoryError:
        sys.stdout.write(UnreadableReason.TOO_SLOW.value)
        return _REFUSED
    sys.stdout.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(_answer())
