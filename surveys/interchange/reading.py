"""What reading a survey from a file gives, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from feedback.errors import ServiceError
from surveys.definition import SurveyDefinition
from surveys.drafting import LeftOut

MAX_BYTES = 5 * 1024 * 1024
MOST_QUESTIONS = 200


class UnusableFile(ServiceError):
    """A file holds no survey that can be read; the text says where it is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class ReadSurvey:
    """A survey as a file tells of it: its pictures by digest, and what of the file is not in the survey, and why."""

    definition: SurveyDefinition
    images: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    left_out: tuple[LeftOut, ...] = ()
