"""The second officer's look at a paper: its answers as they were keyed in, agreed to or corrected as a new revision."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from feedback.database import transaction
from feedback.errors import Conflict, NotAllowed, NotFound
from feedback.translation import gettext as _
from surveys.answers import Answers
from surveys.building import hold_survey
from surveys.definition import Privacy, SurveyDefinition, from_json
from surveys.paper.answers import read_paper
from surveys.questions import typed_answer
from surveys.response_drafts import Typed
from surveys.responses import NotComplete, read_document
from surveys.survey_links import open_survey
from surveys.tables import PaperEntry, Response


@dataclass(frozen=True, slots=True)
class EntryToCheck:
    """A paper drawn for the check, with its answers as they were keyed in."""

    response_id: UUID
    survey_id: UUID
    mark: str
    definition: SurveyDefinition
    language: str
    answers: Answers
    organisation: str
    source: str = ""

    @property
    def typed(self) -> Typed:
        """The answers as their fields show them."""
        return {each.key: typed_answer(each, self.answers.get(each.key)) for each in self.definition.questions}


async def entry_to_check(response_id: UUID, *, officer: UUID | None) -> EntryToCheck:
    """The paper, for an officer other than the one who keyed it in.

    Raises `NotFound`, `NotAllowed` to whoever keyed it in, and `Conflict` where it is not to be checked, or checked already.
    """
    found = await find_entry(response_id)
    await must_wait(response_id, officer=officer)
    return found


async def find_entry(response_id: UUID) -> EntryToCheck:
    """The paper, whether it waits to be checked or not. Raises `NotFound`."""
    entry = await PaperEntry.select(PaperEntry.mark).where(PaperEntry.response == response_id).first()
    row = (
        await Response.select(*Response.all_columns(), Response.version.definition)
        .where(Response.id == response_id)
        .first()
    )
    if entry is None or row is None:
        raise _no_paper()
    return EntryToCheck(
        response_id=response_id,
        survey_id=row["survey"],
        mark=entry["mark"],
        definition=from_json(row["version.definition"]),
        language=row["language"],
        answers=read_document(row["answers"]),
        organisation=row["organisation"],
        source=row["source"],
    )


async def must_wait(response_id: UUID, *, officer: UUID | None) -> None:
    """Raises as `entry_to_check` unless the paper waits to be checked by this officer."""
    entry = await PaperEntry.select().where(PaperEntry.response == response_id).first()
    if entry is None:
        raise _no_paper()
    if not entry["to_check"] or entry["corrected"] is not None or not entry["mark"]:
        raise Conflict(_("This paper is not waiting to be checked."))
    if officer is not None and officer == entry["entered_by"]:
        raise NotAllowed(_("You keyed this paper in. Somebody else has to check it."))


def _no_paper() -> NotFound:
    return NotFound(_("There is no such paper."))


async def check(response_id: UUID, typed: Typed, *, officer: UUID | None, today: date, now: datetime) -> int:
    """Note that the paper was compared with its answers, which are now these; gives how many of them were corrected.

    Corrections are a new revision, unless the participant has changed the answers since: then theirs stand. Raises as
    `entry_to_check`, `NotComplete` with what is wrong, and `Gone` where an anonymous survey is closed.
    """
    entry = await entry_to_check(response_id, officer=officer)
    read = read_paper(entry.definition.questions, typed)
    if read.errors:
        raise NotComplete(read.errors)
    changed = [key for key in {**entry.answers, **read.answers} if entry.answers.get(key) != read.answers.get(key)]
    async with transaction():
        await hold_survey(entry.survey_id)
        if entry.definition.privacy is Privacy.ANONYMOUS:
            # Closing seals it: nothing may be added to its responses from then on.
            await open_survey(entry.survey_id, today=today, is_held=True)
        await must_wait(response_id, officer=officer)
        if changed:
            await _correct(response_id, read.answers)
        await PaperEntry.update(
            {
                PaperEntry.checked_by: officer,
                PaperEntry.checked_at: now,
                PaperEntry.corrected: len(changed),
            }
        ).where(PaperEntry.response == response_id)
    return len(changed)


async def _correct(response_id: UUID, answers: Answers) -> None:
    row: dict[str, Any] = await Response.select().where(Response.id == response_id).first() or {}
    later = (Response.token_hash == row["token_hash"]) & (Response.revision > row["revision"])
    if await Response.exists().where(later):
        return
    kept = ("survey", "version", "language", "token_hash", "day", "invitation", "organisation", "source")
    await Response(
        **{name: row[name] for name in kept},
        revision=row["revision"] + 1,
        answers=msgspec.json.encode(answers).decode(),
    ).save()
