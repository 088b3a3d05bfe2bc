"""Surveys of LimeSurvey (.lss) become drafts: what the common question types ask, and a list of what was not understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from feedback.translation import gettext as _
from surveys.definition import Privacy, Question, Section, ShowIf, SurveyDefinition, Texts, change_texts, text_in
from surveys.drafting import LeftOut
from surveys.interchange.limesurvey_file import LimeGroup, LimeQuestion, LimeSurvey, read_rows
from surveys.interchange.limesurvey_names import Names
from surveys.interchange.limesurvey_questions import Languages, made_questions, untaken
from surveys.interchange.reading import MOST_IN_A_FILE, ReadSurvey, UnusableFile

_EXPRESSION = re.compile(r"\{(?!q\d+\})[^{}\n]+\}")


def from_limesurvey(content: bytes) -> ReadSurvey:
    """The survey in an `.lss` file, and what of it was not understood, by question. Raises `UnusableFile`."""
    lime = read_rows(content)
    languages = Languages.of(lime.languages)
    if not languages.codes:
        raise UnusableFile(_("The file does not say which language the survey is written in."))
    reading = _Reading(lime, languages)
    reading.leave_out_of_survey()
    sections = tuple(reading.sections())
    definition = SurveyDefinition(
        title=languages.texts(lime.title),
        intro=languages.texts(lime.welcome),
        languages=languages.codes,
        sections=sections,
        keys_given=reading.given,
        privacy=Privacy.ANONYMOUS if lime.is_anonymous else Privacy.CONFIDENTIAL,
    )
    definition = change_texts(definition, reading.recalled)
    if not definition.questions:
        raise UnusableFile(_("The file has no question of a type that this service knows."))
    return ReadSurvey(definition, left_out=tuple(dict.fromkeys(reading.left_out)))


@dataclass(slots=True)
class _Reading:
    """One reading of a survey: the keys given so far, and what was left out on the way."""

    lime: LimeSurvey
    languages: Languages
    given: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    def words(self, texts: Texts) -> str:
        """The text in the language that the survey is written in."""
        return text_in(self.languages.texts(texts), self.languages.codes[0]).text

    def leave_out(self, question: LimeQuestion, why: str) -> None:
        self.left_out.append(LeftOut(f"{question.code}: {self.words(question.texts)}", why))

    def leave_out_of_survey(self) -> None:
        """What stands around the questions and has no place here."""
        if self.lime.end:
            why = _("Those who have answered are thanked in the service's own words.")
            self.left_out.append(LeftOut(self.words(self.lime.end), why))
        shown = [self.lime.title] if self.lime.has_picture else []
        for title in [*shown, *(group.title for group in self.lime.groups if group.has_picture)]:
            self.left_out.append(LeftOut(self.words(title), _("Its pictures were left out.")))

    def sections(self) -> Iterator[Section]:
        for number, group in enumerate(self.lime.groups, start=1):
            questions = tuple(each for asked in group.questions for each in self.questions(asked, group))
            title = self.languages.texts(group.title)
            if questions:
                yield Section(f"part{number}", title, questions, self.languages.texts(group.description))
            elif not group.questions:
                self.left_out.append(LeftOut(self.words(group.title), _("The group has no questions.")))

    def questions(self, asked: LimeQuestion, group: LimeGroup) -> Iterator[Question]:
        """The questions that one of LimeSurvey's becomes; none where it is hidden or its type is not known."""
        if asked.attributes.get("hidden") == "1":
            self.leave_out(asked, _("It is hidden there, so that nobody is asked."))
            return
        made = made_questions(asked, self.languages)
        if not made:
            self.leave_out(asked, _("Questions of this type (%(type)s) cannot be asked here.", type=asked.type or "–"))
            return
        for why in untaken(asked):
            self.leave_out(asked, why)
        condition = self._condition(asked, group)
        address = f"{self.lime.id}X{group.id}X{asked.id}"
        for each in made:
            if self.given >= MOST_IN_A_FILE:
                raise UnusableFile(_("A survey can have at most %(n)s questions.", n=MOST_IN_A_FILE))
            self.given += 1
            keyed = replace(each.question, key=f"q{self.given}", show_if=condition)
            self.names.give((asked.code, address), each, keyed)
            yield keyed

    def _condition(self, asked: LimeQuestion, group: LimeGroup) -> ShowIf | None:
        rules = [rule for rule in (asked.relevance, group.relevance) if rule.strip() not in ("", "1")]
        if not rules:
            return None
        condition = self.names.condition(rules[0]) if len(rules) == 1 else None
        if condition is None:
            shown = " / ".join(rules)
            why = _("Its condition is not understood, so that everybody is asked: %(rule)s", rule=shown[:300])
            self.leave_out(asked, why)
        return condition

    def recalled(self, place: str, texts: Texts) -> Texts:
        """The texts with the answers that they recall named as here; what else is computed in them is reported."""
        changed = {code: self.names.recalled(text) for code, text in texts.items()}
        for text in changed.values():
            for expression in _EXPRESSION.findall(text):
                why = _("%(text)s is shown as it stands, and nothing is put in its place.", text=expression)
                self.left_out.append(LeftOut(text, why))
        return changed
