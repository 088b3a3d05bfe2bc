"""The agenda of the next consultation: what is taken up, in which order, why, for how long, and what comes out of it."""

import io
from dataclasses import replace
from datetime import date, time

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from feedback.consultations import get_consultation, import_document
from feedback.enums import Answer, Delivery, EvidenceKind
from feedback.issue_states import IssueState
from feedback.tables import Point, Question
from feedback.translation import LANGUAGES, date_text, direction, speaking
from feedback.word_files import TAGS, word_file
from reports.agenda import Ground, OpenMatter, Reason, open_matters
from reports.agenda_document import agenda_blocks, agenda_document, invitation_text
from reports.agenda_items import (
    LONGEST_MEETING,
    MOST_MATTERS,
    SHORTEST_MEETING,
    Agenda,
    AgendaItem,
    beginnings,
    draft_items,
    share_minutes,
    shared_again,
)
from reports.agenda_notes import notes_blocks, notes_language, notes_title
from reports.agenda_wordings import wording_of
from reports.facts import Commitment, Consultation, Evidence, Facts, Issue, RaisedPoint
from tests.factories import NOW
from tests.reports.sample_facts import CUT, TODAY, make_facts, make_survey, make_tallies

ANSWERED = IssueState(answer=Answer.ACCEPTED)


def matters_of(facts: Facts) -> dict[str, OpenMatter]:
    return {each.issue: each for each in open_matters(facts, language="en", today=TODAY, threshold=5)}


def facts_of(*issues: Issue, commitments: tuple[Commitment, ...] = ()) -> Facts:
    sample = make_facts()
    return Facts("The department", CUT, sample.consultations, issues=issues, commitments=commitments, language="sv")


def raised(*years: int) -> tuple[RaisedPoint, ...]:
    return tuple(RaisedPoint(f"p{year}", "Said.", f"c{year}", year) for year in years)


def matter(n: int, reasons: int = 1) -> OpenMatter:
    because = tuple(Reason(ground, 1, f"Because {ground}.") for ground in list(Ground)[:reasons])
    return OpenMatter(f"i{n}", f"Matter {n}", "sv", because, ("What now?",))


def test_each_ground_is_said_with_its_extent() -> None:
    late = Commitment("k1", "Open the schools.", "The unit", due=date(2025, 12, 31), issue_ids=("late",))
    meeting: Consultation = make_facts().consultations[0]
    facts = facts_of(
        Issue("new", "Never answered", (RaisedPoint("p1", "Said.", meeting.id, meeting.year),)),
        Issue("late", "Late", raised(2024), ANSWERED),
        Issue("again", "Again", raised(2019, 2023), ANSWERED),
        Issue("claimed", "Claimed", raised(2024), replace(ANSWERED, delivery=Delivery.LIMITED)),
        Issue("fine", "Fine", raised(2024), ANSWERED),
        Issue("declined", "Declined twice", raised(2019, 2023), IssueState(answer=Answer.DECLINED)),
        commitments=(late,),
    )

    found = matters_of(facts)

    day = date.fromisoformat(meeting.date)
    with speaking("en"):
        said = date_text(day)
    assert {issue: it.why for issue, it in found.items()} == {
        "new": f"It has no answer {(TODAY - day).days} days after the meeting of {said}.",
        "late": "What was promised for 31 December 2025 is 15 days late.",
        "again": "Raised in 2019, 2023.",
        "claimed": "The department says: Limited. Nothing that the public can see shows it.",
    }
    assert list(found) == ["new", "late", "again", "claimed"]
    assert found["again"].questions == (wording_of("en").questions["recurring"],)


