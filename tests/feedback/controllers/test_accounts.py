"""Signing in and out: who gets in, what is remembered, and how often one may be wrong."""

from uuid import uuid4

from tests.web import Visitor

EMAIL, PASSWORD = "officer@example.org", "a long enough password"


async def test_sign_in_with_every_field_wrong_comes_back_as_typed(visitor: Visitor) -> None:
    page = await visitor.get("/sign-in")

    page = await page.submit({"email": "no address", "password": ""}, action="/sign-in")

    assert page.status == 422
    assert page.errors == ["Write your e-mail address, for example name@example.org.", "Write your password."]
    assert page.form("/sign-in").fields["email"] == "no address"


async def test_sign_in_refuses_a_wrong_password_and_an_unknown_address_alike(officer: Visitor, site: object) -> None:
    async with Visitor(site) as stranger:  # type: ignore[arg-type]
        page = await stranger.get("/sign-in")
        wrong = await page.submit({"email": EMAIL, "password": "not the password"}, action="/sign-in")
        unknown = await page.submit({"email": "nobody@example.org", "password": PASSWORD}, action="/sign-in")

    assert (wrong.status, unknown.status) == (422, 422)
    assert wrong.errors == unknown.errors != []


async def test_sign_in_leads_on_to_this_site_only(officer: Visitor, site: object) -> None:
    async with Visitor(site) as colleague:  # type: ignore[arg-type]
        page = await colleague.get("/sign-in?next=//elsewhere.example/")

        page = await page.submit({"email": EMAIL, "password": PASSWORD}, action="/sign-in")

    assert page.path == "/consultations"


async def test_sign_in_gives_a_cookie_that_scripts_cannot_read(officer: Visitor, site: object) -> None:
    async with Visitor(site) as colleague:  # type: ignore[arg-type]
        colleague.client.follow_redirects = False
        page = await colleague.get("/sign-in")

        page = await page.submit({"email": EMAIL, "password": PASSWORD}, action="/sign-in")

    session = next(c for c in page.response.headers.get_list("set-cookie") if c.startswith("gensvar_session"))
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in session.split(";")}


async def test_a_made_up_session_is_nobody(visitor: Visitor) -> None:
    visitor.client.cookies.set("gensvar_session", "made up")

    page = await visitor.get("/consultations")

    assert page.path == "/sign-in"


async def test_sign_out_closes_the_session_everywhere(officer: Visitor) -> None:
    token = officer.client.cookies["gensvar_session"]
    page = await officer.get("/consultations")
    form = page.tree.xpath("//form[@class='sign-out']")[0]

    await officer.post(form.get("action"), dict(form.form_values()))

    officer.client.cookies.set("gensvar_session", token)
    assert (await officer.get("/consultations")).path == "/sign-in"


async def test_sign_in_after_ten_failures_has_to_wait(officer: Visitor, site: object) -> None:
    email = f"guessed-{uuid4()}@example.org"  # attempts are remembered for as long as the process lives
    async with Visitor(site) as stranger:  # type: ignore[arg-type]
        page = await stranger.get("/sign-in")
        answers = [await page.submit({"email": email, "password": f"guess {n}"}, action="/sign-in") for n in range(11)]

    assert [answer.status for answer in answers] == [422] * 10 + [429]
    assert answers[-1].h1 == "Too many attempts"
