"""Statements that coding samples are drawn from, for `feedback`, which knows no surveys: `feedback.app` hands them over."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from piccolo.query.functions.aggregate import Count

from feedback.coding_samples import Place, SampledSource, SourceText
from feedback.enums import CodedKind
from feedback.translation import language
from surveys.building import hold_survey, list_surveys
from surveys.definition import text_in
from surveys.statement_codings import STATEMENTS
from surveys.tables import Statement


async def _places() -> Sequence[Place]:
    counts = await Statement.select(Statement.survey, Count()).group_by(Statement.survey)
    texts = {row["survey"]: row["count"] for row in counts}
    titles = await _titles(texts)
    return [Place(CodedKind.STATEMENT, id, title, texts[id]) for id, title in titles.items()]


async def _drawable(survey_id: UUID | None) -> Sequence[UUID]:
    query = Statement.select(Statement.id)
    ids: list[UUID] = await (query.where(Statement.survey == survey_id) if survey_id else query).output(as_list=True)
    return ids


async def _read(ids: Sequence[UUID]) -> Mapping[UUID, SourceText]:
    rows = await Statement.select(Statement.id, Statement.text, Statement.language, Statement.survey).where(
        Statement.id.is_in(list(ids))
    )
    titles = await _titles({row["survey"] for row in rows})
    return {
        row["id"]: SourceText(row["id"], row["text"], row["language"], row["survey"], titles[row["survey"]])
        for row in rows
    }


async def _titles(surveys: Iterable[UUID]) -> dict[UUID, str]:
    """The titles of these surveys for the reader, the newest survey first."""
    wanted = set(surveys)
    every = await list_surveys() if wanted else ()
    return {each.id: str(text_in(each.definition.title, language())) for each in every if each.id in wanted}


SAMPLED_STATEMENTS = SampledSource(STATEMENTS, hold_survey, _places, _drawable, _read)
