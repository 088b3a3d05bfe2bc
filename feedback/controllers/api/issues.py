"""Issues for programs: reading them, opening one, recording a fact, and the points that raise it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, Response, get, post, put
from litestar.params import FromPath, JSONBody

from feedback import issues
from feedback.api.issues import read_issue, read_issues
from feedback.api.paging import PageWanted
from feedback.api.resources import Issue, IssuePage, Receipt
from feedback.api.written import WrittenAnswer, WrittenDelivery, WrittenEffect, WrittenIssue, WrittenVerification
from feedback.api_tokens import TokenScope
from feedback.issue_states import Entry, Field
from feedback.web.api import (
    READ,
    USUAL_LIMIT,
    WRITE,
    Cursor,
    IfMatch,
    Limit,
    address_of,
    answer,
    needs,
    sees_all,
    unless_changed,
    writer,
    written,
)
from feedback.web.idempotency import IdempotencyKey, once
from feedback.web.problems import responses
from feedback.web.requests import Request, today


class IssueApi(Controller):
    path = "/issues"
    tags = ("issues",)

    @get("/", name="api.issues.index", security=READ, responses=responses(304))
    async def index(self, request: Request, cursor: Cursor = None, limit: Limit = USUAL_LIMIT) -> Response[IssuePage]:
        """Issues with their facts and logs."""
        wanted = PageWanted(cursor or "", limit)
        return answer(request, await read_issues(wanted, sees_all=sees_all(request), today=today()))

    @post(
        "/",
        name="api.issues.create",
        security=WRITE,
        opt=needs(TokenScope.WRITE_ISSUES),
        responses=responses(409, 413, 415, 422),
    )
    async def create(
        self, request: Request, data: JSONBody[WrittenIssue], idempotency_key: IdempotencyKey = None
    ) -> Response[Issue | Receipt]:
        """Follow a new issue that these points raise."""

        async def write() -> Response[Issue | Receipt]:
            issue_id = await issues.open_issue(
                data.title, points=data.points, officer=writer(request).officer, now=datetime.now(UTC)
            )
            return await _written(request, issue_id)

        return await once(request, write)

    @get("/{issue_id:uuid}", name="api.issues.show", security=READ, responses=responses(304))
    async def show(self, request: Request, issue_id: FromPath[UUID]) -> Response[Issue]:
        """One issue."""
        return answer(request, await read_issue(issue_id, sees_all=sees_all(request), today=today()))

    @post(
        "/{issue_id:uuid}/entries",
        name="api.issues.record",
        security=WRITE,
        opt=needs(TokenScope.WRITE_ISSUES),
        responses=responses(409, 412, 413, 415, 422),
    )
    async def record(
        self,
        request: Request,
        issue_id: FromPath[UUID],
        data: JSONBody[WrittenAnswer | WrittenDelivery | WrittenVerification | WrittenEffect],
        if_match: IfMatch = "",
        idempotency_key: IdempotencyKey = None,
    ) -> Response[Issue | Receipt]:
        """Record a fact in the issue's log; gives the issue as it is after it."""
        fact = Field(str(data.__struct_config__.tag))
        entry = Entry(fact, data.value.value, data.reason, writer(request).officer, datetime.now(UTC))

        async def write() -> Response[Issue | Receipt]:
            async with unless_changed(request, _reading(issue_id)) as before:
                await issues.record(issue_id, entry, seen=len(before.log))
            return await _written(request, issue_id)

        return await once(request, write)

    @put(
        "/{issue_id:uuid}/points/{point_id:uuid}",
        name="api.issues.attach",
        security=WRITE,
        opt=needs(TokenScope.WRITE_ISSUES),
        responses=responses(409, 412),
    )
    async def attach(
        self, request: Request, issue_id: FromPath[UUID], point_id: FromPath[UUID], if_match: IfMatch = ""
    ) -> Response[Issue | Receipt]:
        """The point raises the issue; saying so again changes nothing."""
        async with unless_changed(request, _reading(issue_id)):
            await issues.attach_point(issue_id, point_id, officer=writer(request).officer, now=datetime.now(UTC))
        return await _written(request, issue_id, status=200)


async def _written(request: Request, issue_id: UUID, *, status: int = 201) -> Response[Issue | Receipt]:
    address = address_of(request, "api.issues.show", issue_id=issue_id)
    return await written(request, issue_id, address, _reading(issue_id), status=status)


def _reading(issue_id: UUID) -> Callable[[bool], Awaitable[Issue]]:
    return lambda sees_all: read_issue(issue_id, sees_all=sees_all, today=today())
