"""A survey's numbers as an edition may tell them, beside those that earlier editions have told for good.

A reader who has both can subtract. So all numbers of a survey step together, and only when each step is as large as a count
must be to be shown; until then the survey's earlier numbers stand. They can differ at all because of answers on paper that
were keyed in late, and of answers that were deleted or corrected.
"""

import asyncio
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec

from feedback.enums import CodingState
from reports.aggregation import survey_figures
from reports.answers import SEVERAL_ANSWERS
from reports.background_figures import AnswersByKind, answers_by_kind
from reports.facts import Facts
from reports.figures import Basis, Figure
from reports.survey_facts import StatementTally, Survey
from reports.tables import ReportEdition
from surveys.disclosure import Row, is_safe_after, kept_or_new


@dataclass(frozen=True, slots=True)
class ToldSurvey:
    """A survey as an edition told it, and the threshold that held then."""

    survey: Survey
    threshold: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """The numbers of one distribution by the ids of their figures, None where hidden; `total` where they add up to one."""

    cells: Mapping[str, int | None]
    total: int | None = None

    def row(self, ids: Sequence[str]) -> Row:
        """The numbers in this order; of what is not there, nobody was."""
        return Row(tuple(self.cells.get(id, 0) for id in ids), self.total)


class _ToldFacts(msgspec.Struct):
    surveys: tuple[msgspec.Raw, ...]


class _Told(msgspec.Struct):
    facts: _ToldFacts
    threshold: int


class _Named(msgspec.Struct):
    id: str


async def with_held_numbers(facts: Facts, *, threshold: int) -> Facts:
    """The facts with each survey's numbers held back where editions that were published before ask for it."""
    rows = await ReportEdition.select(ReportEdition.facts, ReportEdition.figures).order_by(ReportEdition.made_at)
    basis = Basis(facts.cut, threshold)
    return await asyncio.to_thread(_held, facts, [(bytes(row["facts"]), str(row["figures"])) for row in rows], basis)


async def last_told(surveys: Collection[UUID]) -> dict[UUID, ToldSurvey]:
    """Each of these surveys as the latest edition that tells of it does; those that none tells of are left out."""
    latest: dict[UUID, list[UUID]] = {}
    for survey in sorted(surveys, key=str):
        tells = ReportEdition.figures.like(f'%"survey.{survey}.%')
        row = (
            await ReportEdition.select(ReportEdition.id)
            .where(tells)
            .order_by(ReportEdition.made_at, ascending=False)
            .first()
        )
        if row:
            latest.setdefault(row["id"], []).append(survey)
    found: dict[UUID, ToldSurvey] = {}
    for edition, wanted in latest.items():
        row = await ReportEdition.select(ReportEdition.facts).where(ReportEdition.id == edition).first() or {}
        found |= await asyncio.to_thread(_told_in, bytes(row["facts"]), wanted)
    return found


def _tellings(content: bytes) -> Iterator[tuple[str, bytes, int]]:
    """What an edition keeps of each survey: its id, its facts as they are kept, and the threshold that held then."""
    edition = msgspec.json.decode(zlib.decompress(content), type=_Told)
    for raw in edition.facts.surveys:
        yield msgspec.json.decode(raw, type=_Named).id, bytes(raw), edition.threshold


def _told(kept: bytes, threshold: int) -> ToldSurvey:
    return ToldSurvey(msgspec.json.decode(kept, type=Survey), threshold)


def _told_in(content: bytes, wanted: Collection[UUID]) -> dict[UUID, ToldSurvey]:
    ids = {str(each): each for each in wanted}
    return {ids[id]: _told(kept, threshold) for id, kept, threshold in _tellings(content) if id in ids}


def _held(facts: Facts, editions: Sequence[tuple[bytes, str]], basis: Basis) -> Facts:
    # Most editions tell the same of a survey: each telling is read once.
    told: dict[str, dict[tuple[bytes, int], None]] = {}
    for content, figures in editions:
        for id, kept, threshold in _tellings(content):
            if f'"survey.{id}.' in figures:
                told.setdefault(id, {})[kept, threshold] = None
    earlier = {id: [_told(*telling) for telling in tellings] for id, tellings in told.items()}
    return replace(facts, surveys=tuple(held_back(earlier.get(it.id, ()), it, basis=basis) for it in facts.surveys))


