"""Whatever goes wrong, the reader gets a page of ours: their language, our headers, the right status, nothing of the inside."""

import pytest

from feedback.web.security import CONTENT_SECURITY_POLICY
from tests.web import Page, Visitor

SWEDISH = {"accept-language": "sv"}


def is_ours(page: Page, language: str) -> None:
    assert page.tree.get("lang") == language
    assert page.response.headers["content-language"] == language
    assert page.response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert page.response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/nowhere", "/consultations/no-id", "/%00"])
async def test_unknown_address_is_a_page(visitor: Visitor, path: str) -> None:
    page = await visitor.get(path)

    assert (page.status, page.h1) == (404, "The page was not found")
    is_ours(page, "en")


async def test_unknown_address_in_swedish(visitor: Visitor) -> None:
    page = await visitor.get("/nowhere", headers=SWEDISH)

    assert (page.status, page.h1) == (404, "Sidan hittades inte")
    is_ours(page, "sv")


async def test_form_without_its_token_is_refused_and_says_what_to_do(visitor: Visitor) -> None:
    page = await visitor.post("/sign-in", {"email": "a@example.org", "password": "x"})

    assert (page.status, page.h1) == (403, "The form was too old")
    is_ours(page, "en")
    assert 'gensvar_csrf=""; ' in page.response.headers["set-cookie"]


async def test_form_far_too_large_is_refused(visitor: Visitor) -> None:
    await visitor.get("/sign-in")

    page = await visitor.post("/sign-in", {"email": "x" * 300_000})

    assert (page.status, page.h1) == (413, "The file is too large")
    is_ours(page, "en")


async def test_officers_page_leads_a_stranger_to_sign_in_and_back(visitor: Visitor) -> None:
    page = await visitor.get("/consultations")

    assert page.path == "/sign-in"
    assert page.form("/sign-in").fields["next"] == "/consultations"
