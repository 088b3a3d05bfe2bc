"""What is checked of a piece of evidence before it counts: its day, whether the public sees it, its source, what it is about.

Pure. No clock in here: whether evidence counts follows from what is stored, so that the same data always tells the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil
from types import MappingProxyType

from feedback.enums import EvidenceKind
from feedback.matching.giving_words import about
from feedback.matching.text import content_words, language_of, stems, words
from feedback.translation import N_, date_text, list_text
from feedback.translation import gettext as _

#: Words of what was undertaken that a passage must share; one will do for what is undertaken in two words.
SHARED_WORDS = 2
#: The share of them that a long text must have, since a long text has any two words by chance.
SHARED_OF_LONG = 1 / 3
LONG_TEXT = 200  # words
#: With fewer words than this a page has no text to judge: it is made by a script, or is a picture.
SHORTEST_PAGE = 20
#: A server that answers so may answer better next time; any other refusal is taken at its word.
_PASSING = frozenset({408, 425, 429})


class Check(StrEnum):
    """What is checked."""

    DATED = "dated"
    PUBLIC = "public"
    SOURCED = "sourced"
    REACHABLE = "reachable"
    MENTIONS = "mentions"


CHECKS: Mapping[Check, str] = MappingProxyType(
    {
        Check.DATED: N_("Its day"),
        Check.PUBLIC: N_("Public"),
        Check.SOURCED: N_("Where it is from"),
        Check.REACHABLE: N_("The link"),
        Check.MENTIONS: N_("What it is about"),
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a piece of evidence. `is_reachable` is of a link; None is what cannot be told. `error` is a message id."""

    at: datetime
    is_reachable: bool | None = None
    status: int | None = None
    sha256: str = ""
    mentions_action: bool | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a piece of evidence. `looks` are the first and the last ones, oldest first.

    `day` is that of its document, where that is known, else the day that it is said to be from; `made_on` is when the
    commitment was made. `has_source` is whether a passage names its lines, and a figure was chosen from those there are;
    `is_promise` is whether a passage stands in the decision that the commitment was read from.
    """

    kind: EvidenceKind
    is_public: bool
    day: date | None
    made_on: date
    added_on: date
    looks: tuple[Look, ...] = ()
    has_source: bool = True
    is_promise: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """One check in words. `is_passed` is None where it cannot be told, which does not count against the evidence."""

    check: Check
    is_passed: bool | None
    words: str

    @property
    def name(self) -> str:
        return _(CHECKS[self.check])


def failed_checks(evidence: Checked) -> tuple[Check, ...]:
    """The checks that the evidence fails."""
    return tuple(check for check, is_passed in _passed(evidence).items() if is_passed is False)


def counts(evidence: Checked) -> bool:
    """Whether it counts for saying that something is complete: no check fails."""
    return not failed_checks(evidence)


def judgements(evidence: Checked) -> tuple[Judgement, ...]:
    """Every check that there is for this kind of evidence, in words for the officer."""
    told = {
        Check.DATED: _day_in_words,
        Check.PUBLIC: _public_in_words,
        Check.SOURCED: _source_in_words,
        Check.REACHABLE: _link_in_words,
        Check.MENTIONS: _mention_in_words,
    }
    return tuple(Judgement(check, passed, told[check](evidence)) for check, passed in _passed(evidence).items())


def _passed(evidence: Checked) -> dict[Check, bool | None]:
    found: dict[Check, bool | None] = {
        Check.DATED: _is_new(evidence),
        Check.PUBLIC: evidence.is_public,
    }
    if evidence.kind is EvidenceKind.LINK:
        found[Check.REACHABLE] = _is_reachable(evidence.looks)
    else:
        found[Check.SOURCED] = evidence.has_source and not evidence.is_promise
    if evidence.kind is not EvidenceKind.FIGURE:
        found[Check.MENTIONS] = next(
            (look.mentions_action for look in reversed(evidence.looks) if look.mentions_action is not None), None
        )
    return found


def _is_new(evidence: Checked) -> bool:
    # A day more than the one on which it was added, since that one is kept in another time zone.
    until = evidence.added_on + timedelta(days=1)
    return evidence.day is not None and evidence.made_on <= evidence.day <= until


def _is_reachable(looks: Sequence[Look]) -> bool | None:
    """As the last look found, which a link needs; None where one that worked the time before gave no answer."""
    tried = [look for look in looks if look.is_reachable is not None]
    if not tried or tried[-1].is_reachable:
        return bool(tried)
    return None if len(tried) > 1 and tried[-2].is_reachable and _may_pass(tried[-1]) else False


def _may_pass(look: Look) -> bool:
    return look.status is None or look.status >= 500 or look.status in _PASSING


def _day_in_words(evidence: Checked) -> str:
    if evidence.day is None:
        return _("It has no date, so it does not show what came of the commitment.")
    made, day = date_text(evidence.made_on), date_text(evidence.day)
    if _is_new(evidence):
        return _("It is from %(day)s; the commitment was made on %(made)s.", day=day, made=made)
    if evidence.day > evidence.added_on:
        return _("It is dated %(day)s, after the day on which it was added.", day=day)
    return _("It is from %(day)s, before the commitment was made on %(made)s.", day=day, made=made)


def _public_in_words(evidence: Checked) -> str:
    return _("Anybody can see it.") if evidence.is_public else _("Only the department can see it.")


def _source_in_words(evidence: Checked) -> str:
    if evidence.kind is EvidenceKind.FIGURE:
        if evidence.has_source:
            return _("It was chosen from the figures of a survey.")
        return _("It was typed, and nobody has checked it: choose a figure of a survey instead.")
    if evidence.is_promise:
        return _(
            "It stands in the decision that the commitment was read from: it tells what is to be done, not that it was."
        )
    return _("It names its lines in the document.") if evidence.has_source else _("It names no lines of its document.")


def _link_in_words(evidence: Checked) -> str:
    tried = [look for look in evidence.looks if look.is_reachable is not None]
    if not tried:
        return _("The link has not been tried yet. It counts when it was found to work.")
    last, day = tried[-1], date_text(tried[-1].at)
    if last.is_reachable:
        worked = _("The link worked on %(day)s.", day=day)
        # What was read of it, where that was not all.
        return " ".join(part for part in (worked, _(last.error) if last.error else "", _change_in_words(tried)) if part)
    why = _(last.error) if last.error else _("The status was %(status)s.", status=last.status)
    if _is_reachable(tried) is None:
        return _(
            "The link did not work on %(day)s, but did the time before. %(why)s It is tried once more before it stops counting.",
            day=day,
            why=why,
        )
    return _("The link did not work on %(day)s. %(why)s", day=day, why=why)


def _change_in_words(tried: Sequence[Look]) -> str:
    hashed = [look for look in tried if look.sha256]
    if len(hashed) > 1 and hashed[0].sha256 != hashed[-1].sha256:
        return _("What it leads to has changed since %(day)s.", day=date_text(hashed[0].at))
    return ""


def _mention_in_words(evidence: Checked) -> str:
    match _passed(evidence)[Check.MENTIONS]:
        case True:
            return _("It mentions what was undertaken.")
        case False:
            return _("It does not mention what was undertaken.")
        case _other:
            return _("Whether it mentions what was undertaken cannot be told.")


def with_words(judged: Iterable[Judgement], shared: Sequence[str]) -> tuple[Judgement, ...]:
    """The same, with the words that a text shares with what was undertaken named where there are any."""
    return tuple(
        Judgement(
            each.check, each.is_passed, f"{each.words} {_('Words in common: %(words)s.', words=list_text(shared))}"
        )
        if each.check is Check.MENTIONS and shared
        else each
        for each in judged
    )


def mentions(action: str, said: str) -> bool | None:
    """Whether a text is about what was undertaken; None where it cannot be told, as in another language or without words."""
    if not said.strip() or language_of(action) != language_of(said):
        return None
    wanted = len(_action_words(action))
    if not wanted:
        return None
    needed = min(SHARED_WORDS, max(1, wanted - 1))
    if len(words(said)) > LONG_TEXT:
        needed = max(needed, ceil(wanted * SHARED_OF_LONG))
    return len(shared_words(action, said)) >= needed


def shared_words(action: str, said: str) -> tuple[str, ...]:
    """The words of what was undertaken, as they stand there, whose stem or compound part the text has too."""
    language = language_of(action)
    found = {stem for word in content_words(said, language) for stem in stems(word.form, language)}
    return tuple(word for word, its_stems in _action_words(action) if found & its_stems)


def _action_words(action: str) -> list[tuple[str, set[str]]]:
    language = language_of(action)
    return [
        (word.surface, set(stems(word.form, language))) for word in content_words(about(action, language), language)
    ]
