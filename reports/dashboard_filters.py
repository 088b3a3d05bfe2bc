"""Which consultations a dashboard tells of, as its address asks for it. Pure.

A filter chooses consultations and issues, which are no secret. It never chooses among the people who answered: two addresses
that differ in one filter show the same numbers of the same survey, so that nothing can be worked out by subtracting them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode
from uuid import UUID

from feedback.enums import CodingState
from feedback.regions import LONGEST_REGION, one_line
from reports.facts import Consultation, Facts, Theme
from reports.theme_figures import meetings

LONGEST_TYPE = 20  # characters, as the column


@dataclass(frozen=True, slots=True)
class Reach:
    """Which part of the country a consultation was for, and which types of organisation attended it."""

    region: str = ""
    organisation_types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DashboardFilter:
    """What is asked for; empty and None ask for everything. `first` and `last` are years, both among those asked for."""

    theme: str = ""  # its id
    first: int | None = None
    last: int | None = None
    organisation_type: str = ""
    region: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """From an address: `theme=<id>`, `from=<year>`, `to=<year>`, `organisation_type=<value>`, `region=<name>`.

        What cannot be meant is ignored; years the wrong way round are turned.
        """
        first, last = _year(asked.get("from", "")), _year(asked.get("to", ""))
        if first and last and first > last:
            first, last = last, first
        return cls(
            theme=_id(asked.get("theme", "")),
            first=first,
            last=last,
            organisation_type=one_line(asked.get("organisation_type", ""))[:LONGEST_TYPE],
            region=one_line(asked.get("region", ""))[:LONGEST_REGION].strip(),
        )

    @property
    def query(self) -> dict[str, str]:
        """The address that `read` reads, always in the same order."""
        asked = {
            "theme": self.theme,
            "from": str(self.first or ""),
            "to": str(self.last or ""),
            "organisation_type": self.organisation_type,
            "region": self.region,
        }
        return {name: value for name, value in asked.items() if value}

    @property
    def address(self) -> str:
        """The query as it stands in an address; empty where everything is asked for."""
        return f"?{urlencode(self.query)}" if self.query else ""

    def admits(self, consultation: Consultation, reach: Reach) -> bool:
        """Whether the consultation is among those asked for, by all but its themes."""
        return (
            (self.first is None or consultation.year >= self.first)
            and (self.last is None or 0 < consultation.year <= self.last)
            and (not self.region or reach.region == self.region)
            and (not self.organisation_type or self.organisation_type in reach.organisation_types)
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked for: what the consultations have, and what is asked for though none has it."""

    themes: tuple[Theme, ...] = ()
    years: tuple[int, ...] = ()
    organisation_types: tuple[str, ...] = ()
    regions: tuple[str, ...] = field(default=())


def choices_of(facts: Facts, reaches: Mapping[str, Reach], wanted: DashboardFilter) -> Choices:
    """The choices that the meetings of these facts give, years from the newest, the rest by name or code."""
    held = meetings(facts)
    confirmed = {it.theme_id for it in facts.codings if it.state is CodingState.CONFIRMED}
    found = [reaches.get(it.id, Reach()) for it in held]
    years = {it.year for it in held} | {wanted.first, wanted.last}
    regions = {it.region for it in found} | {wanted.region}
    types = {each for it in found for each in it.organisation_types} | {wanted.organisation_type}
    return Choices(
        themes=tuple(
            sorted((it for it in facts.themes if it.id in confirmed or it.id == wanted.theme), key=lambda it: it.code)
        ),
        years=tuple(sorted((year for year in years if year), reverse=True)),
        organisation_types=tuple(sorted(it for it in types if it)),
        regions=tuple(sorted((it for it in regions if it), key=lambda name: (name.casefold(), name))),
    )


def chosen_meetings(facts: Facts, wanted: DashboardFilter, reaches: Mapping[str, Reach]) -> tuple[Consultation, ...]:
    """The meetings asked for, in order of date; with a theme, those at which a point was made about it."""
    about = points_about(facts, wanted.theme)
    return tuple(
        it
        for it in meetings(facts)
        if wanted.admits(it, reaches.get(it.id, Reach()))
        and (about is None or any(point.id in about for point in it.points))
    )


def points_about(facts: Facts, theme: str) -> frozenset[str] | None:
    """The points that an officer has confirmed to be about the theme; None where no theme is asked for."""
    if not theme:
        return None
    confirmed = (it for it in facts.codings if it.state is CodingState.CONFIRMED)
    return frozenset(it.point_id for it in confirmed if it.theme_id == theme)


def selection_words(wanted: DashboardFilter, facts: Facts) -> Sequence[str]:
    """The conditions on consultations, near to SQL, for where a figure was counted."""
    codes = {it.id: it.code for it in facts.themes}
    asked = (
        ("year >=", wanted.first),
        ("year <=", wanted.last),
        ("region =", wanted.region),
        ("attended by organisation_type =", wanted.organisation_type),
        ("with a confirmed coding of theme.code =", codes.get(wanted.theme, wanted.theme)),
    )
    return [f"{name} {value}" for name, value in asked if value]


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() and text > "0000" else None


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
