"""Places in the source where somebody could be identified: for officers' eyes only."""

from dataclasses import dataclass
from uuid import UUID

from feedback.notes.draft import Source
from feedback.source_lines import read_source
from feedback.tables import PersonalDataFlag


@dataclass(frozen=True, slots=True)
class FlaggedText:
    """Words of the source that may identify somebody, and why they were flagged."""

    id: UUID
    text: str
    kind: str
    source: Source | None


async def list_flags(consultation_id: UUID) -> tuple[FlaggedText, ...]:
    """A consultation's flags in the order of the document."""
    rows = await PersonalDataFlag.select().where(PersonalDataFlag.consultation == consultation_id)
    flags = [FlaggedText(row["id"], row["text"], row["kind"], read_source(row["source"])) for row in rows]
    return tuple(sorted(flags, key=lambda flag: (flag.source.first_line if flag.source else 0, flag.text, flag.id)))
