"""What the forms accept by which other programs are let in and told: a token, and a webhook."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Self

from feedback.api_tokens import LONGEST_LIFE, LONGEST_NAME, SCOPES, TokenScope
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.webhook_events import EVENTS, WebhookEvent

USUAL_LIFE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class TokenForm:
    """A new token: what it is for, what it is good for, and its last day as it was typed."""

    name: str = ""
    scopes: tuple[TokenScope, ...] = ()
    expires_on: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def empty(cls, today: date) -> Self:
        return cls(expires_on=(today + USUAL_LIFE).isoformat())

    @classmethod
    def read(cls, data: Submitted, today: date) -> Self:
        form = cls(
            name=data.text("name"),
            scopes=tuple(scope for scope in SCOPES if scope.value in data.all("scope")),
            expires_on=data.text("expires_on"),
        )
        errors = {}
        if not form.name or len(form.name) > LONGEST_NAME:
            errors["name"] = _("Write what the token is for, with at most %(n)s characters.", n=LONGEST_NAME)
        if not form.scopes:
            errors["scope"] = _("Choose at least one thing that the token is good for.")
        day = data.day("expires_on")
        if day is None or not today <= day <= today + LONGEST_LIFE:
            errors["expires_on"] = _("The last day must be a day from today on, and at most one year ahead.")
        return replace(form, errors=errors)

    @property
    def last_day(self) -> date:
        """The last day, of a form without errors."""
        return date.fromisoformat(self.expires_on)


@dataclass(frozen=True, slots=True)
class WebhookForm:
    """A new webhook: its address and the events that it is told of."""

    url: str = ""
    events: tuple[WebhookEvent, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(url=data.text("url"), events=tuple(event for event in EVENTS if event.value in data.all("event")))
        errors = {}
        if not form.url.startswith("https://"):
            errors["url"] = _("Write the whole address, with https:// first.")
        if not form.events:
            errors["event"] = _("Choose at least one event.")
        return replace(form, errors=errors)

    def refused(self, why: str) -> Self:
        """The same form, saying what stands against its address."""
        return replace(self, errors={"url": why})
