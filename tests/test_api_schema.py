"""The whole API against its own description: whatever is sent, nothing breaks and every answer is as described (Schemathesis)."""

import asyncio
import json
import os
from collections.abc import Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from litestar import Litestar
from schemathesis import Case
from schemathesis.core.parameters import ParameterLocation

import feedback.controllers
import reports.controllers
from feedback.api_tokens import TokenScope, make_token
from feedback.database import open_database
from feedback.web import api as kit
from reports.tables import PublishedReport
from tests.database import migrated, run_apart
from tests.factories import NOW, make_commitment, make_issue, make_officer, make_reviewed_consultation

T = TypeVar("T")

BASE = "http://testserver"
EXAMPLES = int(os.environ.get("GENSVAR_API_EXAMPLES", "10"))
#: What a rule of the domain refuses although its shape is right: a reason that is missing, a file that is none, another ETag.
REFUSED = ["2xx", "401", "403", "404", "409", "412", "422"]
# Unhurried: what is counted here is every request of this file, as one caller.
NO_LIMIT = 10**9

schema = schemathesis.openapi.from_dict(
    json.loads(
        json.dumps(
            kit.described([*feedback.controllers.API_CONTROLLERS, *reports.controllers.API_CONTROLLERS]).document
        )
    )
)
schema.config.update(base_url=BASE)
schema.config.checks.positive_data_acceptance.expected_statuses = REFUSED


class Api:
    """The site on a loop of its own, with one of each thing, half of it published."""

    def __init__(self, site: Litestar, url: str) -> None:
        self.site = site
        self.loop = asyncio.new_event_loop()
        self.names: dict[str, str] = {}
        self.token = ""
        self.database = open_database(url)
        self.run(self.database.__aenter__())
        self.run(self._fill())
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=site, raise_app_exceptions=False), base_url=BASE
        )

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def close(self) -> None:
        self.run(self.client.aclose())
        self.run(self.database.__aexit__(None, None, None))
        self.loop.close()

    async def _fill(self) -> None:
        officer = await make_officer()
        consultation, question, points = await make_reviewed_consultation(published_at=NOW)
        issue = await make_issue(points=points, published_at=NOW)
        commitment = await make_commitment(issues=[issue])
        await make_commitment(text="Not published")
        report = PublishedReport(consultation=consultation, published_at=NOW)
        await report.save()
        self.names = {
            "consultation_id": str(consultation),
            "question_id": str(question),
            "point_id": str(points[0]),
            "issue_id": str(issue),
            "commitment_id": str(commitment),
            "report_id": str(report.id),
        }
        now = datetime.now(UTC)
        _id, self.token = await make_token(
            "Schemathesis", scopes=list(TokenScope), officer=officer, expires_on=now.date() + timedelta(days=2), now=now
        )

    def put_right(self, case: Case) -> None:
        """Have it ask for things that are there, unless it is about the path that something is made wrong."""
        if not _is_wrong_in(case, ParameterLocation.PATH):
            case.path_parameters = {name: self.names[name] for name in case.path_parameters or {}}

    def send(self, case: Case, token: str = "") -> httpx.Response:
        """Send what was made up, with this token unless it is about the headers that something is made wrong."""
        headers = (
            {"authorization": f"Bearer {token}"} if token and not _is_wrong_in(case, ParameterLocation.HEADER) else {}
        )
        given = case.as_transport_kwargs(base_url=BASE)
        request = httpx.Request(
            given["method"],
            given["url"],
            params=given.get("params"),
            headers=[
                (name.encode(), str(value).encode()) for name, value in {**given.get("headers", {}), **headers}.items()
            ],
            cookies=given.get("cookies"),
            content=given.get("data"),
            json=given.get("json"),
        )
        return self.run(self.client.send(request))


def _is_wrong_in(case: Case, part: ParameterLocation) -> bool:
    made = case.meta.components.get(part) if case.meta else None
    return made is not None and made.mode.is_negative


@pytest.fixture(scope="module")
def api(site: Litestar, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    url = f"sqlite:///{tmp_path_factory.mktemp('api')}/api.sqlite"
    run_apart(migrated(url))
    made = Api(site, url)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for limits in (kit.BY_TOKEN, kit.BY_ADDRESS):
        monkeypatch.setattr(limits, "limit", NO_LIMIT)


unhurriedly = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))


@schema.parametrize()
@unhurriedly
def test_api_with_a_token_keeps_to_its_description(api: Api, case: Case) -> None:
    api.put_right(case)

    answer = api.send(case, api.token)

    case.validate_response(answer)


@schema.parametrize()
@unhurriedly
def test_api_without_a_token_keeps_to_its_description(api: Api, case: Case) -> None:
    api.put_right(case)

    answer = api.send(case)

    case.validate_response(answer)
    assert answer.status_code >= 400 or case.method in ("GET", "OPTIONS")
