"""Which process sends which mail: a row is claimed for a while, and whoever lost the claim changes it no more.

The one step that cannot be taken back is `hand_over`: it is written down before the server may deliver the mail.
A process that dies before it leaves a claim that runs out, and the mail is sent by another; after it, never again by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from piccolo.columns import Column
from piccolo.custom_types import Combinable

from feedback.database import database, execute, transaction
from feedback.enums import MailState
from feedback.mail_tables import Mail, MailTrouble

CLAIM = timedelta(minutes=3)
#: How long to wait after each refusal; a mail that is refused once more after the last has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480))


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail that this process alone may send, until it hands it over or the time runs out."""

    id: UUID
    mail: UUID
    kind: str
    about: UUID
    attempts: int


async def is_due(kinds: list[str], *, now: datetime) -> bool:
    """Whether a mail of these kinds may be sent now."""
    rows = await execute(f"SELECT 1 AS found FROM mail WHERE {_due(kinds)} LIMIT 1", now, now, *kinds)  # noqa: S608
    return bool(rows)


async def handed_over_since(moment: datetime) -> int:
    """How many mails were handed over after this moment, by any process."""
    count: int = await Mail.count().where(Mail.sent_at > moment)
    return count


async def claim(kinds: list[str], *, now: datetime) -> Claim | None:
    """Take the mail that has waited longest, in one statement; None where nobody's mail is due."""
    skip = " FOR UPDATE SKIP LOCKED" if database().engine_type == "postgres" else ""
    rows = await execute(
        "UPDATE mail SET state = 'sending', claim = {}, claimed_until = {} WHERE id = ("  # noqa: S608  (only placeholders)
        f"SELECT id FROM mail WHERE {_due(kinds)} ORDER BY not_before LIMIT 1{skip}) "
        "RETURNING claim, id, kind, about, attempts",
        uuid4(),
        now + CLAIM,
        now,
        now,
        *kinds,
    )
    if not rows:
        return None
    row = rows[0]
    ids = [UUID(str(row[name])) for name in ("claim", "id", "about")]
    return Claim(id=ids[0], mail=ids[1], kind=row["kind"], about=ids[2], attempts=row["attempts"])


async def hand_over(claim: Claim, *, message_id: str, now: datetime) -> bool:
    """Write down that the mail is handed over from here on; False where the claim was lost, and it must not be."""
    values: dict[Column | str, object] = {
        Mail.state: MailState.HANDED_OVER.value,
        Mail.sent_at: now,
        Mail.message_id: message_id,
        Mail.claimed_until: now + CLAIM,
    }
    is_sending = Mail.state == MailState.SENDING.value
    return bool(await Mail.update(values).where(_held(claim)).where(is_sending).returning(Mail.id))


async def settle(claim: Claim, state: MailState, *, error: str = "") -> MailState:
    """This became of the mail."""
    attempts = claim.attempts + (state is not MailState.DROPPED)
    await _release(claim, {Mail.state: state.value, Mail.error: error, Mail.attempts: attempts})
    return state


async def put_off(claim: Claim, *, error: str, now: datetime) -> MailState:
    """Let the mail wait for another attempt, longer each time; after the last it has failed."""
    if claim.attempts >= len(WAITS):
        return await settle(claim, MailState.FAILED, error=error)
    await _release(
        claim,
        {
            Mail.state: MailState.WAITING.value,
            Mail.error: error,
            Mail.attempts: claim.attempts + 1,
            Mail.not_before: now + WAITS[claim.attempts],
        },
    )
    return MailState.WAITING


async def give_back(claim: Claim) -> None:
    """Let the mail wait as before: it was not its fault."""
    await _release(claim, {Mail.state: MailState.WAITING.value})


async def record_trouble(reason: str, *, now: datetime) -> None:
    """Remember why nothing can be handed over."""
    async with transaction():
        await MailTrouble.delete(force=True)
        await MailTrouble.insert(MailTrouble(at=now, reason=reason))


async def forget_trouble() -> None:
    """The mail server takes mail again."""
    await MailTrouble.delete(force=True)


async def _release(claim: Claim, values: dict[Column | str, object]) -> None:
    await Mail.update({**values, Mail.claim: None, Mail.claimed_until: None}).where(_held(claim))


def _held(claim: Claim) -> Combinable:
    return (Mail.id == claim.mail) & (Mail.claim == claim.id)


def _due(kinds: list[str]) -> str:
    """What is due, with placeholders for the time twice and for each of the kinds."""
    places = ", ".join(["{}"] * len(kinds))
    return (
        "((state = 'waiting' AND not_before <= {}) OR (state = 'sending' AND claimed_until < {})) "
        f"AND kind IN ({places})"
    )
