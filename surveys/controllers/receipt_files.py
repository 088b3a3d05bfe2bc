"""A participant's own answers as a file to keep."""

import asyncio

from litestar import Controller, Response, get
from litestar.params import FromPath

from feedback.web.authentication import PARTICIPANT
from surveys.controllers.participant_pages import PARTICIPANT_ERRORS
from surveys.paper.receipts import receipt_pdf
from surveys.responses import receipt


class ReceiptFileController(Controller):
    path = "/a/{token:str}/receipt.pdf"
    opt = PARTICIPANT
    exception_handlers = PARTICIPANT_ERRORS

    @get(name="participants.receipt_pdf")
    async def receipt(self, token: FromPath[str]) -> Response[bytes]:
        sent = await receipt(token)
        content = await asyncio.to_thread(receipt_pdf, sent)
        headers = {"content-disposition": f'attachment; filename="{sent.reference}.pdf"'}
        return Response(content, media_type="application/pdf", headers=headers)
