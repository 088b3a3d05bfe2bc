"""The archives that office documents are: judged before they are opened."""

import io
import zipfile
import zlib

from feedback.notes.unreadable import Unreadable, UnreadableReason

#: What a document may unpack to, in all and per packed byte, before it is opened.
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
SMALL_UNPACKED = 4 * 1024 * 1024
MAX_PARTS = 5000

#: What reading a part of a damaged archive ends in.
ARCHIVE_ACCIDENTS = (
    *(KeyError, ValueError, OSError, EOFError, NotImplementedError),
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
)
#: Office documents are packed in these ways; others, as LZMA, unpack to more memory than they say.
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def check_archive(content: bytes, *, part: str = "word/document.xml", most: int = MAX_UNPACKED) -> None:
    """Raise `Unreadable` unless this is a sound archive that has this part and unpacks to at most so many bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except ARCHIVE_ACCIDENTS as error:
        raise Unreadable(UnreadableReason.BROKEN) from error
    if any(each.flag_bits & 1 for each in parts):
        raise Unreadable(UnreadableReason.ENCRYPTED)
    if any(each.compress_type not in _PACKED for each in parts):
        raise Unreadable(UnreadableReason.BROKEN)
    unpacked = sum(each.file_size for each in parts)
    steep = unpacked > SMALL_UNPACKED and unpacked > MAX_RATIO * len(content)
    if unpacked > most or steep or len(parts) > MAX_PARTS:
        raise Unreadable(UnreadableReason.BOMB)
    if part not in {each.filename for each in parts}:
        raise Unreadable(UnreadableReason.UNKNOWN_TYPE)
