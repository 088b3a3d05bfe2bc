"""Every question that a consultation gives reason to ask, each with its section and how soon it is dropped."""

from collections.abc import Iterator
from dataclasses import dataclass

from feedback.translation import gettext as _
from feedback.translation import in_every_language, ngettext
from surveys import wordings
from surveys.definition import Option, Question, QuestionType, Section
from surveys.point_lists import PointList, group_points
from surveys.sources import AskedQuestion, ConsultationToAskAbout, OpenIssue, RaisedPoint

MOST_CHOICES = 3
SURE_VERDICTS = 3  # verdicts on the most recurring issues that come before the lists of points


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that may be asked, the section it belongs to, and its rank: the lowest are kept first."""

    section: Section
    rank: int
    question: Question
    unlisted: tuple[RaisedPoint, ...] = ()


def propose_questions(consultation: ConsultationToAskAbout) -> Iterator[Proposal]:
    """Every question that could be asked, without a key, in the order they would be asked."""
    yield _organisation_type()
    yield from _about_the_subject(consultation)
    yield from _verdicts(consultation)
    yield from _about_the_meeting()


def _organisation_type() -> Proposal:
    question = Question(
        key="",
        type=QuestionType.SINGLE_CHOICE,
        text=wordings.ORGANISATION_TYPE,
        options=wordings.ORGANISATION_TYPES,
        why=in_every_language(lambda: _("Shows who answered.")),
    )
    return Proposal(Section("background", wordings.BACKGROUND), 0, question)


def _about_the_subject(consultation: ConsultationToAskAbout) -> Iterator[Proposal]:
    language = consultation.language
    lists = list(
        group_points(
            consultation.points,
            question_numbers=[asked.number for asked in consultation.questions],
            recurrence=_recurrence(consultation.issues),
        )
    )
    for place, asked in enumerate(consultation.questions, start=1):
        section = Section(f"question-{place}", wordings.question_title(asked.number))
        yield Proposal(section, 1, _asked_again(asked, language))
        for points in [each for each in lists if each.question_number == asked.number]:
            lists.remove(points)
            yield _which_matter_most(section, points, language)
    for place, points in enumerate(lists, start=1):
        title = {language: points.heading} if points.heading else wordings.POINTS
        yield _which_matter_most(Section(f"points-{place}", title), points, language)
    if not consultation.questions:
        yield _anything_to_add()


def _recurrence(issues: tuple[OpenIssue, ...]) -> dict[str, int]:
    """In how many years the issue behind each point was raised, the most where it has several; at least 1."""
    years: dict[str, int] = {}
    for issue in issues:
        for point_id in issue.point_ids:
            years[point_id] = max(years.get(point_id, 1), len(set(issue.years)))
    return years


def _asked_again(asked: AskedQuestion, language: str) -> Question:
    return Question(
        key="",
        type=QuestionType.FREE_TEXT,
        text={language: asked.text},
        help={language: "\n".join(asked.subquestions)} if asked.subquestions else {},
        asks=asked.id,
        why=in_every_language(lambda: _("Was asked at the consultation as question %(number)s.", number=asked.number)),
    )


def _which_matter_most(section: Section, points: PointList, language: str) -> Proposal:
    question = Question(
        key="",
        type=QuestionType.SEVERAL_CHOICES,
        text=wordings.POINTS_THAT_MATTER,
        help=wordings.POINTS_SOURCE,
        options=tuple(Option(f"point {point.id}", {language: point.text}, point.id) for point in points.points),
        max_choices=min(MOST_CHOICES, len(points.points) - 1),
        why=in_every_language(
            lambda: ngettext("Weighs %(n)s of the points.", "Weighs %(n)s of the points.", len(points.points))
        ),
    )
    return Proposal(section, 3, question, points.left_out)


def _anything_to_add() -> Proposal:
    question = Question(
        key="",
        type=QuestionType.FREE_TEXT,
        text=wordings.ANYTHING_TO_ADD,
        why=in_every_language(lambda: _("The notes have no questions to ask again.")),
    )
    return Proposal(Section("subject", wordings.POINTS), 1, question)


def _verdicts(consultation: ConsultationToAskAbout) -> Iterator[Proposal]:
    section = Section("issues", wordings.ISSUES, intro=wordings.ISSUES_INTRO)
    order = {point.id: place for place, point in enumerate(consultation.points)}
    touched = [issue for issue in consultation.issues if not order.keys().isdisjoint(issue.point_ids)]

    def most_recurring_first(issue: OpenIssue) -> tuple[int, int, int]:
        first_point = min(order[point_id] for point_id in issue.point_ids if point_id in order)
        return (-len(set(issue.years)), min(issue.years, default=0), first_point)

    for place, issue in enumerate(sorted(touched, key=most_recurring_first)):
        yield Proposal(section, 2 if place < SURE_VERDICTS else 5, _verdict(issue, consultation.language))


def _verdict(issue: OpenIssue, language: str) -> Question:
    years = tuple(sorted(set(issue.years)))
    return Question(
        key="",
        type=QuestionType.VERDICT,
        text={language: issue.title},
        help=wordings.verdict_help(years),
        options=wordings.VERDICTS,
        issue_id=issue.id,
        why=in_every_language(
            lambda: ngettext(
                "The issue was raised in %(n)s year.", "The issue was raised in %(n)s different years.", len(years)
            )
        ),
    )


def _about_the_meeting() -> Iterator[Proposal]:
    section = Section("meeting", wordings.MEETING)
    score = Question(
        key="",
        type=QuestionType.FIVE_POINT_SCALE,
        text=wordings.MEETING_SCORE,
        options=wordings.SCORES,
        why=in_every_language(lambda: _("Can be compared from year to year.")),
    )
    better = Question(
        key="",
        type=QuestionType.FREE_TEXT,
        text=wordings.MEETING_BETTER,
        why=in_every_language(lambda: _("Gives the planning of the next consultation something to go on.")),
    )
    yield Proposal(section, 0, score)
    yield Proposal(section, 4, better)
