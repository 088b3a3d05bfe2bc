"""What the forms about paper accept: the answers on one paper, compared answers, and the file of a filled PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from feedback.errors import ServiceError
from feedback.translation import gettext as _
from feedback.translation import number_text
from feedback.web.forms import Submitted
from surveys.answers import typed_by_question
from surveys.definition import Privacy, SurveyDefinition
from surveys.paper.answers import not_asked, read_paper
from surveys.paper.asking import PaperSurvey, numbers
from surveys.paper.reading import FilledForm, organisation_in, typed_in, unread_in
from surveys.paper_entries import LONGEST_MARK, InvitationUsed, KeyedIn, MarkTaken, OrganisationMissing, Source
from surveys.questions.answer import LONGEST_LINE
from surveys.response_drafts import Typed
from surveys.responses import NotComplete

#: Where what no field is to blame for is said; the form's id.
ANSWERS = "answers"
OWN = ("_csrf_token", "language", "version", "shown", "source", "mark", "digest", "organisation", "invitation")
LISTS = ("unread", "told")
MOST_UNREAD = 60  # sentences; a file that gives more is no form of ours any more


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Answers to questions whose condition is not met, by key: the form is kept once its officer was told of each."""

    keys: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()

    @classmethod
    def read(cls, definition: SurveyDefinition, typed: Typed, data: Submitted) -> Self:
        return cls(not_asked(definition.questions, typed), frozenset(data.all("told")))

    @property
    def is_news(self) -> bool:
        return not self.told.issuperset(self.keys)

    def sentences(self, definition: SurveyDefinition) -> list[str]:
        """What is said of each."""
        numbered = numbers(definition)
        return [
            _(
                "Question %(number)s is answered, but is not for those who answer as they did: its answer is not kept.",
                number=number_text(numbered[key]),
            )
            for key in self.keys
        ]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One paper as it is keyed in, or as its file was read.

    `unread` says what in a file could not be read. `is_shown` unless another version or language was chosen than that
    whose questions were on the page; `carried` are then fields of questions that the chosen version lacks.
    """

    number: int
    language: str
    mark: str = ""
    typed: Typed = field(default_factory=dict)
    organisation: str = ""
    invitation: UUID | None = None
    source: Source = Source.PAPER
    digest: str = ""
    unread: tuple[str, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)
    carried: Mapping[str, list[str]] = field(default_factory=dict)
    is_shown: bool = True
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, paper: PaperSurvey, language: str) -> Self:
        known = paper.definition.languages
        return cls(number=paper.number, language=language if language in known else known[0])

    @classmethod
    def of_file(cls, filled: FilledForm, paper: PaperSurvey, mark: str) -> Self:
        """What was understood of a file, with what is wrong in it; to be looked through before it is kept."""
        typed = typed_in(filled, paper.definition)
        form = replace(
            cls.blank(paper, filled.language),
            mark=mark,
            typed=typed,
            organisation=organisation_in(filled),
            source=Source.PDF,
            digest=filled.digest,
            unread=unread_in(filled, paper.definition)[:MOST_UNREAD],
            left_out=LeftOut(not_asked(paper.definition.questions, typed)),
        )
        return form._checked(paper)

    @classmethod
    def read(cls, data: Submitted, paper: PaperSurvey) -> Self:
        fields = {name: data.all(name) for name in data.values}
        typed = typed_by_question(paper.definition.questions, fields)
        blank = cls.blank(paper, data.text("language"))
        form = replace(
            blank,
            mark=" ".join(data.text("mark").split()),
            typed=typed,
            organisation=" ".join(data.text("organisation").split()),
            invitation=data.id("invitation"),
            source=data.choice("source", Source) or Source.PAPER,
            digest=data.text("digest"),
            unread=tuple(data.all("unread"))[:MOST_UNREAD],
            left_out=LeftOut.read(paper.definition, typed, data),
            carried={
                name: values
                for name, values in fields.items()
                if name not in (*OWN, *LISTS, "choose") and name.partition(".")[0] not in typed
            },
            is_shown=data.text("shown") == blank.shown and not data.checked("choose"),
        )
        return form._checked(paper) if form.is_shown else form

    @property
    def shown(self) -> str:
        """The version and language whose questions are on the page."""
        return f"{self.number} {self.language}"

    @property
    def is_ready(self) -> bool:
        """Whether it can be kept: nothing is wrong, and its officer knows what will not be kept."""
        return self.is_shown and not self.errors and not self.left_out.is_news

    @property
    def is_carrying(self) -> bool:
        """Whether something was typed for questions that this version lacks."""
        return any(value for values in self.carried.values() for value in values)

    @property
    def is_refused(self) -> bool:
        """Whether it was to be kept and could not be."""
        return bool(self.errors) or (self.is_shown and self.left_out.is_news)

    @property
    def keyed(self) -> KeyedIn:
        return KeyedIn(
            number=self.number,
            language=self.language,
            mark=self.mark,
            typed=self.typed,
            organisation=self.organisation,
            source=self.source,
            digest=self.digest if self.source is Source.PDF else "",
            invitation=self.invitation,
        )

    def _checked(self, paper: PaperSurvey) -> Self:
        errors = mark_errors(self.mark)
        if self.source is Source.PDF and not self.digest:
            errors[ANSWERS] = _("Read the file again.")
        if paper.definition.privacy is Privacy.ORGANISATION_NAMED:
            if not self.organisation and not self.invitation:
                errors["organisation"] = _("Write the name of the organisation.")
            elif len(self.organisation) > LONGEST_LINE:
                errors["organisation"] = _("The name may have at most %(n)s characters.", n=LONGEST_LINE)
        return replace(self, errors={**errors, **read_paper(paper.definition.questions, self.typed).errors})

    def refused(self, error: ServiceError) -> Self:
        """The same form with what the domain said."""
        return replace(self, errors=refusal(error))


def mark_errors(mark: str) -> dict[str, str]:
    """What is wrong with the mark of a paper or file."""
    if not mark:
        return {"mark": _("Write a mark on the paper, such as a number, and here too.")}
    if len(mark) > LONGEST_MARK:
        return {"mark": _("Write at most %(n)s characters.", n=LONGEST_MARK)}
    return {}


def refusal(error: ServiceError) -> dict[str, str]:
    """What the domain said, by the field that is to blame."""
    match error:
        case NotComplete():
            return error.errors
        case MarkTaken():
            return {"mark": str(error)}
        case InvitationUsed():
            return {"invitation": str(error)}
        case OrganisationMissing():
            return {"organisation": str(error)}
        case _:
            return {ANSWERS: str(error)}


@dataclass(frozen=True, slots=True)
class FilledFileForm:
    """The upload of a filled PDF, and the mark that finds the file again."""

    content: bytes = field(default=b"", repr=False)
    mark: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    async def read(cls, data: Submitted) -> Self:
        sent = await data.file("file")
        mark = " ".join(data.text("mark").split())
        errors = {} if sent else {"file": _("Choose the file that was filled in.")}
        if mark_errors(mark):
            errors |= {"mark": _("Give the file a mark of at most %(n)s characters.", n=LONGEST_MARK)}
        return cls(sent[1] if sent else b"", mark, errors)

    def refused(self, reason: str) -> Self:
        """The same form, saying why the file could not be read."""
        return replace(self, content=b"", errors={"file": reason})
