"""Every page that a participant can meet, in every state. A new one is a function here with `@state`; all that looks at the pages
(HTML, accessibility, bytes) then sees it too."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from feedback.web.attempts import Attempts
from surveys import invitations
from surveys.answers import typed_by_question
from surveys.controllers import participant_pages
from surveys.definition import Privacy
from surveys.invitation_tokens import mails_token
from surveys.response_drafts import save_section, start
from surveys.responses import send
from surveys.survey_links import survey_by_invitation, survey_by_link
from tests.participants.checked_notes import make_checked_notes
from tests.participants.letters import make_letter
from tests.participants.survey import EVERYTHING, FILLED, WRONG
from tests.surveys.open_surveys import invite
from tests.web import Page, Visitor

#: The open link of each survey.
LINKS = {privacy: f"link-{privacy.value}" for privacy in Privacy}
TRIAL, CLOSED = "link-trial", "link-closed"
OPEN = f"/s/{LINKS[Privacy.ANONYMOUS]}"
TOO_LONG = 300 * 1024  # characters: more than a form may have


@dataclass
class Participant:
    """Somebody with a browser of their own, on the way through a survey in one language."""

    visitor: Visitor
    language: str
    surveys: dict[str, UUID]
    sent: str

    async def open(self, address: str) -> Page:
        return await self.visitor.get(f"{address}?lang={self.language}")

    async def invited(self, privacy: Privacy, *, organisation: str = "") -> str:
        """The address of an invitation."""
        survey = self.surveys[LINKS[privacy]]
        return f"/i/{await invite(survey, language=self.language, organisation=organisation)}"

    async def off_the_list(self) -> str:
        """The address behind the link at the end of a mail."""
        survey, email = self.surveys[LINKS[Privacy.ANONYMOUS]], f"{uuid4()}@example.org"
        await invitations.invite(survey, [invitations.Invitee("Byalaget", email, self.language)])
        return f"/u/{mails_token(survey, email)}"

    async def draft(self, link: str, parts: int) -> str:
        """The token of answers under way, with so many parts answered."""
        today, now = date.today(), datetime.now(UTC)
        kind, _, secret = link.removeprefix("/").partition("/")
        asked = await (survey_by_link if kind == "s" else survey_by_invitation)(secret, today=today)
        token = await start(asked, language=self.language, today=today, now=now)
        fields = {name: _list(value) for part in range(1, parts + 1) for name, value in FILLED[part].items()}
        typed = typed_by_question(EVERYTHING.questions, fields) if parts else {}
        await save_section(token, typed, language=self.language, today=today)
        return token

    async def part(self, number: int, *, link: str = OPEN) -> Page:
        """This part of the survey, when all parts before are answered."""
        return await self.open(f"/a/{await self.draft(link, number - 1)}/{number}")

    async def check(self, link: str = OPEN) -> Page:
        return await self.open(f"/a/{await self.draft(link, len(FILLED))}/check")

    async def receipt(self, link: str = OPEN) -> Page:
        token = await self.draft(link, len(FILLED))
        await send(token, today=date.today(), now=datetime.now(UTC))
        return await self.open(f"/a/{token}/receipt")

    async def changed(self) -> Page:
        """The page where a change of sent answers is checked."""
        page = await self.receipt(await self.invited(Privacy.CONFIDENTIAL))
        return await page.submit(action="/change")


State = Callable[[Participant], Awaitable[Page]]
STATES: dict[str, State] = {}


def state(name: str) -> Callable[[State], State]:
    def add(found: State) -> State:
        STATES[name] = found
        return found

    return add


for _privacy, _link in LINKS.items():
    state(f"welcome, {_privacy.value}")(lambda who, link=_link: who.open(f"/s/{link}"))  # type: ignore[misc]


@state("welcome, invited, anonymous")
async def _(who: Participant) -> Page:
    return await who.open(await who.invited(Privacy.ANONYMOUS))


@state("welcome, invited, named")
async def _(who: Participant) -> Page:
    return await who.open(await who.invited(Privacy.ORGANISATION_NAMED, organisation="Förening & vänner"))


@state("welcome without the organisation")
async def _(who: Participant) -> Page:
    page = await who.open(f"/s/{LINKS[Privacy.ORGANISATION_NAMED]}")
    return await page.submit()


@state("welcome of a trial")
async def _(who: Participant) -> Page:
    return await who.open(f"/s/{TRIAL}")


@state("closed")
async def _(who: Participant) -> Page:
    return await who.open(f"/s/{CLOSED}")


@state("wrong link")
async def _(who: Participant) -> Page:
    return await who.open("/s/no-such-link")


@state("wrong invitation")
async def _(who: Participant) -> Page:
    return await who.open("/i/no-such-invitation")


@state("wrong link to answers")
async def _(who: Participant) -> Page:
    return await who.open("/a/no-such-answers")


@state("no such page")
async def _(who: Participant) -> Page:
    return await who.open("/s/one/two/three")


@state("no such part")
async def _(who: Participant) -> Page:
    return await who.open((await who.part(1)).path[:-1] + "9")


@state("too many wrong links")
async def _(who: Participant) -> Page:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(participant_pages, "wrong_links", Attempts(limit=0, seconds=600))
        return await who.open("/s/no-such-link")


@state("used invitation")
async def _(who: Participant) -> Page:
    invitation = await who.invited(Privacy.ANONYMOUS)
    await who.receipt(invitation)
    return await who.open(invitation)


for _number in FILLED:

    @state(f"part {_number}, empty")
    async def _(who: Participant, number: int = _number) -> Page:
        return await who.part(number)

    @state(f"part {_number}, with errors")
    async def _(who: Participant, number: int = _number) -> Page:
        return await (await who.part(number)).submit(WRONG[number], button="button=on")

    @state(f"part {_number}, resumed")
    async def _(who: Participant, number: int = _number) -> Page:
        page = await who.part(number)
        later = await page.submit(FILLED[number], button="button=later")
        return await who.open(later.path.replace("later", str(number)))


@state("part 4 with nothing recalled, of a trial")
async def _(who: Participant) -> Page:
    page = await who.part(1, link=f"/s/{TRIAL}")
    return await who.open(page.path[:-1] + "4")


@state("part 1, corrected")
async def _(who: Participant) -> Page:
    page = await who.check()
    return await who.visitor.get(f"{page.path.replace('check', '1')}?correction=1&lang={who.language}")


@state("too long to be sent")
async def _(who: Participant) -> Page:
    return await (await who.part(3)).submit({"q10": "x" * TOO_LONG}, button="button=on")


@state("saved for later")
async def _(who: Participant) -> Page:
    return await (await who.part(2)).submit(button="button=later")


@state("check")
async def _(who: Participant) -> Page:
    return await who.check()


@state("check with errors")
async def _(who: Participant) -> Page:
    page = await who.part(1)
    page = await who.open(page.path[:-1] + "check")
    return await page.submit(action="/check")


@state("receipt")
async def _(who: Participant) -> Page:
    return await who.receipt()


@state("receipt, named")
async def _(who: Participant) -> Page:
    return await who.receipt(await who.invited(Privacy.ORGANISATION_NAMED, organisation="جمعية"))


@state("receipt, of a trial")
async def _(who: Participant) -> Page:
    return await who.receipt(f"/s/{TRIAL}")


@state("receipt after closing")
async def _(who: Participant) -> Page:
    return await who.open(f"/a/{who.sent}/receipt")


@state("check of a change")
async def _(who: Participant) -> Page:
    return await who.changed()


@state("receipt while a change is not sent")
async def _(who: Participant) -> Page:
    return await who.open((await who.changed()).path.replace("check", "receipt"))


@state("delete?")
async def _(who: Participant) -> Page:
    return await who.open((await who.receipt()).path.replace("receipt", "delete"))


@state("delete? after closing")
async def _(who: Participant) -> Page:
    return await who.open(f"/a/{who.sent}/delete")


@state("deleted")
async def _(who: Participant) -> Page:
    page = await who.open((await who.receipt()).path.replace("receipt", "delete"))
    return await page.submit(action="/delete")


@state("no more mails?")
async def _(who: Participant) -> Page:
    return await who.open(await who.off_the_list())


@state("no more mails")
async def _(who: Participant) -> Page:
    return await (await who.open(await who.off_the_list())).submit()


@state("wrong link to stop mails")
async def _(who: Participant) -> Page:
    return await who.open("/u/no-such-link")


@state("letter")
async def _(who: Participant) -> Page:
    return await who.open((await make_letter(who.language))[0])


@state("reply")
async def _(who: Participant) -> Page:
    return await who.open((await make_letter(who.language))[1])


@state("reply that is too long")
async def _(who: Participant) -> Page:
    page = await who.open((await make_letter(who.language))[1])
    return await page.submit({"text": "x" * 601}, action="/replies/")


@state("wrong link to a letter")
async def _(who: Participant) -> Page:
    return await who.open("/letters/no-such-letter")


@state("notes to check")
async def _(who: Participant) -> Page:
    return await who.open(await make_checked_notes())


@state("notes to check, nothing said")
async def _(who: Participant) -> Page:
    return await (await who.open(await make_checked_notes())).submit()


@state("notes checked")
async def _(who: Participant) -> Page:
    page = await who.open(await make_checked_notes())
    return await page.submit({"missing": "Tågen slutar gå för tidigt."})


@state("wrong link to notes")
async def _(who: Participant) -> Page:
    return await who.open("/notes/no-such-notes")


def _list(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
