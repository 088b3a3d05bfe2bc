"""One question of LimeSurvey as questions here, and what of it has no like here. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from feedback.translation import N_, is_language
from feedback.translation import gettext as _
from surveys.definition import Option, Question, QuestionType, Texts
from surveys.interchange.limesurvey_file import TEXT_TO_READ, LimeAnswer, LimeQuestion
from surveys.interchange.reading import unused
from surveys.questions.answer import OTHER
from surveys.questions.scale import points

_ONE = ("L", "!", "O")
_SEVERAL = ("M", "P")
_WITH_COMMENT = ("O", "P")
_NUMBERS = ("N", "K")
_SIMPLE = {
    "N": QuestionType.NUMBER,
    "D": QuestionType.DATE,
    "S": QuestionType.SHORT_TEXT,
    "T": QuestionType.FREE_TEXT,
    "U": QuestionType.FREE_TEXT,
    TEXT_TO_READ: QuestionType.INFORMATION,
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
_FIXED = {"Y": _YES_NO, "G": _GENDERS, "5": tuple(Option(point) for point in points(5))}
_OTHER_LABEL: Texts = {"sv": "Annat", "en": "Other", "fi": "Muu"}
_LEAST, _MOST = "min_num_value_n", "max_num_value_n"
#: Attributes that have no like here.
_UNTAKEN = {
    "min_answers": N_("A smallest number of answers cannot be asked for: %(value)s."),
    "exclude_all_others": N_("This answer can be chosen together with the others: %(value)s."),
}


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a survey of LimeSurvey that are known here, by our own codes."""

    codes: tuple[str, ...]

    @classmethod
    def of(cls, codes: Sequence[str]) -> "Languages":
        """Those that are languages, each once."""
        return cls(tuple(dict.fromkeys(ours for code in codes if is_language(ours := _language(code)))))

    def texts(self, texts: Texts) -> Texts:
        """The texts in these languages."""
        return {_language(code): text for code, text in texts.items() if _language(code) in self.codes}


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question that has no key yet. `row` is the code of the row it stands for, `values` its answers' by their codes there."""

    row: str
    question: Question
    values: Mapping[str, str] = field(default_factory=dict)


def made_questions(asked: LimeQuestion, languages: Languages) -> list[MadeQuestion]:
    """The questions that one of LimeSurvey's becomes; none where its type is not known."""
    if asked.type in _ROWS:
        return [_row(asked, row, languages) for row in asked.subquestions]
    kind = _kind(asked)
    if kind is None:
        return []
    options, values = _options(asked, languages)
    limit = asked.attributes.get("max_answers", "")
    can_limit = kind in (QuestionType.SEVERAL_CHOICES, QuestionType.RANKING) and limit.isdecimal()
    question = Question(
        key="",
        type=kind,
        text=languages.texts(asked.texts),
        help=languages.texts(asked.help),
        options=options,
        required=asked.is_mandatory and kind is not QuestionType.INFORMATION,
        max_choices=min(int(limit), len(options)) or None if can_limit else None,
        other=any(option.value == OTHER for option in options),
    )
    return [MadeQuestion("", _limited(question, asked), values)]


def untaken(asked: LimeQuestion) -> Iterator[str]:
    """A sentence for each thing about a question that its likes here do without."""
    if asked.type in _WITH_COMMENT:
        yield _("Comments beside the answers are not asked for.")
    if asked.is_soft_mandatory:
        yield _("It asked once for an answer and could then be skipped. Here it can be skipped.")
    if asked.has_picture:
        yield _("Its pictures were left out.")
    if asked.pattern:
        yield _("Answers are not checked against a pattern: %(pattern)s.", pattern=asked.pattern[:300])
    for name, sentence in _UNTAKEN.items():
        if (value := asked.attributes.get(name, "")) not in ("", "0"):
            yield _(sentence, value=value[:300])
    yield from _untaken_limits(asked)
    for row in asked.subquestions:
        if row.relevance not in ("", "1"):
            rule = row.relevance[:300]
            yield _("Its row %(row)s has a condition, which was left out: %(rule)s", row=row.code, rule=rule)


def _untaken_limits(asked: LimeQuestion) -> Iterator[str]:
    limits = [_LEAST, _MOST] if asked.type in _NUMBERS else ["max_answers"]
    for value in (asked.attributes.get(name, "") for name in limits):
        if value and _whole(value) is None:
            yield _("A limit that is no whole number was left out: %(value)s.", value=value[:300])
    if asked.type in _NUMBERS and asked.attributes.get("num_value_int_only", "") != "1":
        yield _("It took decimals. Here only whole numbers can be answered.")


def _kind(asked: LimeQuestion) -> QuestionType | None:
    if asked.type in _ONE or asked.type in ("Y", "G"):
        return QuestionType.SINGLE_CHOICE
    if asked.type in _SEVERAL:
        return QuestionType.SEVERAL_CHOICES
    return QuestionType.RANKING if asked.type == "R" else _SIMPLE.get(asked.type)


def _options(asked: LimeQuestion, languages: Languages) -> tuple[tuple[Option, ...], Mapping[str, str]]:
    """The answers to choose, and their values by their codes there."""
    if asked.type in _FIXED:
        fixed = _FIXED[asked.type]
        return fixed, {option.value: option.value for option in fixed}
    if asked.type not in (*_ONE, *_SEVERAL, "R"):
        return (), {}
    answers = asked.subquestions if asked.type in _SEVERAL else asked.answers
    options, values = _worded(answers or (asked.subquestions if asked.type == "R" else ()), languages)
    if not asked.has_other or asked.type == "R":
        return options, values
    label = {code: text for code, text in _OTHER_LABEL.items() if code in languages.codes}
    other = Option(OTHER, {**label, **languages.texts(asked.other_label)})
    return (*options, other), {**values, "-oth-": OTHER}


def _worded(answers: Sequence[LimeAnswer], languages: Languages) -> tuple[tuple[Option, ...], Mapping[str, str]]:
    values: dict[str, str] = {}
    for answer in answers:
        plain = re.sub(r"[^\w.-]+", "_", answer.code)[:40] or "_"
        values[answer.code] = unused(plain, {OTHER, *values.values()})
    return tuple(Option(values[answer.code], languages.texts(answer.texts)) for answer in answers), values


def _row(asked: LimeQuestion, row: LimeAnswer, languages: Languages) -> MadeQuestion:
    """One row of an array as a question of its own: the array's text, then the row's."""
    whole, part = languages.texts(asked.texts), languages.texts(row.texts)
    kind = _ROWS[asked.type]
    options: tuple[Option, ...] = ()
    values: Mapping[str, str] = {}
    if kind is QuestionType.FIVE_POINT_SCALE:
        options = _FIXED["5"]
        values = {option.value: option.value for option in options}
    elif kind is QuestionType.SINGLE_CHOICE:
        options, values = _worded(asked.answers, languages)
    words = {code: " ".join(filter(None, (whole.get(code), part.get(code)))) for code in {*whole, *part}}
    question = Question("", kind, words, languages.texts(asked.help), options, asked.is_mandatory)
    return MadeQuestion(row.code, _limited(question, asked), values)


def _limited(question: Question, asked: LimeQuestion) -> Question:
    if question.type is not QuestionType.NUMBER:
        return question
    least, most = (_whole(asked.attributes.get(name, "")) for name in (_LEAST, _MOST))
    return replace(question, minimum=least, maximum=most)


def _language(code: str) -> str:
    """LimeSurvey's codes are those of BCP 47 but for a few: `de-informal` is German."""
    return code if is_language(code) and len(code) <= 10 else code.partition("-")[0]


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None
