"""Answers that came on paper or in a filled PDF, keyed in by an officer; of a sample, a second officer checks every answer."""

import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.tables import Officer
from feedback.translation import gettext as _
from surveys.answers import Answers, ReadAnswers, read_answers
from surveys.building import SurveyState, get_survey, hold_survey
from surveys.definition import Privacy, Question, QuestionType, SurveyDefinition, from_json
from surveys.images import image_by_digest
from surveys.paper.asking import PaperSurvey
from surveys.response_drafts import Typed
from surveys.responses import NotComplete, read_document
from surveys.survey_links import open_survey
from surveys.tables import PaperEntry, Response, Survey, SurveyVersion

CHECKED_SHARE = 0.1  # of the papers, at least
LONGEST_MARK = 40


class Source(StrEnum):
    """How answers came that were not given on the web."""

    PAPER = "paper"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class KeyedIn:
    """What an officer read on one paper. `number` is the version it was printed from, `mark` finds the paper again."""

    number: int
    language: str
    mark: str
    typed: Typed
    organisation: str = ""
    source: Source = Source.PAPER


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper that was keyed in. `corrected` answers were changed by the check; None until it is checked."""

    response_id: UUID
    mark: str
    source: Source
    entered_by: UUID | None
    officer: str
    entered_at: datetime
    to_check: bool
    corrected: int | None
    answers: int

    @property
    def is_checked(self) -> bool:
        return self.corrected is not None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many papers were drawn for the check, how many of them are checked, and what the check changed."""

    drawn: int
    checked: int
    answers: int
    corrected: int

    @property
    def error_rate(self) -> float | None:
        """Answers keyed in wrongly, as a share of those checked; None before the first."""
        return self.corrected / self.answers if self.answers else None


async def paper_survey(survey_id: UUID, number: int | None = None) -> PaperSurvey:
    """A version of a survey to be printed or keyed in, the one published last unless `number` is given.

    Raises `NotFound`, and `Conflict` where the survey has not been published.
    """
    survey = await get_survey(survey_id)
    if survey.state is SurveyState.DRAFT:
        raise Conflict(_("The survey can be printed when it is published: only then is its wording frozen."))
    versions = (
        await SurveyVersion.select(SurveyVersion.number, SurveyVersion.definition)
        .where(SurveyVersion.survey == survey_id)
        .order_by(SurveyVersion.number)
    )
    chosen = [row for row in versions if number in (None, row["number"])]
    if not chosen:
        raise NotFound(_("The survey has no such version."))
    definition = from_json(chosen[-1]["definition"])
    kept = await Survey.select(Survey.answers_kept).where(Survey.id == survey_id).first()
    return PaperSurvey(
        survey_id=survey_id,
        number=chosen[-1]["number"],
        definition=definition,
        closes_on=survey.closes_on,
        answers_kept=kept["answers_kept"] if kept else None,
        images=await _images(definition),
    )


async def _images(definition: SurveyDefinition) -> dict[str, bytes]:
    digests = {question.image.digest for question in definition.questions if question.image}
    return {digest: (await image_by_digest(digest)).content for digest in sorted(digests)}


def read_paper(questions: Sequence[Question], typed: Typed) -> ReadAnswers:
    """The answers on a paper, and what is wrong with them. A paper cannot be made to answer: only consent must be given."""
    return read_answers(
        [replace(each, required=each.required and each.type is QuestionType.CONSENT) for each in questions], typed
    )


async def enter(
    survey_id: UUID, keyed: KeyedIn, *, officer: UUID | None, today: date, now: datetime, drawn: float
) -> UUID:
    """Keep the answers of one paper as a response; gives its id. `drawn` is a random number of 0 to 1 for the sample to check.

    The first paper is checked, and at least every tenth. Raises `NotComplete` with what is wrong, `Gone` where the survey is
    closed, and `Conflict` where a paper with this mark is kept already.
    """
    paper = await paper_survey(survey_id, keyed.number)
    read = read_paper(paper.definition.questions, keyed.typed)
    if read.errors:
        raise NotComplete(read.errors)
    async with transaction():
        await hold_survey(survey_id)
        await open_survey(survey_id, today=today, is_held=True)
        of_survey = PaperEntry.survey == survey_id
        if await is_kept(survey_id, keyed.mark):
            raise Conflict(already_kept(keyed.source))
        version = await SurveyVersion.objects().get(
            (SurveyVersion.survey == survey_id) & (SurveyVersion.number == paper.number)
        )
        is_named = paper.definition.privacy is Privacy.ORGANISATION_NAMED
        response = Response(
            survey=survey_id,
            version=version,
            language=keyed.language if keyed.language in paper.definition.languages else paper.definition.languages[0],
            token_hash=token_hash(secrets.token_urlsafe(32)),  # nobody has the link
            answers=_document(read.answers),
            day=today,
            organisation=keyed.organisation if is_named else "",
            source=keyed.source.value,
        )
        await response.save()
        before = await PaperEntry.count().where(of_survey)
        to_check = await PaperEntry.count().where(of_survey & PaperEntry.to_check.eq(True))
        await PaperEntry(
            response=response.id,
            survey=survey_id,
            mark=keyed.mark,
            entered_by=officer,
            entered_at=now,
            to_check=drawn < CHECKED_SHARE or to_check < math.ceil((before + 1) * CHECKED_SHARE),
        ).save()
    return response.id


async def is_kept(survey_id: UUID, mark: str) -> bool:
    """Whether a paper or file with this mark has been kept."""
    return await PaperEntry.exists().where((PaperEntry.survey == survey_id) & (PaperEntry.mark == mark))


def already_kept(source: Source) -> str:
    """A sentence for who wants to keep the same again."""
    if source is Source.PDF:
        return _("This file has been read before, and its answers are kept.")
    return _("A paper with this mark has been keyed in before. Give every paper a mark of its own.")


def _document(answers: Answers) -> str:
    return msgspec.json.encode(answers).decode()


async def list_entries(survey_id: UUID) -> tuple[Entry, ...]:
    """The papers keyed in, the latest first. After sealing they have no marks. Raises `NotFound`."""
    await get_survey(survey_id)
    rows = (
        await PaperEntry.select(*PaperEntry.all_columns(), PaperEntry.response.source, PaperEntry.response.answers)
        .where(PaperEntry.survey == survey_id)
        .order_by(PaperEntry.entered_at, ascending=False)
    )
    names = {row["id"]: row["name"] for row in await Officer.select(Officer.id, Officer.name)}
    return tuple(_entry(row, names) for row in rows)


def _entry(row: dict[str, Any], names: dict[UUID, str]) -> Entry:
    return Entry(
        response_id=row["response"],
        mark=row["mark"],
        source=Source(row["response.source"]),
        entered_by=row["entered_by"],
        officer=names.get(row["entered_by"], ""),
        entered_at=row["entered_at"],
        to_check=row["to_check"],
        corrected=row["corrected"],
        answers=len(read_document(row["response.answers"])),
    )


def accuracy(entries: Sequence[Entry]) -> Accuracy:
    """What the checks so far tell of how the papers were keyed in."""
    checked = [each for each in entries if each.is_checked]
    return Accuracy(
        drawn=sum(each.to_check for each in entries),
        checked=len(checked),
        answers=sum(max(each.answers, each.corrected or 0) for each in checked),
        corrected=sum(each.corrected or 0 for each in checked),
    )
