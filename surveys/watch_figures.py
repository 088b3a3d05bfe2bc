"""What the counts of `surveys.watching` say, without a database: who has answered, when, in what time, and who is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median, quantiles
from typing import TypeVar

from surveys.backgrounds import kind_question
from surveys.definition import Privacy, Section, SurveyDefinition
from surveys.disclosure import suppress_row
from surveys.paging import pages
from surveys.tallies import Tallies
from surveys.watching import InvitedGroup, UnsentGroup, WatchedSurvey
from surveys.wordings import ORGANISATION_TYPES

T = TypeVar("T")

TARGET = 0.5  # of the invited
DAYS = 31  # days that have a row of their own
MISSED = 0.05  # from which share of the whole a type of organisation is called missing
KINDS = tuple(option.value for option in ORGANISATION_TYPES)


@dataclass(frozen=True, slots=True)
class Day:
    """How many responses came on a day, and how many there were at its end."""

    day: date
    n: int
    so_far: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of organisation (blank: not stated) among the invited and among those who answered; None: withheld.

    `difference` is its share of those who answered less its share of the invited.
    """

    value: str
    invited: int
    invited_share: float
    answered: int | None
    difference: float | None

    @property
    def rate(self) -> float | None:
        """The share of its invited that answered."""
        return self.answered / self.invited if self.answered is not None and self.invited else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Those who answered held against the invited. `says_small`: what is withheld is known to be below the threshold."""

    kinds: tuple[Kind, ...]
    invited: int
    answered: int
    says_small: bool

    @property
    def withholds(self) -> bool:
        return any(each.answered is None for each in self.kinds)

    @property
    def missing(self) -> Kind | None:
        """The type that is most under-represented, if one is by `MISSED` or more."""
        known = [(each.difference, place) for place, each in enumerate(self.kinds) if each.difference is not None]
        difference, place = min(known, default=(0.0, 0))
        return self.kinds[place] if difference <= -MISSED else None


@dataclass(frozen=True, slots=True)
class PageStop:
    """A page of the latest version: how many saved it or were led past it, of those who began, and how many got no further."""

    number: int
    section: Section
    saved: int
    stopped: int


@dataclass(frozen=True, slots=True)
class Duration:
    """Minutes from starting to sending: the median of `n` responses, and the middle half of them."""

    n: int
    median: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class LanguageUse:
    """A language among the responses and among the invited; None where the invited no longer tell."""

    language: str
    responses: int
    invited: int | None


@dataclass(frozen=True, slots=True)
class WatchFigures:
    """What an officer is shown of a survey that is being answered, or was.

    `rate` is of `survey.invited`, None where nobody says how many were. `earlier` came before the first of `days`.
    `begun` counts unsent drafts and responses on the web; `changing` are drafts of answers that were sent before.
    `says_themselves` compares by the survey's own question, where it has one, and by what is digested.
    `duration` is None below the threshold.
    """

    responses: int
    rate: float | None
    days: tuple[Day, ...]
    earlier: int
    by_invitation: Comparison
    says_themselves: Comparison | None
    begun: int
    unsent: int
    changing: int
    opened_only: int
    stops: tuple[PageStop, ...]
    duration: Duration | None
    languages: tuple[LanguageUse, ...]
    sources: Mapping[str, int]
    versions: Mapping[int, int]
    changed: int
    next_reminder: date | None
    days_left: int | None


def watch_figures(watched: WatchedSurvey, *, threshold: int, today: date) -> WatchFigures:
    """The figures. An anonymous survey's types of organisation are withheld below the threshold."""
    survey = watched.survey
    tallies = Tallies(watched.tallies)
    responses = tallies.responses if watched.purged_on else sum(each.n for each in watched.sent)
    by_day = _counted((each.day, each.n) for each in watched.sent)
    first_day = _day_here(survey.opened_at) if survey.opened_at else today
    last_day = min(today, _day_here(survey.closed_at)) if survey.closed_at else today
    days = responses_by_day(by_day, first=first_day, last=last_day)
    on_the_web = sum(each.n for each in watched.sent if not each.source)
    unsent = [each for each in watched.unsent if not each.is_change]
    numbers = {version.id: version.number for version in watched.versions}
    withheld_below = threshold if watched.latest.privacy is Privacy.ANONYMOUS else None
    ahead = [day for day in watched.reminders if day >= today]
    return WatchFigures(
        responses=responses,
        rate=responses / survey.invited if survey.invited else None,
        days=days[-DAYS:],
        earlier=days[-DAYS - 1].so_far if len(days) > DAYS else 0,
        by_invitation=compare_invitations(watched.invited, threshold=withheld_below),
        says_themselves=_says_themselves(watched, tallies, threshold=withheld_below),
        begun=on_the_web + sum(each.n for each in unsent),
        unsent=sum(each.n for each in unsent),
        changing=sum(each.n for each in watched.unsent if each.is_change),
        opened_only=sum(each.n for each in unsent if not each.page),
        stops=page_stops(watched.latest, _by_latest_page(watched, unsent), sent=on_the_web),
        duration=duration(watched.minutes, at_least=threshold),
        languages=_languages(watched, tallies),
        sources=_counted((each.source, each.n) for each in watched.sent),
        versions=_counted((numbers[each.version_id], each.n) for each in watched.sent),
        changed=sum(each.n for each in watched.sent if each.is_changed),
        next_reminder=min(ahead, default=None) if survey.closed_at is None else None,
        days_left=(survey.closes_on - today).days if survey.closes_on and survey.closed_at is None else None,
    )


