"""Surveys on paper for tests, and what somebody does with a form: fill it in with another program."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

import pikepdf
import pypdf

from surveys.definition import Privacy, Section, ShowIf, SurveyDefinition
from surveys.paper.asking import PaperSurvey
from surveys.paper.printing import survey_pdf
from tests.surveys import examples
from tests.surveys.open_surveys import SURVEY

SURVEY_ID = UUID("3f2a91bc-0000-4000-8000-000000000001")
ENTERED = replace(examples.MEMBERS, show_if=ShowIf("q1", ("association",)))
RECALLING = replace(
    examples.AGREEMENT,
    text={"sv": "Ni svarade {q6}. Håller ni med?", "ar": "أجبتم {q6}. هل توافقون؟"},
)
#: One question of each type, with a condition and a recalled answer.
EVERYTHING: SurveyDefinition = replace(
    SURVEY,
    languages=("sv", "ar"),
    sections=(
        *SURVEY.sections,
        Section(
            "more",
            {"sv": "Mer", "ar": "المزيد"},
            (
                examples.HOBBY,
                examples.HOBBIES,
                examples.RANKED,
                ENTERED,
                examples.FOUNDED,
                examples.NAME,
                examples.READ_THIS,
                replace(examples.AGREED, required=True, reason={"sv": "Annars får vi inte."}),
                RECALLING,
            ),
        ),
    ),
)
#: What is typed on a page for the same answers as those of `FILLED`.
TYPED = {
    "q1": ["association"],
    "q2": ["p1", "p3"],
    "q3": ["أماكن مفتوحة مساءً\nVarje kväll"],
    "q4": ["partly"],
    "q5": ["2"],
    "q6": ["other", "other=Schack"],
    "q7": ["sing"],
    "q8": ["a=2", "c=1"],
    "q9": ["120"],
    "q10": ["day=31", "month=1", "year=1987"],
    "q11": ["Föreningen (ny)"],
    "q12": [],
    "q13": ["yes"],
    "q14": ["7"],
}
FILLED = {
    "q1": "/v1",
    "q2-1": "/Yes",
    "q2-3": "/Yes",
    "q3": "أماكن مفتوحة مساءً\nVarje kväll",
    "q4": "/v2",
    "q5": "/v2",
    "q6": "/v2",
    "q6-other": "Schack",
    "q7-1": "/Yes",
    "q8-1": "2",
    "q8-3": "1",
    "q9": "120",
    "q10-day": "31",
    "q10-month": "1",
    "q10-year": "1987",
    "q11": "Föreningen (ny)",
    "q13": "/Yes",
    "q14": "/v7",
}


def make_paper(definition: SurveyDefinition = EVERYTHING, **changes: object) -> PaperSurvey:
    paper = PaperSurvey(SURVEY_ID, 1, definition, closes_on=date(2025, 11, 30), answers_kept=24)
    return replace(paper, **changes)  # type: ignore[arg-type]


def named(definition: SurveyDefinition = EVERYTHING) -> SurveyDefinition:
    return replace(definition, privacy=Privacy.ORGANISATION_NAMED)


def make_form(paper: PaperSurvey | None = None, language: str = "sv") -> bytes:
    return survey_pdf(paper or make_paper(), language, can_fill=True)


def filled(form: bytes, fields: Mapping[str, str] = FILLED) -> bytes:
    """The form filled in by pypdf, as a program of somebody else's does it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(fields), auto_regenerate=False)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def filled_by_pikepdf(form: bytes, fields: Mapping[str, str] = FILLED) -> bytes:
    """The same by pikepdf."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            value = fields.get(str(field.T), "")
            if value:
                field.V = pikepdf.Name(value) if value.startswith("/") else pikepdf.String(value)
        pdf.save(file)
    return file.getvalue()


def with_fields(form: bytes, fields: Mapping[str, str]) -> bytes:
    """The same, with fields of its own that the form does not have."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(filled_by_pikepdf(form, fields))) as pdf:
        known = {str(field.T) for field in pdf.Root.AcroForm.Fields}
        for name, value in fields.items():
            if name not in known:
                pdf.Root.AcroForm.Fields.append(pikepdf.Dictionary(T=pikepdf.String(name), V=pikepdf.String(value)))
        pdf.save(file)
    return file.getvalue()
