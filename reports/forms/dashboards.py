"""The form of a dashboard: what can be chosen, in words, and what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.translation import gettext as _
from reports.dashboard_filters import Choices, DashboardFilter
from reports.facts import Theme
from reports.parts import marked, wording
from surveys.labels import organisation_type_name


@dataclass(frozen=True, slots=True)
class Choice:
    """One list of the form; `options` are values as the address has them, and what they are called."""

    name: str
    label: str
    options: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen in one of them; `language` is that of the text, where it is not the reader's."""

    label: str
    text: str
    language: str = ""


def choices_in_words(choices: Choices) -> list[Choice]:
    """The lists from which something can be chosen, in the language of the moment."""
    years = [(str(year), str(year)) for year in choices.years]
    types = [(value, organisation_type_name(value) or value) for value in choices.organisation_types]
    found = [
        Choice("theme", _("Theme"), [(it.id, _theme_name(it)) for it in choices.themes]),
        Choice("from", _("From the year"), years),
        Choice("to", _("Up to the year"), years),
        Choice("organisation_type", _("Kind of organisation that attended"), types),
        Choice("region", _("Region"), [(name, name) for name in choices.regions]),
    ]
    return [each for each in found if each.options]


def chosen_in_words(choices: Choices, wanted: DashboardFilter) -> list[Chosen]:
    """What was asked for, for those who hear or print the page."""
    languages = {it.id: marked(wording(it.labels).language) or "" for it in choices.themes}
    return [
        Chosen(each.label, _named(each.options, wanted.query[each.name]), languages.get(wanted.query[each.name], ""))
        for each in choices_in_words(choices)
        if each.name in wanted.query
    ]


def _theme_name(theme: Theme) -> str:
    return f"{theme.code} {wording(theme.labels).text}"


def _named(options: Sequence[tuple[str, str]], value: str) -> str:
    return dict(options).get(value, value)
