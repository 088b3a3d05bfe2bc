"""What officers have made a survey's mails say, per kind and language; where they have not, the standard text stands."""

from collections.abc import Mapping
from uuid import UUID

from piccolo.custom_types import Combinable

from feedback.database import transaction
from surveys.building import hold_survey
from surveys.mail_texts import MailKind, MailText, standard_text
from surveys.tables import MailTemplate


async def text_of(survey_id: UUID, kind: MailKind, language: str) -> MailText:
    """What the mail says in this language."""
    row = await MailTemplate.select().where(_at(survey_id, kind, language)).first()
    return MailText(row["subject"], row["body"]) if row else standard_text(kind, language)


async def changed_texts(survey_id: UUID) -> Mapping[MailKind, frozenset[str]]:
    """For each kind the languages whose text is not the standard one."""
    rows = await MailTemplate.select(MailTemplate.kind, MailTemplate.language).where(MailTemplate.survey == survey_id)
    return {kind: frozenset(row["language"] for row in rows if row["kind"] == kind) for kind in MailKind}


async def save_text(survey_id: UUID, kind: MailKind, language: str, text: MailText) -> None:
    """Have the mail say this; the standard text itself is not kept, so that it goes on following ours."""
    async with transaction():
        await hold_survey(survey_id)
        await MailTemplate.delete().where(_at(survey_id, kind, language))
        if text != standard_text(kind, language):
            row = MailTemplate(
                survey=survey_id, kind=kind.value, language=language, subject=text.subject, body=text.body
            )
            await row.save()


async def use_standard_text(survey_id: UUID, kind: MailKind, language: str) -> None:
    """Have the mail say what it says unless somebody changes it."""
    await MailTemplate.delete().where(_at(survey_id, kind, language))


def _at(survey_id: UUID, kind: MailKind, language: str) -> Combinable:
    return (MailTemplate.survey == survey_id) & (MailTemplate.kind == kind.value) & (MailTemplate.language == language)
