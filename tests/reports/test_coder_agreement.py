"""How far coders agree, as reports tell it: which samples, what is hidden, and the same in every form of the report."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from feedback.agreement import Estimate
from feedback.blocks import Paragraph, Table
from feedback.coding_samples import draw_sample, drawn_texts
from feedback.enums import CodedKind
from feedback.sample_codings import close_sample, find_none, give_theme
from feedback.sampled_points import SAMPLED_POINTS
from reports.coder_agreement import CoderAgreement, coder_agreements
from reports.facts import AgreementOnTheme, CodedSample
from reports.figures import Basis
from reports.frozen_facts import FrozenFacts, ReportSubject, packed, unpacked
from reports.issuing import follow_up_document, read_facts
from reports.yearly import yearly_report
from tests.factories import make_consultation, make_officer, make_theme
from tests.reports.blocks import chapters
from tests.reports.sample_facts import CUT, TODAY, english, make_facts

BASIS = Basis(CUT, 5)
POINTS = CodedSample(
    id="m1",
    closed_on=date(2025, 12, 1),
    codebook=3,
    texts=50,
    coders=2,
    alpha=Estimate(0.7154, 0.581, 0.829),
    f1=Estimate(0.8, 0.6, 0.9),
    themes=(
        AgreementOnTheme("t1", 20, Estimate(0.9, 0.8, 1.0), Estimate(0.95, 0.9, 1.0)),
        AgreementOnTheme("t2", 3, Estimate(None), Estimate(1.0, 1.0, 1.0)),
    ),
    consultation_id="c2024",
)
ANSWERS = replace(POINTS, id="m2", consultation_id="", survey_id="s1", has_answers=True)


def told(*samples: CodedSample, year: int | None = None) -> tuple[CoderAgreement, ...]:
    facts = make_facts(samples=samples)
    return coder_agreements(facts, consultations={"c2024"}, surveys={"s1"}, year=year, basis=BASIS)


def test_the_latest_sample_of_each_place_is_told_and_of_all_in_its_year() -> None:
    older = replace(POINTS, id="m0", closed_on=date(2025, 1, 1))
    elsewhere = replace(POINTS, id="m3", consultation_id="c2023")
    every = replace(ANSWERS, id="m4", survey_id="")

    assert [it.sample.id for it in told(POINTS, ANSWERS, elsewhere, every, older)] == ["m1", "m2"]
    assert [it.sample.id for it in told(POINTS, every, year=2025)] == ["m1", "m4"]
    assert [it.sample.id for it in told(POINTS, every, year=2024)] == ["m1"]


def test_of_few_answers_nothing_is_told_and_of_a_theme_with_few_no_number() -> None:
    (answers,) = told(ANSWERS)

    assert [(it.theme and it.theme.code, it.alpha.suppressed, it.f1.suppressed) for it in answers.on] == [
        (None, False, False),
        ("T01", False, False),
        ("T02", True, True),
    ]
    assert (answers.on[2].f1.value, answers.on[2].f1.low) == (None, None)
    assert told(replace(ANSWERS, texts=4)) == ()
    assert [it.on[2].f1.value for it in told(replace(POINTS, texts=4))] == [1.0]


def test_the_report_tells_it_with_the_method() -> None:
    found = chapters(english(make_facts(samples=(POINTS,))))["How this report was made"]

    table = next(it for it in found if isinstance(it, Table) and it.caption.startswith("How far two coders agree"))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["All themes", "0.72", "0.58 to 0.83", "0.80", "0.60 to 0.90"],
        ["Long-term funding", "0.90", "0.80 to 1.00", "0.95", "0.90 to 1.00"],
        ["Lokaler", "not known", "not known", "1.00", "1.00 to 1.00"],
    ]
    texts = [it.text for it in found if isinstance(it, Paragraph)]
    assert any("2 officers coded 50 texts blind" in text and "version 3 of the code book" in text for text in texts)


def test_the_yearly_report_tells_it_and_its_definitions() -> None:
    facts = make_facts(samples=(replace(POINTS, consultation_id=""),))

    document = yearly_report(facts, year=2025, language="en", today=TODAY)

    assert {"sample.m1.all.alpha", "sample.m1.T01.f1", "sample.m1.texts"} <= {it.id for it in document.figures}
    assert any(
        "Krippendorff" in cell.text
        for it in document.blocks
        if isinstance(it, Table)
        for row in it.rows
        for cell in row
    )


def test_facts_kept_before_there_were_samples_can_still_be_read() -> None:
    frozen = FrozenFacts(ReportSubject(year=2025), TODAY, 5, make_facts(samples=(POINTS,)))

    assert unpacked(packed(frozen)).facts.samples == (POINTS,)
    assert make_facts().samples == ()


@pytest.fixture
async def coded_blind(database: str) -> UUID:
    """A consultation whose two points two officers coded blind: they agree on the first, and on none for the second."""
    now = datetime(2026, 1, 10, 9, tzinfo=UTC)
    olga, ali = await make_officer(), await make_officer(email="ali@example.org", name="Ali Officer")
    theme = await make_theme(code="T1", title="Premises")
    consultation = await make_consultation(points=["Premises are needed.", "Good coffee."])
    sources = (SAMPLED_POINTS,)
    sample = await draw_sample(sources, size=9, place=(CodedKind.POINT, consultation), seed=1, officer_id=olga, now=now)
    for coder in (olga, ali):
        for each in await drawn_texts(sample, sources):
            if "Premises" in each.text.text:
                await give_theme(each.id, theme_id=theme, coder_id=coder, now=now)
            else:
                await find_none(each.id, coder_id=coder, now=now)
    assert (await read_facts(today=TODAY)).samples == ()
    await close_sample(sample, sources, now=now)
    return consultation


async def test_a_closed_sample_is_read_without_who_coded_what(coded_blind: UUID) -> None:
    facts = await read_facts(today=TODAY)

    (sample,) = facts.samples
    assert (sample.texts, sample.coders, sample.consultation_id) == (2, 2, str(coded_blind))
    assert (sample.alpha.value, sample.f1.value) == (1.0, 1.0)
    assert facts.cut == datetime(2026, 1, 10, 9, tzinfo=UTC)
    assert b"Officer" not in packed(FrozenFacts(ReportSubject(year=2026), TODAY, 5, replace(facts, consultations=())))


async def test_the_consultations_report_tells_it(coded_blind: UUID) -> None:
    document = await follow_up_document(coded_blind, language="en", today=TODAY)

    values = {
        it.id.rpartition(".m")[0] or it.id.split(".", 2)[2]: it.value for it in document.figures if "sample." in it.id
    }
    assert values["all.alpha"] == 1.0
    assert values["T1.f1"] == 1.0
