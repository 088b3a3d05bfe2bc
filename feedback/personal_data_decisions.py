"""What officers decide of words that may identify somebody: shown or hidden, why, and the log of that."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from feedback.consultations import get_consultation, hold_consultation
from feedback.database import transaction
from feedback.documents import lines_of
from feedback.enums import PersonalDataChoice
from feedback.errors import Conflict, NotFound
from feedback.flagged_words import names_somebody
from feedback.issue_logs import officer_names
from feedback.notes.draft import PersonalDataKind, Source
from feedback.notes.personal_data import personal_data_in_text
from feedback.notes_tables import PersonalDataDecision
from feedback.personal_data_flags import FlaggedText, list_flags
from feedback.points import list_points
from feedback.questions import list_questions
from feedback.reasons import bounded_reason, bounded_text
from feedback.source_lines import write_source
from feedback.tables import PersonalDataFlag
from feedback.translation import gettext as _

LONGEST_WORDS = 200  # characters


@dataclass(frozen=True, slots=True)
class Decided:
    """One line of the log: what was decided, by whom, when and why. The name is empty where the system or nobody known did."""

    decision: PersonalDataChoice
    reason: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FlagInContext:
    """A flag with the line that it stands on, the points that hold its words, and its log, the newest first.

    `points` are the numbers of points. The line is empty where the words were flagged by hand and stand on none.
    """

    flag: FlaggedText
    line: str
    points: tuple[int, ...]
    log: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A text of the consultation that leaves the officers' pages."""

    text: str
    source: Source | None


async def list_in_context(consultation_id: UUID) -> tuple[FlagInContext, ...]:
    """A consultation's flags, those first that wait for a decision. Raises `NotFound` and `Gone`."""
    consultation = await get_consultation(consultation_id)
    flags = await list_flags(consultation_id)
    lines = {line.number: line.text.strip() for line in await lines_of(consultation.document)}
    points = [each for each in await list_points(consultation_id) if not each.is_dropped]
    logs = await _logs([flag.id for flag in flags])
    found = [
        FlagInContext(
            flag,
            lines.get(flag.source.first_line, "") if flag.source else "",
            tuple(
                point.number
                for point in points
                if names_somebody(f"{point.heading}\n{point.text}\n{point.answer}", [flag.text])
            ),
            logs.get(flag.id, ()),
        )
        for flag in flags
    ]
    return tuple(sorted(found, key=lambda each: each.flag.decision is not None))


async def _logs(flags: Sequence[UUID]) -> Mapping[UUID, tuple[Decided, ...]]:
    if not flags:
        return {}
    rows = (
        await PersonalDataDecision.select()
        .where(PersonalDataDecision.flag.is_in(list(flags)))
        .order_by(PersonalDataDecision.at, ascending=False)
        .order_by(PersonalDataDecision.id)
    )
    names = await officer_names(row["officer"] for row in rows if row["officer"])
    found: dict[UUID, tuple[Decided, ...]] = {}
    for row in rows:
        name = names.get(row["officer"], "")
        decided = Decided(PersonalDataChoice(row["decision"]), row["reason"], name, row["at"])
        found[row["flag"]] = (*found.get(row["flag"], ()), decided)
    return found


async def decide(
    flag_id: UUID, decision: PersonalDataChoice, *, reason: str, officer: UUID | None, now: datetime
) -> UUID:
    """Show or hide flagged words from now on, and give their consultation; the log keeps it.

    The same said again without a reason changes nothing. Raises `NotFound`, `Gone`, and `Conflict` where words are to be shown
    without a reason.
    """
    reason = bounded_reason(reason)
    if decision is PersonalDataChoice.SHOWN and not reason:
        raise Conflict(_("Say why it may be shown to everybody: the reason stays in the log."))
    async with transaction():
        row = await PersonalDataFlag.select().where(PersonalDataFlag.id == flag_id).first()
        if row is None:
            raise NotFound(_("There is no such place in the notes."))
        # Held, so that the latest line of the log and the flag agree.
        await hold_consultation(row["consultation"])
        row = await PersonalDataFlag.select().where(PersonalDataFlag.id == flag_id).first() or row
        if row["decision"] != decision.value or reason:
            await _log(flag_id, decision, reason=reason, officer=officer, now=now)
    return UUID(str(row["consultation"]))


async def _log(flag: UUID, decision: PersonalDataChoice, *, reason: str, officer: UUID | None, now: datetime) -> None:
    await PersonalDataFlag.update({PersonalDataFlag.decision: decision.value}).where(PersonalDataFlag.id == flag)
    line = PersonalDataDecision(flag=flag, decision=decision.value, reason=reason, officer=officer, at=now)
    await line.save()


async def flag_words(
    consultation_id: UUID, words: str, *, kind: PersonalDataKind, officer: UUID | None, now: datetime
) -> UUID:
    """Flag words that reading missed, and hide them; gives the flag's id, that of the one there is where they were flagged.

    Raises `NotFound`, `Gone`, and `Conflict` for words that stand in no question, heading or point.
    """
    words = " ".join(bounded_text(words, LONGEST_WORDS).split())
    if not words:
        raise Conflict(_("Write the words as they stand in the notes."))
    async with transaction():
        await hold_consultation(consultation_id)
        standing = [each for each in await _texts(consultation_id) if names_somebody(each.text, [words])]
        if not standing:
            raise Conflict(_("These words stand in no question and no point of this consultation."))
        known = [flag.id for flag in await list_flags(consultation_id) if flag.text.casefold() == words.casefold()]
        flag_id = known[0] if known else await _keep(consultation_id, words, kind, standing[0].source)
        await _log(flag_id, PersonalDataChoice.HIDDEN, reason="", officer=officer, now=now)
    return flag_id


async def look_again(consultation_id: UUID) -> int:
    """Flag what may identify somebody in the questions and points as they read now, and was not flagged; gives how many."""
    async with transaction():
        await hold_consultation(consultation_id)
        known = {flag.text.casefold() for flag in await list_flags(consultation_id)}
        return await _flag_in(consultation_id, await _texts(consultation_id), known)


async def flag_in_text(consultation_id: UUID, text: str) -> int:
    """As `look_again`, in one text that comes into the consultation. Joins the transaction around it."""
    known = {flag.text.casefold() for flag in await list_flags(consultation_id)}
    return await _flag_in(consultation_id, [_Said(text, None)], known)


async def _flag_in(consultation_id: UUID, texts: Sequence[_Said], known: Collection[str]) -> int:
    new: dict[str, tuple[str, PersonalDataKind, Source | None]] = {}
    for said in texts:
        for data in personal_data_in_text(said.text):
            if data.text.casefold() not in known:
                new.setdefault(data.text.casefold(), (data.text, data.kind, said.source))
    for words, kind, source in new.values():
        await _keep(consultation_id, words, kind, source)
    return len(new)


async def _keep(consultation_id: UUID, words: str, kind: PersonalDataKind, source: Source | None) -> UUID:
    flag: Any = PersonalDataFlag(consultation=consultation_id, text=words, kind=kind.value, source=write_source(source))
    await flag.save()
    return UUID(str(flag.id))


async def _texts(consultation_id: UUID) -> list[_Said]:
    """Questions, sub-questions, headings and points as they read now."""
    found = []
    for question in await list_questions(consultation_id):
        found += [_Said(text, question.source) for text in (question.text, *question.subquestions)]
    for point in await list_points(consultation_id):
        if not point.is_dropped:
            found += [_Said(text, point.source) for text in (point.heading, point.text, point.answer) if text]
    return found
