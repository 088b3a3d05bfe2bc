"""Changing answers that were sent: a draft of the next revision, with the answers typed back. What was sent stands meanwhile."""

from datetime import date, datetime

import msgspec

from feedback.accounts import token_hash
from feedback.database import transaction
from surveys.conditions import asked
from surveys.definition import from_json
from surveys.questions import typed_answer
from surveys.response_drafts import ORGANISATION, no_answers
from surveys.responses import read_document
from surveys.survey_links import open_survey
from surveys.tables import Response, ResponseDraft


async def begin_change(token: str, *, today: date, now: datetime) -> None:
    """Open the answers that were sent with this token for change, in the wording they answered; begun once, it goes on.

    Raises `WrongLink` where nothing was sent, and `Gone` where the survey is closed.
    """
    async with transaction():
        row = (
            await Response.select(
                Response.survey,
                Response.version,
                Response.version.definition,
                Response.invitation,
                Response.organisation,
                Response.language,
                Response.answers,
                Response.revision,
            )
            .where(Response.token_hash == token_hash(token))
            .order_by(Response.revision, ascending=False)
            .first()
        )
        if row is None:
            raise no_answers()
        await open_survey(row["survey"], today=today)
        answers = read_document(row["answers"])
        # A question that was asked and left blank has been seen all the same.
        seen = asked(from_json(row["version.definition"]).questions, answers)
        typed = {question.key: typed_answer(question, answers.get(question.key)) for question in seen}
        if row["organisation"] and row["invitation"] is None:
            typed[ORGANISATION] = [row["organisation"]]
        draft = ResponseDraft(
            version=row["version"],
            survey=row["survey"],
            invitation=row["invitation"],
            token_hash=token_hash(token),
            language=row["language"],
            answers=msgspec.json.encode(typed).decode(),
            updated_on=today,
            started_at=now,
            revision=row["revision"] + 1,
        )
        await ResponseDraft.insert(draft).on_conflict(target=ResponseDraft.token_hash, action="DO NOTHING")


async def drop_change(token: str) -> None:
    """Leave the answers as they were sent; nothing happens where no change was begun."""
    await ResponseDraft.delete().where((ResponseDraft.token_hash == token_hash(token)) & (ResponseDraft.revision > 1))
