"""What reading a survey from a file gives, whatever its format, and how names in files are told apart."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from itertools import count

from feedback.errors import ServiceError
from surveys.definition import SurveyDefinition
from surveys.drafting import LeftOut

MAX_BYTES = 5 * 1024 * 1024
MOST_IN_A_FILE = 200  # questions


class UnusableFile(ServiceError):
    """A file holds no survey that can be read; the text says where it is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class ReadSurvey:
    """A survey as a file tells of it: its pictures by digest, and what of the file is not in the survey, and why."""

    definition: SurveyDefinition
    images: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    left_out: tuple[LeftOut, ...] = ()


def unused(name: str, taken: Container[str]) -> str:
    """The name, or it with the first number behind it that makes it another than those taken."""
    return name if name not in taken else next(each for n in count(2) if (each := f"{name}_{n}") not in taken)
