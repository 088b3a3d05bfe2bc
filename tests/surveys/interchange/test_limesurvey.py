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
    whole = [{"qid": 1, "attribute": "num_value_int_only", "value": "1", "language": ""}]

    read = from_limesurvey(old([asked(type)], answers=ANSWERS if type in "L!R" else (), question_attributes=whole))

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


@pytest.mark.parametrize(
    ("question", "attributes", "why"),
    [
        (
            asked("T", mandatory="S"),
            {},
            "It asked once for an answer and could then be skipped. Here it can be skipped.",
        ),
        (asked("S", preg="/^[0-9]+$/"), {}, "Answers are not checked against a pattern: /^[0-9]+$/."),
        (asked("T", help='<IMG src="x.png">'), {}, "Its pictures were left out."),
        (asked("M"), {"min_answers": "2"}, "A smallest number of answers cannot be asked for: 2."),
        (asked("M"), {"exclude_all_others": "SQ001"}, "This answer can be chosen together with the others: SQ001."),
        (asked("N"), {}, "It took decimals. Here only whole numbers can be answered."),
        (
            asked("N"),
            {"num_value_int_only": "1", "min_num_value_n": "0.5"},
            "A limit that is no whole number was left out: 0.5.",
        ),
    ],
)
def test_what_has_no_like_here_is_told_of(question: Row, attributes: Mapping[str, str], why: str) -> None:
    rows = [{"qid": 1, "attribute": name, "value": value, "language": ""} for name, value in attributes.items()]

    read = from_limesurvey(old([question], subquestions=ROWS, question_attributes=rows))

    assert [(each.text, each.why) for each in read.left_out] == [("Q1: Fråga?", why)]
    assert only(read).required is False


def test_hidden_questions_conditions_of_rows_and_the_end_are_told_of() -> None:
    hidden = [{"qid": 1, "attribute": "hidden", "value": "1", "language": ""}]
    several = {**asked("M"), "qid": 2, "title": "Q2", "question_order": 2}
    rows = [{**ROWS[0], "parent_qid": 2, "relevance": "Q1 > 2"}]
    end = b"<surveyls_endtext><![CDATA[<p>Hej d\xc3\xa5!</p>]]></surveyls_endtext></row></rows></surveys_languagesettings>"

    content = old([asked("T"), several], subquestions=rows, question_attributes=hidden)
    read = from_limesurvey(content.replace(b"</row></rows></surveys_languagesettings>", end))

    assert only(read).type is QuestionType.SEVERAL_CHOICES
    assert [(each.text, each.why) for each in read.left_out] == [
        ("Hej då!", "Those who have answered are thanked in the service's own words."),
        ("Q1: Fråga?", "It is hidden there, so that nobody is asked."),
        ("Q2: Fråga?", "Its row SQ001 has a condition, which was left out: Q1 > 2"),
    ]


def test_text_to_read_keeps_its_paragraphs() -> None:
    read = from_limesurvey(old([asked("X", question="<p>Ett.</p><p>Två.</p>")]))

    assert only(read).text == {"sv": "Ett.\nTvå."}


def test_codes_that_forms_cannot_carry_become_values_that_they_can() -> None:
    answers = [{**ANSWERS[0], "code": "a|b"}, {**ANSWERS[0], "code": "a=b"}, {**ANSWERS[0], "code": "other"}]
    later = {**asked("T"), "qid": 3, "title": "Q9", "question_order": 3, "relevance": 'Q1 == "a=b"'}

    read = from_limesurvey(old([asked("L", other="Y"), later], answers=answers))

    assert [option.value for option in read.definition.question("q1").options] == ["a_b", "a_b_2", "other_2", "other"]
    assert read.definition.question("q2").show_if == ShowIf("q1", ("a_b_2",))


@pytest.mark.parametrize("first", ["Q1", "Q11"])
def test_name_of_a_question_goes_before_one_put_together(first: str) -> None:
    several = {**asked("M"), "title": "Q1", "question_order": 1 if first == "Q1" else 2}
    eleventh = {**asked("S"), "qid": 2, "title": "Q11", "question_order": 1 if first == "Q11" else 2}
    later = {**asked("T"), "qid": 3, "title": "Q12", "question_order": 3, "relevance": "!is_empty(Q11.NAOK)"}
    rows = [{**ROWS[0], "title": "1"}]

    read = from_limesurvey(old([several, eleventh, later], subquestions=rows))

    assert read.definition.question("q3").show_if == ShowIf("q2" if first == "Q1" else "q1")


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
        ('Se <a href="https://x.se/a">här</a>.', "Se här (https://x.se/a)."),
        ('<a href="mailto:a@x.se">a@x.se</a> <a href="javascript:x()">b</a>', "a@x.se b"),
        ("<!-- no -->x", "x"),
        ("", ""),
    ],
)
def test_plain_text(marked: str, plain: str) -> None:
    assert plain_text(marked) == plain
