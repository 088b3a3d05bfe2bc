"""What participants are told before they begin: who is known, what the answers are for, who may read them, and how long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from feedback.settings import settings
from feedback.translation import date_text, ngettext
from feedback.translation import gettext as _
from surveys.definition import Privacy


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """One short paragraph each. `purpose` is what every survey says; a survey's own words stand in its place.

    `quotes` is empty where nothing is quoted.
    """

    who: str
    purpose: str
    responsible: str
    records: str
    kept: str
    quotes: str = ""


def privacy_notice(
    privacy: Privacy,
    *,
    is_invited: bool,
    closes_on: date | None,
    addresses_kept: int,
    answers_kept: int | None,
    is_on_paper: bool = False,
    may_quote: bool = False,
) -> PrivacyNotice:
    """The notice in the language of the moment, for somebody with an invitation of their own or with the open link.

    What is sent on paper cannot be changed by its sender. Only with `may_quote` do reports quote what was written.
    """
    return PrivacyNotice(
        who=_who(privacy, is_invited=is_invited),
        purpose=_(
            "%(department)s uses the answers to see what matters most and to follow up what was said. The results "
            "are published as figures, and a figure that stands for only a few answers is never shown.",
            department=settings().department,
        ),
        responsible=_responsible(),
        records=_(
            "What is sent to a public authority becomes an official document, which anybody may ask to read. Whether"
            " something in it must be kept secret is tested when somebody asks. Do not write anything that "
            "identifies a person."
        ),
        kept=" ".join(
            [
                *([] if is_on_paper else [_changeable(closes_on)]),
                *(_of_invited(privacy, addresses_kept) if is_invited else []),
                _answers(answers_kept),
            ]
        ),
        quotes=_quotes() if may_quote else "",
    )


def _who(privacy: Privacy, *, is_invited: bool) -> str:
    if privacy is Privacy.ORGANISATION_NAMED:
        named = _(
            "The name of your organisation is kept with your answers, and is shown with them. Your own name is not "
            "kept with them."
        )
        return f"{named} {_own_link()}" if is_invited else named
    if not is_invited:
        return _("We do not know who you are, and we do not keep which device you use.")
    if privacy is Privacy.CONFIDENTIAL:
        confidential = _(
            "The survey is confidential. Your invitation leads to your answers, so that you can change or delete "
            "them. Nobody at the department is shown whose answers are whose."
        )
        return f"{confidential} {_own_link()}"
    return _(
        "The survey is anonymous. We note that your invitation was used, and not which answers were sent with it. "
        "When the survey closes, every trace that could lead from one to the other is removed."
    )


def _quotes() -> str:
    return _(
        "What you write in your own words may be quoted word for word in reports that everybody can read. Before that, an "
        "official takes out what could tell who you are."
    )


def _own_link() -> str:
    return _(
        "Whoever has your personal link can read your answers, and change them until the survey closes, so do not pass it on."
    )


def _of_invited(privacy: Privacy, months: int) -> Iterator[str]:
    """What is kept of the invitation itself."""
    if privacy is Privacy.ANONYMOUS:
        yield _(
            "Until you send your answers, they are kept together with your invitation, so that it can be used only once. "
            "Sending them takes the two apart."
        )
    yield _addresses(months)
    if privacy is Privacy.CONFIDENTIAL:
        yield _("The organisation you were invited for stays joined to your answers as long as they are kept.")


def _responsible() -> str:
    if settings().contact:
        return _(
            "%(controller)s is responsible for personal data in the answers. Questions are answered by %(contact)s.",
            controller=settings().controller,
            contact=settings().contact,
        )
    return _("%(controller)s is responsible for personal data in the answers.", controller=settings().controller)


def _changeable(closes_on: date | None) -> str:
    if closes_on is None:
        return _("You can change or delete your answers until the survey closes.")
    return _("You can change or delete your answers until %(day)s.", day=date_text(closes_on))


def _addresses(months: int) -> str:
    if not months:
        return _("Your name and address are removed when the survey has closed.")
    return ngettext(
        "Your name and address are removed %(n)s month after the survey has closed.",
        "Your name and address are removed %(n)s months after the survey has closed.",
        months,
    )


def _answers(months: int | None) -> str:
    if months is None:
        return _("The answers are kept as part of the department's records.")
    if not months:
        return _("The answers are removed when the survey has closed, and only figures are kept.")
    return ngettext(
        "The answers are removed %(n)s month after the survey has closed, and only figures are kept.",
        "The answers are removed %(n)s months after the survey has closed, and only figures are kept.",
        months,
    )
