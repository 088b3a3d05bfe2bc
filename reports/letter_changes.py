"""What has changed since a closure letter was made, told under what it said then. Pure, in the language of the moment."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from feedback.blocks import Block, Paragraph
from feedback.translation import gettext as _
from reports.closure_letters import Letter, Section, how_it_stands, issue_section
from reports.letter_facts import LetterFacts, ToldIssue
from reports.parts import day_text, marked


def with_changes(letter: Letter, sent: LetterFacts, now: LetterFacts, current: Mapping[str, str]) -> Letter:
    """The letter with a note where its facts are not those of now; as it is where nothing has changed.

    `current` leads from an issue that was merged into another one to where it goes on.
    """
    then = {issue.id: issue for issue in sent.issues}
    standing = {issue.id: issue for issue in now.issues}
    sections = tuple(
        replace(each, blocks=(*each.blocks, *_changed(then[each.issue], standing, now, current)))
        if each.issue in then
        else each
        for each in letter.sections
    )
    told = {current.get(id, id) for id in then}
    added = tuple(_added(issue, now) for issue in now.issues if issue.id not in told)
    if sections == letter.sections and not added:
        return letter
    note = Paragraph(
        _(
            "This is the letter as it was made on %(day)s. Something has changed since; it is told under what the letter "
            "said.",
            day=day_text(sent.on),
        )
    )
    return replace(letter, opening=(note, *letter.opening), sections=(*sections, *added))


def _changed(
    then: ToldIssue, standing: Mapping[str, ToldIssue], now: LetterFacts, current: Mapping[str, str]
) -> Iterator[Block]:
    found = standing.get(current.get(then.id, then.id))
    if found is None:
        yield Paragraph(_("Since the letter was made: this is no longer tied to what was said at the consultation."))
        return
    is_merged = found.id != then.id
    if not is_merged and _told(found) == _told(then):
        return
    if is_merged:
        yield Paragraph(_("Since the letter was made this goes on as a part of:"))
        yield Paragraph(found.title, marked(found.language))
    yield Paragraph(_("This has changed since the letter was made. As of %(day)s:", day=day_text(now.on)))
    yield from how_it_stands(found)


def _added(issue: ToldIssue, now: LetterFacts) -> Section:
    section = issue_section(issue, now)
    heading, *rest = section.blocks
    note = Paragraph(_("This was tied to an issue after the letter was made. As of %(day)s:", day=day_text(now.on)))
    return replace(section, blocks=(heading, note, *rest))


def _told(issue: ToldIssue) -> tuple[object, ...]:
    """What a letter says of how an issue stands; who recorded it and when are no news to its reader."""
    state = issue.state
    return (
        state.answer,
        state.answer_reason,
        state.delivery,
        state.delivery_reason,
        issue.is_unsupported,
        issue.is_unconfirmed,
        sorted(map(str, issue.commitments)),
    )
