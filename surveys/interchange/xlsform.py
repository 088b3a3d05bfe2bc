"""Surveys as XLSForm workbooks (xlsform.org), which ODK, KoboToolbox and others take: sheets survey, choices and settings.

Pictures stay behind, since a workbook cannot hold them. "Other, namely" becomes a text question of its own, which the
format's own `or_other` cannot translate. A chosen answer that is recalled becomes a calculated row with its words.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from feedback.translation import LANGUAGES, ngettext, number_text, speaking
from feedback.translation import gettext as _
from feedback.workbooks import add_row, new_sheet, new_workbook
from surveys.definition import Question, QuestionType, Section, ShowIf, SurveyDefinition, Texts, text_in, texts_by_place
from surveys.interchange.reading import unused
from surveys.questions.answer import LONGEST_LINE, OTHER
from surveys.questions.consent import AGREED
from surveys.recall import RECALLED

_SELECT_ONE = "select_one"
_TYPES = {
    QuestionType.SINGLE_CHOICE: _SELECT_ONE,
    QuestionType.SEVERAL_CHOICES: "select_multiple",
    QuestionType.RANKING: "rank",
    QuestionType.FIVE_POINT_SCALE: _SELECT_ONE,
    QuestionType.SEVEN_POINT_SCALE: _SELECT_ONE,
    QuestionType.VERDICT: _SELECT_ONE,
    QuestionType.NUMBER: "integer",
    QuestionType.DATE: "date",
    QuestionType.SHORT_TEXT: "text",
    QuestionType.FREE_TEXT: "text",
    QuestionType.INFORMATION: "note",
    QuestionType.CONSENT: "acknowledge",
}
#: What ODK stores for a box that was ticked.
_ACKNOWLEDGED = "OK"
_COLUMNS = ("type", "name", "required", "relevant", "constraint", "calculation", "appearance")
_TEXTS = ("label", "hint", "required_message", "constraint_message")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the sheet `survey`: its columns, and its texts by column."""

    cells: dict[str, str]
    texts: dict[str, Texts] = field(default_factory=dict)


def to_xlsform(definition: SurveyDefinition, *, form_id: str, version: str) -> bytes:
    """The workbook; `version` is what those who collect answers tell two editions of the form apart by."""
    workbook = new_workbook()
    languages = definition.languages
    names = {each.key: f"{each.key}_words" if each.options else each.key for each in definition.questions}
    survey = new_sheet(workbook, "survey", language="en")
    add_row(survey, [*_COLUMNS, *(_column(name, code) for name in _TEXTS for code in languages)])
    for row in _rows(definition):
        texts = [_text(row.texts.get(name, {}), code, names) for name in _TEXTS for code in languages]
        add_row(survey, [*(row.cells.get(name, "") for name in _COLUMNS), *texts])
    choices = new_sheet(workbook, "choices", language="en")
    add_row(choices, ["list_name", "name", *(_column("label", code) for code in languages)])
    for question in definition.questions:
        called = choice_names(question)
        for option in question.options:
            labels = [_text(option.labels, code, names) or option.value for code in languages]
            add_row(choices, [question.key, called[option.value], *labels])
    settings = new_sheet(workbook, "settings", language="en")
    add_row(settings, ["form_title", "form_id", "version", "default_language"])
    add_row(settings, [text_in(definition.title, languages[0]).text, form_id, version, _language(languages[0])])
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def choice_names(question: Question) -> dict[str, str]:
    """By an option's value its name in the workbook: without blanks, which part several choices there, and each its own."""
    found: dict[str, str] = {}
    for option in question.options:
        found[option.value] = unused(re.sub(r"[\s'\"]", "_", option.value), found.values())
    return found


def _language(code: str) -> str:
    return f"{LANGUAGES.get(code, code)} ({code})"


def _column(name: str, code: str) -> str:
    return f"{name}::{_language(code)}"


def _text(texts: Texts, code: str, names: Mapping[str, str]) -> str:
    """A text in this language or the nearest, with the answers that it recalls named as the format does."""
    plain = text_in(texts, code).text.replace("${", "$ {")
    return RECALLED.sub(lambda found: f"${{{names[found[1]]}}}" if found[1] in names else found[0], plain)


def _rows(definition: SurveyDefinition) -> Iterator[_Row]:
    for name, texts in (("intro", definition.intro), ("purpose", definition.purpose)):
        if any(text.strip() for text in texts.values()):
            yield _Row({"type": "note", "name": name}, {"label": texts})
    worded = [text for texts in texts_by_place(definition).values() for text in texts.values()]
    recalled = {key for text in worded for key in RECALLED.findall(text)}
    before: dict[str, Question] = {}
    for number, section in enumerate(definition.sections, start=1):
        yield from _section_rows(section, f"part{number}", before, definition.languages)
        for question in section.questions:
            if question.key in recalled and question.options:
                words = {"type": "calculate", "name": f"{question.key}_words", "calculation": _words(question)}
                yield _Row(words)


