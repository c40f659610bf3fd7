"""What can go wrong, as types; answered once in `web.py` and once in `delivery.py`."""

from collections.abc import Sequence
from typing import ClassVar


class Refused(Exception):
    """A rule of the domain says no. Subclasses name what is not so: `DeadlinePassed`, `FundExhausted`.

    `reason` is a plain sentence for the person who asked, `field` the command's field it concerns, `next_step` what to
    do now. Both sentences are message ids for translation.
    """

    status: ClassVar[int] = 422
    next_step: str = "Correct what is named here and send it again."

    def __init__(self, reason: str, *, field: str | None = None, next_step: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        if next_step is not None:
            self.next_step = next_step

    @property
    def kind(self) -> str:
        """The refusal's name as it appears in a problem answer's `type`."""
        return type(self).__name__

    @property
    def concerns(self) -> Sequence[tuple[str, str]]:
        """The fields concerned, each with its own sentence."""
        return ((self.field, self.reason),) if self.field else ()


class Incomplete(Refused):
    """Several fields are not right yet, each for its own reason: pairs of field and sentence."""

    def __init__(self, reason: str, concerns: Sequence[tuple[str, str]]) -> None:
        super().__init__(reason)
        self._concerns = tuple(concerns)

    @property
    def concerns(self) -> Sequence[tuple[str, str]]:
        return self._concerns


class NotFound(Refused):
    """There is no such thing, or not for the one who asks."""

    status = 404
    next_step = "Check the address, or go back to the list and choose again."


class Conflict(Refused):
    """Someone else changed the same thing, again and again, while this was being decided."""

    status = 409
    next_step = "Load the page again to see the other change, then repeat yours if it still applies."


class AlreadyTaken(Refused):
    """Something that must be unique exists already."""

    status = 409
    next_step = "Open the existing entry, or choose another value."


class SignInNeeded(Refused):
    """Nobody is signed in."""

    status = 401
    next_step = "Sign in, or ask for a new sign-in link."


class NotAllowed(Refused):
    """The person signed in may not do this."""

    status = 403
    next_step = "Ask a colleague whose role allows it."


class KeyReused(Refused):
    """An idempotency key came back with another request body."""

    next_step = "Use a new Idempotency-Key for a new request."


class TooManyRequests(Refused):
    """The same address asked too often in a short time; `retry_after` says in how many seconds it may ask again."""

    status = 429
    next_step = "Wait a little, then try again."

    def __init__(self, reason: str, *, retry_after: int) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Unavailable(Refused):
    """A part the service depends on does not answer now; nothing was changed."""

    status = 503
    next_step = "Try again in a minute."


class NotDueYet(Exception):
    """A scheduled command arrived before its instant; it is put back until then."""
