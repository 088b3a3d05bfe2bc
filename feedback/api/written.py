"""The shapes of what is sent to the API. What can be told of a value by its shape is said here; the rest the domain refuses."""

from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

from feedback.api.paging import MOST
from feedback.commitments import LONGEST_RESPONSIBLE
from feedback.enums import Answer, Delivery, Effect, EvidenceKind, Verification
from feedback.issue_states import Field
from feedback.reasons import LONGEST_REASON

# Neither control characters nor nothing but space; what is stored has no space around it.
LINE = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
TEXT = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
REASON = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
URL = r"^https?://[^\s\x00-\x1f\x7f-\x9f]+$"
LARGEST_FILE = 34 * 1024 * 1024  # characters of Base64 for 25 MB
BASE64 = r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$"

#: `date` by a name that a field called `date` leaves alone.
Day: TypeAlias = date

Line = Annotated[str, Meta(pattern=LINE, max_length=500)]
Responsible = Annotated[str, Meta(pattern=LINE, max_length=LONGEST_RESPONSIBLE)]
Text = Annotated[str, Meta(pattern=TEXT, max_length=4000)]
Email = Annotated[str, Meta(max_length=254)]
Reason = Annotated[str, Meta(pattern=REASON, max_length=LONGEST_REASON)]
LineNumber = Annotated[int, Meta(ge=1, le=1_000_000)]


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that is sent; a field that is not known is refused, so that no slip goes unseen."""


class WrittenDocument(Written, frozen=True):
    """Notes or a decision, at most 25 MB, in Base64: PDF, Word (DOCX), OpenDocument (ODT), HTML, Markdown or plain text."""

    filename: Annotated[str, Meta(pattern=LINE, max_length=255)]
    content: Annotated[str, Meta(pattern=BASE64, max_length=LARGEST_FILE)]


class WrittenIssue(Written, frozen=True):
    """A new issue, and the points that raise it."""

    title: Line
    points: Annotated[list[UUID], Meta(max_length=MOST)] = []


class WrittenAnswer(Written, frozen=True, tag_field="field", tag=Field.ANSWER.value):
    """An answer for the log; all but *accepted* need a reason, and *outside our remit* says whom it is referred to."""

    value: Answer
    reason: Reason = ""


class WrittenDelivery(Written, frozen=True, tag_field="field", tag=Field.DELIVERY.value):
    """How far it is delivered; *complete* needs public evidence that counts."""

    value: Delivery
    reason: Reason = ""


class WrittenVerification(Written, frozen=True, tag_field="field", tag=Field.VERIFICATION.value):
    """Who has checked the delivery; *checked by a second officer* needs a token of another officer."""

    value: Verification
    reason: Reason = ""


class WrittenEffect(Written, frozen=True, tag_field="field", tag=Field.EFFECT.value):
    """What came of it."""

    value: Effect
    reason: Reason = ""


WrittenEntry: TypeAlias = WrittenAnswer | WrittenDelivery | WrittenVerification | WrittenEffect


class WrittenCommitment(Written, frozen=True):
    """Who undertakes what by when, and the issues that it answers; `responsible_email` is told when it is due."""

    text: Text
    responsible: Responsible
    due: date | None = None
    issues: Annotated[list[UUID], Meta(max_length=MOST)] = []
    responsible_email: Email = ""


class WrittenDueDate(Written, frozen=True, tag_field="field", tag="due"):
    """Another due date, and why: it is counted and shown beside the commitment."""

    value: date
    reason: Annotated[str, Meta(pattern=TEXT, max_length=LONGEST_REASON)]


class WrittenResponsible(Written, frozen=True, tag_field="field", tag="responsible"):
    """Another owner, and why; `responsible_email` is told from now on: nobody where it is empty, as before where it is null."""

    value: Responsible
    reason: Annotated[str, Meta(pattern=TEXT, max_length=LONGEST_REASON)]
    responsible_email: Email | None = None


class WrittenLink(Written, frozen=True, tag_field="kind", tag=EvidenceKind.LINK.value):
    """A page that shows it."""

    text: Text
    url: Annotated[str, Meta(pattern=URL, max_length=2000)]
    date: Day | None = None
    is_public: bool = False


class WrittenPassage(Written, frozen=True, tag_field="kind", tag=EvidenceKind.PASSAGE.value):
    """Lines of a document that is kept here."""

    text: Text
    document: UUID
    first_line: LineNumber
    last_line: LineNumber
    date: Day | None = None
    is_public: bool = False
