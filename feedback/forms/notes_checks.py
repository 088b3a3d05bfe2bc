"""What the forms about checking notes accept: opening a check, what a participant says, and what officers make of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Self
from uuid import UUID

from feedback.enums import NotesAudience, NotesReplyKind
from feedback.notes_replies import LONGEST_ORGANISATION, LONGEST_TEXT, KeptReply, NewReply
from feedback.point_merging import divide_text
from feedback.points import NotedPoint
from feedback.questions import AskedQuestion
from feedback.translation import gettext as _
from feedback.translation import number_text
from feedback.web.forms import Submitted, ids_in

USUAL_TIME = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class CheckForm:
    """Who is asked, and until when."""

    audience: NotesAudience | None = NotesAudience.ATTENDEES
    last_day: str = ""
    day: date | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def new(cls, today: date) -> Self:
        return cls(last_day=(today + USUAL_TIME).isoformat())

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(data.choice("audience", NotesAudience), data.text("last_day"), data.day("last_day"))
        errors = {}
        if form.audience is None:
            errors["audience"] = _("Choose who is asked.")
        if form.day is None:
            errors["last_day"] = _("Write the last day as year-month-day.")
        return replace(form, errors=errors)

    def refused(self, why: str) -> Self:
        return replace(self, errors={"last_day": why})


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed about one point."""

    choice: str = ""
    text: str = ""
    comment: str = ""

    @property
    def is_anything(self) -> bool:
        return bool(self.choice or self.text or self.comment)


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """What somebody says of the notes, point by point. An error's key is the id of its field.

    `gone` are own words on points that were dropped or merged while they were written: officers still get them.
    """

    said: Mapping[UUID, Said] = field(default_factory=dict)
    rest_is_right: bool = False
    missing: str = ""
    question: str = ""
    organisation: str = ""
    gone: Mapping[UUID, Said] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, points: Sequence[NotedPoint]) -> Self:
        """What was sent of notes that read like this now, perhaps from a page on which they read otherwise."""
        said = {
            each.id: Said(data.text(f"point-{each.id}"), data.text(f"text-{each.id}"), data.text(f"comment-{each.id}"))
            for each in points
        }
        form = cls(
            said={id: each for id, each in said.items() if each.is_anything},
            gone=_said_of_others(data, said),
            rest_is_right=data.checked("rest"),
            missing=data.text("missing"),
            question=data.text("question"),
            organisation=data.text("organisation"),
        )
        errors = dict(form._errors())
        if not errors and any(form._agrees(each) and _is_changed(each, data) for each in points):
            errors["send"] = _("The notes changed meanwhile. Look at them again.")
        return replace(form, errors=errors)

    def _agrees(self, point: NotedPoint) -> bool:
        said = self.of(point.id)
        is_right = said.choice == NotesReplyKind.AGREES or (self.rest_is_right and not said.is_anything)
        return is_right and not said.text

    def _errors(self) -> Iterator[tuple[str, str]]:
        too_long = _("The text is too long: use at most %(n)s characters.", n=number_text(LONGEST_TEXT))
        for id, each in self.said.items():
            if each.choice == NotesReplyKind.CORRECTION and not each.text and not each.comment:
                yield f"text-{id}", _("Write how the point should be put, or what is wrong with it.")
            for name, text in (("text", each.text), ("comment", each.comment)):
                if len(text) > LONGEST_TEXT:
                    yield f"{name}-{id}", too_long
        if any(len(each) > LONGEST_TEXT for each in divide_text(self.missing)):
            yield "missing", too_long
        if len(self.organisation) > LONGEST_ORGANISATION:
            yield "organisation", _("The name is too long: use at most %(n)s characters.", n=LONGEST_ORGANISATION)
        if not (self.said or self.gone or self.rest_is_right or self.missing):
            yield "rest", _("Say of at least one point whether it is right, or what is missing.")

    def refused(self, why: str) -> Self:
        return replace(self, errors={"send": why})

    def of(self, point: UUID) -> Said:
        return self.said.get(point, Said())

    def replies(self, points: Sequence[NotedPoint], questions: Sequence[AskedQuestion]) -> tuple[NewReply, ...]:
        """What is said, of a form without errors. Own words outweigh the choice beside them."""
        return (*self._of_points(points), *self._missing(questions))

    def _of_points(self, points: Sequence[NotedPoint]) -> Iterator[NewReply]:
        for point in points:
            said = self.of(point.id)
            if self._agrees(point):
                yield NewReply(NotesReplyKind.AGREES, point.id)
            if said.text or said.comment:
                yield NewReply(NotesReplyKind.CORRECTION, point.id, said.text, said.comment)
        for id, said in self.gone.items():
            yield NewReply(NotesReplyKind.CORRECTION, id, said.text, said.comment)

    def _missing(self, questions: Sequence[AskedQuestion]) -> Iterator[NewReply]:
        asked = next((each.text for each in questions if str(each.id) == self.question), "")
        for text in divide_text(self.missing):
            yield NewReply(NotesReplyKind.ADDITION, None, text, asked)


def _said_of_others(data: Submitted, known: Collection[UUID]) -> dict[UUID, Said]:
    """The words on points that are none of the known."""
    ids = ids_in(name.partition("-")[2] for name in data.values if name.startswith(("text-", "comment-")))
    # Nobody can shorten them any more: their fields are gone with the points.
    found = {
        id: Said("", data.text(f"text-{id}")[:LONGEST_TEXT], data.text(f"comment-{id}")[:LONGEST_TEXT])
        for id in ids
        if id not in known
    }
    return {id: each for id, each in found.items() if each.is_anything}


def _is_changed(point: NotedPoint, data: Submitted) -> bool:
    """Whether the page that was sent had the point otherwise, or not at all."""
    return data.text(f"seen-{point.id}") != point.version


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """What an officer makes of a reply. An error's key is the id of that reply's field."""

    reply: str = ""
    text: str = ""
    question: str = ""
    reason: str = ""
    seen: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, reply: str) -> Self:
        return cls(
            reply=reply,
            text=data.text(f"text-{reply}"),
            question=data.text(f"question-{reply}"),
            reason=data.text(f"reason-{reply}"),
            seen=data.text("seen"),
        )

    def refused(self, why: str, name: str) -> Self:
        return replace(self, errors={f"{name}-{self.reply}": why})

    def shown_text(self, reply: KeptReply, now: str) -> str:
        """What stands in the field of a reply: what was typed, else the reply's own words, else the point as it reads."""
        return self.text if self.reply == str(reply.id) else reply.text or now

    def shown_reason(self, reply: KeptReply) -> str:
        return self.reason if self.reply == str(reply.id) else ""

    def shown_question(self, reply: KeptReply, questions: Sequence[AskedQuestion]) -> str:
        """The chosen question, else the one whose words came with the reply."""
        if self.reply == str(reply.id):
            return self.question
        return next((str(each.id) for each in questions if each.text == reply.comment), "")
