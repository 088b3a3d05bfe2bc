"""Texts with the same wording, or nearly, as they are coded: once for all of them. Which are the same: `matching.same_texts`."""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Alike:
    """The other texts with a text's wording, and the wordings of all of them with how many have each, the most usual first."""

    others: tuple[UUID, ...]
    wordings: tuple[tuple[str, int], ...]

    @property
    def is_from_many(self) -> bool:
        """Whether three or more wrote it; two that agree can be chance."""
        return len(self.others) > 1


async def same_wordings(texts: Mapping[UUID, str]) -> dict[UUID, Alike]:
    """For each of these texts that shares its wording with others, those others."""
    found: dict[UUID, Alike] = {}
    for group in await asyncio.to_thread(_groups, texts):
        wordings = Counter(texts[id] for id in group)
        ordered = tuple(sorted(wordings.items(), key=lambda each: (-each[1], each[0])))
        found |= {id: Alike(tuple(other for other in group if other != id), ordered) for id in group}
    return found


async def with_the_wording_of(text: UUID, texts: Mapping[UUID, str]) -> frozenset[UUID]:
    """Those of these texts that have the wording of one of them, itself too."""
    alike = (await same_wordings(texts)).get(text)
    return frozenset([text, *(alike.others if alike else ())])


def decided_for(text: UUID, alike: Mapping[UUID, Alike], *, seen: int) -> Sequence[UUID]:
    """Which texts a decision on one counts for: all with its wording, if they are as many others as the officer saw."""
    others: Collection[UUID] = alike[text].others if text in alike else ()
    return (text, *others) if len(others) == seen else (text,)


def _groups(texts: Mapping[UUID, str]) -> list[tuple[UUID, ...]]:
    # Loads numpy: only when it is asked for.
    from feedback.matching.same_texts import same_texts

    groups = same_texts(((str(id), text) for id, text in texts.items()), fewest=2)
    return [tuple(UUID(id) for id in group) for group in groups]
