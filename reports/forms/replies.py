"""What the forms about replies accept: an organisation's words, and the law by which an officer withholds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.errors import Conflict
from feedback.translation import LANGUAGES, ngettext, number_text
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from reports.replies import LONGEST_REPLY
from reports.withholding import Law, LawNeeded


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """An organisation's reply, and the language it is written in."""

    text: str = ""
    language: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(data.text("text"), data.text("language"))
        errors = {}
        if not form.text:
            errors["text"] = _("Write your reply.")
        elif (over := len(form.text) - LONGEST_REPLY) > 0:
            errors["text"] = ngettext(
                "The reply is %(n)s character too long. It may have at most %(most)s.",
                "The reply is %(n)s characters too long. It may have at most %(most)s.",
                over,
                most=number_text(LONGEST_REPLY),
            )
        if form.language not in LANGUAGES:
            errors["language"] = _("Choose one of the languages.")
        return replace(form, errors=errors)

    def refused(self, why: str) -> Self:
        return replace(self, errors={"text": why})


@dataclass(frozen=True, slots=True)
class WithholdForm:
    """The law that forbids showing a reply, and which part of it. An error's key is the id of that reply's field."""

    reply: str = ""
    law: Law | None = None
    detail: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, reply: str) -> Self:
        return cls(reply, data.choice(f"law-{reply}", Law), data.text(f"detail-{reply}"))

    def refused(self, error: Conflict) -> Self:
        about = error.about if isinstance(error, LawNeeded) else "detail"
        return replace(self, errors={f"{about}-{self.reply}": str(error)})
