"""Organisations that were invited to a survey, brought into the department's list of organisations."""

from uuid import UUID

from feedback.attendance import bring_in
from feedback.organisations import LONGEST_NAME, BroughtIn, Details
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES
from surveys.building import get_survey
from surveys.email_addresses import is_address
from surveys.tables import Invitation


async def invited_organisations(survey_id: UUID) -> list[Details]:
    """Each organisation that was invited, once, by name, with an address and language to write to it in.

    An address that a person's name stands with is that person's, who was promised that it is removed: it is left out.
    """
    rows = (
        await Invitation.select(
            Invitation.organisation,
            Invitation.email,
            Invitation.language,
            Invitation.name,
            Invitation.organisation_type,
        )
        .where((Invitation.survey == survey_id) & (Invitation.organisation != ""))
        .order_by(Invitation.organisation)
        .order_by(Invitation.email)
    )
    found: dict[str, Details] = {}
    for row in rows:
        name = " ".join(row["organisation"].split())[:LONGEST_NAME]
        email = row["email"] if not row["name"] and is_address(row["email"]) else ""
        language = row["language"] if row["language"] in LANGUAGES else DEFAULT_LANGUAGE
        if name and (name.casefold() not in found or (email and not found[name.casefold()].email)):
            known = found.get(name.casefold())
            stated = row["organisation_type"] or (known.organisation_type if known else "")
            found[name.casefold()] = Details(name, email, language, stated)
    return list(found.values())


async def bring_in_invited(survey_id: UUID, *, attended: bool) -> tuple[UUID, BroughtIn]:
    """Add them to the list; `attended` says that they attended the survey's consultation, whose id is given. `NotFound`."""
    survey = await get_survey(survey_id)
    found = await invited_organisations(survey_id)
    return survey.consultation_id, await bring_in(found, consultation=survey.consultation_id if attended else None)
