"""Zip files without the clock, such as those of Word and Excel: the same content gives the same bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)


def undated(content: bytes) -> bytes:
    """The same zip file, every member with the earliest date that there is."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(written, "w") as target:
        for member in source.infolist():
            still = ZipInfo(member.filename, EARLIEST)
            still.compress_type = ZIP_DEFLATED
            target.writestr(still, source.read(member))
    return written.getvalue()