def held_back(earlier: Sequence[ToldSurvey], now: Survey, *, basis: Basis) -> Survey:
    """The survey to be told: as it is now, or with the numbers that were told last; `earlier` are as told, oldest first. Pure.

    The themes of its answers are numbers that stand alone, and change because officers code: each is held by itself.
    """
    if not earlier:
        return now
    last, coming = earlier[-1].survey, dict(_shown(now, basis))
    is_safe = all(
        _is_safe(dict(_shown(each.survey, Basis(basis.cut, each.threshold))), coming, basis.threshold)
        for each in earlier
    )
    told = now if is_safe else last
    themes = _held_themes([each.survey for each in earlier], now, basis)
    return replace(told, statement_themes=themes, quotes=now.quotes)


def _is_safe(before: Mapping[str, _Shown], now: Mapping[str, _Shown], threshold: int) -> bool:
    for name in before.keys() & now.keys():
        ids = sorted(before[name].cells.keys() | now[name].cells.keys())
        if not is_safe_after([before[name].row(ids)], now[name].row(ids), threshold=threshold):
            return False
    return True


def _shown(survey: Survey, basis: Basis) -> Iterator[tuple[str, _Shown]]:
    """All that is shown of a survey, by what it is of."""
    figures = survey_figures(survey, basis)
    yield "responses", _cells([figures.responses])
    yield "languages", replace(_cells([figure for _code, figure in figures.languages]), total=figures.responses.n)
    for question in figures.questions:
        key = question.question.key
        counts = _cells([option.count for option in question.options])
        yield f"{key} answered", _cells([question.answered])
        yield key, replace(counts, total=question.row.total)
        yield f"{key} first", _cells([option.count for option in question.firsts])
        wordings = [each.responses for each in question.wordings]
        yield f"{key} wordings", _with_rest(wordings, figures.responses)
    for crossed in answers_by_kind(figures, basis).questions:
        yield from _shown_by_kind(crossed)


def _shown_by_kind(crossed: AnswersByKind) -> Iterator[tuple[str, _Shown]]:
    """Each row and column by itself: what is hidden in it is told together by its total."""
    key = crossed.question.question.key
    adds_up = crossed.question.question.type not in SEVERAL_ANSWERS
    for kind in crossed.kinds:
        yield f"{key} of {kind.answered.id}", replace(_cells(kind.counts), total=kind.answered.n if adds_up else None)
        yield f"{key} answered of {kind.answered.id}", _cells([kind.answered])
    yield f"{key} by kind", replace(_cells([it.answered for it in crossed.kinds]), total=crossed.question.answered.n)
    for place, option in enumerate(crossed.options):
        counts = _cells([kind.counts[place] for kind in crossed.kinds])
        yield f"{key} by kind {option.option.value}", replace(counts, total=option.count.n)


def _with_rest(figures: Sequence[Figure], whole: Figure) -> _Shown:
    """Parts of a whole that others may be parts of too."""
    found = _cells(figures)
    return _Shown({**found.cells, "rest": None}, whole.n) if figures else found


def _cells(figures: Sequence[Figure]) -> _Shown:
    return _Shown({figure.id: figure.n for figure in figures})


def _held_themes(earlier: Sequence[Survey], now: Survey, basis: Basis) -> tuple[StatementTally, ...]:
    before: dict[tuple[str, str, CodingState], list[int]] = {}
    for survey in earlier:
        for it in survey.statement_themes:
            before.setdefault(_theme(it), []).append(it.n)
    return tuple(
        it
        if it.state is CodingState.REJECTED
        else replace(it, n=kept_or_new(before.get(_theme(it), []), it.n, threshold=basis.threshold))
        for it in now.statement_themes
    )


def _theme(tally: StatementTally) -> tuple[str, str, CodingState]:
    return tally.question_key, tally.theme_id, tally.state
