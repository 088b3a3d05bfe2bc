"""Running text that tells what participants said: "Flera organisationer lyfte …", "It was noted that …".

Who speaks decides. A verb of saying is looked at with its subject, which stands before it, or after it where the sentence
begins with something else; hosts, and sentences about reports and laws, are passed over. A sentence right after one that
was reported, or that names a topic of the talks, goes on with it where it claims something: a need, a lack, a difficulty.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from feedback.notes.confidence import Basis
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
#: What stands between words that were said and the verb that tells so: *The pier is gone, said the club.*
_SAID_BEFORE = (", ", "” ", '" ')
_CAPITAL = re.compile(r"[A-ZÅÄÖÉÜÆØ]")


class Voice(Enum):
    """Who speaks in a sentence."""

    PARTICIPANT = auto()
    HOST = auto()


@dataclass(frozen=True, slots=True)
class Reported:
    """A sentence that carries what somebody said, the words that told so, and what kind of telling it is."""

    sentence: Sentence
    words: str
    basis: Basis


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
    words = grammar.reporting
    last: Voice | None = None
    paragraph, carries = -1, False
    before: Sentence | None = None  # one that claims something, and was not told to be anybody's word
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            last, paragraph, carries, before = None, sentence.paragraph, False, None
        heard = _heard(sentence.text, words, hosts, last)
        is_told = heard.voice is Voice.PARTICIPANT and not sentence.text.endswith((":", "?"))
        if heard.tells_back and before and not among_hosts:
            yield Reported(before, sentence.text, Basis.UNNAMED)
            before, carries = None, True
            continue
        before = None
        if is_told and (heard.is_named or not among_hosts):
            yield Reported(sentence, heard.words, heard.basis)
            carries = True
        elif carries and _goes_on(sentence.text, words, heard.voice):
            yield Reported(sentence, "", Basis.CARRIED)
        else:
            carries = heard.is_topic and not among_hosts
            before = sentence if _goes_on(sentence.text, words, heard.voice) else None
        last = heard.voice or last


def _goes_on(text: str, words: ReportingWords, voice: Voice | None) -> bool:
    """Whether a sentence goes on with what was reported: it claims something, and of hosts only what they are to do."""
    if len(text) > _LONGEST or text.endswith((":", "?")) or _is_of_no_point(text, words):
        return False
    if any(pattern.search(text) for pattern in (words.settled, words.source, words.quoted)):
        return False
    return bool(words.demanded.match(text) or (voice is not Voice.HOST and words.claims.search(text)))


def speaker_of_quote(text: str, grammar: Grammar, hosts: frozenset[str]) -> Voice | None:
    """Whose words a quotation is, where the text says so behind it."""
    found = grammar.reporting.quoted.search(text)
    if found is None:
        return None
    return _quoted_voice(found, grammar.reporting, hosts)


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who speaks in a sentence, by which words that is known, and what it tells without saying it itself.

    `is_topic` where it names but what was spoken of, `tells_back` where it says that what was told before it was said.
    """

    voice: Voice | None = None
    words: str = ""
    basis: Basis = Basis.UNNAMED
    is_topic: bool = False
    tells_back: bool = False

    @property
    def is_named(self) -> bool:
        """Whether the words name the speaker."""
        return self.basis is not Basis.UNNAMED


def _is_of_no_point(text: str, words: ReportingWords) -> bool:
    return bool(words.ahead.search(text) or words.leads_over.search(text) or words.nothing.search(text))


def _heard(text: str, words: ReportingWords, hosts: frozenset[str], last: Voice | None) -> _Heard:
    if len(text) > _LONGEST or _is_of_no_point(text, words):
        return _Heard()
    if quoted := words.quoted.search(text):
        return _Heard(_quoted_voice(quoted, words, hosts), quoted[0].strip(' ,.”"'), Basis.QUOTED)
    if words.backward.match(text):
        return _Heard(tells_back=True)
    is_sourced = words.source.search(text) is not None
    if named := _by_somebody(text, words, hosts, last, is_sourced=is_sourced):
        return named
    if words.topics.search(text) and not words.claims.search(text):
        return _Heard(is_topic=True)
    if not is_sourced and (said := words.said.search(text)):
        return _Heard(Voice.HOST if _is_by_host(text, words, hosts) else Voice.PARTICIPANT, said[0])
    return _Heard(Voice.HOST) if _is_host(text[:_OPENING], words, hosts) else _Heard()


def _by_somebody(
    text: str, words: ReportingWords, hosts: frozenset[str], last: Voice | None, *, is_sourced: bool
) -> _Heard | None:
    """Who is named as the one who says it, by *according to* or by a verb of saying."""
    for found in () if is_sourced else words.according.finditer(text):
        told = re.split(r"[,.;:]", text[found.end() : found.end() + _AFTER])[0]
        who = " ".join(told.split()[:_FEW_WORDS])
        if words.speakers.search(who) and not _is_host(who, words, hosts):
            return _Heard(Voice.PARTICIPANT, f"{found[0]}{who}", Basis.NAMED)
    for verb in words.verbs.finditer(text):
        for subject in _subjects(text, verb, words):
            voice, basis = _speaker(subject, words, hosts, last), Basis.NAMED
            if voice is None and not is_sourced and words.human.match(verb[0]) and _is_somebody(subject, words):
                voice, basis = Voice.PARTICIPANT, Basis.SOMEBODY
            if voice is Voice.PARTICIPANT or (voice is Voice.HOST and not is_sourced):
                return _Heard(voice, f"{subject.strip(' ,')} … {verb[0]}", basis)
    return None


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
    if between := verb.groupdict().get("subject"):
        yield between
    if before.endswith(_SAID_BEFORE):
        yield text[verb.end() : verb.end() + _AFTER].rstrip(" .")
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
