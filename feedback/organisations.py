"""Organisations that take part through the years, and how to write to them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from piccolo.columns import Column
from piccolo.query.functions.aggregate import Count

from feedback.database import is_unique_violation, transaction
from feedback.errors import Conflict, NotFound
from feedback.follow_up_tables import Attendance, Organisation, PointOrganisation
from feedback.mail.addresses import must_be_address
from feedback.regions import LONGEST_REGION, one_line
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES
from feedback.translation import gettext as _

LONGEST_NAME = 200  # characters


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of an organisation; `email` is its own address, blank where there is none."""

    name: str
    email: str = ""
    language: str = DEFAULT_LANGUAGE
    organisation_type: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """`organisation_type` is a value that invitations have too, blank where it is not stated."""

    id: UUID
    name: str
    email: str
    language: str
    organisation_type: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """One line of the list; `consultations` are those it attended, `points` those that it is known to have made."""

    organisation: KnownOrganisation
    consultations: int
    points: int


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """All the organisations that were found, and how many of them are new."""

    added: int
    ids: tuple[UUID, ...]


async def list_organisations() -> list[ListedOrganisation]:
    """All of them, by name."""
    rows = await Organisation.select()
    attended = (
        await Attendance.select(Attendance.organisation, Count())
        .where(Attendance.consultation.deleted_at.is_null())
        .group_by(Attendance.organisation)
    )
    consultations = {row["organisation"]: row["count"] for row in attended}
    points: dict[UUID, int] = {}
    said_at: Any = PointOrganisation.point.consultation  # Piccolo types one join, not two
    is_held = PointOrganisation.point.dropped_at.is_null() & said_at.deleted_at.is_null()
    for row in await PointOrganisation.select(PointOrganisation.organisation).where(is_held):
        points[row["organisation"]] = points.get(row["organisation"], 0) + 1
    listed = [
        ListedOrganisation(known_of(row), consultations.get(row["id"], 0), points.get(row["id"], 0)) for row in rows
    ]
    return sorted(listed, key=lambda each: (each.organisation.name.casefold(), each.organisation.name))


def known_of(row: dict[str, Any]) -> KnownOrganisation:
    """A row of the table."""
    kept = ("id", "name", "email", "language", "organisation_type", "region")
    return KnownOrganisation(**{name: row[name] for name in kept})


async def get_organisation(organisation: UUID) -> KnownOrganisation:
    """One organisation, or `NotFound`."""
    row = await Organisation.select().where(Organisation.id == organisation).first()
    if row is None:
        raise NotFound(_("There is no such organisation."))
    return known_of(row)


async def add_organisation(details: Details) -> UUID:
    """Add an organisation to the list. Raises `Conflict` where one has this name, `NotAnAddress` for a wrong address."""
    details = _checked(details)
    async with transaction():
        await _must_be_free(details.name)
        row = Organisation(**asdict(details))
        await _save(row)
    return row.id


async def edit_organisation(organisation: UUID, details: Details) -> None:
    """Correct what is known of it. Raises `NotFound`, and what `add_organisation` raises."""
    details = _checked(details)
    async with transaction():
        row = await Organisation.objects().get(Organisation.id == organisation)
        if row is None:
            raise NotFound(_("There is no such organisation."))
        await _must_be_free(details.name, besides=organisation)
        for name, value in asdict(details).items():
            setattr(row, name, value)
        await _save(row)


async def add_missing(found: Sequence[Details]) -> BroughtIn:
    """Add those that are not in the list yet, by their names, and an address and a type to those that have none.

    What an officer wrote stays.
    """
    async with transaction():
        known = {_key(row["name"]): row for row in await Organisation.select()}
        added = 0
        ids: list[UUID] = []
        for details in {_key(each.name): _checked(each) for each in found}.values():
            row = known.get(_key(details.name))
            if row is None:
                new = Organisation(**asdict(details))
                await _save(new)
                ids.append(new.id)
                added += 1
                continue
            ids.append(row["id"])
            values: dict[Column | str, Any] = {}
            if details.email and not row["email"]:
                values |= {Organisation.email: details.email, Organisation.language: details.language}
            if details.organisation_type and not row["organisation_type"]:
                values[Organisation.organisation_type] = details.organisation_type
            if values:
                await Organisation.update(values).where(Organisation.id == row["id"])
    return BroughtIn(added, tuple(ids))


def _checked(details: Details) -> Details:
    name, email = " ".join(details.name.split()), details.email.strip()
    if not name:
        raise Conflict(_("Give the organisation's name."))
    if len(name) > LONGEST_NAME:
        raise Conflict(_("The name is too long: use at most %(n)s characters.", n=LONGEST_NAME))
    if "\0" in name + email:
        raise Conflict(_("The text has a character that cannot be kept."))
    if email:
        must_be_address(email)
    if details.language not in LANGUAGES:
        raise Conflict(_("Choose one of the languages."))
    region = one_line(details.region)
    if len(region) > LONGEST_REGION:
        raise Conflict(_("Write at most %(n)s characters.", n=LONGEST_REGION))
    return replace(details, name=name, email=email, region=region)


async def _must_be_free(name: str, *, besides: UUID | None = None) -> None:
    rows = await Organisation.select(Organisation.id, Organisation.name)
    if any(_key(row["name"]) == _key(name) and row["id"] != besides for row in rows):
        raise _taken()


async def _save(row: Organisation) -> None:
    try:
        await row.save()
    except Exception as error:
        if is_unique_violation(error):
            raise _taken() from error
        raise


def _taken() -> Conflict:
    return Conflict(_("There is an organisation of this name already."))


def _key(name: str) -> str:
    """Upper and lower case, and spaces, do not make another organisation."""
    return " ".join(name.split()).casefold()
