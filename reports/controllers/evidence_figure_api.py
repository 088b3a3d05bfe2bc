"""The figures of surveys that support a commitment, for programs: those that are offered, and taking one as evidence."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from feedback.api.commitments import read_commitment
from feedback.api.resources import Commitment, Receipt
from feedback.api.written import Day, Written
from feedback.api_tokens import TokenScope
from feedback.commitments import get_commitment
from feedback.settings import settings
from feedback.web.api import WRITE, address_of, answer, needs, writer, written
from feedback.web.idempotency import IdempotencyKey, once
from feedback.web.problems import responses
from feedback.web.requests import Request, now
from reports.evidence_figures import offered_figures, take_figure


class OfferedFigure(Struct, frozen=True):
    """The verdict on one issue in a closed survey, in words; `figure` is what it is taken by."""

    figure: str
    text: str
    date: Day
    is_public: bool


class OfferedFigures(Struct, frozen=True):
    """What surveys offer for a commitment, the newest first."""

    figures: list[OfferedFigure]


class WrittenFigure(Written, frozen=True):
    """A figure, by what the list of those that are offered names it."""

    figure: Annotated[str, Meta(pattern=r"^[0-9a-f.-]{1,200}$")]


class EvidenceFigureApi(Controller):
    path = "/commitments/{commitment_id:uuid}/figures"
    tags = ("commitments",)

    @get(
        "/",
        name="api.commitments.figures",
        security=WRITE,
        opt=needs(TokenScope.READ_ALL),
        responses=responses(304),
    )
    async def index(self, request: Request, commitment_id: FromPath[UUID]) -> Response[OfferedFigures]:
        """The figures that can be taken as evidence."""
        found = await offered_figures(await get_commitment(commitment_id), threshold=settings().threshold)
        offered = [OfferedFigure(each.key, each.text, each.closed_on, each.is_public) for each in found]
        return answer(request, OfferedFigures(offered))

    @post(
        "/",
        name="api.commitments.take_figure",
        security=WRITE,
        opt=needs(TokenScope.WRITE_COMMITMENTS),
        responses=responses(409, 413, 415, 422),
    )
    async def take(
        self,
        request: Request,
        commitment_id: FromPath[UUID],
        data: JSONBody[WrittenFigure],
        idempotency_key: IdempotencyKey = None,
    ) -> Response[Commitment | Receipt]:
        """Take a figure as evidence: public where its issue and survey are."""

        async def write() -> Response[Commitment | Receipt]:
            await take_figure(
                commitment_id,
                data.figure,
                survey_path=lambda survey: request.app.route_reverse("surveys.show", survey_id=survey),
                officer=writer(request).officer,
                now=now(),
            )
            address = address_of(request, "api.commitments.show", commitment_id=commitment_id)
            return await written(
                request, commitment_id, address, lambda sees_all: read_commitment(commitment_id, sees_all=sees_all)
            )

        return await once(request, write)
