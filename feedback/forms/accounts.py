"""What the sign-in form accepts, and the words for each error."""

from dataclasses import dataclass, field
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class SignInForm:
    email: str = ""
    password: str = ""
    next: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        email, password = data.text("email"), data.values.get("password", [""])[0]
        errors = {}
        if "@" not in email:
            errors["email"] = _("Write your e-mail address, for example name@example.org.")
        if not password:
            errors["password"] = _("Write your password.")
        return cls(email=email, password=password, next=local_path(data.text("next")), errors=errors)

    @property
    def refused(self) -> Self:
        """The same form, saying that address and password do not belong together, and not which of them is wrong."""
        wrong = {"email": _("The address and the password do not belong together. Check both and try again.")}
        return type(self)(email=self.email, next=self.next, errors=wrong)


def local_path(path: str) -> str:
    """A path of this site, or nothing: a link must not send an officer elsewhere after signing in."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else ""
