"""Surveys of LimeSurvey in small files of our own, built as versions 3 (texts in the rows) and 6 (texts apart) build theirs."""

from collections.abc import Mapping, Sequence

import pytest

from surveys.definition import Privacy, Question, QuestionType, ShowIf
from surveys.interchange.limesurvey import from_limesurvey
from surveys.interchange.limesurvey_file import plain_text
from surveys.interchange.reading import MAX_BYTES, ReadSurvey, UnusableFile

Row = Mapping[str, object]


def lss(tables: Mapping[str, Sequence[Row]], *, version: int = 366, languages: Sequence[str] = ("sv", "en")) -> bytes:
    """The file with these tables."""
    parts = [
        f"<{name}><rows>{''.join(f'<row>{cells(row)}</row>' for row in rows)}</rows></{name}>"
        for name, rows in tables.items()
    ]
    offered = "".join(f"<language>{each}</language>" for each in languages)
    head = (
        f"<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>{version}</DBVersion><languages>{offered}</languages>"
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><document>{head}{"".join(parts)}</document>'.encode()


def cells(row: Row) -> str:
    return "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in row.items())


def old(
    questions: Sequence[Row], *, answers: Sequence[Row] = (), subquestions: Sequence[Row] = (), **more: Sequence[Row]
) -> bytes:
    """A survey of version 3, in Swedish with one group; each row is in Swedish unless it says otherwise."""

    def filled(rows: Sequence[Row], **defaults: object) -> list[Row]:
        return [{**defaults, "language": "sv", **row} for row in rows]

    return lss(
        {
            "answers": filled(answers, scale_id=0),
            "groups": [
                {"gid": 7, "group_name": "Om er", "group_order": 1, "description": "<p>Först.</p>", "language": "sv"}
            ],
            "questions": filled(questions, gid=7, parent_qid=0, other="N", mandatory="N", help="", relevance="1"),
            "subquestions": filled(subquestions, scale_id=0),
            **more,
            "surveys": [{"sid": 100, "language": "sv", "anonymized": "Y"}],
            "surveys_languagesettings": [
                {
                    "surveyls_language": "sv",
                    "surveyls_title": "<b>Enkät</b>",
                    "surveyls_welcometext": "<p>Hej!</p><p>Tack.</p>",
                }
            ],
        },
        languages=("sv",),
    )


def only(read: ReadSurvey) -> Question:
    [question] = read.definition.questions
    return question


def asked(type: str, **values: object) -> Row:
    return {"qid": 1, "type": type, "title": "Q1", "question": "Fråga?", "question_order": 1, **values}


ANSWERS = [
    {"qid": 1, "code": "A2", "answer": "Två", "sortorder": 2},
    {"qid": 1, "code": "A1", "answer": "<i>Ett</i>", "sortorder": 1},
]
ROWS = [
    {"qid": 11, "parent_qid": 1, "title": "SQ001", "question": "Rad ett", "question_order": 1},
    {"qid": 12, "parent_qid": 1, "title": "SQ002", "question": "Rad två", "question_order": 2},
]


def test_survey_and_its_group() -> None:
    definition = from_limesurvey(old([asked("T", mandatory="Y", help="Rad<br>Rad två")])).definition

    [section] = definition.sections
    [question] = section.questions
    assert (definition.title, definition.intro) == ({"sv": "Enkät"}, {"sv": "Hej!\nTack."})
    assert (section.title, section.intro, definition.privacy) == ({"sv": "Om er"}, {"sv": "Först."}, Privacy.ANONYMOUS)
    assert (question.key, question.required, question.help) == ("q1", True, {"sv": "Rad\nRad två"})


@pytest.mark.parametrize(
    ("type", "expected"),
    [
        ("L", QuestionType.SINGLE_CHOICE),
        ("!", QuestionType.SINGLE_CHOICE),
        ("R", QuestionType.RANKING),
        ("Y", QuestionType.SINGLE_CHOICE),
        ("G", QuestionType.SINGLE_CHOICE),
        ("N", QuestionType.NUMBER),
        ("D", QuestionType.DATE),
        ("S", QuestionType.SHORT_TEXT),
        ("T", QuestionType.FREE_TEXT),
        ("U", QuestionType.FREE_TEXT),
        ("X", QuestionType.INFORMATION),
        ("5", QuestionType.FIVE_POINT_SCALE),
    ],
)
def test_common_types(type: str, expected: QuestionType) -> None:
    read = from_limesurvey(old([asked(type)], answers=ANSWERS if type in "L!R" else ()))

    assert (only(read).type, read.left_out) == (expected, ())
    if type in "L!R":
        assert [(each.value, each.labels) for each in only(read).options] == [
            ("A1", {"sv": "Ett"}),
            ("A2", {"sv": "Två"}),
        ]


@pytest.mark.parametrize("type", ["M", "P"])
def test_several_choices_with_other(type: str) -> None:
    attributes = [
        {"qid": 1, "attribute": "max_answers", "value": "2", "language": ""},
        {"qid": 1, "attribute": "other_replace_text", "value": "Något annat", "language": "sv"},
    ]

    read = from_limesurvey(old([asked(type, other="Y")], subquestions=ROWS, question_attributes=attributes))

    question = only(read)
    assert (question.type, question.other, question.max_choices) == (QuestionType.SEVERAL_CHOICES, True, 2)
    assert [(each.value, each.labels["sv"]) for each in question.options] == [
        ("SQ001", "Rad ett"),
        ("SQ002", "Rad två"),
        ("other", "Något annat"),
    ]
    assert [each.why for each in read.left_out] == ["Comments beside the answers are not asked for."] * (type == "P")


def test_rows_of_an_array_become_questions() -> None:
    questions = from_limesurvey(old([asked("F")], answers=ANSWERS, subquestions=ROWS)).definition.questions

    assert [each.text["sv"] for each in questions] == ["Fråga? Rad ett", "Fråga? Rad två"]
    assert [len(each.options) for each in questions] == [2, 2]


@pytest.mark.parametrize(
    ("relevance", "expected"),
    [
        ('((Q1.NAOK == "A1"))', ShowIf("q1", ("A1",))),
        ("Q1=='A1' or (Q1.NAOK == \"A2\")", ShowIf("q1", ("A1", "A2"))),
        ('((100X7X1.NAOK == "A2"))', ShowIf("q1", ("A2",))),
        ("!is_empty(Q1.NAOK)", ShowIf("q1")),
        ('Q3_SQ002.NAOK == "Y"', ShowIf("q2", ("SQ002",))),
    ],
)
def test_simple_conditions(relevance: str, expected: ShowIf) -> None:
    several = {**asked("M"), "qid": 2, "title": "Q3", "question_order": 2}
    rows = [{**row, "parent_qid": 2} for row in ROWS]
    later = {**asked("T"), "qid": 3, "title": "Q9", "question_order": 3, "relevance": relevance}

    read = from_limesurvey(old([asked("L"), several, later], answers=ANSWERS, subquestions=rows))

    assert read.definition.question("q3").show_if == expected
    assert read.left_out == ()


@pytest.mark.parametrize(
    "relevance",
    ['Q1.NAOK != "A1"', "Q1 > 3", 'Q9 == "A1"', 'Q1 == "nobody"', "rand(1,2) == 1", "((", 'Q1 == "A1" and 1'],
)
def test_other_conditions_are_told_of(relevance: str) -> None:
    later = {**asked("T"), "qid": 3, "title": "Q9", "question_order": 3, "relevance": relevance}

    read = from_limesurvey(old([asked("L"), later], answers=ANSWERS))

    assert read.definition.question("q2").show_if is None
    [told] = read.left_out
    assert told.text == "Q9: Fråga?"
    assert told.why == f"Its condition is not understood, so that everybody is asked: {relevance}"


def test_types_that_are_not_known_are_told_of() -> None:
    upload = {**asked("|"), "qid": 2, "title": "FILE", "question": "Ladda upp"}

    read = from_limesurvey(old([asked("S"), upload]))

    assert [each.text for each in read.definition.questions] == [{"sv": "Fråga?"}]
    [told] = read.left_out
    assert (told.text, told.why) == ("FILE: Ladda upp", "Questions of this type (|) cannot be asked here.")


def test_recalled_answers_and_other_expressions() -> None:
    later = {
        **asked("T"),
        "qid": 2,
        "question_order": 2,
        "title": "Q2",
        "question": "Om {Q1.shown}: {TOKEN:FIRSTNAME}?",
    }

    read = from_limesurvey(old([asked("S"), later]))

    assert read.definition.question("q2").text == {"sv": "Om {q1}: {TOKEN:FIRSTNAME}?"}
    assert [each.why.partition(" ")[0] for each in read.left_out] == ["{TOKEN:FIRSTNAME}"]


def test_version_6_keeps_its_texts_apart() -> None:
    content = lss(
        {
            "answers": [{"aid": 5, "qid": 1, "code": "A1", "sortorder": 0, "scale_id": 0}],
            "answer_l10ns": [
                {"aid": 5, "answer": "Ja", "language": "sv"},
                {"aid": 5, "answer": "Yes", "language": "en"},
            ],
            "groups": [{"gid": 7, "group_order": 1, "grelevance": ""}],
            "group_l10ns": [{"gid": 7, "group_name": "Del", "description": "", "language": "sv"}],
            "questions": [
                {"qid": 1, "parent_qid": 0, "gid": 7, "type": "L", "title": "Q1", "question_order": 1, "relevance": "1"}
            ],
            "question_l10ns": [
                {"qid": 1, "question": "Fråga?", "help": "", "language": "sv"},
                {"qid": 1, "question": "Question?", "help": "Help", "language": "en"},
            ],
            "surveys": [{"sid": 100, "language": "sv", "anonymized": "N"}],
            "surveys_languagesettings": [{"surveyls_language": "sv", "surveyls_title": "Enkät"}],
        },
        version=624,
    )

    definition = from_limesurvey(content).definition

    [question] = definition.questions
    assert (definition.languages, definition.privacy) == (("sv", "en"), Privacy.CONFIDENTIAL)
    assert (question.text, question.help) == ({"sv": "Fråga?", "en": "Question?"}, {"en": "Help"})
    assert question.options[0].labels == {"sv": "Ja", "en": "Yes"}
    assert definition.sections[0].title == {"sv": "Del"}


BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><document>&b;</document>'
OUTSIDE = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><document>&a;</document>'


@pytest.mark.parametrize(
    "content",
    [
        b"<",
        b"<document/>",
        b"<html><body>no</body></html>",
        BOMB,
        OUTSIDE,
        b"<" + b" " * MAX_BYTES,
        b"<?xml version='1.0' encoding='nonsense'?><document/>",
        lss({}, languages=()),
        lss({"surveys": [{"language": "sv"}]}, version=100),
        lss({"surveys": [{"language": "sv"}]}),
    ],
)
def test_what_is_no_survey_is_refused(content: bytes) -> None:
    with pytest.raises(UnusableFile, match="The file"):
        from_limesurvey(content)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("<p>A &amp; B</p><p>C</p>", "A & B\nC"),
        ("a<br />b<script>alert(1)</script>", "a\nb"),
        ("5 < 6", "5 < 6"),
        ("<!-- no -->x", "x"),
        ("", ""),
    ],
)
def test_plain_text(marked: str, plain: str) -> None:
    assert plain_text(marked) == plain
