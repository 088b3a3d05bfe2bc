"""The filters of the list of issues, as links with the number of issues that each would show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from feedback.enums import Delivery
from feedback.issue_counts import Counts
from feedback.issue_filters import IssueFilter
from feedback.labels import label
from feedback.themes import NamedTheme
from feedback.translation import gettext as _

#: A group with more links than this is folded.
MOST_OPEN = 8


@dataclass(frozen=True, slots=True)
class FilterLink:
    """A link to the list with one filter changed; `n` is how many issues it would show, None for the link to all."""

    text: str
    query: str
    is_current: bool
    n: int | None = None
    language: str = ""  # of the text, where it is not the reader's


@dataclass(frozen=True, slots=True)
class FilterGroup:
    name: str
    links: tuple[FilterLink, ...]

    @property
    def is_long(self) -> bool:
        return len(self.links) > MOST_OPEN

    @property
    def is_set(self) -> bool:
        """One of its values is asked for."""
        return not self.links[0].is_current


def filter_groups(wanted: IssueFilter, counts: Counts, themes: Sequence[NamedTheme]) -> list[FilterGroup]:
    """The filters in named groups; each link keeps what the other groups ask for. Groups without a choice are left out."""
    used = {str(theme.id): theme for theme in themes if str(theme.id) in counts["theme"]}
    named_themes = {key: f"{theme.code} {theme.label}" for key, theme in used.items()}
    spoken = {key: theme.label_language for key, theme in used.items()}
    link = _Links(wanted, counts)
    groups = [
        FilterGroup(_("Answer"), link.made("answered", {"yes": _("Answered"), "no": _("Not answered")})),
        FilterGroup(_("Delivery"), link.made("delivery", {each.value: label(each) for each in Delivery})),
        FilterGroup(_("Recurrence"), link.made("recurring", {"yes": _("Raised in several years")})),
        FilterGroup(_("Commitments"), link.made("overdue", {"yes": _("With one that is overdue")})),
        FilterGroup(_("Owner unit"), link.made("owner_unit", _named(counts["owner_unit"], _("No owner unit")))),
        FilterGroup(_("Policy area"), link.made("policy_area", _named(counts["policy_area"], _("No policy area")))),
        FilterGroup(_("Year"), link.made("year", {year: year for year in sorted(counts["year"], reverse=True)})),
        FilterGroup(_("Theme"), link.made("theme", named_themes, languages=spoken)),
    ]
    return [each for each in groups if len(each.links) > 1]


def _named(counts: Mapping[str, int], none: str) -> dict[str, str]:
    """The names in use, and last what has none; nothing where nothing has a name."""
    names = {name: name for name in sorted(counts, key=str.casefold) if name}
    return {**names, "": none} if names and "" in counts else names


@dataclass(frozen=True, slots=True)
class _Links:
    wanted: IssueFilter
    counts: Counts

    def made(
        self, name: str, texts: Mapping[str, str], *, languages: Mapping[str, str] | None = None
    ) -> tuple[FilterLink, ...]:
        """The links that set one filter, first to none; `texts` by the value in the address, which is as it is counted."""
        others = {each: value for each, value in self.wanted.query.items() if each != name}
        links = [self._link(_("All"), others)]
        for value, text in texts.items():
            n, language = self.counts[name].get(value, 0), (languages or {}).get(value, "")
            links.append(self._link(text, {**others, name: value}, n, language))
        return tuple(links)

    def _link(self, text: str, asked: Mapping[str, str], n: int | None = None, language: str = "") -> FilterLink:
        target = IssueFilter.read(asked)
        return FilterLink(text, f"?{urlencode(target.query)}", target == self.wanted, n, language)
