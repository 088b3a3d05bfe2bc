"""A survey as it is being answered: counts of its responses, drafts and invitations, while it is open and after.

Nothing here reads an answer or tells of one response: each kind of row is counted by the database, in one statement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from piccolo.columns.combination import WhereRaw
from piccolo.query.functions.aggregate import Count

from feedback.errors import Conflict
from feedback.translation import gettext as _
from surveys.building import BuiltSurvey, SurveyState, get_survey
from surveys.definition import SurveyDefinition, from_json
from surveys.tables import Invitation, Response, ResponseDraft, Survey, SurveyVersion, Tally
from surveys.tallies import Cell

# The unique index of token and revision answers it without the rows themselves.
_LATEST = WhereRaw(
    "NOT EXISTS (SELECT 1 FROM response AS later "
    "WHERE later.token_hash = response.token_hash AND later.revision > response.revision)"
)


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One published wording of the survey, and what was changed in it."""

    id: UUID
    number: int
    definition: SurveyDefinition
    published_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class SentGroup:
    """How many responses, each by its latest revision, share a day, a language, a source (blank: the web) and a version.

    `is_changed` tells those that were changed after they were first sent.
    """

    day: date
    language: str
    source: str
    version_id: UUID
    is_changed: bool
    n: int


@dataclass(frozen=True, slots=True)
class UnsentGroup:
    """How many unsent drafts of a version were last saved on a page (0: on none); `is_change`: of answers sent before."""

    version_id: UUID
    page: int
    is_change: bool
    n: int


@dataclass(frozen=True, slots=True)
class InvitedGroup:
    """How many invitations share a type of organisation (blank: not stated), a language and whether they were used."""

    organisation_type: str
    language: str
    is_used: bool
    n: int


@dataclass(frozen=True, slots=True)
class WatchedSurvey:
    """What is known of how a survey is answered. `versions` are in the order they were published, at least one.

    `minutes` counts responses by whole minutes from starting to first sending; `tallies` are the counts of the
    responses that are digested, which is all that is left once `purged_on` is set. When the survey is `sealed`,
    invitations no longer tell their language.
    """

    survey: BuiltSurvey
    versions: tuple[PublishedVersion, ...]
    sent: tuple[SentGroup, ...]
    unsent: tuple[UnsentGroup, ...]
    minutes: Mapping[int, int]
    invited: tuple[InvitedGroup, ...]
    tallies: Mapping[Cell, int]
    reminders: tuple[date, ...]
    is_sealed: bool
    purged_on: date | None

    @property
    def latest(self) -> SurveyDefinition:
        return self.versions[-1].definition


async def watch(survey_id: UUID) -> WatchedSurvey:
    """What has come in so far. Raises `NotFound` (of a trial too), and `Conflict` where it has not been opened."""
    survey = await get_survey(survey_id)
    versions = await _versions(survey_id)
    if survey.state is SurveyState.DRAFT or not versions:
        raise Conflict(_("There is nothing to watch: the survey has not been opened."))
    of_survey = Survey.select(Survey.reminders, Survey.sealed_at, Survey.purged_on).where(Survey.id == survey_id)
    row = await of_survey.first() or {}
    return WatchedSurvey(
        survey=survey,
        versions=versions,
        sent=await _sent(survey_id),
        unsent=await _unsent(survey_id),
        minutes=await _minutes(survey_id),
        invited=await _invited(survey_id),
        tallies=await _tallies(survey_id),
        reminders=msgspec.json.decode(row["reminders"], type=tuple[date, ...]),
        is_sealed=row["sealed_at"] is not None,
        purged_on=row["purged_on"],
    )


async def _versions(survey_id: UUID) -> tuple[PublishedVersion, ...]:
    rows = await SurveyVersion.select().where(SurveyVersion.survey == survey_id).order_by(SurveyVersion.number)
    return tuple(
        PublishedVersion(row["id"], row["number"], from_json(row["definition"]), row["published_at"], row["note"])
        for row in rows
    )


async def _sent(survey_id: UUID) -> tuple[SentGroup, ...]:
    columns = (Response.day, Response.language, Response.source, Response.version, Response.revision)
    rows = (
        await Response.select(*columns, Count())
        .where((Response.survey == survey_id) & _LATEST)
        .group_by(*columns)
        .order_by(Response.day)
    )
    return tuple(
        SentGroup(row["day"], row["language"], row["source"], row["version"], row["revision"] > 1, row["count"])
        for row in rows
    )


async def _unsent(survey_id: UUID) -> tuple[UnsentGroup, ...]:
    columns = (ResponseDraft.version, ResponseDraft.page, ResponseDraft.revision)
    rows = await ResponseDraft.select(*columns, Count()).where(ResponseDraft.survey == survey_id).group_by(*columns)
    return tuple(UnsentGroup(row["version"], row["page"], row["revision"] > 1, row["count"]) for row in rows)


async def _minutes(survey_id: UUID) -> dict[int, int]:
    """Of first revisions: changing an answer takes less time than giving all of them, and must not shorten the median."""
    rows = (
        await Response.select(Response.minutes, Count())
        .where((Response.survey == survey_id) & (Response.revision == 1) & Response.minutes.is_not_null())
        .group_by(Response.minutes)
        .order_by(Response.minutes)
    )
    return {row["minutes"]: row["count"] for row in rows}


async def _invited(survey_id: UUID) -> tuple[InvitedGroup, ...]:
    columns = (Invitation.organisation_type, Invitation.language, Invitation.is_used)
    rows = await Invitation.select(*columns, Count()).where(Invitation.survey == survey_id).group_by(*columns)
    return tuple(
        InvitedGroup(row["organisation_type"], row["language"], bool(row["is_used"]), row["count"]) for row in rows
    )


async def _tallies(survey_id: UUID) -> dict[Cell, int]:
    rows = await Tally.select(Tally.question_key, Tally.value, Tally.n).where(Tally.survey == survey_id)
    return {(row["question_key"], row["value"]): row["n"] for row in rows if row["n"]}
