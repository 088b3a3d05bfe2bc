"""What the next consultation could be about: the issues that are open, why each of them, and what to ask. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback.enums import ConsultationKind, Delivery
from feedback.translation import gettext as _
from feedback.translation import list_text, ngettext
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
    if not it.issue.is_done and (days := _days_overdue(it, today)):
        text = ngettext("What was promised is %(n)s day late.", "What was promised is %(n)s days late.", days)
        yield Reason(Ground.OVERDUE, days, text)
    if len(it.years) > 1:
        yield Reason(Ground.RECURRING, len(it.years), _("Raised in %(years)s.", years=list_text(it.years)))
    if it.issue.state.delivery in _CLAIMED and not _is_shown(it):
        text = _("Said to be delivered, in part or in whole, and nothing that the public can see shows it.")
        yield Reason(Ground.NO_EVIDENCE, 1, text)


def _unanswered(issue: Issue, facts: Facts, today: date) -> Reason:
    """As the answer clock counts: from the first meeting that raised it; a decision raises nothing."""
    of = {it.id: it for it in facts.consultations if it.kind is not ConsultationKind.DECISION}
    days = [last_day(of[point.consultation_id].date) for point in issue.points if point.consultation_id in of]
    running = clock([day for day in days if day], answered_on=None, today=today)
    if running is None or not running.days:
        return Reason(Ground.UNANSWERED, 0, _("It has no answer."))
    text = ngettext("It has no answer after %(n)s day.", "It has no answer after %(n)s days.", running.days)
    return Reason(Ground.UNANSWERED, running.days, text)


def _gap(it: IssueFigures) -> Reason:
    share = it.agreement.value if it.agreement else None
    if share is None:
        return Reason(Ground.GAP, 0, _("Fewer than half of those who could say agree that it is delivered."))
    text = _("Of those who could say, %(share)s agree that it is delivered.", share=agreement_text(it.agreement))
    return Reason(Ground.GAP, round(1000 * (1 - share)), text)


def _days_overdue(it: IssueFigures, today: date) -> int:
    late = [each.commitment.due for each in it.commitments if each.is_overdue and each.commitment.due]
    return (today - min(late)).days if late else 0


def _is_shown(it: IssueFigures) -> bool:
    public = any(evidence.is_public for each in it.commitments for evidence in each.commitment.evidence)
    return public and not it.issue.is_unsupported


def _questions(reasons: tuple[Reason, ...], language: str) -> tuple[str, ...]:
    words = wording_of(language)
    return tuple(words.questions[reason.ground] for reason in reasons[:MOST_QUESTIONS])


def _language(issue: Issue, facts: Facts) -> str:
    """That of the notes which raised it last, as its title is taken to be in."""
    spoken = {it.id: it.language for it in facts.consultations}
    return spoken.get(issue.points[-1].consultation_id, facts.language) if issue.points else facts.language
