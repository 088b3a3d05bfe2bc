"""The open data: what is public and nothing else, as the dictionary says, and no number that must not be known."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.answered_issues import answer_issue, stop_answering
from feedback.enums import Answer, Verdict
from feedback.issue_commitments import By
from feedback.issue_states import Entry, Field
from feedback.issues import attach_point, record
from feedback.milestones import make_milestone
from feedback.publishing import withdraw_issue
from feedback.tables import Consultation
from reports.public.data_columns import ColumnType
from reports.public.data_dictionary import SCHEMA_VERSION
from reports.public.data_rows import verdict_rows
from reports.public.data_tables import BY_NAME, TABLES
from reports.public.dcat import as_json_ld, as_rdf_xml, catalogue
from reports.verdicts import shown_verdict
from surveys.publishing import close
from tests.conftest import do_without
from tests.factories import (
    NOW,
    make_coding,
    make_commitment,
    make_consultation,
    make_flag,
    make_issue,
    make_officer,
    make_point,
    make_theme,
    source_json,
)
from tests.reports.public.test_feeds import LATER, make_public, support
from tests.reports.test_verdicts import ASKED_IN, ask_about
from tests.web import Page, Visitor

THRESHOLD = 5


def csv_rows(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page.response.content.decode("utf-8-sig"))))


async def every_file(visitor: Visitor, extension: str) -> dict[str, Page]:
    return {table.name: await visitor.get(f"/public/data/v1/{table.name}.{extension}") for table in TABLES}


async def make_everything() -> tuple[UUID, UUID, UUID]:
    """Public rows for every table, and beside each a private one."""
    consultation, issue, commitment = await make_public()
    await make_flag(consultation, source=source_json(6))
    await make_point(consultation, text="=HYPERLINK(1)", position=9)
    await record(
        issue, Entry(Field.ANSWER, Answer.DECLINED, "No money.", await make_officer(email="k@example.org"), LATER)
    )
    await support(commitment, 1, "The list of schools", is_public=True)
    await support(commitment, 2, "An internal memo", is_public=False)
    hidden = await make_point(await make_consultation())
    await make_issue(title="A private issue", points=[hidden])
    await make_coding(hidden, await make_theme(code="T98", title="A private theme"))
    point = await make_point(consultation, text="A point with a theme", position=10)
    await attach_point(issue, point, officer=None, now=NOW)
    await make_coding(point, await make_theme())
    await make_milestone(commitment, "A first school", due=date(2024, 8, 1), officer=None, now=NOW)
    gone = await make_commitment(text="Not for this issue")
    await answer_issue(gone, issue, By("It opens halls.", None, LATER))
    await stop_answering(gone, issue, By("It opens none.", None, LATER))
    await answer_issue(await make_commitment(text="Lend out halls."), issue, By("It opens halls too.", None, LATER))
    survey = await ask_about(issue, answers=("yes",) * 6 + ("partly",) * 6 + ("no",) * 7, invited=40)
    await close(survey, now=LATER)
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.published_at.is_null())
    return consultation, issue, commitment


async def test_files_hold_the_columns_of_the_dictionary_and_what_is_public(visitor: Visitor) -> None:
    _consultation, issue, _commitment = await make_everything()

    as_csv, as_json = await every_file(visitor, "csv"), await every_file(visitor, "json")

    for table in TABLES:
        names = [column.name for column in table.columns]
        told = json.loads(as_json[table.name].response.text)
        assert as_csv[table.name].response.content.decode("utf-8-sig").split("\r\n")[0].split(",") == names
        assert (told["schema"], told["table"], len(told["rows"])) == (
            SCHEMA_VERSION,
            table.name,
            len(csv_rows(as_csv[table.name])),
        )
        for row in told["rows"]:
            assert list(row) == names
            for column in table.columns:
                value = row[column.name]
                assert value is not None or column.is_empty_at_times, (table.name, column.name)
                assert value is None or not column.values or value in column.values
                assert value is None or isinstance(value, PYTHON[column.type]), (table.name, column.name)
    everything = " ".join(page.response.text for page in [*as_csv.values(), *as_json.values()])
    assert "The list of schools" in everything
    for secret in (
        "internal memo",
        "A private issue",
        "A private theme",
        "Olga Officer",
        "Funding for one year",
        "k@example.org",
        "Not for this issue",
    ):
        assert secret not in everything
    assert [row["id"] for row in csv_rows(as_csv["issues"])] == [str(issue)]
    assert [row["answers"] for row in csv_rows(as_csv["verdicts"])] == ["6", "6", "7", "0"]
    assert [(row["field"], row["value"], row["reason"]) for row in csv_rows(as_csv["issue_log"])] == [
        ("published", "yes", ""),
        ("answer", "declined", "No money."),
        ("commitment", "", "It opens halls."),
        ("commitment removed", "", "It opens none."),
        ("commitment", "", "It opens halls too."),
    ]
    # Of a commitment that answers no public issue it is not told which one it was.
    assert [bool(row["commitment"]) for row in csv_rows(as_csv["issue_log"])] == [False] * 4 + [True]
    assert [row["text"] for row in csv_rows(as_csv["milestones"])] == ["A first school"]
    assert [row["points"] for row in csv_rows(as_csv["issue_themes"])] == ["1"]


PYTHON: Mapping[ColumnType, type | tuple[type, ...]] = dict.fromkeys(ColumnType, str) | {
    ColumnType.WHOLE: int,
    ColumnType.NUMBER: (int, float),
    ColumnType.TRUTH: bool,
}


async def test_every_id_that_a_row_refers_to_is_there(visitor: Visitor) -> None:
    await make_everything()

    files = {name: csv_rows(page) for name, page in (await every_file(visitor, "csv")).items()}

    ids = {name: {row["id"] for row in rows if "id" in row} for name, rows in files.items()}
    for table in TABLES:
        for column in table.columns:
            if column.of:
                assert {row[column.name] for row in files[table.name]} - {""} <= ids[column.of], (
                    table.name,
                    column.name,
                )
    assert all(files[name] for name in set(files) - {"slips", "replies"})


async def test_no_text_of_a_csv_file_runs_as_a_formula_and_json_is_exact(visitor: Visitor) -> None:
    await make_everything()

    of_csv = csv_rows(await visitor.get("/public/data/v1/points.csv"))
    of_json = json.loads((await visitor.get("/public/data/v1/points.json")).response.text)["rows"]

    assert "'=HYPERLINK(1)" in {row["text"] for row in of_csv}
    assert "=HYPERLINK(1)" in {row["text"] for row in of_json}


async def test_a_file_is_asked_for_again_only_when_something_changed_and_loses_what_is_withdrawn(
    visitor: Visitor,
) -> None:
    _consultation, issue, _commitment = await make_everything()
    address = "/public/data/v1/issues.csv"
    first = await visitor.get(address)
    again = await visitor.client.get(address, headers={"if-none-match": first.response.headers["etag"]})

    await withdraw_issue(issue, reason="Wrong.", officer=None, now=LATER + timedelta(days=1))
    files = await every_file(visitor, "csv")
    changed = await visitor.client.get(address, headers={"if-none-match": first.response.headers["etag"]})

    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)
    assert not any(str(issue) in page.response.text for page in files.values())
    assert not csv_rows(files["commitments"]) + csv_rows(files["evidence"]) + csv_rows(files["verdicts"])


async def test_pages_of_other_sites_may_read_the_files(visitor: Visitor) -> None:
    await make_everything()

    for path in ("v1/issues.csv", "v1/dictionary.json", "catalogue.jsonld", "catalogue.rdf"):
        assert (await visitor.client.get(f"/public/data/{path}")).headers["access-control-allow-origin"] == "*"


async def test_verdicts_of_an_open_survey_are_in_no_file(visitor: Visitor) -> None:
    _consultation, issue, _commitment = await make_public()
    await ask_about(issue, answers=("yes",) * 12)
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.published_at.is_null())

    files = await every_file(visitor, "json")

    assert json.loads(files["verdicts"].response.text)["rows"] == []


@given(
    st.lists(st.tuples(*[st.integers(0, 12)] * 4), min_size=1, max_size=4),
    st.integers(0, 6),
    st.integers(0, 40),
)
def test_no_small_cell_of_a_survey_can_be_solved_from_all_that_is_open(
    asked: Sequence[tuple[int, ...]], blanks: int, invited: int
) -> None:
    responses = max(sum(counts) for counts in asked) + blanks
    facts = replace(ASKED_IN, invited=invited)
    columns = [column.name for column in BY_NAME["verdicts"].columns]

    for counts in asked:
        by_verdict = dict(zip(Verdict, counts, strict=True))
        verdict = shown_verdict(facts, by_verdict, responses=responses, threshold=THRESHOLD)
        rows = [
            dict(zip(columns, row, strict=True)) for row in verdict_rows(uuid4(), [verdict], {facts.survey_id: uuid4()})
        ]
        # What a reader can know of how many there were at most.
        most = round(rows[0]["response_rate"] * invited) if rows[0]["response_rate"] is not None else responses  # type: ignore[operator]
        solutions = _solutions(rows, most)
        assert counts in solutions
        for place, n in enumerate(counts):
            if 0 < n < THRESHOLD:
                assert rows[place]["answers"] is None
                assert len({each[place] for each in solutions}) > 1, (counts, rows)


def _solutions(rows: Sequence[Mapping[str, object]], most: int) -> set[tuple[int, ...]]:
    """Every way in which the cells could be, by what the rows of one question say."""
    shares = [row["share"] for row in rows]
    total = rows[0]["answered"]
    ranges = [
        range((total if isinstance(total, int) else min(most, 4 * THRESHOLD)) + 1)
        if row["answers"] is None
        else [int(str(row["answers"]))]
        for row in rows
    ]
    assert all(
        (share is None) == (row["answers"] is None) or not total for share, row in zip(shares, rows, strict=True)
    )
    return {
        cells for cells in product(*ranges) if (sum(cells) == total if isinstance(total, int) else sum(cells) <= most)
    }


async def test_the_page_and_the_dictionary_explain_every_column(visitor: Visitor) -> None:
    page = await visitor.get("/public/data")
    told = json.loads((await visitor.get("/public/data/v1/dictionary.json")).response.text)

    for table, described in zip(TABLES, told["tables"], strict=True):
        assert [each["name"] for each in described["columns"]] == [column.name for column in table.columns]
        assert all(each["meaning"] in page.text for each in described["columns"])
        assert (await visitor.get(described["csv"].removeprefix("http://127.0.0.1:8000"))).status == 200
    assert len(page.response.content) < 60_000


@pytest.mark.parametrize("file", ["officers.csv", "points.xlsx", "points", "..%2Fx.csv", "dictionary.csv"])
async def test_there_is_no_other_file(visitor: Visitor, file: str) -> None:
    assert (await visitor.get(f"/public/data/v1/{file}")).status == 404


@pytest.mark.filterwarnings("ignore:.*ConjunctiveGraph:DeprecationWarning")  # rdflib's own use of it
async def test_the_catalogue_is_the_same_graph_in_both_forms(visitor: Visitor) -> None:
    try:
        import rdflib
        from rdflib.compare import isomorphic
        from rdflib.namespace import DCAT, DCTERMS, RDF
    except ImportError:
        do_without("rdflib is not installed.")
    await make_everything()
    of_json = rdflib.Graph().parse(
        data=(await visitor.get("/public/data/catalogue.jsonld")).response.text, format="json-ld"
    )
    of_xml = rdflib.Graph().parse(data=(await visitor.get("/public/data/catalogue.rdf")).response.text, format="xml")

    datasets = set(of_xml.subjects(RDF.type, DCAT.Dataset))

    assert isomorphic(of_json, of_xml)
    assert len(datasets) == len(TABLES)
    for subject in datasets:
        for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.modified, DCAT.distribution):
            assert list(of_xml.objects(subject, predicate)), predicate
    licences = {str(each) for each in of_xml.objects(None, DCTERMS.license)}
    assert licences == {"https://creativecommons.org/publicdomain/zero/1.0/"}
    for address in of_xml.objects(None, DCAT.downloadURL):
        assert (await visitor.get(str(address).removeprefix("http://127.0.0.1:8000"))).status == 200


def test_a_catalogue_of_nothing_is_whole() -> None:
    told = catalogue(base_url="https://example.org", department="A & B", updated=None)

    assert b"A &amp; B" in as_rdf_xml(told)
    assert json.loads(as_json_ld(told))["@type"] == "dcat:Catalog"
