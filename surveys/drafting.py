"""A consultation becomes a draft survey: what was asked, what was said, what is still open, and the meeting itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from feedback.translation import gettext as _
from feedback.translation import in_every_language, ngettext
from surveys import wordings
from surveys.definition import Question, QuestionType, Section, SurveyDefinition, Texts, text_in, texts_by_place
from surveys.proposals import Proposal, propose_questions
from surveys.sources import AskedQuestion, ConsultationToAskAbout, OpenIssue, RaisedPoint

__all__ = [
    "AskedQuestion",
    "ConsultationToAskAbout",
    "DraftedSurvey",
    "LeftOut",
    "OpenIssue",
    "RaisedPoint",
    "draft_survey",
    "estimated_minutes",
]

MOST_QUESTIONS = 12

#: Reading: 200 words a minute. Adults read about 238 (Brysbaert 2019, a review of 190 studies of English); many
#: participants read a second language.
WORDS_PER_MINUTE = 200
#: Thinking and answering, in seconds. The choices are our assumption, to be checked against real responses. A text is
#: taken as 30 words at the 36 words a minute that people type on a phone (Palin and others 2019), and as long to think.
SECONDS = {
    QuestionType.SINGLE_CHOICE: 5,
    QuestionType.SEVERAL_CHOICES: 15,
    QuestionType.RANKING: 30,
    QuestionType.FIVE_POINT_SCALE: 5,
    QuestionType.SEVEN_POINT_SCALE: 6,
    QuestionType.VERDICT: 8,
    QuestionType.NUMBER: 10,
    QuestionType.DATE: 10,
    QuestionType.SHORT_TEXT: 15,
    QuestionType.FREE_TEXT: 75,
    QuestionType.INFORMATION: 0,
    QuestionType.CONSENT: 5,
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that could have been asked about and is not in the draft, and why."""

    text: str
    why: Texts | str


@dataclass(frozen=True, slots=True)
class DraftedSurvey:
    definition: SurveyDefinition
    left_out: tuple[LeftOut, ...]


def draft_survey(consultation: ConsultationToAskAbout, *, max_questions: int = MOST_QUESTIONS) -> DraftedSurvey:
    """A survey of at most `max_questions`, and what did not fit.

    Kept first: organisation type and the score of the meeting, an open answer per consultation question, verdicts on
    the three most recurring issues, which points matter most, the open answer about the meeting, further verdicts.
    An issue is asked about when one of the consultation's points raises it.
    """
    proposals = list(propose_questions(consultation))
    ranked = sorted(range(len(proposals)), key=lambda place: (proposals[place].rank, place))
    kept = sorted(ranked[: max(max_questions, 0)])
    dropped = [proposals[place] for place in range(len(proposals)) if place not in kept]
    definition = SurveyDefinition(
        title=wordings.survey_title(consultation.kind, consultation.date),
        intro=wordings.INTRO,
        languages=tuple(dict.fromkeys((consultation.language, *wordings.DRAFT_LANGUAGES))),
        sections=_sections([proposals[place] for place in kept]),
        keys_given=len(kept),
    )
    reason = in_every_language(
        lambda: ngettext(
            "The survey has room for %(n)s question.", "The survey has room for %(n)s questions.", max_questions
        )
    )
    left_out = [LeftOut(_name(each, consultation.language), reason) for each in dropped]
    left_out += _unlisted_points(consultation, [proposals[place] for place in kept])
    return DraftedSurvey(definition, tuple(left_out))


def estimated_minutes(definition: SurveyDefinition) -> int:
    """Whole minutes, rounded up, to read everything in the survey's first language and answer every question.

    200 words a minute plus the seconds per type of `SECONDS`; see there for where the numbers come from.
    """
    language = definition.languages[0]
    seconds = _reading_seconds(texts_by_place(definition).values(), language)
    return ceil((seconds + sum(SECONDS[question.type] for question in definition.questions)) / 60)


def estimated_seconds(question: Question, language: str) -> float:
    """The part of one question in `estimated_minutes`."""
    texts = [question.text, question.help, question.reason, *(option.labels for option in question.options)]
    return _reading_seconds(texts, language) + SECONDS[question.type]


def _reading_seconds(texts: Iterable[Texts], language: str) -> float:
    return sum(len(text_in(each, language).text.split()) for each in texts) * 60 / WORDS_PER_MINUTE


def _sections(kept: list[Proposal]) -> tuple[Section, ...]:
    """The kept questions under their sections, keyed q1, q2, … in the order they are asked."""
    sections: dict[str, Section] = {}
    for number, proposal in enumerate(kept, start=1):
        section = sections.get(proposal.section.key, proposal.section)
        question = replace(proposal.question, key=f"q{number}")
        sections[section.key] = replace(section, questions=(*section.questions, question))
    return tuple(sections.values())


def _name(proposal: Proposal, language: str) -> str:
    text = text_in(proposal.question.text, language).text
    if proposal.question.type is not QuestionType.SEVERAL_CHOICES:
        return text
    return f"{text_in(proposal.section.title, language).text}: {text}"


def _unlisted_points(consultation: ConsultationToAskAbout, kept: list[Proposal]) -> Iterator[LeftOut]:
    full = {point.id for proposal in kept for point in proposal.unlisted}
    listed = {option.point_id for proposal in kept for option in proposal.question.options}
    for point in consultation.points:
        if point.id in full:
            yield LeftOut(point.text, in_every_language(lambda: _("The list of points is full.")))
        elif point.id not in listed:
            yield LeftOut(point.text, in_every_language(lambda: _("No list of points has room for it.")))
