"""A visitor for tests: opens pages through the real application, checks every page it sees, and sends the forms it finds there."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from litestar import Litestar
from lxml import html

BASE = "http://testserver"


@dataclass
class Page:
    """An answer and, where it is HTML, its parsed tree; `submit` sends one of its forms the way a browser would."""

    visitor: "Visitor"
    response: httpx.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def path(self) -> str:
        return self.response.url.path

    @property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.response.text)

    @property
    def h1(self) -> str:
        return words(self.tree.xpath("//h1")[0])

    @property
    def text(self) -> str:
        """The words of the main part, with single spaces."""
        return words(self.tree.xpath("//main")[0])

    @property
    def notice(self) -> str:
        return " ".join(words(each) for each in self.tree.xpath("//*[@role='status']"))

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [words(each) for each in self.tree.xpath("//*[@id='error-summary']//li")]

    def links(self) -> dict[str, str]:
        """Address by link text."""
        return {words(a): a.get("href") for a in self.tree.xpath("//a[@href]")}

    def form(self, action: str = "") -> html.FormElement:
        """The one form of the main part whose address contains `action`."""
        forms = [form for form in self.tree.xpath("//main//form") if action in (form.get("action") or "")]
        assert len(forms) == 1, f"{len(forms)} forms with {action!r} on {self.path}"
        return forms[0]

    async def submit(
        self, values: dict[str, object] | None = None, *, action: str = "", files: object = None, button: str = ""
    ) -> "Page":
        """Fill the form in and send it; `button` is the name=value of the button pressed. Unknown field names are an error."""
        form = self.form(action)
        data: dict[str, object] = {}
        for name, value in form.form_values():
            data[name] = [*_as_list(data.get(name)), value] if name in data else value
        for name, value in (values or {}).items():
            assert name in form.fields or name in {
                i.get("name") for i in form.xpath(".//input|.//textarea|.//select")
            }, f"no field {name!r} on {self.path}"
            data[name] = value
        if button:
            name, _, value = button.partition("=")
            data[name] = value
        address = form.get("action") or self.path
        if (form.get("method") or "get").lower() == "get":
            return await self.visitor.get(address, params=data)
        return await self.visitor.post(address, data, files=files)


class Visitor:
    """Keeps cookies, follows redirects, and checks each page."""

    def __init__(self, app: Litestar, *, language: str = "en") -> None:
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
            base_url=BASE,
            follow_redirects=True,
            headers={"accept-language": language},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()

    async def get(self, path: str, **kwargs: object) -> Page:
        return self._seen(await self.client.get(urljoin(BASE, path), **kwargs))  # type: ignore[arg-type]

    async def post(self, path: str, data: dict[str, object], *, files: object = None) -> Page:
        """Send values as they are, without a form; the CSRF token is not added."""
        return self._seen(await self.client.post(urljoin(BASE, path), data=data, files=files))  # type: ignore[arg-type]

    async def sign_in(self, email: str = "officer@example.org", password: str = "a long enough password") -> Page:
        page = await self.get("/sign-in")
        page = await page.submit({"email": email, "password": password}, action="/sign-in")
        assert page.path != "/sign-in", page.errors
        return page

    def _seen(self, response: httpx.Response) -> Page:
        page = Page(self, response)
        if response.headers.get("content-type", "").startswith("text/html"):
            assert check_page(response.text) == [], f"{response.url}"
        return page


def check_page(source: str) -> list[str]:
    """What is wrong with a page's HTML: the things that hold for every page of ours."""
    tree = html.fromstring(source)
    found = []
    if len(tree.xpath("//h1")) != 1:
        found.append(f"{len(tree.xpath('//h1'))} h1")
    if not words(tree.xpath("//title")[0]).replace("– Gensvar", "").strip():
        found.append("no title")
    if not tree.get("lang") or tree.get("dir") not in ("ltr", "rtl"):
        found.append("no lang or dir")
    ids = tree.xpath("//@id")
    found += [f"id {each!r} twice" for each in {i for i in ids if ids.count(i) > 1}]
    found += [f"inline script {each.text[:40]!r}" for each in tree.xpath("//script[not(@src)]") if not _is_data(each)]
    found += [f"style attribute on {each.tag}" for each in tree.xpath("//*[@style]")] + ["style element"] * len(
        tree.xpath("//style")
    )
    found += [f"handler on {each.tag}" for each in tree.iter() if any(name.startswith("on") for name in each.attrib)]
    found += [
        f"outside address {each}"
        for each in tree.xpath("//script/@src|//link[not(@rel='canonical')]/@href|//img/@src")
        if urlsplit(each).netloc
    ]
    found += [f"javascript address {each}" for each in tree.xpath("//@href") if each.lower().startswith("javascript:")]
    for field in tree.xpath("//input[not(@type='hidden')]|//textarea|//select"):
        if not _label(tree, field):
            found.append(f"no label for {field.get('name')!r}")
    for reference in " ".join(tree.xpath("//@aria-describedby|//@aria-labelledby")).split():
        if reference not in ids:
            found.append(f"{reference!r} describes, but is not there")
    found += [
        f"link {each!r} goes nowhere" for each in tree.xpath("//a[starts-with(@href,'#')]/@href") if each[1:] not in ids
    ]
    found += ["link without text" for each in tree.xpath("//a[@href]") if not (words(each) or each.get("aria-label"))]
    found += [
        f"cell under {heading!r} does not say so on a narrow screen"
        for table in tree.xpath("//table[contains(@class, 'stacked')]")
        for row in table.xpath("./tbody/tr")
        for heading, cell in zip([words(each) for each in table.xpath("./thead//th")], row, strict=True)
        if cell.tag == "td" and words(cell) and cell.get("data-label") != heading
    ]
    levels = [int(each.tag[1]) for each in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    found += [f"h{a} before h{b}" for a, b in pairwise(levels) if b > a + 1]
    if re.search(r"\{\{|\{%|&lt;input", source):
        found.append("template code on the page")
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _is_data(script: html.HtmlElement) -> bool:
    return script.get("type") == "application/json"


def _label(tree: html.HtmlElement, field: html.HtmlElement) -> bool:
    return bool(
        field.get("aria-label") or field.get("aria-labelledby") or tree.xpath("//label[@for=$id]", id=field.get("id"))
    )


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
