"""How sure a point of a draft is, by what it was known by: so that a person looks at the least sure first."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Basis(StrEnum):
    """What made a passage a point."""

    INTRODUCED = "a list under a question, a label, or words that lead over to what was said"
    LISTED = "a list under a heading of its own"
    ALONE = "a list under nothing that tells what it holds"
    TABLED = "a row of a table whose columns are known"
    HEARD_LIST = "a list where the page tells what was said"
    HEARD = "a sentence where the page tells what was said"
    NAMED = "a sentence with a verb of saying and who said it"
    QUOTED = "a quotation of a participant"
    UNNAMED = "a sentence with words of saying, and nobody named"
    SOMEBODY = "a sentence with a verb of saying and a subject that is taken for people"
    LEARNT = "as learnt from what officers corrected in other notes"
    CARRIED = "a sentence that goes on with what the one before it reported"


#: A judgement in steps, not a probability; `make evaluate` prints beside it how often each was right on our own documents.
CONFIDENCE: Mapping[Basis, float] = MappingProxyType(
    {
        Basis.INTRODUCED: 0.95,
        Basis.TABLED: 0.95,
        Basis.HEARD_LIST: 0.95,
        Basis.LISTED: 0.9,
        Basis.NAMED: 0.9,
        Basis.HEARD: 0.85,
        Basis.QUOTED: 0.85,
        Basis.UNNAMED: 0.8,
        Basis.SOMEBODY: 0.7,
        Basis.ALONE: 0.6,
        Basis.LEARNT: 0.6,
        Basis.CARRIED: 0.5,
    }
)
