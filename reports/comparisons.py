"""The same question in surveys of several years, side by side; where it was not the same, the break is told. Pure.

Two questions are the same where type, wording and answers to choose from agree in the language that the surveys are written
in, and each was worded in one way throughout its survey. Verdicts are the same where they are about the same issue. The
respondents of two surveys are not the same people, so nothing is said of whether a difference could be chance.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from reports.aggregation import SurveyFigures
from reports.answers import QuestionFigures
from reports.facts import Issue
from reports.figures import Figure
from reports.survey_facts import Survey
from surveys.definition import SCALES, Option, Question, QuestionType, Texts

COMPARED = (
    QuestionType.SINGLE_CHOICE,
    QuestionType.SEVERAL_CHOICES,
    QuestionType.RANKING,
    QuestionType.VERDICT,
    *SCALES,
)
MOST_SURVEYS = 4  # as many columns as a page has room for
#: From which likeness of its words on a question is taken for an earlier one that was reworded: 1 is word for word.
REWORDED = 0.75


class Break(StrEnum):
    """Why an earlier question is not compared with."""

    WORDING = "wording"
    ANSWERS = "answers"
    ASKED_OF = "asked of"
    MEANWHILE = "meanwhile"  # one of them was reworded while its survey was open


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one survey asked it, how many answered it, and which share of the invited answered the survey at all."""

    question: Question
    year: int
    opened: date | None
    answered: Figure
    response_rate: Figure


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """An answer's share in each of the surveys, in their order."""

    option: Option
    shares: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question that was asked before, the oldest survey first and the one that is told of last."""

    asked: tuple[Asked, ...]
    answers: tuple[ComparedAnswer, ...]

    @property
    def question(self) -> Question:
        return self.asked[-1].question


@dataclass(frozen=True, slots=True)
class NotComparable:
    """A question and the earlier one that it cannot be compared with."""

    now: Asked
    before: Asked
    why: Break


@dataclass(frozen=True, slots=True)
class ComparedSurvey:
    """A survey, by its title, beside those of earlier consultations."""

    title: Texts
    comparisons: tuple[Comparison, ...] = ()
    breaks: tuple[NotComparable, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asking:
    survey: SurveyFigures
    figures: QuestionFigures

    @property
    def told(self) -> Asked:
        survey = self.survey.survey
        return Asked(
            self.figures.question, survey.year, survey.opened, self.figures.answered, self.survey.response_rate
        )


def compared_survey(now: SurveyFigures, others: Iterable[SurveyFigures], issues: Iterable[Issue]) -> ComparedSurvey:
    """The survey beside those of other consultations that opened before it, in the order of its own questions."""
    current = {former: issue.id for issue in issues for former in (*issue.former_ids, issue.id)}
    earlier = sorted((it for it in others if _is_before(it.survey, now.survey)), key=_opened)
    comparisons: list[Comparison] = []
    breaks: list[NotComparable] = []
    for figures in now.questions:
        if figures.question.type in COMPARED:
            asked = _Asking(now, figures)
            found = [each for survey in earlier for each in _asked_before(asked, survey, current)]
            same = [before for before, why in found if why is None][-MOST_SURVEYS + 1 :]
            breaks += [NotComparable(asked.told, before.told, why) for before, why in found if why is not None]
            if same:
                comparisons.append(_comparison([*same, asked]))
    return ComparedSurvey(now.survey.title, tuple(comparisons), tuple(breaks))


def _is_before(earlier: Survey, now: Survey) -> bool:
    is_other = earlier.consultation_id != now.consultation_id
    return is_other and earlier.opened is not None and now.opened is not None and earlier.opened < now.opened


def _opened(figures: SurveyFigures) -> tuple[str, str]:
    return str(figures.survey.opened), figures.survey.id


def _asked_before(
    now: _Asking, survey: SurveyFigures, current: Mapping[str, str]
) -> Iterator[tuple[_Asking, Break | None]]:
    """The question of an earlier survey that this one repeats, and what hinders comparing them; at most one."""
    candidates = [_Asking(survey, it) for it in survey.questions if it.question.type is now.figures.question.type]
    likeness = [(_likeness(now, it, current), -place) for place, it in enumerate(candidates)]
    best, place = max(likeness, default=(0.0, 0))
    if best >= REWORDED:
        before = candidates[-place]
        yield before, _break_between(before, now, is_reworded=best < 1)


def _likeness(now: _Asking, before: _Asking, current: Mapping[str, str]) -> float:
    """1 where they ask the same, less the more their words differ, 0 for verdicts on different issues."""
    asked, other = now.figures.question, before.figures.question
    if asked.type is QuestionType.VERDICT:
        issue = _issue(asked, current)
        return float(bool(issue) and issue == _issue(other, current))
    shared = _languages(now, before, asked.text, other.text)
    return min((_likeness_of_words(asked.text[it].split(), other.text[it].split()) for it in shared), default=0.0)


def _likeness_of_words(one: Sequence[str], two: Sequence[str]) -> float:
    """The share of their words that stand in both in the same order; 0 where that is too small to matter."""
    if one == two:
        return 1.0
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.real_quick_ratio() < REWORDED or matcher.quick_ratio() < REWORDED:
        return 0.0
    return matcher.ratio()


def _issue(question: Question, current: Mapping[str, str]) -> str:
    """The issue that it counts as now."""
    return current.get(question.issue_id or "", question.issue_id or "")


def _languages(now: _Asking, before: _Asking, *texts: Texts) -> list[str]:
    """Those of the two surveys' original languages that both texts are in."""
    originals = dict.fromkeys([now.survey.survey.language, before.survey.survey.language])
    return [language for language in originals if all(each.get(language, "").strip() for each in texts)]


def _break_between(before: _Asking, now: _Asking, *, is_reworded: bool) -> Break | None:
    earlier, asked = before.figures.question, now.figures.question
    if is_reworded:
        return Break.WORDING
    if before.figures.wordings or now.figures.wordings:
        return Break.MEANWHILE
    if not _has_same_answers(before, now) or earlier.max_choices != asked.max_choices:
        return Break.ANSWERS
    # Whom a condition leads to depends on other questions, which need not be the same ones.
    return Break.ASKED_OF if earlier.show_if is not None or asked.show_if is not None else None


def _has_same_answers(before: _Asking, now: _Asking) -> bool:
    earlier, asked = before.figures.question.options, now.figures.question.options
    return len(earlier) == len(asked) and all(
        _is_same_answer(now, before, one.labels, two.labels, is_same_value=one.value == two.value)
        for one, two in zip(asked, earlier, strict=True)
    )


def _is_same_answer(now: _Asking, before: _Asking, one: Texts, two: Texts, *, is_same_value: bool) -> bool:
    """Worded alike; the points between the ends of a scale have no words but their number."""
    languages = _languages(now, before, one, two)
    if not languages:
        return is_same_value and not any(one.values()) and not any(two.values())
    return all(one[language].split() == two[language].split() for language in languages)


def _comparison(asked: Sequence[_Asking]) -> Comparison:
    latest = asked[-1].figures.question
    shares = [_shares(each) for each in asked]
    return Comparison(
        tuple(each.told for each in asked),
        tuple(
            ComparedAnswer(option, tuple(column[place] for column in shares))
            for place, option in enumerate(latest.options)
        ),
    )


def _shares(asked: _Asking) -> list[Figure]:
    """In the order of the question's answers; those that no wording of it offers stand after them."""
    return [it.share for it in asked.figures.options[: len(asked.figures.question.options)]]
