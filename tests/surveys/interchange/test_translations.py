"""Translations on their way to an agency and back: XLIFF and CSV, round trips, and files that are wrong or hostile."""

import re
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from surveys.definition import Option, texts_by_place
from surveys.edits import change_wording, remove_question, set_translation
from surveys.interchange.reading import UnusableFile
from surveys.interchange.translation_tables import is_xml, read_translation_csv, write_translation_csv
from surveys.interchange.translations import Incoming, TranslationFile, incoming, mark_outdated, must_be_of
from surveys.interchange.xliff import NAMESPACE, read_xliff, write_xliff
from surveys.rewriting import translate
from tests.surveys.examples import SURVEY, TOPICS, WORDS

ID = UUID(int=7)
X = f"{{{NAMESPACE}}}"
RECALLING = replace(
    SURVEY,
    sections=(
        *SURVEY.sections[:2],
        replace(
            SURVEY.sections[2],
            questions=(replace(WORDS, text={"sv": "Ni valde {q1} och {q2}. Varför {q1}?", "en": "You chose {q2}."}),),
        ),
    ),
)
Write = Callable[..., bytes]
Read = Callable[[bytes], TranslationFile]
FORMATS = [
    pytest.param(write_xliff, read_xliff, id="xliff"),
    pytest.param(write_translation_csv, read_translation_csv, id="csv"),
]


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_file_that_comes_back_as_it_was_changes_nothing(write: Write, read: Read) -> None:
    back = read(write(RECALLING, "en", survey_id=ID))

    must_be_of(back, RECALLING, "en", survey_id=ID)
    assert incoming(RECALLING, "en", back) == Incoming(unchanged=5, untranslated=9)


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_file_brings_its_translations_home(write: Write, read: Read) -> None:
    texts = {place: f"<{place}> & ü\nраз" for place, each in texts_by_place(RECALLING).items() if each.get("sv")}
    translated = translate(RECALLING, "uk", texts)

    found = incoming(RECALLING, "uk", read(write(translated, "uk", survey_id=ID)))

    assert found == Incoming(texts=texts)
    assert translate(RECALLING, "uk", found.texts) == translated


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_line_that_a_translator_broke_is_a_change(write: Write, read: Read) -> None:
    before = translate(SURVEY, "en", {"question.q3.help": "How? Where?"})
    sent = write(translate(SURVEY, "en", {"question.q3.help": "How?\nWhere? "}), "en", survey_id=ID)

    assert incoming(before, "en", read(sent)).texts == {"question.q3.help": "How?\nWhere?"}
    spaced = translate(SURVEY, "en", {"question.q3.help": "How?  \nWhere?"})
    assert incoming(spaced, "en", read(sent)).texts == {}


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")  # XML has no place for them
WORDING = st.lists(LETTERS | st.sampled_from(["{q1}", "\n", ";", '"', "="])).map("".join)


@pytest.mark.parametrize(("write", "read"), FORMATS)
@given(original=WORDING, translation=WORDING, value=st.text(LETTERS, min_size=1))
def test_any_text_survives_the_journey(write: Write, read: Read, original: str, translation: str, value: str) -> None:
    topics = replace(TOPICS, options=(Option(value, {"sv": original}),))
    survey = replace(SURVEY, sections=(replace(SURVEY.sections[0], questions=(topics,)),))
    translated = set_translation(survey, f"question.q2.option.{value}", "ar", translation)

    found = incoming(translated, "ar", read(write(translated, "ar", survey_id=ID)))

    assert (found.texts, found.faults) == ({}, ())


def test_xliff_keeps_to_its_rules() -> None:
    root = etree.fromstring(write_xliff(mark_outdated(RECALLING, "en", ["title"]), "en", survey_id=ID))

    assert root.attrib == {"version": "2.0", "srcLang": "sv", "trgLang": "en"}
    [file] = root
    assert file.get("original") == str(ID)
    ids = [unit.get("id") for unit in file]
    assert len(set(ids)) == len(ids) == 14
    assert [id for id in ids if not re.fullmatch(r"[\w.\-:]+", id)] == []
    for unit in file:
        notes, segment = unit
        assert (unit.tag, notes.tag, segment.tag) == (f"{X}unit", f"{X}notes", f"{X}segment")
        assert notes[0].get("category") == "context"
        assert all(note.text for note in notes)
        assert [child.tag for child in segment] in ([f"{X}source"], [f"{X}source", f"{X}target"])
        for part in segment:
            placeholders = [ph.get("id") for ph in part]
            assert len(set(placeholders)) == len(placeholders)
            assert set(placeholders) <= {ph.get("id") for ph in segment[0]}
    states = {unit.get("name"): unit[1].get("state") for unit in file}
    assert (states["title"], states["question.q1.text"], states["question.q2.text"]) == (
        "initial",
        "translated",
        "initial",
    )


