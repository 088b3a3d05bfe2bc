"""Whether the department's own look can be printed, asked once when the site starts rather than at the first report."""

from feedback.pdf.fonts import embedded_fonts
from feedback.pdf.pictures import logo
from feedback.settings import settings


def check_look() -> None:
    """Raises `SettingsError` where the department's logo or typefaces cannot be used."""
    look = settings().look
    if look.logo:
        logo()
    if look.fonts:
        embedded_fonts()
