"""LimeSurvey's survey structure files (.lss), versions 2 to 6, as rows: what is where, and in which language.

Until version 3 each row of groups, questions and answers comes once per language with its texts; from version 4 on the
texts stand in tables of their own (`question_l10ns` and so on), one row per language.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from lxml import etree, html

from feedback.translation import gettext as _
from surveys.definition import Texts
from surveys.interchange.reading import MAX_BYTES, UnusableFile

Row = Mapping[str, str]
_OLDEST = 145  # DBVersion of LimeSurvey 1.9, the first whose sub-questions stand apart
TEXT_TO_READ = "X"  # the type of question that asks nothing
_ADDRESSES = ("https:", "http:", "mailto:")
_LINES = ("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr")


@dataclass(frozen=True, slots=True)
class LimeAnswer:
    """An answer to choose, or a sub-question (a row of an array): its code and its text by language."""

    code: str
    texts: Texts
    relevance: str = ""


@dataclass(frozen=True, slots=True)
class LimeQuestion:
    """A question. `is_mandatory` asks until it is answered, `is_soft_mandatory` asks once; `pattern` checks what is written."""

    id: str
    type: str
    code: str
    texts: Texts
    help: Texts
    is_mandatory: bool
    has_other: bool
    relevance: str
    answers: tuple[LimeAnswer, ...] = ()
    subquestions: tuple[LimeAnswer, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    other_label: Texts = field(default_factory=dict)
    is_soft_mandatory: bool = False
    pattern: str = ""
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class LimeGroup:
    id: str
    title: Texts
    description: Texts
    relevance: str
    questions: tuple[LimeQuestion, ...]
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class LimeSurvey:
    """A survey of LimeSurvey as plain text: the first language is the one it is written in."""

    id: str
    languages: tuple[str, ...]
    title: Texts
    welcome: Texts
    is_anonymous: bool
    groups: tuple[LimeGroup, ...]
    end: Texts = field(default_factory=dict)
    has_picture: bool = False


def read_rows(content: bytes) -> LimeSurvey:
    """What the file holds. Raises `UnusableFile`; entities and document types, which a real file has none of, are refused."""
    if len(content) > MAX_BYTES:
        raise UnusableFile(_("The file is larger than %(n)s MB.", n=MAX_BYTES // (1024 * 1024)))
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise UnusableFile(_("The file is not XML that can be read safely.")) from error
    if root.tag != "document" or root.findtext("LimeSurveyDocType") != "Survey":
        raise UnusableFile(_("The file is no survey structure of LimeSurvey (.lss)."))
    version = root.findtext("DBVersion") or ""
    if not version.isdecimal() or int(version) < _OLDEST:
        raise UnusableFile(
            _("The file comes from a version of LimeSurvey that is too old. Save it anew from a later one.")
        )
    return _Tables(root).survey()


class _Tables:
    """The tables of a file."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.attributes = self._by(self.rows("question_attributes"), "qid")
        self.answers = self._by(self.rows("answers"), "qid")
        self.subquestions = self._by(self.rows("subquestions"), "parent_qid")
        self.question_texts = self._by(self.rows("question_l10ns"), "qid")
        self.answer_texts = self._by(self.rows("answer_l10ns"), "aid")
        self.group_texts = self._by(self.rows("group_l10ns"), "gid")

    def rows(self, table: str) -> list[Row]:
        """The rows of a table; none where the file has no such table."""
        found = self.root.find(table)
        rows = found.iterfind("rows/row") if found is not None else ()
        return [{cell.tag: (cell.text or "").strip() for cell in row} for row in rows]

    @staticmethod
    def _by(rows: Iterable[Row], name: str) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            found[row.get(name, "")].append(row)
        return found

    def survey(self) -> LimeSurvey:
        row: Row = next(iter(self.rows("surveys")), {})
        settings = self.rows("surveys_languagesettings")
        listed = [each.text or "" for each in self.root.iterfind("languages/language")]
        first = row.get("language", "")
        languages = tuple(dict.fromkeys(code for code in (first, *listed) if code))
        if not languages:
            raise UnusableFile(_("The file does not say which language the survey is written in."))
        return LimeSurvey(
            id=row.get("sid", ""),
            languages=languages,
            title=_texts(settings, "surveyls_title", language="surveyls_language"),
            welcome=_paragraphs(settings, "surveyls_welcometext", language="surveyls_language"),
            is_anonymous=row.get("anonymized", "N") == "Y",
            groups=self._groups(),
            end=_paragraphs(settings, "surveyls_endtext", language="surveyls_language"),
            has_picture=_has_picture(settings, "surveyls_welcometext", "surveyls_title"),
        )

    def _groups(self) -> tuple[LimeGroup, ...]:
        found = self._by(self.rows("groups"), "gid")
        questions = self._by(self.rows("questions"), "gid")
        groups = []
        for gid, rows in sorted(found.items(), key=lambda each: _order(each[1][0], "group_order")):
            texts = [*rows, *self.group_texts[gid]]
            groups.append(
                LimeGroup(
                    id=gid,
                    title=_texts(texts, "group_name"),
                    description=_paragraphs(texts, "description"),
                    relevance=rows[0].get("grelevance", ""),
                    questions=self._questions(questions[gid]),
                    has_picture=_has_picture(texts, "group_name", "description"),
                )
            )
        return tuple(groups)

    def _questions(self, rows: Iterable[Row]) -> tuple[LimeQuestion, ...]:
        found = self._by((row for row in rows if row.get("parent_qid", "0") in ("", "0")), "qid")
        ordered = sorted(found.items(), key=lambda each: _order(each[1][0], "question_order"))
        return tuple(self._question(qid, each) for qid, each in ordered)

    def _question(self, qid: str, rows: list[Row]) -> LimeQuestion:
        first = rows[0]
        texts = [*rows, *self.question_texts[qid]]
        attributes = self.attributes[qid]
        other = [
            {**row, "text": row.get("value", "")} for row in attributes if row.get("attribute") == "other_replace_text"
        ]
        type = first.get("type", "")
        parts = [*self.subquestions[qid], *self.answers[qid]]
        parts += [text for row in self.subquestions[qid] for text in self.question_texts[row.get("qid", "")]]
        parts += [text for row in self.answers[qid] for text in self._texts_of_answer(row)]
        return LimeQuestion(
            id=qid,
            type=type,
            code=first.get("title", ""),
            texts=(_paragraphs if type == TEXT_TO_READ else _texts)(texts, "question"),
            help=_paragraphs(texts, "help"),
            is_mandatory=first.get("mandatory", "N") == "Y",
            has_other=first.get("other", "N") == "Y",
            relevance=first.get("relevance", ""),
            answers=self._answers(qid),
            subquestions=self._subquestions(qid),
            attributes={row.get("attribute", ""): row.get("value", "") for row in attributes},
            other_label=_texts(other, "text"),
            is_soft_mandatory=first.get("mandatory", "N") == "S",
            pattern=first.get("preg", ""),
            has_picture=_has_picture([*texts, *parts], "question", "help", "answer"),
        )

    def _answers(self, qid: str) -> tuple[LimeAnswer, ...]:
        rows = [row for row in self.answers[qid] if row.get("scale_id", "0") in ("", "0")]
        found = self._by(rows, "code")
        ordered = sorted(found.items(), key=lambda each: _order(each[1][0], "sortorder"))
        return tuple(
            LimeAnswer(code, _texts([*each, *self._texts_of_answer(each[0])], "answer")) for code, each in ordered
        )

    def _texts_of_answer(self, row: Row) -> list[Row]:
        return self.answer_texts[row["aid"]] if row.get("aid") else []

    def _subquestions(self, qid: str) -> tuple[LimeAnswer, ...]:
        rows = [row for row in self.subquestions[qid] if row.get("scale_id", "0") in ("", "0")]
        found = self._by(rows, "qid")
        ordered = sorted(found.items(), key=lambda each: _order(each[1][0], "question_order"))
        return tuple(
            LimeAnswer(
                each[0].get("title", ""),
                _texts([*each, *self.question_texts[sub]], "question"),
                each[0].get("relevance", ""),
            )
            for sub, each in ordered
        )


