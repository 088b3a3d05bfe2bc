"""Rows of a survey being watched, as participants leave them: each kind only as far as the counts need it."""

import secrets
from datetime import date
from typing import Any
from uuid import UUID

from surveys.tables import Invitation, Response, ResponseDraft, SurveyVersion
from tests.surveys.open_surveys import TODAY


async def version_of(survey_id: UUID, *, number: int = 1) -> UUID:
    row = (
        await SurveyVersion.select(SurveyVersion.id)
        .where((SurveyVersion.survey == survey_id) & (SurveyVersion.number == number))
        .first()
    )
    assert row
    found: UUID = row["id"]
    return found


async def sent(survey_id: UUID, *, day: date = TODAY, language: str = "sv", **values: Any) -> str:
    """One revision of a response; gives its token's hash, which the response's other revisions share."""
    values = {"token_hash": secrets.token_hex(32), "answers": "{}", "version": await version_of(survey_id), **values}
    await Response(survey=survey_id, day=day, language=language, **values).save()
    token_hash: str = values["token_hash"]
    return token_hash


async def unsent(survey_id: UUID, *, page: int = 0, **values: Any) -> None:
    values = {"token_hash": secrets.token_hex(32), "version": await version_of(survey_id), "language": "sv", **values}
    await ResponseDraft(survey=survey_id, page=page, updated_on=TODAY, **values).save()


async def invited(
    survey_id: UUID, *, organisation_type: str = "", used: int = 0, unused: int = 0, **values: Any
) -> None:
    """So many invitations to a type of organisation."""
    for number in range(used + unused):
        await Invitation(
            survey=survey_id,
            organisation_type=organisation_type,
            token_hash=secrets.token_hex(32),
            is_used=number < used,
            **values,
        ).save()
