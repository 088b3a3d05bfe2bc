"""What a paper says of what happens to its answers: they are keyed in by somebody who holds it, and its sender has no link."""

from collections.abc import Iterator

from feedback.translation import gettext as _
from surveys.definition import Privacy, SurveyDefinition, Wording, text_in
from surveys.privacy_notices import privacy_notice


def paper_notice(
    definition: SurveyDefinition, language: str, *, answers_kept: int | None, can_fill: bool
) -> Iterator[Wording]:
    """One paragraph each, in the language of the moment; the survey's own words about its purpose in theirs.

    `can_fill` where it is a file, which is mostly sent by mail.
    """
    notice = privacy_notice(
        definition.privacy,
        is_invited=False,
        closes_on=None,
        addresses_kept=0,
        answers_kept=answers_kept,
        is_on_paper=True,
        may_quote=definition.may_quote,
    )
    who = notice.who if definition.privacy is Privacy.ORGANISATION_NAMED else _who(definition.privacy)
    purpose = text_in(definition.purpose, language)
    yield Wording(f"{who} {_seen_by(can_fill=can_fill)}", language)
    yield Wording(f"{_changes(definition.privacy)} {notice.kept}", language)
    yield purpose if purpose.text else Wording(notice.purpose, language)
    if notice.quotes:
        yield Wording(notice.quotes, language)
    yield Wording(f"{notice.responsible} {notice.records}", language)


def _who(privacy: Privacy) -> str:
    if privacy is Privacy.CONFIDENTIAL:
        return _(
            "The survey is confidential. If we can tell that you were invited, your invitation is kept with your "
            "answers, and leads you to them. It is not shown with the answers."
        )
    return _(
        "The survey is anonymous: do not write your name. If we can tell that you were invited, we note that your "
        "invitation has been answered, and not which answers came with it. When the survey closes, the mark that leads "
        "from the answers to what you sent is removed."
    )


def _seen_by(*, can_fill: bool) -> str:
    if can_fill:
        return _(
            "Those who receive the file and compare it with what is kept see your answers, and the address from which "
            "you send it."
        )
    return _("Those who key in your answers, and compare them with the paper, see all that stands on it.")


def _changes(privacy: Privacy) -> str:
    if privacy is Privacy.ANONYMOUS:
        return _("You cannot change or delete your answers when you have sent them.")
    return _("When you have sent your answers, you can change or delete them only by a personal invitation.")
