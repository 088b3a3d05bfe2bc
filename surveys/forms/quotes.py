"""What an officer sends to have an answer quoted."""

from dataclasses import dataclass, field, replace
from typing import Self

from feedback.web.forms import Submitted
from surveys.quotes import PersonalDataFound, Quotable


@dataclass(frozen=True, slots=True)
class QuoteForm:
    """`text` is what is to be quoted. The box that confirms that it `tells_of_nobody` is there once something was `found`."""

    text: str
    tells_of_nobody: bool = False
    found: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, statement: Quotable) -> Self:
        """What is quoted already, or else all of the answer."""
        return cls(statement.said if statement.text is None else statement.text)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        return cls(data.text("text"), data.checked("tells_of_nobody"), data.checked("found"))

    def refused(self, reason: Exception) -> Self:
        """The same form with what the domain said."""
        is_person = isinstance(reason, PersonalDataFound)
        return replace(self, found=self.found or is_person, errors={"text": str(reason)})
