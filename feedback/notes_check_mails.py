"""Mails that ask organisations whether the notes say what was said. Each is about one check and one organisation.

There is no row for the two together, so what the outbox keeps is an id made of both, found again among those who may be asked.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from feedback.consultations import get_consultation
from feedback.errors import Conflict, Gone, NotFound
from feedback.follow_up_tables import Organisation
from feedback.mail import outbox
from feedback.mail.bodies import Block, Link, Paragraph, as_html, as_text
from feedback.mail.messages import MailDescription, WrittenMail
from feedback.notes_checks import KeptCheck, get_check, read_checks
from feedback.personal_data_flags import read_masks
from feedback.settings import settings
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES, date_text, speaking
from feedback.translation import gettext as _

#: The outbox's kind of mail; it is about `mail_of` a check and an organisation.
KIND = "notes check"


def mail_of(check: UUID, organisation: UUID) -> UUID:
    """The id under which the outbox keeps the mail about this check to this organisation. Pure."""
    return uuid5(check, str(organisation))


async def queue_check_mails(check_id: UUID, organisations: Sequence[UUID], *, today: date, now: datetime) -> int:
    """Queue a mail to each of these organisations that has an address, and give how many are new.

    Raises `NotFound`, and `Conflict` where the check takes no more replies.
    """
    check = await get_check(check_id)
    if not check.is_open(today):
        raise Conflict(_("The check is closed. Nobody is written to."))
    rows = await Organisation.select(Organisation.id).where(Organisation.email != "")
    reachable = {row["id"] for row in rows}
    return await outbox.queue(
        KIND, [mail_of(check_id, each) for each in organisations if each in reachable], not_before=now
    )


async def asked_by_mail(check_id: UUID, organisations: Sequence[UUID]) -> frozenset[UUID]:
    """Those of these organisations for which a mail was queued, whatever became of it."""
    by_mail = {mail_of(check_id, each): each for each in organisations}
    return frozenset(by_mail[mail] for mail in await outbox.states(KIND, list(by_mail)))


async def write_check_mail(mail: UUID) -> WrittenMail | None:
    """The `Writer` of the outbox for these mails; None where the check is closed, or there is no address any more."""
    return await check_mail(mail, today=date.today())


async def check_mail(mail: UUID, *, today: date) -> WrittenMail | None:
    """The mail as it reads on this day, in its organisation's language; None where it is not to be sent."""
    found = (await _about([mail])).get(mail)
    if found is None or not found[0].is_open(today) or not found[1]["email"]:
        return None
    check, organisation = found
    try:
        consultation = await get_consultation(check.consultation_id)
    except (Gone, NotFound):
        return None
    title = (await read_masks([consultation.id])).of(consultation.id, consultation.title)
    language = organisation["language"] if organisation["language"] in LANGUAGES else DEFAULT_LANGUAGE
    with speaking(language):
        subject = _("Is this what was said? Notes to check")
        blocks = [*invitation(check, title, language=language), Paragraph(settings().department)]
    return WrittenMail(
        to=organisation["email"],
        to_name=organisation["name"],
        subject=subject,
        text=as_text(blocks),
        html=as_html(blocks, title=subject, language=language),
        language=language,
        secret=check.token,
    )


def invitation(check: KeptCheck, title: str, *, language: str) -> list[Block]:
    """What is asked of those who were there, in the language of the moment: for a mail, and for officers to paste."""
    return [
        Paragraph(_("You took part in: %(title)s", title=title)),
        Paragraph(
            _(
                "Before we go on, we want to know whether the notes say what was said. Read them, and say of each point "
                "whether it is right, how it should be put, or what is missing. You need no account."
            )
        ),
        Link(_("Read and check the notes"), f"{check.address}?lang={language}"),
        Paragraph(
            _(
                "You can answer until %(day)s. Everybody who was asked has the same link, and we do not see who answers.",
                day=date_text(check.last_day),
            )
        ),
    ]


async def describe_check_mails(mails: Sequence[UUID]) -> Mapping[UUID, MailDescription]:
    """The `Describer` of the outbox for these mails."""
    return {
        mail: MailDescription(_("Check of notes"), date_text(check.last_day), organisation["name"])
        for mail, (check, organisation) in (await _about(mails)).items()
    }


async def _about(mails: Sequence[UUID]) -> dict[UUID, tuple[KeptCheck, dict[str, str]]]:
    if not mails:
        return {}
    wanted = set(mails)
    organisations = await Organisation.select(
        Organisation.id, Organisation.name, Organisation.email, Organisation.language
    )
    return {
        mail: (check, organisation)
        for check in await read_checks()
        for organisation in organisations
        if (mail := mail_of(check.id, organisation["id"])) in wanted
    }