def test_evidence_that_fails_its_checks_shows_nothing_and_each_late_promise_is_counted() -> None:
    def promise(id: str, due: date, *, counts: bool) -> Commitment:
        link = Evidence(EvidenceKind.LINK, "The list", is_public=True, counts=counts)
        return Commitment(id, "Open.", "The unit", due=due, issue_ids=("i1",), evidence=(link,))

    issue = Issue("i1", "Premises", raised(2024), replace(ANSWERED, delivery=Delivery.SUBSTANTIAL))
    dues = (date(2025, 12, 31), date(2025, 11, 30))
    failing = facts_of(issue, commitments=tuple(promise(f"k{d}", d, counts=False) for d in dues))
    counting = facts_of(issue, commitments=(promise("k", dues[0], counts=True),))

    why = matters_of(failing)["i1"].why
    grounds = [each.ground for each in matters_of(counting)["i1"].reasons]

    assert why == (
        "What was promised for 30 November 2025 is 46 days late. 2 promises are late in all. "
        "The department says: Substantial. 2 pieces of public evidence do not pass their checks, "
        "and nothing else that the public can see shows it."
    )
    assert grounds == [Ground.OVERDUE]


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_notes_written_in_the_file_of_an_agenda_are_read_with_its_questions(
    sqlite_database: str, language: str
) -> None:
    agenda = agenda_in(language)
    content = word_file(
        notes_title(agenda),
        language=notes_language(agenda),
        author="The department",
        blocks=notes_blocks(agenda),
        written_on=TODAY,
    )
    document = docx.Document(io.BytesIO(content))
    first = next(each for each in document.paragraphs if each.style and each.style.name == "List Bullet")
    first.add_run("Hyran är för hög." if language == "sv" else "Rents are too high.")
    written = io.BytesIO()
    document.save(written)

    imported = await import_document("notes.docx", content=written.getvalue(), officer_id=None, now=NOW)

    asked = await Question.select(Question.text).order_by(Question.position)
    last = wording_of(language).open_floor_question
    assert [row["text"] for row in asked] == ["Matter 1 – What now?", "Matter 2 – What now?", last]
    assert (await get_consultation(imported.id)).date == "2027-03-02"
    assert await Point.count() == 1


def test_what_has_more_reasons_comes_first_and_then_the_longer_wait() -> None:
    facts = facts_of(
        Issue("short", "A", (RaisedPoint("p1", "Said.", "c2024", 2024),)),
        Issue("twice", "B", raised(2019, 2023)),
        Issue("long", "C", (RaisedPoint("p2", "Said.", "c2023", 2023),)),
    )

    assert list(matters_of(facts)) == ["twice", "long", "short"]


def test_issue_called_complete_is_taken_up_where_participants_disagree_and_only_if_that_may_be_shown() -> None:
    complete = replace(ANSWERED, delivery=Delivery.COMPLETE)
    issue = Issue("i1", "Premises", raised(2024), complete)
    agreeing = {"yes": 6, "partly": 7, "no": 17, "cannot say": 6}
    few = {"yes": 1, "partly": 0, "no": 2, "cannot say": 0}
    asked = replace(facts_of(issue), surveys=(make_survey(tallies=make_tallies("q4", agreeing)),))
    hidden = replace(asked, surveys=(make_survey(responses=3, tallies=make_tallies("q4", few), answered={"q4": 3}),))

    shown = matters_of(asked)["i1"]
    grounds = [each.ground for it in matters_of(hidden).values() for each in it.reasons]

    assert [each.ground for each in shown.reasons] == [Ground.GAP, Ground.NO_EVIDENCE]
    assert "Of those who could say, 20% (6 of 30) agree that it is delivered." in shown.why
    assert Ground.GAP not in grounds


@given(
    st.integers(SHORTEST_MEETING, LONGEST_MEETING),
    st.lists(st.integers(1, 5), max_size=30),
    st.sampled_from(list(LANGUAGES)),
)
def test_draft_always_adds_up_to_the_meeting(minutes: int, reasons: list[int], language: str) -> None:
    matters = [matter(n, count) for n, count in enumerate(reasons)]

    items = draft_items(matters, language=language, minutes=minutes)

    chosen = [item for item in items if item.is_chosen]
    about = [item for item in chosen if item.issue]
    assert sum(item.minutes for item in chosen) == minutes
    assert all(item.minutes >= 15 for item in about)
    assert len(about) <= MOST_MATTERS
    assert [item.issue for item in items if item.issue] == [each.issue for each in matters]