def test_xliff_protects_recalled_answers() -> None:
    root = etree.fromstring(write_xliff(RECALLING, "en", survey_id=ID))

    [source, target] = root.xpath("//x:unit[@name='question.q3.text']/x:segment/*", namespaces={"x": NAMESPACE})

    assert [(ph.get("id"), ph.get("disp"), ph.tail) for ph in source] == [
        ("1", "{q1}", " och "),
        ("2", "{q2}", ". Varför "),
        ("3", "{q1}", "?"),
    ]
    assert [(ph.get("id"), ph.get("disp")) for ph in target] == [("2", "{q2}")]


def test_xliff_says_where_each_text_stands() -> None:
    root = etree.fromstring(write_xliff(SURVEY, "en", survey_id=ID))

    notes = [note.text for note in root.iter(f"{X}note")]

    assert notes[:5] == [
        "Title of the survey",
        "Heading of section 1",
        "Question 1 (Först)",
        "Question 1, answer 1 (Vad äter ni?)",
        "Question 1, answer 2 (Vad äter ni?)",
    ]


def segmented(body: str, *, unit: str = "question.q3.help") -> bytes:
    return (
        f'<xliff xmlns="{NAMESPACE}" version="2.1" srcLang="sv" trgLang="en"><file id="f" original="{ID}"><group id="g">'
        f'<unit id="{unit}">{body}</unit></group></file></xliff>'
    ).encode()


def test_xliff_puts_segments_together_in_the_order_of_the_translation() -> None:
    body = (
        "<segment state='final'><source>Hur?</source><target order='3'>How<mrk id='m' type='term'>?</mrk></target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment state='final'><source>Var?</source><target order='1'>Where?</target></segment>"
    )

    [text] = read_xliff(segmented(body)).texts

    assert (text.original, text.translation, text.is_done) == ("Hur? Var?", "Where? How?", True)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (
            "<segment><source>Hur?</source><target>How?</target></segment><segment><source>Var?</source></segment>",
            "question.q3.help: only a part of it is translated.",
        ),
        (
            "<segment><source>Hur?</source><target>How <ph id='1'/>?</target></segment>",
            "question.q3.help: it has a placeholder that does not say which answer it stands for.",
        ),
    ],
)
def test_xliff_names_the_unit_that_is_wrong_and_reads_the_others(body: str, fault: str) -> None:
    other = '</unit><unit id="title"><segment><source>Enkät</source><target>Poll</target></segment>'

    read = read_xliff(segmented(body + other))

    assert read.faults == (fault,)
    assert incoming(SURVEY, "en", read).texts == {"title": "Poll"}


BOMB = (
    '<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<xliff xmlns="{NAMESPACE}" version="2.0"><file original="&b;"/></xliff>'
)
OUTSIDE = (
    '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f'<xliff xmlns="{NAMESPACE}" version="2.0"><file original="x"><unit id="title"><segment><source>&a;</source></segment>'
    "</unit></file></xliff>"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "The file defines abbreviations of its own (a DOCTYPE), which is not accepted."),
        (OUTSIDE, "The file defines abbreviations of its own (a DOCTYPE), which is not accepted."),
        ("<xliff", "The file cannot be read as XLIFF: something is wrong on line 1."),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "The file is another version of XLIFF."),
        ("<html/>", "The file is not XLIFF."),
        (f'<xliff xmlns="{NAMESPACE}"/>', "The file does not say which survey it belongs to."),
    ],
)
def test_xliff_that_is_none_or_hostile_is_refused(content: str, reason: str) -> None:
    assert is_xml(content.encode("utf-16"))
    with pytest.raises(UnusableFile, match=re.escape(reason)):
        read_xliff(content.encode())