def _order(row: Row, name: str) -> int:
    return int(row[name]) if row.get(name, "").isdecimal() else 0


def _texts(rows: Iterable[Row], name: str, *, language: str = "language") -> Texts:
    found = _paragraphs(rows, name, language=language)
    return {code: " ".join(text.split()) for code, text in found.items()}


def _paragraphs(rows: Iterable[Row], name: str, *, language: str = "language") -> Texts:
    plain = {row[language]: plain_text(row.get(name, "")) for row in rows if row.get(language)}
    return {code: text for code, text in plain.items() if text}


def _has_picture(rows: Iterable[Row], *names: str) -> bool:
    return any("<img" in row.get(name, "").lower() for row in rows for name in names)


def plain_text(marked: str) -> str:
    """The words of a text with HTML in it, a line for each paragraph; a link is its words and its address in brackets."""
    tree = html.fragment_fromstring(marked, create_parent="div")
    etree.strip_elements(tree, etree.Comment, "script", "style", with_tail=False)
    for link in tree.iter("a"):
        address = link.get("href", "").strip()
        if address.startswith(_ADDRESSES) and address.removeprefix("mailto:") not in link.text_content():
            link.tail = f" ({address}){link.tail or ''}"
    for element in tree.iter(*_LINES):
        element.tail = f"\n{element.tail or ''}"
    shown = tree.text_content().replace("\xa0", " ")
    kept = "".join(c for c in shown if c == "\n" or c.isprintable())
    return "\n".join(words for line in kept.split("\n") if (words := " ".join(line.split())))
