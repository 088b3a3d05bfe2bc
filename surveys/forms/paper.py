"""What the forms about paper accept: the answers on one paper, compared answers, and the file of a filled PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.answers import typed_by_question
from surveys.definition import Privacy
from surveys.paper.asking import PaperSurvey
from surveys.paper.reading import FilledForm, organisation_in, typed_in
from surveys.paper_entries import LONGEST_MARK, KeyedIn, Source, read_paper
from surveys.questions.answer import LONGEST_LINE
from surveys.response_drafts import Typed


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One paper as it is keyed in, or as its file was read. The mark of a file is the digest of its bytes."""

    number: int
    language: str
    mark: str = ""
    typed: Typed = field(default_factory=dict)
    organisation: str = ""
    source: Source = Source.PAPER
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, paper: PaperSurvey, language: str) -> Self:
        known = paper.definition.languages
        return cls(number=paper.number, language=language if language in known else known[0])

    @classmethod
    def of_file(cls, filled: FilledForm, paper: PaperSurvey) -> Self:
        """What was understood of a file, with what is wrong in it; to be looked through before it is kept."""
        form = replace(
            cls.blank(paper, filled.language),
            mark=filled.digest,
            typed=typed_in(filled, paper.definition),
            organisation=organisation_in(filled),
            source=Source.PDF,
        )
        return form._checked(paper)

    @classmethod
    def read(cls, data: Submitted, paper: PaperSurvey) -> Self:
        form = replace(
            cls.blank(paper, data.text("language")),
            mark=" ".join(data.text("mark").split()),
            typed=typed_by_question(paper.definition.questions, {name: data.all(name) for name in data.values}),
            organisation=" ".join(data.text("organisation").split()),
            source=data.choice("source", Source) or Source.PAPER,
        )
        return form._checked(paper)

    @property
    def keyed(self) -> KeyedIn:
        return KeyedIn(
            number=self.number,
            language=self.language,
            mark=self.mark,
            typed=self.typed,
            organisation=self.organisation,
            source=self.source,
        )

    def _checked(self, paper: PaperSurvey) -> Self:
        errors = {}
        if not self.mark:
            errors["mark"] = _("Write a mark on the paper, such as a number, and here too.")
        elif len(self.mark) > LONGEST_MARK:
            errors["mark"] = _("Write at most %(n)s characters.", n=LONGEST_MARK)
        if paper.definition.privacy is Privacy.ORGANISATION_NAMED:
            if not self.organisation:
                errors["organisation"] = _("Write the name of the organisation.")
            elif len(self.organisation) > LONGEST_LINE:
                errors["organisation"] = _("The name may have at most %(n)s characters.", n=LONGEST_LINE)
        return replace(self, errors={**errors, **read_paper(paper.definition.questions, self.typed).errors})

    def refused(self, reason: str) -> Self:
        """The same form with what the domain said."""
        return replace(self, errors={"mark": reason})


@dataclass(frozen=True, slots=True)
class FilledFileForm:
    """The upload of a filled PDF."""

    content: bytes = field(default=b"", repr=False)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    async def read(cls, data: Submitted) -> Self:
        sent = await data.file("file")
        return cls(sent[1]) if sent else cls(errors={"file": _("Choose the file that was filled in.")})

    def refused(self, reason: str) -> Self:
        """The same form, saying why the file could not be read."""
        return replace(self, content=b"", errors={"file": reason})