@given(st.lists(st.integers(0, 200), min_size=1, max_size=20), st.integers(0, 480))
def test_minutes_are_shared_out_without_rest(weights: list[int], minutes: int) -> None:
    if minutes < 5 * len(weights):
        with pytest.raises(ValueError, match="too few"):
            share_minutes(minutes, weights)
        return

    shares = share_minutes(minutes, weights)

    assert sum(shares) == minutes
    assert min(shares) >= 5
    assert all(share % 5 == 0 for share in shares[1:])


def test_minutes_shared_again_leave_out_what_is_not_chosen() -> None:
    items = [AgendaItem("A", 10), AgendaItem("B", 30, is_chosen=False), AgendaItem("C", 30)]

    shared = shared_again(items, 60)

    assert [item.minutes for item in shared] == [20, 30, 40]


def test_items_begin_where_the_one_before_ends() -> None:
    items = [AgendaItem("A", 50), AgendaItem("B", 25)]

    assert beginnings(items, time(13, 30)) == (time(13, 30), time(14, 20), time(14, 45))
    assert beginnings(items, None) == (None, None, None)


def agenda_in(language: str) -> Agenda:
    with speaking(language):
        items = draft_items([matter(1, 2), matter(2)], language=language, minutes=90)
    title = wording_of(language).title
    return Agenda(title, language, 90, items, day=date(2027, 3, 2), starts=time(13), place="Lillby")


def test_text_for_the_invitation_has_the_questions_alone_numbered() -> None:
    agenda = agenda_in("en")
    left_out = replace(agenda, items=(*agenda.items, AgendaItem("No", 5, questions=("Not asked?",), is_chosen=False)))

    text = invitation_text(left_out)

    assert text == (
        "Agenda of the consultation\n2 March 2027 · 13:00–14:30 · Lillby\n\n"
        "Matter 1\n1. What now?\n\nMatter 2\n2. What now?\n\nWhat you want to raise\n3. What else should we know?\n"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_file_is_in_its_language_and_direction(language: str) -> None:
    agenda = agenda_in(language)
    written = agenda_document(agenda, author="The department")

    content = word_file(
        written.title,
        subtitle=written.subtitle,
        language=language,
        author=written.author,
        blocks=agenda_blocks(agenda),
        written_on=TODAY,
    )

    document = docx.Document(io.BytesIO(content))
    is_rtl = direction(language) == "rtl"
    [table] = document.tables
    headings = [each for each in document.paragraphs if (each.style.name if each.style else "").startswith("Heading")]
    default = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert document.paragraphs[0].text == wording_of(language).title
    assert default.get(qn("w:bidi" if is_rtl else "w:val")) == TAGS[language] == document.core_properties.language
    assert len(table.rows) == 6
    assert [cell.text for cell in table.rows[1].cells] == [f"1. {wording_of(language).opening}", "13:00", "10"]
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert (table._tblPr.find(qn("w:bidiVisual")) is not None) is is_rtl
    # The title of an issue is Swedish, and stays so in the midst of Arabic.
    quoted = next(each for each in headings if "Matter 1" in each.text)
    assert quoted.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "sv-SE"
    assert [each.style.name for each in headings if each.style][:2] == ["Heading 1", "Heading 2"]
    own = document.paragraphs[0]
    assert (own._p.pPr.find(qn("w:bidi")) is not None) is is_rtl
    assert bool(own.runs[0].font.rtl) is is_rtl


def test_word_file_takes_what_xml_cannot_hold() -> None:
    content = word_file("A\x00B\uffff", language="en", author="\x0b", blocks=[], written_on=TODAY)

    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "AB"


@pytest.mark.parametrize("language", LANGUAGES)
def test_wording_has_a_question_for_every_ground(language: str) -> None:
    assert set(wording_of(language).questions) == {ground.value for ground in Ground}
