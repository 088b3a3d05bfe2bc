"""What can go wrong in the domain, in words for the reader. No HTTP in here: `feedback.web.errors` gives each its status."""


class ServiceError(Exception):
    """Something the reader must be told; `str()` is a whole sentence in their language."""


class NotFound(ServiceError):
    """There is no such thing, or it is not the reader's to see."""


class Gone(ServiceError):
    """It was there and has been taken away, closed or used up."""


class NotAllowed(ServiceError):
    """The reader may not do this, or not in this state."""


class Conflict(ServiceError):
    """Somebody else changed it first, or a rule of the domain forbids it now."""


class Unreachable(ServiceError):
    """Another machine that this needs does not answer, or not as it should; nothing was changed."""


class TooMany(ServiceError):
    """Too many attempts in a short time."""
