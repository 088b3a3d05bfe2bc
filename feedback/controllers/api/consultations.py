"""Consultations, their questions and points, for programs; and the import of a document."""

import base64
from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath, JSONBody

from feedback import consultations
from feedback.api.consultations import (
    read_consultation,
    read_consultations,
    read_point,
    read_points,
    read_question,
    read_questions,
)
from feedback.api.paging import PageWanted
from feedback.api.resources import Consultation, ConsultationPage, Point, PointPage, Question, QuestionPage, Receipt
from feedback.api.written import LARGEST_FILE, WrittenDocument
from feedback.api_tokens import TokenScope
from feedback.notes.unreadable import Unreadable
from feedback.web.api import (
    READ,
    USUAL_LIMIT,
    WRITE,
    Cursor,
    Limit,
    OfConsultation,
    address_of,
    answer,
    needs,
    sees_all,
    writer,
    written,
)
from feedback.web.idempotency import IdempotencyKey, once
from feedback.web.problems import Refused, responses
from feedback.web.requests import Request


class ConsultationApi(Controller):
    path = "/consultations"
    tags = ("consultations",)

    @get("/", name="api.consultations.index", security=READ, responses=responses(304))
    async def index(
        self, request: Request, cursor: Cursor = None, limit: Limit = USUAL_LIMIT
    ) -> Response[ConsultationPage]:
        """Consultations."""
        return answer(request, await read_consultations(PageWanted(cursor or "", limit), sees_all=sees_all(request)))

    @post(
        "/",
        name="api.consultations.create",
        security=WRITE,
        opt=needs(TokenScope.WRITE_CONSULTATIONS),
        responses=responses(409, 413, 415, 422),
        request_max_body_size=LARGEST_FILE + 2048,
    )
    async def create(
        self, request: Request, data: JSONBody[WrittenDocument], idempotency_key: IdempotencyKey = None
    ) -> Response[Consultation | Receipt]:
        """Import notes or a decision; the same file again gives the consultation that it became."""

        async def write() -> Response[Consultation | Receipt]:
            made = await _imported(request, data)
            address = address_of(request, "api.consultations.show", consultation_id=made)
            return await written(request, made, address, lambda sees_all: read_consultation(made, sees_all=sees_all))

        # The same file is imported once in any case.
        return await once(request, write, is_repeatable=True)

    @get("/{consultation_id:uuid}", name="api.consultations.show", security=READ, responses=responses(304))
    async def show(self, request: Request, consultation_id: FromPath[UUID]) -> Response[Consultation]:
        """One consultation."""
        return answer(request, await read_consultation(consultation_id, sees_all=sees_all(request)))


async def _imported(request: Request, data: WrittenDocument) -> UUID:
    try:
        made = await consultations.import_document(
            data.filename,
            content=base64.b64decode(data.content),
            officer_id=writer(request).officer,
            now=datetime.now(UTC),
        )
    except Unreadable as error:
        raise Refused(str(error), pointer="/content") from error
    return made.id


class QuestionApi(Controller):
    path = "/questions"
    tags = ("consultations",)

    @get("/", name="api.questions.index", security=READ, responses=responses(304))
    async def index(
        self,
        request: Request,
        consultation: OfConsultation = None,
        cursor: Cursor = None,
        limit: Limit = USUAL_LIMIT,
    ) -> Response[QuestionPage]:
        """Questions, of one consultation or of all."""
        wanted = PageWanted(cursor or "", limit)
        return answer(request, await read_questions(wanted, consultation=_id(consultation), sees_all=sees_all(request)))

    @get("/{question_id:uuid}", name="api.questions.show", security=READ, responses=responses(304))
    async def show(self, request: Request, question_id: FromPath[UUID]) -> Response[Question]:
        """One question."""
        return answer(request, await read_question(question_id, sees_all=sees_all(request)))


class PointApi(Controller):
    path = "/points"
    tags = ("consultations",)

    @get("/", name="api.points.index", security=READ, responses=responses(304))
    async def index(
        self,
        request: Request,
        consultation: OfConsultation = None,
        cursor: Cursor = None,
        limit: Limit = USUAL_LIMIT,
    ) -> Response[PointPage]:
        """Points, of one consultation or of all."""
        wanted = PageWanted(cursor or "", limit)
        return answer(request, await read_points(wanted, consultation=_id(consultation), sees_all=sees_all(request)))

    @get("/{point_id:uuid}", name="api.points.show", security=READ, responses=responses(304))
    async def show(self, request: Request, point_id: FromPath[UUID]) -> Response[Point]:
        """One point."""
        return answer(request, await read_point(point_id, sees_all=sees_all(request)))


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
