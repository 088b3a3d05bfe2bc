"""Places in the source where somebody could be identified: for officers' eyes alone until an officer decides otherwise."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from feedback.enums import PersonalDataChoice
from feedback.flagged_words import mask
from feedback.notes.draft import Source
from feedback.source_lines import read_source
from feedback.tables import PersonalDataFlag

#: Of a flag whose words nobody but officers reads: hidden, or not decided yet.
IS_MASKED = PersonalDataFlag.decision != PersonalDataChoice.SHOWN.value


@dataclass(frozen=True, slots=True)
class FlaggedText:
    """Words of the source that may identify somebody, why they were flagged, and what an officer decided of them last."""

    id: UUID
    text: str
    kind: str
    source: Source | None
    decision: PersonalDataChoice | None = None


@dataclass(frozen=True, slots=True)
class Masks:
    """By consultation, the words that are taken out of what is said of it outside the officers' pages."""

    words: Mapping[UUID, tuple[str, ...]]

    def of(self, consultation: UUID, text: str) -> str:
        """A text of this consultation without those words."""
        return mask(text, self.words.get(consultation, ()))

    def of_all(self, consultations: Iterable[UUID], text: str) -> str:
        """A text that belongs to several consultations, as an issue's title does, without the words of any."""
        return mask(text, sorted({words for each in consultations for words in self.words.get(each, ())}))


async def list_flags(consultation_id: UUID) -> tuple[FlaggedText, ...]:
    """A consultation's flags in the order of the document."""
    rows = await PersonalDataFlag.select().where(PersonalDataFlag.consultation == consultation_id)
    flags = [
        FlaggedText(
            row["id"],
            row["text"],
            row["kind"],
            read_source(row["source"]),
            PersonalDataChoice(row["decision"]) if row["decision"] else None,
        )
        for row in rows
    ]
    return tuple(sorted(flags, key=lambda flag: (flag.source.first_line if flag.source else 0, flag.text, flag.id)))


async def count_undecided(consultation_id: UUID) -> int:
    """How many of a consultation's flags wait for an officer to decide."""
    is_undecided = (PersonalDataFlag.consultation == consultation_id) & (PersonalDataFlag.decision == "")
    return int(await PersonalDataFlag.count().where(is_undecided))


async def read_masks(consultations: Collection[UUID] | None = None) -> Masks:
    """What is masked of these consultations, or of all."""
    if consultations is not None and not consultations:
        return Masks({})
    which = IS_MASKED if consultations is None else IS_MASKED & PersonalDataFlag.consultation.is_in(list(consultations))
    rows = await PersonalDataFlag.select(PersonalDataFlag.consultation, PersonalDataFlag.text).where(which)
    found: dict[UUID, set[str]] = {}
    for row in rows:
        if row["text"]:
            found.setdefault(row["consultation"], set()).add(row["text"])
    return Masks({consultation: tuple(sorted(words)) for consultation, words in found.items()})
