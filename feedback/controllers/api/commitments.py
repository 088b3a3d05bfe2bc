"""Commitments for programs: reading them, recording one, moving its date or owner, and adding evidence."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath, JSONBody

from feedback import commitments
from feedback.api.commitments import read_commitment, read_commitments
from feedback.api.paging import PageWanted
from feedback.api.resources import Commitment, CommitmentPage, Receipt
from feedback.api.written import (
    WrittenCommitment,
    WrittenDueDate,
    WrittenLink,
    WrittenPassage,
    WrittenResponsible,
)
from feedback.api_tokens import TokenScope
from feedback.commitment_logs import Movable
from feedback.documents import source_of_lines
from feedback.enums import EvidenceKind
from feedback.evidence import Support, add_evidence
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
from feedback.web.requests import Request


class CommitmentApi(Controller):
    path = "/commitments"
    tags = ("commitments",)

    @get("/", name="api.commitments.index", security=READ, responses=responses(304))
    async def index(
        self, request: Request, cursor: Cursor = None, limit: Limit = USUAL_LIMIT
    ) -> Response[CommitmentPage]:
        """Commitments with slips, milestones and evidence."""
        wanted = PageWanted(cursor or "", limit)
        return answer(request, await read_commitments(wanted, sees_all=sees_all(request)))

    @post(
        "/",
        name="api.commitments.create",
        security=WRITE,
        opt=needs(TokenScope.WRITE_COMMITMENTS),
        responses=responses(409, 413, 415, 422),
    )
    async def create(
        self, request: Request, data: JSONBody[WrittenCommitment], idempotency_key: IdempotencyKey = None
    ) -> Response[Commitment | Receipt]:
        """Record what somebody undertook."""

        async def write() -> Response[Commitment | Receipt]:
            commitment_id = await commitments.make_commitment(
                data.text,
                responsible=data.responsible,
                due=data.due,
                issues=data.issues,
                responsible_email=data.responsible_email,
                officer=writer(request).officer,
                now=datetime.now(UTC),
            )
            return await _written(request, commitment_id)

        return await once(request, write)

    @get("/{commitment_id:uuid}", name="api.commitments.show", security=READ, responses=responses(304))
    async def show(self, request: Request, commitment_id: FromPath[UUID]) -> Response[Commitment]:
        """One commitment."""
        return answer(request, await read_commitment(commitment_id, sees_all=sees_all(request)))

    @post(
        "/{commitment_id:uuid}/moves",
        name="api.commitments.move",
        security=WRITE,
        opt=needs(TokenScope.WRITE_COMMITMENTS),
        responses=responses(409, 412, 413, 415, 422),
    )
    async def move(
        self,
        request: Request,
        commitment_id: FromPath[UUID],
        data: JSONBody[WrittenDueDate | WrittenResponsible],
        if_match: IfMatch = "",
        idempotency_key: IdempotencyKey = None,
    ) -> Response[Commitment | Receipt]:
        """Move the due date or the owner: a slip, with its reason."""
        field: Movable = "due" if isinstance(data, WrittenDueDate) else "responsible"
        officer, now = writer(request).officer, datetime.now(UTC)

        async def write() -> Response[Commitment | Receipt]:
            async with unless_changed(request, _reading(commitment_id)):
                await commitments.move_commitment(
                    commitment_id,
                    field,
                    str(data.value),
                    reason=data.reason,
                    officer=officer,
                    now=now,
                    responsible_email=data.responsible_email if isinstance(data, WrittenResponsible) else None,
                )
            return await _written(request, commitment_id)

        return await once(request, write)

    @post(
        "/{commitment_id:uuid}/evidence",
        name="api.commitments.add_evidence",
        security=WRITE,
        opt=needs(TokenScope.WRITE_COMMITMENTS),
        responses=responses(409, 412, 413, 415, 422),
    )
    async def add_evidence(
        self,
        request: Request,
        commitment_id: FromPath[UUID],
        data: JSONBody[WrittenLink | WrittenPassage],
        if_match: IfMatch = "",
        idempotency_key: IdempotencyKey = None,
    ) -> Response[Commitment | Receipt]:
        """Add what supports the delivery. A figure is chosen among those that surveys offer: see `figures`."""

        async def write() -> Response[Commitment | Receipt]:
            support = await _support(data)
            async with unless_changed(request, _reading(commitment_id)):
                await add_evidence(commitment_id, support, officer=writer(request).officer, now=datetime.now(UTC))
            return await _written(request, commitment_id)

        return await once(request, write)


async def _written(request: Request, commitment_id: UUID) -> Response[Commitment | Receipt]:
    address = address_of(request, "api.commitments.show", commitment_id=commitment_id)
    return await written(request, commitment_id, address, _reading(commitment_id))


async def _support(data: WrittenLink | WrittenPassage) -> Support:
    source = {}
    if isinstance(data, WrittenPassage):
        source = msgspec.to_builtins(await source_of_lines(data.document, (data.first_line, data.last_line)))
    return Support(
        id=uuid4(),
        kind=EvidenceKind(str(data.__struct_config__.tag)),
        text=data.text,
        url=data.url if isinstance(data, WrittenLink) else "",
        document_id=data.document if isinstance(data, WrittenPassage) else None,
        source=source,
        date=data.date,
        is_public=data.is_public,
    )


def _reading(commitment_id: UUID) -> Callable[[bool], Awaitable[Commitment]]:
    return lambda sees_all: read_commitment(commitment_id, sees_all=sees_all)
