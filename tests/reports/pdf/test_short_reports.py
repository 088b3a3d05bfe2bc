"""The report in easy words has two pages at most and the poster one, whatever there is to tell; both for everybody to read."""

import io
from dataclasses import replace

import pypdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.translation import LANGUAGES
from reports.easy_read import easy_read
from reports.facts import AskedQuestion, Commitment, Facts, Issue, PointCoding, RaisedPoint, Theme
from reports.frozen_facts import FrozenFacts, ReportSubject
from reports.pdf.easy_read import easy_read_pdf
from reports.pdf.poster import poster_pdf
from reports.poster import poster
from tests.feedback.pdf.geometry import misplaced
from tests.feedback.pdf.structure import Structure, broken_rules
from tests.reports.pdf.hard_reports import ARABIC, EMOJI, WORDS
from tests.reports.sample_facts import TODAY, make_facts, make_point
from tests.reports.samples import LONG_WORD

ADDRESS = "https://gensvar.example.org/public/reports/5f0c0a52-1e9b-4d8e-9d0e-0a4f2f1f7c11"
NOTHING = make_facts(issues=(), commitments=(), surveys=(), codings=())
TEXTS = st.sampled_from(["Bidrag", WORDS, LONG_WORD, ARABIC, EMOJI, "En bussförbindelse på kvällen vore bra"])


def written(facts: Facts, language: str, *, year: int = 0, address: str = ADDRESS) -> tuple[bytes, bytes]:
    """In easy words, and as a poster."""
    frozen = FrozenFacts(ReportSubject(year=year) if year else ReportSubject("c2024"), TODAY, 5, facts)
    return (
        easy_read_pdf(easy_read(frozen, language=language, address=address)),
        poster_pdf(poster(frozen, language=language), address=address),
    )


def pages(file: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(file)).pages)


def crowded(text: str, *, questions: int, themes: int, issues: int, promises: int) -> Facts:
    """So many of each, all with this text."""
    facts = make_facts()
    meeting = facts.consultations[0]
    points = tuple(make_point(f"n{number}", text) for number in range(max(themes, issues)))
    raised = tuple(RaisedPoint(point.id, text, "c2024", 2024) for point in points)
    asked = tuple(AskedQuestion(f"q{number}", number, text) for number in range(questions))
    return replace(
        facts,
        department=text,
        consultations=(replace(meeting, title=text, points=points, questions=asked), *facts.consultations[1:]),
        themes=tuple(Theme(f"t{number}", f"T{number:02}", {"sv": text}) for number in range(themes)),
        codings=tuple(PointCoding(points[number].id, f"t{number}", facts.codings[0].state) for number in range(themes)),
        issues=tuple(Issue(f"i{number}", text, (raised[number],), facts.issues[0].state) for number in range(issues)),
        commitments=tuple(
            Commitment(f"k{number}", text, text, issue_ids=(f"i{number % issues}",)) for number in range(promises)
        )
        if issues
        else (),
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=TEXTS,
    language=st.sampled_from(["sv", "ar", "fi"]),
    questions=st.integers(0, 12),
    themes=st.integers(0, 12),
    issues=st.integers(0, 12),
    promises=st.integers(0, 12),
    address=st.sampled_from(["", ADDRESS]),
)
def test_they_never_have_more_pages(
    text: str, language: str, questions: int, themes: int, issues: int, promises: int, address: str
) -> None:
    facts = crowded(text, questions=questions, themes=themes, issues=issues, promises=promises)

    easy, sheet = written(facts, language, address=address)

    assert pages(easy) <= 2
    assert pages(sheet) == 1
    assert misplaced(easy) == []
    assert misplaced(sheet) == []


def test_they_can_be_read_aloud_and_archived() -> None:
    much = crowded(f"{WORDS} {ARABIC}", questions=9, themes=9, issues=9, promises=9)
    files = [
        *written(NOTHING, "sv", address=""),
        *written(much, "ar"),
        *written(make_facts(), "sv", year=2007),
        *(file for language in LANGUAGES for file in written(make_facts(), language)),
    ]

    assert broken_rules(*files) == [[]] * len(files)


def test_easy_words_are_headings_and_lists_in_their_languages() -> None:
    easy, _sheet = written(make_facts(), "ar")

    structure = Structure(easy)
    names = [node.name for node in structure.document.walk()]
    swedish = [node for node in structure.document.walk() if node.language == "sv"]
    assert names.count("H1") == 1
    assert names.count("H2") == 6
    assert names.count("LI") == 4
    assert {node.name for node in swedish} >= {"P", "H3", "LBody"}


def test_the_poster_is_a_table_with_headers_and_says_where_its_code_leads() -> None:
    _easy, sheet = written(make_facts(), "sv")

    structure = Structure(sheet)
    [table] = structure.document.all("Table")
    alternatives = [node.alternative for node in structure.document.all("Figure")]
    chart, code = alternatives
    assert [len(row.kids) for row in table.all("TR")] == [3, 3, 3, 3]
    assert len(table.all("TH")) == 3 + 3
    assert ADDRESS in code
    assert chart


def test_without_a_public_report_the_poster_has_no_code() -> None:
    _easy, sheet = written(make_facts(), "sv", address="")

    assert len(Structure(sheet).document.all("Figure")) == 1


def test_the_same_facts_give_the_same_bytes() -> None:
    assert written(make_facts(), "sv") == written(make_facts(), "sv")
