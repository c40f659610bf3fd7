"""What badges need: the signer of their tokens, and their views."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Literal, Protocol

from services.registration.domain.access import AccessPlan
from services.registration.domain.badge_batches import BadgeBatch
from services.registration.domain.badge_designs import BadgeDesign
from services.registration.domain.badge_tokens import TokenFacts, Verdict
from services.registration.domain.badges import Badge, BadgeState
from shared.contracts.registration import BadgeCategory
from shared.values import PageSize, Value


class PublicKey(Value):
    """A key that verifies tokens, as a JSON Web Key (RFC 8037)."""

    kid: str
    kty: Literal["OKP"] = "OKP"
    crv: Literal["Ed25519"] = "Ed25519"
    x: str


class Sealed(Value):
    """A signature (base64url) and the id of the key that made it."""

    key: str
    signature: str


class Signer(Protocol):
    """Signs what the QR of a badge says, and reads it back."""

    def sign(self, facts: TokenFacts) -> str:
        """Return the text of the QR."""

    def read(self, token: str) -> TokenFacts | Verdict:
        """Return what a QR says if it is signed by us, else why it is refused."""

    def seal(self, purpose: str, content: str) -> Sealed:
        """Return the signature over a text for one purpose, as `<purpose>` and the text on a line each."""

    def public_keys(self) -> tuple[PublicKey, ...]:
        """Return the keys that verify tokens, the present one first."""


class BadgesAsked(Value):
    """Which badges of a meeting, in which order, from where on."""

    state: str = ""
    category: str = ""
    holder_kind: str = ""
    delegation_id: str = ""
    outdated: str = ""
    q: str = ""
    sort: str = "name_key"
    descending: bool = False
    after: str | None = None
    size: PageSize = 50


class Badges(Value):
    """One page of badges, how many match in all, and the id behind which the next page starts."""

    rows: tuple[Badge, ...]
    total: int
    after: str | None


class BadgeStanding(Value):
    """What a device keeps of one badge: serial numbers below `serial` are refused, and all of them unless admitted."""

    badge_id: str
    serial: int
    state: BadgeState
    admitted: bool
    zones: tuple[str, ...]
    valid_from: date
    valid_to: date


class Standings(Value):
    """What changed since a cursor, and the cursor to ask with next; `more` where the answer was cut."""

    rows: tuple[BadgeStanding, ...]
    cursor: str
    more: bool


class BadgeViews(Protocol):
    """The read side of badges."""

    async def badges(self, meeting_id: str, asked: BadgesAsked) -> Badges:
        """Return one page of badges."""

    def every_badge(self, meeting_id: str, asked: BadgesAsked) -> AsyncIterator[Badge]:
        """Yield all badges asked for, whatever the size of a page."""

    async def badge(self, badge_id: str) -> Badge:
        """Return a badge, or refuse with NotFound."""

    async def badges_of(self, badge_ids: Sequence[str]) -> list[Badge]:
        """Return these badges in this order; those that are not there are passed over."""

    async def to_print(self, meeting_id: str, asked: BadgesAsked) -> list[str]:
        """Return the ids of the badges asked for that can be printed, by kind, delegation and name; at most 5,000."""

    async def batches(self, meeting_id: str) -> list[BadgeBatch]:
        """Return the last batches of a meeting, newest first."""

    async def batch(self, batch_id: str) -> BadgeBatch:
        """Return a batch, or refuse with NotFound."""

    async def batches_under_way(self) -> list[BadgeBatch]:
        """Return the batches somebody has to work on, the oldest first."""

    async def badge_of(self, holder_id: str) -> Badge | None:
        """Return the last badge of a holder, or None."""

    async def counts(self, meeting_id: str) -> dict[str, int]:
        """Return how many badges of a meeting are in each state, and how many are `outdated`."""

    async def standings(self, meeting_id: str, *, cursor: str, revoked: bool) -> Standings:
        """Return what changed since a cursor (empty: from the beginning); only what is refused where `revoked`."""

    async def plan(self, meeting_id: str) -> AccessPlan:
        """Return the zones and rules of a meeting."""

    async def design(self, meeting_id: str, category: BadgeCategory) -> BadgeDesign:
        """Return how a kind of badge looks at a meeting."""
