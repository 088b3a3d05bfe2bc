"""Regions: the parts of the country that consultations are for and organisations are from, in the officers' own words."""

from feedback.follow_up_tables import Organisation
from feedback.tables import Consultation

LONGEST_REGION = 60  # characters


async def list_regions() -> list[str]:
    """Those in use, by name, to be offered again so that one region keeps one name."""
    named = await Consultation.select(Consultation.region).where(Consultation.deleted_at.is_null())
    named += await Organisation.select(Organisation.region)
    return sorted({row["region"] for row in named if row["region"]}, key=lambda name: (name.casefold(), name))


def one_line(region: str) -> str:
    """A region as it is kept: on one line, without what the database cannot hold. Pure."""
    return " ".join(region.replace("\0", "").split())
