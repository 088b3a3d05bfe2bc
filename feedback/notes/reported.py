"""Running text that tells what participants said: "Flera organisationer lyfte …", "It was noted that …".

Who speaks decides. A verb of saying is looked at with its subject, which stands before it, or after it where the sentence
begins with something else; hosts, and sentences about reports and laws, are passed over.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from feedback.notes.grammar.reporting import ReportingWords
from feedback.notes.grammar.words import NAME, Grammar
from feedback.notes.sentences import Sentence

#: How far after its verb a subject ends, and how long a subject is, in characters and in words.
_AFTER = 90
_LONGEST_SUBJECT = 160
#: What is longer than this many characters is no sentence.
_LONGEST = 1500
_MOST_WORDS = 9
_FEW_WORDS = 6
#: How much of a sentence without a verb of saying tells whom the next *he* or *they* stands for.
_OPENING = 60
_CAPITAL = re.compile(r"[A-ZÅÄÖÉÜÆØ]")


class Voice(Enum):
    """Who speaks in a sentence."""

    PARTICIPANT = auto()
    HOST = auto()


@dataclass(frozen=True, slots=True)
class Reported:
    """A sentence that carries what somebody said, and the words that told so."""

    sentence: Sentence
    words: str


def host_names(texts: Iterable[str], grammar: Grammar) -> frozenset[str]:
    """The names that stand right after a title of those who invite, whole and without first names."""
    titled = re.compile(rf"\b(?i:{grammar.reporting.host_titles}),? (?P<name>{NAME})")
    found = {match["name"] for text in texts for match in titled.finditer(text)}
    # What follows a name may have capitals too: *Pia Storm Familjehuset*.
    found |= {" ".join(name.split()[:2]) for name in found}
    return frozenset(found | {name.split()[-1] for name in found})


def reported_in(
    sentences: Sequence[Sentence], grammar: Grammar, *, hosts: frozenset[str] = frozenset(), among_hosts: bool = False
) -> Iterator[Reported]:
    """The sentences that carry what participants said, in order.

    `hosts` are names of those who invited. Where hosts speak (`among_hosts`) only a sentence that names its participant counts.
    """
    last: Voice | None = None
    paragraph = -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            last, paragraph = None, sentence.paragraph
        heard = _heard(sentence.text, grammar.reporting, hosts, last)
        if (
            heard.voice is Voice.PARTICIPANT
            and not sentence.text.endswith((":", "?"))
            and (heard.is_named or not among_hosts)
        ):
            yield Reported(sentence, heard.words)
        last = heard.voice or last


def speaker_of_quote(text: str, grammar: Grammar, hosts: frozenset[str]) -> Voice | None:
    """Whose words a quotation is, where the text says so behind it."""
    found = grammar.reporting.quoted.search(text)
    if found is None:
        return None
    return _quoted_voice(found, grammar.reporting, hosts)


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who speaks in a sentence, by which words that is known, and whether they name the speaker."""

    voice: Voice | None = None
    words: str = ""
    is_named: bool = False


def _heard(text: str, words: ReportingWords, hosts: frozenset[str], last: Voice | None) -> _Heard:
    if len(text) > _LONGEST or any(pattern.search(text) for pattern in (words.ahead, words.leads_over, words.nothing)):
        return _Heard()
    if quoted := words.quoted.search(text):
        return _Heard(_quoted_voice(quoted, words, hosts), quoted[0].strip(' ,.”"'), is_named=True)
    is_sourced = words.source.search(text) is not None
    for verb in words.verbs.finditer(text):
        for subject in _subjects(text, verb, words):
            voice = _speaker(subject, words, hosts, last)
            if voice is None and not is_sourced and words.human.match(verb[0]) and _is_somebody(subject, words):
                voice = Voice.PARTICIPANT
            if voice is Voice.PARTICIPANT or (voice is Voice.HOST and not is_sourced):
                return _Heard(voice, f"{subject.strip(' ,')} … {verb[0]}", is_named=True)
    if not is_sourced and (said := words.said.search(text)):
        return _Heard(Voice.HOST if _is_by_host(text, words, hosts) else Voice.PARTICIPANT, said[0])
    return _Heard(Voice.HOST) if _is_host(text[:_OPENING], words, hosts) else _Heard()


def _quoted_voice(quoted: re.Match[str], words: ReportingWords, hosts: frozenset[str]) -> Voice:
    who = next(part for part in quoted.groups() if part)
    return Voice.HOST if _is_host(who, words, hosts) else Voice.PARTICIPANT


def _is_by_host(text: str, words: ReportingWords, hosts: frozenset[str]) -> bool:
    """Whether something was said *by the minister*; what comes after a *that* belongs to what was said."""
    told = words.clause.split(text, maxsplit=1)[0]
    by = words.agent.search(told)
    return by is not None and _is_host(told[by.end() : by.end() + _AFTER].split(",", maxsplit=1)[0], words, hosts)


def _subjects(text: str, verb: re.Match[str], words: ReportingWords) -> Iterator[str]:
    """What may be the subject of a verb, most likely first."""
    before = text[: verb.start()]
    after = words.clause.split(text[verb.end() : verb.end() + _AFTER])[0]
    if words.fronted.match(text):
        yield after
        if "," in before or words.agent.match(text):
            yield before.rsplit(",", 1)[-1]
    elif len(before) <= _LONGEST_SUBJECT:
        yield before


def _speaker(subject: str, words: ReportingWords, hosts: frozenset[str], last: Voice | None) -> Voice | None:
    if _is_host(subject, words, hosts):
        return Voice.HOST
    if words.speakers.search(subject):
        return Voice.PARTICIPANT
    if words.pronoun.match(subject.strip()):
        return last
    return Voice.PARTICIPANT if _is_name(subject, words) else None


def _is_somebody(subject: str, words: ReportingWords) -> bool:
    """Whether a short subject of a verb that only people are the subject of stands for people."""
    told = subject.strip(" ,").split()
    return 0 < len(told) <= _FEW_WORDS and "," not in subject.strip(" ,") and not words.nobody.search(subject)


def _is_host(subject: str, words: ReportingWords, hosts: frozenset[str]) -> bool:
    return words.hosts.search(subject) is not None or any(_names(name, subject) for name in hosts)


def _names(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}s?\b", text) is not None


def _is_name(subject: str, words: ReportingWords) -> bool:
    """Whether the subject is a name, of a body or a person: most of its words have capitals, or it is an acronym."""
    told = subject.strip(" ,").split()
    if not told or len(told) > _MOST_WORDS or not _CAPITAL.match(told[0]):
        return False
    capitals = sum(1 for word in told if _CAPITAL.match(word.lstrip("(")))
    is_acronym = len(told[0]) > 1 and told[0].isupper()
    return is_acronym or (capitals > 1 and 2 * capitals >= len(told))
