"""What the public may read: of what is kept, that which officers have published, and nothing that may name somebody.

The rules stand here once. The API, the calendar and the slip ledger ask here; so does `reports.public.selection`, which adds
what the higher packages keep.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from piccolo.custom_types import Combinable

from feedback.errors import Conflict
from feedback.flagged_words import mask, names_somebody
from feedback.issues import merged_issues
from feedback.notes.draft import Source
from feedback.personal_data_flags import read_masks
from feedback.source_lines import read_source
from feedback.tables import Consultation, Issue, IssueCommitment, PersonalDataFlag, Point
from feedback.translation import gettext as _

#: A consultation that the public may read.
IS_PUBLIC_CONSULTATION = Consultation.published_at.is_not_null() & Consultation.deleted_at.is_null()


def is_public_issue() -> Combinable:
    """Of an issue that the public may read; one that was merged into another is told of there."""
    return Issue.published_at.is_not_null() & Issue.merged_into.is_null()


async def public_consultations(ids: Collection[UUID]) -> set[UUID]:
    """Those of these consultations that the public may read."""
    if not ids:
        return set()
    rows = await Consultation.select(Consultation.id).where(IS_PUBLIC_CONSULTATION & Consultation.id.is_in(list(ids)))
    return {row["id"] for row in rows}


async def public_documents(ids: Collection[UUID]) -> set[UUID]:
    """Those of these documents that are the notes of a consultation that the public may read."""
    if not ids:
        return set()
    rows = await Consultation.select(Consultation.document).where(
        IS_PUBLIC_CONSULTATION & Consultation.document.is_in(list(ids))
    )
    return {row["document"] for row in rows}


async def public_issues(ids: Collection[UUID] | None = None) -> set[UUID]:
    """Those of these issues, or of all, that the public may read."""
    if ids is not None and not ids:
        return set()
    which = is_public_issue() if ids is None else is_public_issue() & Issue.id.is_in(list(ids))
    return {row["id"] for row in await Issue.select(Issue.id).where(which)}


async def addressed_issues(ids: Collection[UUID]) -> set[UUID]:
    """Those of these issues that have a public page: the public ones, and published ones that were merged into such an issue."""
    if not ids:
        return set()
    rows = await Issue.select(Issue.id, Issue.merged_into).where(
        Issue.published_at.is_not_null() & Issue.id.is_in(list(ids))
    )
    found = {row["id"] for row in rows if row["merged_into"] is None}
    if len(found) == len(rows):
        return found
    current = await merged_issues()
    goes_on = {row["id"]: current[row["id"]] for row in rows if row["merged_into"]}
    public = await public_issues(set(goes_on.values()))
    return found | {issue for issue, into in goes_on.items() if into in public}


async def public_commitments(ids: Collection[UUID] | None = None) -> set[UUID]:
    """Those of these commitments, or of all, that the public may read, since they answer an issue that it may read."""
    if ids is not None and not ids:
        return set()
    issue = IssueCommitment.issue
    which = issue.published_at.is_not_null() & issue.merged_into.is_null()
    if ids is not None:
        which = which & IssueCommitment.commitment.is_in(list(ids))
    rows = await IssueCommitment.select(IssueCommitment.commitment).where(which)
    return {row["commitment"] for row in rows}


async def public_points(ids: Collection[UUID]) -> set[UUID]:
    """Those of these points that the public may read: of published consultations, with all flags on their lines decided.

    Whoever shows their texts masks what was decided to be hidden: `feedback.personal_data_flags.read_masks`.
    """
    if not ids:
        return set()
    rows = await Point.select(Point.id, Point.consultation, Point.text, Point.source).where(
        Point.id.is_in(list(ids)) & Point.dropped_at.is_null()
    )
    public = await public_consultations({row["consultation"] for row in rows})
    flags = await _undecided_flags(public)
    return {
        row["id"]
        for row in rows
        if row["consultation"] in public
        and not _is_flagged(row["text"], read_source(row["source"]), flags.get(row["consultation"], ()))
    }


async def must_name_nobody(title: str, consultations: Collection[UUID]) -> None:
    """Raises `Conflict` where a title for everybody holds words that were flagged in one of these consultations."""
    for flagged in (await flagged_texts(consultations)).values():
        for words in flagged:
            if names_somebody(title, [words]):
                raise Conflict(
                    _(
                        "The title cannot be public: somebody could be identified by “%(words)s” in it. "
                        "Change the title, then try again.",
                        words=words,
                    )
                )


async def hidden_points() -> set[UUID]:
    """The points of public consultations that nobody but officers may read; few, and none where nothing was flagged."""
    flags = await _undecided_flags(await _flagged_consultations())
    if not flags:
        return set()
    rows = await Point.select(Point.id, Point.consultation, Point.text, Point.source).where(
        Point.consultation.is_in(list(flags)) & Point.dropped_at.is_null()
    )
    return {
        row["id"]
        for row in rows
        if _is_flagged(row["text"], read_source(row["source"]), flags.get(row["consultation"], ()))
    }


async def _flagged_consultations() -> set[UUID]:
    rows = (
        await PersonalDataFlag.select(PersonalDataFlag.consultation).where(PersonalDataFlag.decision == "").distinct()
    )
    return await public_consultations({row["consultation"] for row in rows})


async def flagged_texts(consultations: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """By consultation, the words in its source that may identify somebody, and that no officer has decided to show."""
    return dict((await read_masks(consultations)).words)


def public_host(host: str, flagged: Iterable[str]) -> str:
    """Who invited, as the public may read it: empty where it names somebody. Pure."""
    return "" if names_somebody(host, flagged) else host


def public_question(text: str, subquestions: Sequence[str], flagged: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A question and its sub-questions as the public may read them, without words that may identify somebody. Pure."""
    return mask(text, flagged), tuple(mask(each, flagged) for each in subquestions)


async def _undecided_flags(consultations: Collection[UUID]) -> dict[UUID, list[tuple[str, Source | None]]]:
    if not consultations:
        return {}
    rows = await PersonalDataFlag.select().where(
        PersonalDataFlag.consultation.is_in(list(consultations)) & (PersonalDataFlag.decision == "")
    )
    found: dict[UUID, list[tuple[str, Source | None]]] = {}
    for row in rows:
        found.setdefault(row["consultation"], []).append((row["text"], read_source(row["source"])))
    return found


def _is_flagged(text: str, source: Source | None, flags: Sequence[tuple[str, Source | None]]) -> bool:
    return names_somebody(text, (words for words, _at in flags if words)) or any(
        _overlap(source, at) for _words, at in flags
    )


def _overlap(one: Source | None, other: Source | None) -> bool:
    if one is None or other is None:
        return False
    return one.first_line <= other.last_line and other.first_line <= one.last_line
