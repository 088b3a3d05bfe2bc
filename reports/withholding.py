"""The laws by which a reply may be withheld, and nothing else: a short list, so that disagreeing is never a reason. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from feedback.errors import Conflict
from feedback.reasons import bounded_reason
from feedback.translation import N_
from feedback.translation import gettext as _


class Law(StrEnum):
    """The law that forbids showing a reply."""

    SECRECY = "secrecy"
    DATA_PROTECTION = "data protection"
    AGITATION = "agitation"
    DEFAMATION = "defamation"
    THREAT = "threat"
    COPYRIGHT = "copyright"
    OTHER = "other"


LAWS: Mapping[Law, str] = {
    Law.SECRECY: N_("The Public Access to Information and Secrecy Act (2009:400)"),
    Law.DATA_PROTECTION: N_("The General Data Protection Regulation (EU) 2016/679"),
    Law.AGITATION: N_("The Criminal Code, chapter 16, section 8: agitation against a population group"),
    Law.DEFAMATION: N_("The Criminal Code, chapter 5: defamation"),
    Law.THREAT: N_("The Criminal Code, chapter 4, section 5: unlawful threat"),
    Law.COPYRIGHT: N_("The Copyright Act (1960:729)"),
    Law.OTHER: N_("Another law"),
}
_MARK = ": "


class LawNeeded(Conflict):
    """No law is named; `about` is the field of `Grounds` that lacks it."""

    def __init__(self, message: str, about: str) -> None:
        super().__init__(message)
        self.about = about


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a reply is withheld: a law of the list, and which section or which words; with another law, which one."""

    law: Law
    detail: str = ""

    @property
    def text(self) -> str:
        """In the language of the moment; what an officer wrote stays as written."""
        if self.law is Law.OTHER:
            return self.detail
        return f"{_(LAWS[self.law])}. {self.detail}".strip() if self.detail else _(LAWS[self.law])


def kept_grounds(law: Law | None, detail: str) -> str:
    """What is kept of the grounds. Raises `LawNeeded`, and `Conflict` for a text that is too long."""
    detail = bounded_reason(detail)
    if law is None:
        raise LawNeeded(_("Choose the law that forbids showing it. Nothing else is a reason."), "law")
    if law is Law.OTHER and not detail:
        raise LawNeeded(_("Write which law it is, with chapter and section."), "detail")
    return f"{law.value}{_MARK}{detail}"


def grounds_text(kept: str) -> str:
    """The grounds in words, in the language of the moment; those from before there was a list are as they were written."""
    law, mark, detail = kept.partition(_MARK)
    return Grounds(Law(law), detail).text if mark and law in list(Law) else kept