def test_csv_as_other_programs_save_it() -> None:
    content = write_translation_csv(SURVEY, "en", survey_id=ID).decode("utf-8-sig")
    resaved = content.replace("Vad är viktigast?;", 'Vad är viktigast?;"What, then?\r\nSay!"').replace("\r\n", "\n")

    for encoding in ("utf-16", "utf-8", "cp1252"):
        read = read_translation_csv(resaved.encode(encoding))

        must_be_of(read, SURVEY, "en", survey_id=ID)
        assert incoming(SURVEY, "en", read).texts == {"question.q2.text": "What, then?\nSay!"}


def test_csv_runs_no_formula_and_reads_its_own_protection_back() -> None:
    survey = set_translation(SURVEY, "title", "en", "=1+1")

    content = write_translation_csv(survey, "en", survey_id=ID).decode("utf-8-sig")

    assert "title;Enkät;'=1+1;Title of the survey\r\n" in content
    assert incoming(SURVEY, "en", read_translation_csv(content.encode())).texts == {"title": "=1+1"}


def test_csv_without_its_head_is_refused_and_a_row_without_a_place_is_named() -> None:
    with pytest.raises(UnusableFile, match="its first row must name the columns"):
        read_translation_csv(b"Enk\xc3\xa4t;Survey\r\n")
    with pytest.raises(UnusableFile, match="neither XLIFF nor CSV"):
        read_translation_csv(bytes(range(256)) * 20)

    read = read_translation_csv(f"place;original;translation\n{'survey'};{ID};sv > en\n;Enkät;Poll\n".encode())

    assert read.faults == ("A row does not say where its text belongs: “Poll”.",)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"survey_id": str(UUID(int=8))}, "The file belongs to another survey"),
        ({"language": "fi"}, "The file is translated into another language: Finnish, not English."),
        ({"original_language": "en"}, "no longer written in the language"),
    ],
)
def test_file_of_another_survey_or_language_is_refused(changed: dict[str, str], reason: str) -> None:
    read = replace(TranslationFile(str(ID), "sv", "en", ()), **changed)

    with pytest.raises(UnusableFile, match=reason):
        must_be_of(read, SURVEY, "en", survey_id=ID)


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_translation_of_an_original_that_changed_meanwhile_is_taken_and_marked(write: Write, read: Read) -> None:
    file = read(write(translate(SURVEY, "en", {"title": "Poll", "section.last.title": "End"}), "en", survey_id=ID))
    now = change_wording(SURVEY, "title", "Ny enkät")

    found = incoming(now, "en", file)
    saved = mark_outdated(translate(now, "en", found.texts), "en", found.older)

    assert (found.texts, found.older) == ({"title": "Poll", "section.last.title": "End"}, {"title"})
    assert saved.title["en"] == "Poll"
    assert saved.outdated == (("title", "en"),)


def test_translation_that_an_agency_finished_unchanged_is_still_right() -> None:
    now = change_wording(SURVEY, "title", "Ny enkät")
    file = write_xliff(now, "en", survey_id=ID)

    assert incoming(now, "en", read_xliff(file)).still_right == frozenset()
    finished = read_xliff(file.replace(b'state="initial"', b'state="final"'))
    assert incoming(now, "en", finished).still_right == {"title"}


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_translation_of_a_text_that_is_gone_is_named_with_its_words(write: Write, read: Read) -> None:
    file = read(write(translate(SURVEY, "en", {"question.q3.text": "Tell us!"}), "en", survey_id=ID))

    found = incoming(remove_question(SURVEY, "q3"), "en", file)

    assert found.faults == ("The survey no longer has the text “Berätta!”. Its translation was “Tell us!”.",)


def test_text_that_is_there_twice_is_read_once_and_the_other_is_named() -> None:
    body = "<segment><source>Enkät</source><target>{}</target></segment>"
    unit = body.format("Poll") + '</unit><unit id="title">' + body.format("Form")

    found = incoming(SURVEY, "en", read_xliff(segmented(unit, unit="title")))

    assert found.texts == {"title": "Poll"}
    assert found.faults == (
        "Title of the survey: it is in the file more than once, and the first was read. The other was “Form”.",
    )


@given(
    st.binary() | st.text().map(str.encode) | st.text().map(lambda text: f"place;original;translation\n{text}".encode())
)
def test_any_file_is_read_or_refused(content: bytes) -> None:
    for read in (read_xliff, read_translation_csv):
        try:
            found = incoming(SURVEY, "en", read(content))
        except UnusableFile:
            continue
        assert found.texts.keys() <= texts_by_place(SURVEY).keys()
