"""Fills the English catalog: the message ids are the English texts. Run by `make messages`."""

from pathlib import Path

from babel.messages.pofile import read_po, write_po

FILE = Path(__file__).parent / "en" / "LC_MESSAGES" / "messages.po"

with FILE.open("rb") as file:
    catalog = read_po(file, locale="en")
for message in catalog:
    if message.id:
        message.string = message.id
# Without its header the file would no longer tell other tools which plural forms English has.
with FILE.open("wb") as file:
    write_po(file, catalog, sort_output=True, width=100)
