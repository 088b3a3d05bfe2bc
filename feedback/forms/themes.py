"""What the forms of the code book accept: a theme's wording, a merge, a split."""

from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from feedback.reasons import LONGEST_REASON
from feedback.themes import LONGEST_CODE, NamedTheme, ThemeWording, clean_words, words_in
from feedback.translation import LANGUAGES
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class ThemeForm:
    """A theme as typed; `seen` is the fingerprint of the wording that the officer saw, so that nobody is overwritten."""

    code: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    definition: str = ""
    keywords: str = ""
    examples: str = ""
    reason: str = ""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, theme: NamedTheme) -> Self:
        """The form filled in with the theme as it is."""
        wording = theme.wording
        return cls(
            code=theme.code,
            labels=dict(wording.labels),
            definition=wording.definition,
            keywords="\n".join(wording.keywords),
            examples="\n".join(wording.examples),
            seen=wording.fingerprint,
        )

    @classmethod
    def read(cls, data: Submitted, *, theme: NamedTheme | None = None) -> Self:
        """The typed values; the code and the labels in languages that the form does not offer are those of `theme`."""
        typed = {spoken: clean_words(data.text(f"label_{spoken}")) for spoken in LANGUAGES}
        known = dict(theme.wording.labels) if theme else {}
        # The labels keep their order: the first one tells in which language the definition is written.
        labels = {spoken: label for spoken, label in (known | typed).items() if label}
        code = theme.code if theme else clean_words(data.text("code"))
        errors = {}
        if not code or len(code) > LONGEST_CODE:
            errors["code"] = _("Write a short code, for example T41; at most %(n)s characters.", n=LONGEST_CODE)
        if not labels:
            errors[f"label_{next(iter(LANGUAGES))}"] = _("Write a label in at least one language.")
        reason = data.text("reason")
        if len(reason) > LONGEST_REASON:
            errors["reason"] = _("The reason is too long: use at most %(n)s characters.", n=LONGEST_REASON)
        return cls(
            code,
            labels,
            data.text("definition"),
            data.text("keywords"),
            data.text("examples"),
            reason,
            data.text("seen"),
            errors,
        )

    def refused(self, reason: str, *, name: str, seen: str = "") -> Self:
        """The same form with one error; where the theme was changed meanwhile, `seen` lets the next try through."""
        return replace(self, errors={name: reason}, seen=seen or self.seen)

    @property
    def wording(self) -> ThemeWording:
        """The values of a form without errors; keywords stand one a line or between commas, examples one a line."""
        examples = dict.fromkeys(text for line in self.examples.splitlines() if (text := clean_words(line)))
        return ThemeWording(self.labels, clean_words(self.definition), words_in(self.keywords), tuple(examples))


@dataclass(frozen=True, slots=True)
class MergeForm:
    keep: UUID | None = None
    fold: tuple[UUID, ...] = ()
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        keep = data.id("keep")
        fold = tuple(each for each in data.ids("fold") if each != keep)
        errors = {}
        if keep is None:
            errors["keep"] = _("Choose the theme that stays.")
        if not fold:
            errors["fold"] = _("Choose at least one other theme to merge.")
        reason = data.text("reason")
        if len(reason) > LONGEST_REASON:
            errors["reason"] = _("The reason is too long: use at most %(n)s characters.", n=LONGEST_REASON)
        return cls(keep, fold, reason, errors)

    def refused(self, reason: str) -> Self:
        return replace(self, errors={"fold": reason})


@dataclass(frozen=True, slots=True)
class SplitForm:
    """The new theme as typed, and the texts that go over to it; `sorts` where those nearer to it are to be ticked."""

    theme: ThemeForm
    texts: tuple[UUID, ...] = ()
    sorts: bool = False

    @classmethod
    def read(cls, data: Submitted) -> Self:
        theme, texts, sorts = ThemeForm.read(data), data.ids("text"), data.checked("sort")
        if not sorts and not texts and not theme.errors:
            theme = theme.refused(_("Tick at least one text that goes over to the new theme."), name="texts")
        return cls(theme, texts, sorts)

    @property
    def errors(self) -> dict[str, str]:
        return self.theme.errors

    def refused(self, reason: str) -> Self:
        return replace(self, theme=self.theme.refused(reason, name="code"))