def _words(question: Question) -> str:
    """The labels of what was chosen, in the language of the one who answers, as an XPath expression."""
    key = question.key
    most = len(question.options) if question.type in (QuestionType.SEVERAL_CHOICES, QuestionType.RANKING) else 1
    chosen = [f"jr:choice-name(selected-at(${{{key}}}, {place}), '${{{key}}}')" for place in range(most)]
    if most == 1:
        return f"jr:choice-name(${{{key}}}, '${{{key}}}')"
    rest = [f"if(count-selected(${{{key}}}) > {n}, concat(', ', {each}), '')" for n, each in enumerate(chosen)]
    return f"substr(concat({', '.join(rest)}), 2)"


def _section_rows(
    section: Section, name: str, before: dict[str, Question], languages: tuple[str, ...]
) -> Iterator[_Row]:
    if not section.questions:
        return
    yield _Row({"type": "begin_group", "name": name, "appearance": "field-list"}, {"label": section.title})
    if any(text.strip() for text in section.intro.values()):
        yield _Row({"type": "note", "name": f"{name}_intro"}, {"label": section.intro})
    for question in section.questions:
        relevant = _relevant(question.show_if, before)
        yield _question_row(question, relevant, languages)
        if question.other:
            yield _other_row(question, languages)
        before[question.key] = question
    yield _Row({"type": "end_group"})


def _question_row(question: Question, relevant: str, languages: tuple[str, ...]) -> _Row:
    kind = _TYPES[question.type]
    constraint = _constraint(question)
    cells = {
        "type": f"{kind} {question.key}" if question.options else kind,
        "name": question.key,
        "required": "yes" if question.required else "",
        "relevant": relevant,
        "constraint": constraint,
        "appearance": "multiline" if question.type is QuestionType.FREE_TEXT else "",
    }
    message = _said(languages, lambda: _constraint_text(question)) if constraint else {}
    texts = {"label": question.text, "hint": _hint(question, languages), "constraint_message": message}
    return _Row(cells, {**texts, "required_message": question.reason} if question.required else texts)


def _hint(question: Question, languages: tuple[str, ...]) -> Texts:
    """The help; a ranking there always orders the whole list, so that a limit on it can only be told."""
    if question.type is not QuestionType.RANKING or not question.max_choices:
        return question.help
    limit = question.max_choices
    said = _said(languages, lambda: ngettext("Only the first counts.", "Only the first %(n)s count.", limit))
    return {code: "\n".join(filter(None, (text_in(question.help, code).text, said[code]))) for code in languages}


def _other_row(question: Question, languages: tuple[str, ...]) -> _Row:
    name = f"{question.key}_{OTHER}"
    relevant = f"selected(${{{question.key}}}, '{OTHER}')"
    return _Row(
        {"type": "text", "name": name, "relevant": relevant}, {"label": _said(languages, lambda: _("What is it?"))}
    )


def _said(languages: tuple[str, ...], sentence: Callable[[], str]) -> Texts:
    """One of the service's own sentences in each of the survey's languages."""
    found = {}
    for code in languages:
        with speaking(code if code in LANGUAGES else "en"):
            found[code] = sentence()
    return found


def _constraint(question: Question) -> str:
    """What the answer (`.`) must be, as an XPath expression."""
    if question.type is QuestionType.SEVERAL_CHOICES and question.max_choices:
        return f"count-selected(.) <= {question.max_choices}"
    if question.type is QuestionType.SHORT_TEXT:
        return f"string-length(.) <= {LONGEST_LINE}"
    least = [] if question.minimum is None else [f". >= {question.minimum}"]
    most = [] if question.maximum is None else [f". <= {question.maximum}"]
    return " and ".join([*least, *most]) if question.type is QuestionType.NUMBER else ""


def _constraint_text(question: Question) -> str:
    if question.type is QuestionType.SEVERAL_CHOICES:
        limit = question.max_choices or 0
        return ngettext("Choose at most %(n)s answer.", "Choose at most %(n)s answers.", limit)
    if question.type is QuestionType.SHORT_TEXT:
        return _("Write at most %(n)s characters.", n=LONGEST_LINE)
    least = (
        []
        if question.minimum is None
        else [_("The number must be at least %(least)s.", least=number_text(question.minimum))]
    )
    most = (
        []
        if question.maximum is None
        else [_("The number may be at most %(most)s.", most=number_text(question.maximum))]
    )
    return " ".join([*least, *most])


def _relevant(condition: ShowIf | None, before: dict[str, Question]) -> str:
    """The condition as an XPath expression; empty where there is none, or it names no earlier question."""
    if condition is None or condition.question not in before:
        return ""
    asked, reference = before[condition.question], f"${{{condition.question}}}"
    if not condition.values:
        return f"{reference} != ''"
    if asked.options:
        names = choice_names(asked)
        chosen = [names[value] for value in condition.values if value in names]
        return " or ".join(f"selected({reference}, '{name}')" for name in chosen)
    return (
        f"{reference} = '{_ACKNOWLEDGED}'" if asked.type is QuestionType.CONSENT and AGREED in condition.values else ""
    )
