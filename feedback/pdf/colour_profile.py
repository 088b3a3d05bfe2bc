"""What the colours of a PDF mean: the sRGB profile (IEC 61966-2-1) as an ICC file of version 4.2, the same bytes everywhere."""

from functools import cache
from struct import pack

WHITE = (0.9642, 1.0, 0.8249)  # D50, to which all colours of a profile are adapted
RED, GREEN, BLUE = (0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)
ADAPTATION = (
    1.04788,
    0.02292,
    -0.05022,
    0.02959,
    0.99048,
    -0.01707,
    -0.00925,
    0.01508,
    0.75168,
)  # from D65, by Bradford
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
HEADER = 128  # bytes
ENTRY = 12  # bytes of each tag in the table


@cache
def srgb() -> bytes:
    """The profile, small enough for every file: three primaries and one curve for them all."""
    tags = {
        "desc": _text("sRGB IEC61966-2.1"),
        "cprt": _text("No copyright"),
        "wtpt": _fixed("XYZ ", WHITE),
        "chad": _fixed("sf32", ADAPTATION),
        "rXYZ": _fixed("XYZ ", RED),
        "gXYZ": _fixed("XYZ ", GREEN),
        "bXYZ": _fixed("XYZ ", BLUE),
        **dict.fromkeys(("rTRC", "gTRC", "bTRC"), b"para" + bytes(4) + pack(">HH", 3, 0) + _numbers(CURVE)),
    }
    table, data = pack(">I", len(tags)), b""
    begin = HEADER + len(table) + ENTRY * len(tags)
    places: dict[bytes, int] = {}
    for name, content in tags.items():
        if content not in places:
            places[content] = begin + len(data)
            data += content + bytes(-len(content) % 4)
        table += name.encode() + pack(">II", places[content], len(content))
    return _header(begin + len(data)) + table + data


def _header(size: int) -> bytes:
    made = pack(">6H", 2000, 1, 1, 0, 0, 0)
    start = pack(">I", size) + bytes(4) + b"\x04\x20\0\0" + b"mntrRGB XYZ " + made + b"acsp"
    return start + bytes(28) + _numbers(WHITE) + bytes(48)


def _text(words: str) -> bytes:
    return (
        b"mluc" + bytes(4) + pack(">II", 1, 12) + b"enUS" + pack(">II", 2 * len(words), 28) + words.encode("utf-16-be")
    )


def _fixed(kind: str, values: tuple[float, ...]) -> bytes:
    return kind.encode() + bytes(4) + _numbers(values)


def _numbers(values: tuple[float, ...]) -> bytes:
    """As s15Fixed16Number."""
    return pack(f">{len(values)}i", *(round(value * 65536) for value in values))
