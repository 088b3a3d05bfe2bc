"""Surveys of LimeSurvey (.lss) become drafts: what the common question types ask, and a list of what was not understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from feedback.codebooks import is_language
from feedback.translation import gettext as _
from surveys.definition import (
    Option,
    Privacy,
    Question,
    QuestionType,
    Section,
    ShowIf,
    SurveyDefinition,
    Texts,
    change_texts,
    text_in,
)
from surveys.drafting import LeftOut
from surveys.interchange.limesurvey_file import LimeAnswer, LimeGroup, LimeQuestion, LimeSurvey, read_rows
from surveys.interchange.reading import MOST_QUESTIONS, ReadSurvey, UnusableFile
from surveys.questions.answer import OTHER
from surveys.questions.scale import points

_ONE = ("L", "!", "O")
_SEVERAL = ("M", "P")
_WITH_COMMENT = ("O", "P")
_SIMPLE = {
    "N": QuestionType.NUMBER,
    "D": QuestionType.DATE,
    "S": QuestionType.SHORT_TEXT,
    "T": QuestionType.FREE_TEXT,
    "U": QuestionType.FREE_TEXT,
    "X": QuestionType.INFORMATION,
    "5": QuestionType.FIVE_POINT_SCALE,
}
#: Several fields under one question: each row becomes a question of its own.
_ROWS = {
    "K": QuestionType.NUMBER,
    "Q": QuestionType.SHORT_TEXT,
    "A": QuestionType.FIVE_POINT_SCALE,
    "F": QuestionType.SINGLE_CHOICE,
    "H": QuestionType.SINGLE_CHOICE,
}
#: What LimeSurvey says for itself in types that come without answers; the other languages are for a translator.
_YES_NO = (Option("Y", {"sv": "Ja", "en": "Yes", "fi": "Kyllä"}), Option("N", {"sv": "Nej", "en": "No", "fi": "Ei"}))
_GENDERS = (
    Option("F", {"sv": "Kvinna", "en": "Female", "fi": "Nainen"}),
    Option("M", {"sv": "Man", "en": "Male", "fi": "Mies"}),
)
_OTHER_LABEL: Texts = {"sv": "Annat", "en": "Other", "fi": "Muu"}

_NAME = r"(?P<name>[A-Za-z0-9_#]+)(?:\.(?:NAOK|value|code|shown))?"
_EQUALS = re.compile(rf"{_NAME}\s*(?:==|eq)\s*[\"'](?P<value>[^\"']*)[\"']")
_ANSWERED = re.compile(rf"!\s*is_empty\(\s*{_NAME}\s*\)")
_OR = re.compile(r"\s+or\s+|\|\|", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)(?:\.(?:NAOK|shown|value|code))?\s*\}")
_EXPRESSION = re.compile(r"\{(?!q\d+\})[^{}\n]+\}")


def from_limesurvey(content: bytes) -> ReadSurvey:
    """The survey in an `.lss` file, and what of it was not understood, by question. Raises `UnusableFile`."""
    lime = read_rows(content)
    reading = _Reading(lime)
    sections = tuple(reading.sections())
    definition = SurveyDefinition(
        title=reading.texts(lime.title),
        intro=reading.texts(lime.welcome),
        languages=reading.languages,
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
    given: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    #: The names by which an expression may call a question, or a row of one, and what they are here.
    named: dict[str, tuple[str, str]] = field(default_factory=dict)
    known: dict[str, Question] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = [_language(code) for code in self.lime.languages if is_language(_language(code))]
        if not kept:
            raise UnusableFile(_("The file does not say which language the survey is written in."))
        self.languages = tuple(dict.fromkeys(kept))

    def texts(self, texts: Texts) -> Texts:
        """The texts under our own codes of languages."""
        return {_language(code): text for code, text in texts.items() if _language(code) in self.languages}

    def leave_out(self, question: LimeQuestion, why: str) -> None:
        words = text_in(self.texts(question.texts), self.languages[0]).text
        self.left_out.append(LeftOut(f"{question.code}: {words}", why))

    def sections(self) -> Iterator[Section]:
        for number, group in enumerate(self.lime.groups, start=1):
            questions = tuple(each for asked in group.questions for each in self.questions(asked, group))
            title = self.texts(group.title)
            if questions:
                yield Section(f"part{number}", title, questions, self.texts(group.description))
            elif not group.questions:
                self.left_out.append(LeftOut(text_in(title, self.languages[0]).text, _("The group has no questions.")))

    def questions(self, asked: LimeQuestion, group: LimeGroup) -> Iterator[Question]:
        """The questions that one of LimeSurvey's becomes; none where its type is not known."""
        made = list(self._made(asked))
        if not made:
            self.leave_out(asked, _("Questions of this type (%(type)s) cannot be asked here.", type=asked.type or "–"))
            return
        if asked.type in _WITH_COMMENT:
            self.leave_out(asked, _("Comments beside the answers are not asked for."))
        condition = self._condition(asked, group)
        for row, question in made:
            if self.given >= MOST_QUESTIONS:
                raise UnusableFile(_("A survey can have at most %(n)s questions.", n=MOST_QUESTIONS))
            self.given += 1
            keyed = replace(question, key=f"q{self.given}", show_if=condition)
            self._name(asked, group, row, keyed)
            yield keyed

    def _made(self, asked: LimeQuestion) -> Iterator[tuple[str, Question]]:
        """The questions without keys, each with the code of the row it stands for."""
        if asked.type in _ROWS:
            for row in asked.subquestions:
                yield row.code, self._row(asked, row)
            return
        kind = self._kind(asked)
        if kind is None:
            return
        options = self._options(asked)
        limit = asked.attributes.get("max_answers", "")
        least, most = (_whole(asked.attributes.get(name, "")) for name in ("min_num_value_n", "max_num_value_n"))
        is_number = kind is QuestionType.NUMBER
        can_limit = kind in (QuestionType.SEVERAL_CHOICES, QuestionType.RANKING) and limit.isdecimal()
        question = Question(
            key="",
            type=kind,
            text=self.texts(asked.texts),
            help=self.texts(asked.help),
            options=options,
            required=asked.is_mandatory and kind is not QuestionType.INFORMATION,
            max_choices=min(int(limit), len(options)) or None if can_limit else None,
            other=any(option.value == OTHER for option in options) and asked.has_other,
            minimum=least if is_number else None,
            maximum=most if is_number else None,
        )
        yield "", question

    @staticmethod
    def _kind(asked: LimeQuestion) -> QuestionType | None:
        if asked.type in _ONE or asked.type in ("Y", "G"):
            return QuestionType.SINGLE_CHOICE
        if asked.type in _SEVERAL:
            return QuestionType.SEVERAL_CHOICES
        return QuestionType.RANKING if asked.type == "R" else _SIMPLE.get(asked.type)

    def _options(self, asked: LimeQuestion) -> tuple[Option, ...]:
        fixed = {"Y": _YES_NO, "G": _GENDERS, "5": tuple(Option(point) for point in points(5))}
        if asked.type in fixed:
            return fixed[asked.type]
        if asked.type in _SEVERAL:
            answers = asked.subquestions
        else:
            answers = asked.answers or (asked.subquestions if asked.type == "R" else ())
        if asked.type not in (*_ONE, *_SEVERAL, "R"):
            return ()
        options = tuple(self._option(answer) for answer in answers)
        if not asked.has_other or asked.type == "R":
            return options
        label = {
            **{code: text for code, text in _OTHER_LABEL.items() if code in self.languages},
            **self.texts(asked.other_label),
        }
        return (*(option for option in options if option.value != OTHER), Option(OTHER, label))

    def _option(self, answer: LimeAnswer) -> Option:
        return Option(answer.code, self.texts(answer.texts))

    def _row(self, asked: LimeQuestion, row: LimeAnswer) -> Question:
        """One row of an array as a question of its own: the array's text, then the row's."""
        whole, part = self.texts(asked.texts), self.texts(row.texts)
        kind = _ROWS[asked.type]
        options: tuple[Option, ...] = ()
        if kind is QuestionType.FIVE_POINT_SCALE:
            options = tuple(Option(point) for point in points(5))
        elif kind is QuestionType.SINGLE_CHOICE:
            options = tuple(self._option(answer) for answer in asked.answers)
        words = {code: " ".join(filter(None, (whole.get(code), part.get(code)))) for code in {*whole, *part}}
        return Question("", kind, words, self.texts(asked.help), options, asked.is_mandatory)

    def _name(self, asked: LimeQuestion, group: LimeGroup, row: str, question: Question) -> None:
        self.known[question.key] = question
        address = f"{self.lime.id}X{group.id}X{asked.id}"
        for name in (asked.code, address):
            if row:
                self.named[f"{name}_{row}"] = self.named[f"{name}{row}"] = question.key, ""
            else:
                self.named[name] = question.key, ""
            if question.type is QuestionType.SEVERAL_CHOICES:
                for option in question.options:
                    self.named[f"{name}_{option.value}"] = self.named[f"{name}{option.value}"] = (
                        question.key,
                        option.value,
                    )

    def _condition(self, asked: LimeQuestion, group: LimeGroup) -> ShowIf | None:
        rules = [rule for rule in (asked.relevance, group.relevance) if rule.strip() not in ("", "1")]
        if not rules:
            return None
        condition = self._read_rule(rules[0]) if len(rules) == 1 else None
        if condition is None:
            shown = " / ".join(rules)
            why = _("Its condition is not understood, so that everybody is asked: %(rule)s", rule=shown[:300])
            self.leave_out(asked, why)
        return condition

    def _read_rule(self, rule: str) -> ShowIf | None:
        """`((Q1.NAOK == "A1" or Q1.NAOK == "A2"))` and `!is_empty(Q1.NAOK)`, about one earlier question."""
        plain = rule.strip()
        answered = _ANSWERED.fullmatch(_bare(plain))
        if answered and answered["name"] in self.named:
            key, option = self.named[answered["name"]]
            return ShowIf(key, (option,) if option else ())
        keys, values = set(), []
        for part in _OR.split(_bare(plain)):
            found = _EQUALS.fullmatch(_bare(part))
            if found is None or found["name"] not in self.named:
                return None
            key, option = self.named[found["name"]]
            if option and found["value"] != "Y":
                return None
            keys.add(key)
            values.append(option or (OTHER if found["value"] == "-oth-" else found["value"]))
        [key, *others] = keys
        fits = set(values) <= {option.value for option in self.known[key].options}
        return ShowIf(key, tuple(dict.fromkeys(values))) if fits and not others else None

    def recalled(self, place: str, texts: Texts) -> Texts:
        """The texts with the answers that they recall named as here; what else is computed in them is reported."""

        def key(found: re.Match[str]) -> str:
            name, option = self.named.get(found["name"], ("", ""))
            return f"{{{name}}}" if name and not option else found[0]

        changed = {code: _PLACEHOLDER.sub(key, text) for code, text in texts.items()}
        for text in changed.values():
            for expression in _EXPRESSION.findall(text):
                self.left_out.append(
                    LeftOut(
                        text, _("%(text)s is shown as it stands, and nothing is put in its place.", text=expression)
                    )
                )
        return changed


def _bare(rule: str) -> str:
    """The rule without the brackets around all of it."""
    rule = rule.strip()
    while rule.startswith("(") and rule.endswith(")") and _closes_at_end(rule):
        rule = rule[1:-1].strip()
    return rule


def _closes_at_end(rule: str) -> bool:
    depth = 0
    for place, character in enumerate(rule):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return place == len(rule) - 1
    return False


def _language(code: str) -> str:
    """LimeSurvey's codes are those of BCP 47 but for a few: `de-informal` is German."""
    return code if is_language(code) and len(code) <= 10 else code.partition("-")[0]


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None
