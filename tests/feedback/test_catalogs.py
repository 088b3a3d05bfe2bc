"""What the catalogs say of themselves."""

from pathlib import Path

import pytest

from feedback import catalogs
from feedback.catalogs import CatalogProgress, Review, ReviewState, progress_of, review_of
from feedback.translation import LANGUAGES

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


@pytest.fixture
def finnish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is read as the Finnish catalog."""
    file = tmp_path / "messages.po"
    monkeypatch.setattr(catalogs, "catalog_file", lambda _language: file)
    monkeypatch.setattr(catalogs, "TEMPLATE", tmp_path / "template.po")
    for cached in (review_of, progress_of):
        monkeypatch.setattr(catalogs, cached.__name__, cached.__wrapped__)
    return file


@pytest.mark.parametrize(
    ("comment", "review"),
    [
        ("# Reviewed by Aino Virtanen, 2026-11-30.", Review(ReviewState.REVIEWED, "Aino Virtanen, 2026-11-30")),
        ("# Written by the authors of Gensvar.", Review(ReviewState.BY_AUTHORS)),
        ("# Machine-assisted translation, not yet reviewed by a native reader.", Review(ReviewState.NOT_REVIEWED)),
        ("# Written, and not yet Reviewed by anybody.", Review(ReviewState.NOT_REVIEWED)),
    ],
)
def test_review_of_reads_the_head(finnish: Path, comment: str, review: Review) -> None:
    finnish.write_text(f"# Finnish texts of Gensvar.\n{comment}\n{HEAD}", encoding="utf-8")

    assert catalogs.review_of("fi") == review


def test_progress_of_counts_what_is_said_in_full(finnish: Path) -> None:
    plural = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'
    catalogs.TEMPLATE.write_text(f'{HEAD}msgid "Yes"\nmsgstr ""\n\nmsgid "No"\nmsgstr ""\n\n{plural.format("", "")}')
    finnish.write_text(f'{HEAD}msgid "Yes"\nmsgstr "Kyllä"\n\nmsgid "Old"\nmsgstr "Vanha"\n\n{plural.format("x", "")}')

    assert catalogs.progress_of("fi") == CatalogProgress(1, 3)


def test_progress_of_a_language_without_a_catalog(finnish: Path) -> None:
    catalogs.TEMPLATE.write_text(f'{HEAD}msgid "Yes"\nmsgstr ""\n')

    assert catalogs.progress_of("fi") == CatalogProgress(0, 1)
    assert catalogs.review_of("fi") == Review(ReviewState.NOT_REVIEWED)


def test_english_is_the_authors_own() -> None:
    own = [language for language in LANGUAGES if review_of(language).state is ReviewState.BY_AUTHORS]

    assert own == ["en"]
