"""QR codes of links (ISO/IEC 18004, error correction M: up to 15 % may be dirty or torn)."""

import io

import segno

QUIET_ZONE = 4  # modules of white around it, as the standard asks


def qr_rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """The code as rows of dark and light modules, with its quiet zone."""
    return tuple(tuple(bool(module) for module in row) for row in _code(address).matrix_iter(border=QUIET_ZONE))


def qr_svg(address: str) -> str:
    """The code as an SVG element to stand in a page: without a size of its own, which the stylesheet gives."""
    return _code(address).svg_inline(border=QUIET_ZONE, light="#fff", omitsize=True, svgclass="qr", lineclass=None)


def qr_svg_file(address: str) -> bytes:
    """The code as an SVG file."""
    return _saved(address, "svg")


def qr_png_file(address: str) -> bytes:
    """The code as a picture, some 700 pixels wide."""
    return _saved(address, "png")


def _saved(address: str, kind: str) -> bytes:
    file = io.BytesIO()
    _code(address).save(file, kind=kind, border=QUIET_ZONE, scale=16, light="#fff")
    return file.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)
