"""What can be followed by feed and by mail: one consultation, one theme, one issue, or everything."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from feedback.errors import NotFound
from feedback.themes import current_themes, list_themes
from feedback.translation import gettext as _
from reports.public.events import PublicEvent, events_of_issue, list_public_events, newest_public_events
from reports.public.selection import get_public_consultation, get_public_issue, is_public_theme


class SubjectKind(StrEnum):
    EVERYTHING = "everything"
    CONSULTATION = "consultation"
    THEME = "theme"
    ISSUE = "issue"


#: The id of everything, so that a column that holds ids is never empty.
EVERYTHING = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is followed."""

    kind: SubjectKind = SubjectKind.EVERYTHING
    id: UUID = EVERYTHING

    @property
    def name(self) -> str:
        return f"{self.kind.value}-{self.id}"

    def covers(self, event: PublicEvent) -> bool:
        """Whether who follows this is told of the event."""
        match self.kind:
            case SubjectKind.EVERYTHING:
                return True
            case SubjectKind.CONSULTATION:
                return self.id in event.consultations
            case SubjectKind.THEME:
                return self.id in event.themes
            case SubjectKind.ISSUE:
                return self.id in event.issues


@dataclass(frozen=True, slots=True)
class NamedSubject:
    """What is followed, with its title in `language`, blank for everything, and the path of its page and of its feed."""

    subject: Subject
    title: str
    language: str
    page: str
    feed: str


async def named_subject(subject: Subject) -> NamedSubject:
    """Raises `NotFound` for what is not public; a theme that was merged is the one that it was merged into."""
    match subject.kind:
        case SubjectKind.EVERYTHING:
            return NamedSubject(Subject(), "", "", "/public", "/public/feed.atom")
        case SubjectKind.CONSULTATION:
            consultation = await get_public_consultation(subject.id)
            return _named(subject, consultation.title, consultation.language, f"/public/consultations/{subject.id}")
        case SubjectKind.ISSUE:
            issue = await get_public_issue(subject.id)
            if issue.merged_into:
                return await named_subject(Subject(SubjectKind.ISSUE, issue.merged_into))
            return _named(subject, issue.title, issue.language, f"/public/issues/{subject.id}")
        case SubjectKind.THEME:
            themes = await current_themes()
            current = themes.get(subject.id)
            theme = next((each for each in await list_themes() if each.id == current), None)
            # The code book is the department's own: of a theme that nothing public is about, not even the name is told.
            if theme is None or not await is_public_theme([each for each in themes if themes[each] == current]):
                raise NotFound(_("There is no such theme."))
            feed = f"/public/themes/{theme.id}/feed.atom"
            page = f"/public/issues?theme={theme.id}"
            return NamedSubject(Subject(SubjectKind.THEME, theme.id), theme.label, theme.label_language, page, feed)


def _named(subject: Subject, title: str, language: str, page: str) -> NamedSubject:
    return NamedSubject(subject, title, language, page, f"{page}/feed.atom")


async def newest_events_about(subject: Subject, limit: int) -> tuple[PublicEvent, ...]:
    """The newest that happened of what who follows this is told of, at most so many. Raises `NotFound`."""
    if subject.kind is SubjectKind.EVERYTHING:
        return await newest_public_events(limit)
    if subject.kind is SubjectKind.ISSUE:
        return (await events_of_issue(subject.id))[:limit]
    return covered(await list_public_events(), subject)[:limit]


def covered(events: Iterable[PublicEvent], subject: Subject) -> tuple[PublicEvent, ...]:
    """Those of these events that the subject covers, in their order. Pure."""
    return tuple(each for each in events if subject.covers(each))
