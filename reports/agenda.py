"""What the next consultation could be about: the issues that are open, why each of them, and what to ask. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback.enums import ConsultationKind, Delivery
from feedback.labels import label
from feedback.translation import date_text, list_text, ngettext
from feedback.translation import gettext as _
from reports.agenda_wordings import wording_of
from reports.aggregation import survey_figures
from reports.facts import Facts, Issue
from reports.figures import Basis
from reports.gaps import Gap, agreement_text
from reports.issue_figures import IssueFigures, issue_figures
from reports.public.answer_clocks import clock, last_day

MOST_QUESTIONS = 2  # for one issue: a meeting answers few of them well
_CLAIMED = frozenset({Delivery.LIMITED, Delivery.SUBSTANTIAL, Delivery.COMPLETE})


class Ground(StrEnum):
    """Why an issue should be taken up again, the weightiest first."""

    UNANSWERED = "unanswered"
    GAP = "gap"
    OVERDUE = "overdue"
    RECURRING = "recurring"
    NO_EVIDENCE = "no evidence"


@dataclass(frozen=True, slots=True)
class Reason:
    """A ground in words; `extent` puts issues with the same ground in order: days, years, or how many of a thousand disagree."""

    ground: Ground
    extent: int
    text: str


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """An issue to take up; `language` is that of its title, the reasons are the weightiest first."""

    issue: str
    title: str
    language: str
    reasons: tuple[Reason, ...]
    questions: tuple[str, ...]

    @property
    def why(self) -> str:
        return " ".join(reason.text for reason in self.reasons)


def open_matters(facts: Facts, *, language: str, today: date, threshold: int) -> tuple[OpenMatter, ...]:
    """Every issue with a ground to take it up, in the language being spoken, which is `language`.

    Those with most grounds come first; among as many, by the weightiest ground, then by its extent. Issues that are declined,
    handed on or settled are left out, but for those of which participants say that they are not. What may not be shown
    of the verdicts below `threshold` is not told here either, and decides nothing.
    """
    basis = Basis(facts.cut, threshold)
    asked = [survey_figures(survey, basis) for survey in facts.surveys]
    found = []
    for it in issue_figures(facts, asked, basis, today=today):
        reasons = tuple(_reasons(it, facts, today)) if it.is_open or it.gap is Gap.YES else ()
        if reasons:
            spoken = _language(it.issue, facts)
            questions = _questions(reasons, language)
            found.append(OpenMatter(it.issue.id, it.issue.title, spoken, reasons, questions))
    return tuple(sorted(found, key=_rank))


def _rank(matter: OpenMatter) -> tuple[int, int, int, str, str]:
    first = matter.reasons[0]
    return (-len(matter.reasons), list(Ground).index(first.ground), -first.extent, matter.title, matter.issue)


def _reasons(it: IssueFigures, facts: Facts, today: date) -> Iterator[Reason]:
    if not it.is_answered:
        yield _unanswered(it.issue, facts, today)
    if it.gap is Gap.YES:
        yield _gap(it)
    if not it.issue.is_done and (late := _overdue(it, today)):
        yield late
    if len(it.years) > 1:
        yield Reason(Ground.RECURRING, len(it.years), _("Raised in %(years)s.", years=list_text(it.years)))
    if it.issue.state.delivery in _CLAIMED and not _is_shown(it):
        yield _unshown(it)


def _unanswered(issue: Issue, facts: Facts, today: date) -> Reason:
    """As the answer clock counts: from the first meeting that raised it; a decision raises nothing."""
    of = {it.id: it for it in facts.consultations if it.kind is not ConsultationKind.DECISION}
    dates = {of[point.consultation_id].date for point in issue.points if point.consultation_id in of}
    days = {day: said for said in sorted(dates) if (day := last_day(said))}
    running = clock(list(days), answered_on=None, today=today)
    if running is None or not running.days:
        return Reason(Ground.UNANSWERED, 0, _("It has no answer."))
    text = ngettext(
        "It has no answer %(n)s day after the meeting of %(day)s.",
        "It has no answer %(n)s days after the meeting of %(day)s.",
        running.days,
        day=date_text(days[running.since]),
    )
    return Reason(Ground.UNANSWERED, running.days, text)


def _gap(it: IssueFigures) -> Reason:
    share = it.agreement.value if it.agreement else None
    said = _("The department says: %(delivery)s.", delivery=label(it.issue.state.delivery))
    if share is None:
        few = _("Fewer than half of those who could say agree that it is delivered.")
        return Reason(Ground.GAP, 0, f"{said} {few}")
    text = _("Of those who could say, %(share)s agree that it is delivered.", share=agreement_text(it.agreement))
    return Reason(Ground.GAP, round(1000 * (1 - share)), f"{said} {text}")


def _overdue(it: IssueFigures, today: date) -> Reason | None:
    late = sorted(each.commitment.due for each in it.commitments if each.is_overdue and each.commitment.due)
    if not late:
        return None
    days = (today - late[0]).days
    text = ngettext(
        "What was promised for %(day)s is %(n)s day late.",
        "What was promised for %(day)s is %(n)s days late.",
        days,
        day=date_text(late[0]),
    )
    if len(late) > 1:
        more = ngettext("%(n)s promise is late in all.", "%(n)s promises are late in all.", len(late))
        text = f"{text} {more}"
    return Reason(Ground.OVERDUE, days, text)


def _public_evidence(it: IssueFigures) -> list[bool]:
    """Of each piece of public evidence whether it counts."""
    return [each.counts for promise in it.commitments for each in promise.commitment.evidence if each.is_public]


def _is_shown(it: IssueFigures) -> bool:
    return any(_public_evidence(it)) and not it.issue.is_unsupported


def _unshown(it: IssueFigures) -> Reason:
    said = _("The department says: %(delivery)s.", delivery=label(it.issue.state.delivery))
    if failing := _public_evidence(it).count(False):
        why = ngettext(
            "%(n)s piece of public evidence does not pass its checks, and nothing else that the public can see shows it.",
            "%(n)s pieces of public evidence do not pass their checks, and nothing else that the public can see shows it.",
            failing,
        )
    else:
        why = _("Nothing that the public can see shows it.")
    return Reason(Ground.NO_EVIDENCE, 1 + failing, f"{said} {why}")


def _questions(reasons: tuple[Reason, ...], language: str) -> tuple[str, ...]:
    words = wording_of(language)
    return tuple(words.questions[reason.ground] for reason in reasons[:MOST_QUESTIONS])


def _language(issue: Issue, facts: Facts) -> str:
    """That of the notes which raised it last, as its title is taken to be in."""
    spoken = {it.id: it.language for it in facts.consultations}
    return spoken.get(issue.points[-1].consultation_id, facts.language) if issue.points else facts.language
