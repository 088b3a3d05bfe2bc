"""Closure letters as mails: the whole letter in words, as it was made, and the address where it is read and replied to."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from feedback import blocks
from feedback.blocks import Cell
from feedback.consultations import get_consultation
from feedback.errors import Gone, NotFound
from feedback.mail.bodies import Block, Link, Paragraph, as_html, as_text
from feedback.mail.messages import MailDescription, WrittenMail
from feedback.translation import date_text, direction, speaking
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from reports.closure_letters import Letter
from reports.letters import addressee_names, get_letter, letter_token
from reports.told_letters import told_letter

#: What is between these is ordered by its own direction, whatever stands around it (UAX #9, 2.4).
_ISOLATE, _END = "\u2068", "\u2069"


async def write_letter_mail(letter_id: UUID) -> WrittenMail | None:
    """The `Writer` of the outbox for closure letters."""
    return await letter_mail(letter_id, today=date.today())


async def letter_mail(letter_id: UUID, *, today: date) -> WrittenMail | None:
    """The letter as it was made, with what has changed since; None where it is no longer to be sent.

    So it is where there is no address, where its link was taken back, and where what it is about was taken away.
    """
    letter = await get_letter(letter_id)
    if letter is None or not letter.organisation.email or letter.revoked_at:
        return None
    with speaking(letter.language):
        try:
            consultation = await get_consultation(letter.consultation)
            told = await told_letter(letter, today=today)
        except (Gone, NotFound):
            return None
        subject = _("What became of what was said: %(title)s", title=consultation.title)
        if consultation.date:
            subject = _("What became of what was said on %(day)s", day=date_text(consultation.date))
        said = list(mail_blocks(told))
        return WrittenMail(
            to=letter.organisation.email,
            to_name=letter.organisation.name,
            subject=subject,
            text=as_text(said),
            html=as_html(said, title=subject, language=letter.language),
            language=letter.language,
            secret=letter_token(letter.id),
        )


def mail_blocks(letter: Letter) -> Iterator[Block]:
    """A letter as a mail's paragraphs, in the language of the moment."""
    for block in letter.blocks:
        match block:
            case blocks.Heading() | blocks.Paragraph():
                yield Paragraph(_isolated(block.text, block.language))
            case blocks.BulletList():
                yield Paragraph("\n".join(f"• {_isolated(item, block.language)}" for item in block.items))
            case blocks.Table():
                yield Paragraph("\n".join(_lines(block)))
    yield Link(_("Read the letter and reply"), letter.address)


def _lines(table: blocks.Table) -> Iterator[str]:
    """A table of two columns says what its first column names; of others each row is one item with its columns named."""
    for row in table.rows:
        if len(row) == 2:
            name, value = row
            yield f"{name.text}: {_cell(value)}"
        else:
            yield "• " + "; ".join(
                f"{name}: {_cell(cell)}" for name, cell in zip(table.header, row, strict=True) if cell.text
            )


def _cell(cell: Cell) -> str:
    return _isolated(cell.text, cell.language)


def _isolated(text: str, language: str | None) -> str:
    if language is None or direction(language) == direction(spoken_language()):
        return text
    return f"{_ISOLATE}{text}{_END}"


async def describe_letter_mails(letters: Sequence[UUID]) -> Mapping[UUID, MailDescription]:
    """The `Describer` of the outbox for closure letters."""
    return {
        id: MailDescription(kind=_("Closure letter"), about=title, to=name)
        for id, (title, name) in (await addressee_names(letters)).items()
    }
