"""What a closure letter says: what an organisation raised at a consultation, and what became of each point. Pure.

Written in the language of the moment; what officers and notes say stays as written, marked with its language.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from feedback.blocks import Block, BulletList, Cell, Heading, Paragraph, Table
from feedback.labels import label
from feedback.translation import gettext as _
from feedback.translation import language, ngettext
from reports.letter_facts import LetterFacts, Outcome, ToldIssue, outcome_of, outcomes
from reports.parts import NOTHING, content_cell, day_text, facts_table, marked
from reports.replies import LONGEST_REPLY


@dataclass(frozen=True, slots=True)
class Section:
    """One issue of the letter, or with no issue what is tied to none."""

    issue: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter in one language. The address belongs after `closing`."""

    title: str
    language: str
    author: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    closing: tuple[Block, ...]
    address: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All of it in the order it is read, without the address."""
        return (*self.opening, *(block for section in self.sections for block in section.blocks), *self.closing)


def closure_letter(facts: LetterFacts) -> Letter:
    """The letter in the language of the moment."""
    return Letter(
        title=_("What became of what was said"),
        language=language(),
        author=facts.department,
        opening=tuple(_opening(facts)),
        sections=tuple(_sections(facts)),
        closing=tuple(_closing(facts)),
        address=facts.address,
    )


def _opening(facts: LetterFacts) -> Iterator[Block]:
    yield Paragraph(_("To %(organisation)s", organisation=facts.organisation))
    yield Paragraph(
        _("From %(department)s, as of %(day)s.", department=facts.department, day=day_text(facts.on)), quiet=True
    )
    yield Paragraph(facts.consultation, marked(facts.consultation_language))
    yield Paragraph(_raised(facts))
    counts = outcomes(facts.points, facts.issues)
    told = tuple(_counted(outcome, counts[outcome]) for outcome in Outcome if counts[outcome])
    if told:
        yield BulletList(told)
    if counts[Outcome.DECLINED]:
        yield from _reasons_for_declining(facts)


def _raised(facts: LetterFacts) -> str:
    n = len(facts.points)
    day = {"day": day_text(facts.consultation_date)}
    if facts.is_own and facts.consultation_date:
        return ngettext(
            "At this consultation, on %(day)s, you raised %(n)s point. This is what became of it:",
            "At this consultation, on %(day)s, you raised %(n)s points. This is what became of them:",
            n,
            **day,
        )
    if facts.is_own:
        return ngettext(
            "At this consultation you raised %(n)s point. This is what became of it:",
            "At this consultation you raised %(n)s points. This is what became of them:",
            n,
        )
    if facts.consultation_date:
        return ngettext(
            "At this consultation, in which you took part on %(day)s, %(n)s point was raised. This is what became of it:",
            "At this consultation, in which you took part on %(day)s, %(n)s points were raised. This is what became of them:",
            n,
            **day,
        )
    return ngettext(
        "At this consultation, in which you took part, %(n)s point was raised. This is what became of it:",
        "At this consultation, in which you took part, %(n)s points were raised. This is what became of them:",
        n,
    )


def _counted(outcome: Outcome, n: int) -> str:
    match outcome:
        case Outcome.DONE:
            return ngettext("%(n)s point is done.", "%(n)s points are done.", n)
        case Outcome.PARTLY:
            return ngettext("%(n)s point is done in part.", "%(n)s points are done in part.", n)
        case Outcome.PARTLY_UNANSWERED:
            return ngettext(
                "%(n)s point is done in part, and has no answer yet.",
                "%(n)s points are done in part, and have no answer yet.",
                n,
            )
        case Outcome.UNSHOWN:
            return ngettext(
                "%(n)s point is said to be done, without public evidence.",
                "%(n)s points are said to be done, without public evidence.",
                n,
            )
        case Outcome.SUPERSEDED:
            return ngettext(
                "%(n)s point has been replaced by something else.",
                "%(n)s points have been replaced by something else.",
                n,
            )
        case _:
            return _answered(outcome, n)


def _answered(outcome: Outcome, n: int) -> str:
    """Of what nothing shows that anything is done."""
    match outcome:
        case Outcome.DECLINED:
            return ngettext("%(n)s point is declined.", "%(n)s points are declined.", n)
        case Outcome.OUTSIDE_REMIT:
            return ngettext(
                "%(n)s point is for somebody else to decide.", "%(n)s points are for somebody else to decide.", n
            )
        case Outcome.NEEDS_INFORMATION:
            return ngettext(
                "%(n)s point needs more information before it can be answered.",
                "%(n)s points need more information before they can be answered.",
                n,
            )
        case Outcome.NOT_ANSWERED:
            return ngettext("%(n)s point has no answer yet.", "%(n)s points have no answer yet.", n)
        case Outcome.NOT_FOLLOWED:
            return ngettext("%(n)s point is not followed up yet.", "%(n)s points are not followed up yet.", n)
        case _:
            return ngettext(
                "%(n)s point is accepted, in full or in part, and nothing shows yet that it is done.",
                "%(n)s points are accepted, in full or in part, and nothing shows yet that they are done.",
                n,
            )


def _reasons_for_declining(facts: LetterFacts) -> Iterator[Block]:
    """Why, word for word, right below the numbers; the same reason once."""
    reasons: dict[str, list[str]] = {}
    for issue in facts.issues:
        if outcome_of(issue) is Outcome.DECLINED and issue.state.answer_reason:
            said = reasons.setdefault(issue.language, [])
            said += [issue.state.answer_reason] if issue.state.answer_reason not in said else []
    if reasons:
        n = sum(len(each) for each in reasons.values())
        yield Paragraph(ngettext("It was declined for this reason:", "They were declined for these reasons:", n))
    for spoken, texts in reasons.items():
        yield BulletList(tuple(texts), marked(spoken))


def _sections(facts: LetterFacts) -> Iterator[Section]:
    for issue in facts.issues:
        yield issue_section(issue, facts)
    known = {issue.id for issue in facts.issues}
    untied = tuple(point.text for point in facts.points if not known & set(point.issues))
    if untied and facts.is_own:
        yield Section(
            None,
            (
                Heading(_("Not followed up yet")),
                Paragraph(_("No officer has tied this to an issue that is followed over the years:")),
                BulletList(untied, marked(facts.consultation_language)),
            ),
        )


def issue_section(issue: ToldIssue, facts: LetterFacts) -> Section:
    """An issue with the points that raise it, and how it stands. Its heading comes first."""
    said = tuple(point.text for point in facts.points if issue.id in point.issues)
    return Section(issue.id, (*_raised_as(issue, facts, said), *how_it_stands(issue)))


def _raised_as(issue: ToldIssue, facts: LetterFacts, said: Sequence[str]) -> Iterator[Block]:
    yield Heading(issue.title, language=marked(issue.language))
    if facts.is_own:
        yield Paragraph(_("You said:"))
        yield BulletList(tuple(said), marked(facts.consultation_language))
    else:
        yield Paragraph(ngettext("%(n)s point raised it.", "%(n)s points raised it.", len(said)))


def how_it_stands(issue: ToldIssue) -> Iterator[Block]:
    """What the department says of an issue, and what has been undertaken."""
    state = issue.state
    yield facts_table(
        _("What the department says"),
        [
            (_("Answer"), Cell(label(state.answer))),
            (_("Reason"), content_cell(state.answer_reason, issue.language)),
            (_("Delivery"), Cell(_delivery(issue))),
            (_("About the delivery"), content_cell(state.delivery_reason, issue.language)),
        ],
    )
    if not issue.commitments:
        yield Paragraph(_("Nobody has undertaken anything about this issue."), quiet=True)
        return
    header = (_("What is undertaken"), _("Who"), _("By when"))
    rows = tuple(
        (
            content_cell(each.text, each.language),
            content_cell(each.responsible, each.language),
            Cell(day_text(each.due) if each.due else NOTHING),
        )
        for each in issue.commitments
    )
    yield Table(_("What has been undertaken"), header, rows, widths=(0.5, 0.28, 0.22))


def _delivery(issue: ToldIssue) -> str:
    words = label(issue.state.delivery)
    if issue.is_unsupported:
        words = _("%(delivery)s (unsupported)", delivery=words)
    return _("%(delivery)s (unconfirmed)", delivery=words) if issue.is_unconfirmed else words


def _closing(facts: LetterFacts) -> Iterator[Block]:
    yield Heading(_("What happens next"))
    if next_day := _next_day(facts):
        yield Paragraph(_("The next day by which something is promised is %(day)s.", day=day_text(next_day)))
    yield Paragraph(
        _(
            "What is not done is followed until it is. At the address below you find this letter as it was sent, and "
            "what has changed since."
        )
    )
    if facts.issues:
        yield Heading(_("Your right to reply"))
        yield Paragraph(
            _(
                "You may write a reply to each of these answers, of at most %(n)s characters. Where the answer is "
                "published, your reply is shown beside it, word for word. An officer looks at it first, only to see that "
                "no law forbids showing it. If one does, you are told which.",
                n=LONGEST_REPLY,
            )
        )
    if facts.contact:
        yield Paragraph(_("Questions are answered by %(contact)s.", contact=facts.contact))
    yield Paragraph(_("Read this letter and reply to it here. The address is your organisation's own:"))


def _next_day(facts: LetterFacts) -> date | None:
    days = [
        each.due
        for issue in facts.issues
        for each in issue.commitments
        if each.due and each.due >= facts.on and not each.is_delivered
    ]
    return min(days, default=None)