def _day_here(moment: datetime) -> date:
    """The day of it where the service stands, which is what a response's day is; moments are kept in UTC."""
    return moment.astimezone().date()


def responses_by_day(by_day: Mapping[date, int], *, first: date, last: date) -> tuple[Day, ...]:
    """Every day from the first to the last, or from and to the outermost responses where those lie outside."""
    day, last = min([first, *by_day]), max([last, *by_day])
    days: list[Day] = []
    so_far = 0
    while day <= last:
        so_far += by_day.get(day, 0)
        days.append(Day(day, by_day.get(day, 0), so_far))
        day += timedelta(days=1)
    return tuple(days)


def compare_invitations(groups: Iterable[InvitedGroup], *, threshold: int | None) -> Comparison:
    """The used invitations against all, by the type of organisation that stands in the invitation."""
    listed = list(groups)
    invited = _counted((each.organisation_type, each.n) for each in listed)
    used = _counted((each.organisation_type, each.n) for each in listed if each.is_used)
    return compare(invited, used, threshold=threshold)


def compare(invited: Mapping[str, int], answered: Mapping[str, int], *, threshold: int | None) -> Comparison:
    """Counts by type held against each other, those of nobody left out; without a threshold nothing is withheld."""
    known = [*KINDS, *sorted({*invited, *answered} - {*KINDS, ""}), ""]
    values = [value for value in known if invited.get(value) or answered.get(value)]
    counts = [answered.get(value, 0) for value in values]
    row = suppress_row(counts, threshold=threshold) if threshold else None
    shown: Sequence[int | None] = row.cells if row else counts
    all_invited, all_answered = sum(invited.values()), sum(counts)
    kinds = []
    for value, n in zip(values, shown, strict=True):
        share = invited.get(value, 0) / all_invited if all_invited else 0.0
        difference = n / all_answered - share if n is not None and all_answered and all_invited else None
        kinds.append(Kind(value, invited.get(value, 0), share, n, difference))
    says_small = row is not None and row.total is not None and not row.hides_larger
    return Comparison(tuple(kinds), all_invited, all_answered, says_small)


def page_stops(definition: SurveyDefinition, by_page: Mapping[int, int], *, sent: int) -> tuple[PageStop, ...]:
    """Where drafts that were last saved on these pages stopped.

    Those who sent count as having saved every page, also one that their answers led past.
    """
    return tuple(
        PageStop(
            number=number,
            section=section,
            saved=sent + sum(n for page, n in by_page.items() if page >= number),
            stopped=by_page.get(number, 0),
        )
        for number, section in enumerate(pages(definition), start=1)
    )


def duration(minutes: Mapping[int, int], *, at_least: int) -> Duration | None:
    """Median and quartiles (the inclusive method) of counted minutes; None of fewer responses than `at_least`."""
    values = sorted(Counter(minutes).elements())
    if len(values) < max(at_least, 2):
        return None
    lower, _middle, upper = quantiles(values, n=4, method="inclusive")
    return Duration(len(values), median(values), lower, upper)


def _says_themselves(watched: WatchedSurvey, tallies: Tallies, *, threshold: int | None) -> Comparison | None:
    question = kind_question(watched.latest.questions)
    invited = _counted((each.organisation_type, each.n) for each in watched.invited if each.organisation_type)
    if question is None or not invited:
        return None
    said = {value: n for (key, value), n in tallies.values.items() if key == question.key}
    return compare(invited, said, threshold=threshold)


def _by_latest_page(watched: WatchedSurvey, unsent: Iterable[UnsentGroup]) -> Mapping[int, int]:
    """Drafts by the page of the latest version that has the section they were last saved on, or else that stands as far on."""
    sections = {version.id: [each.key for each in pages(version.definition)] for version in watched.versions}
    latest = [each.key for each in pages(watched.latest)]

    def place(group: UnsentGroup) -> int:
        keys = sections[group.version_id][: group.page]
        return latest.index(keys[-1]) + 1 if keys and keys[-1] in latest else min(len(keys), len(latest))

    return _counted((place(each), each.n) for each in unsent)


def _languages(watched: WatchedSurvey, tallies: Tallies) -> tuple[LanguageUse, ...]:
    sent = tallies.languages if watched.purged_on else _counted((each.language, each.n) for each in watched.sent)
    invited = _counted((each.language, each.n) for each in watched.invited)
    codes = dict.fromkeys([*watched.latest.languages, *sorted(sent), *sorted({} if watched.is_sealed else invited)])
    return tuple(
        LanguageUse(code, sent.get(code, 0), None if watched.is_sealed else invited.get(code, 0)) for code in codes
    )


def _counted(pairs: Iterable[tuple[T, int]]) -> Counter[T]:
    counted: Counter[T] = Counter()
    for key, n in pairs:
        counted[key] += n
    return counted
