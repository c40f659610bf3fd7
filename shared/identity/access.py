"""Access that was taken back ends at once: what a session has of a link ends with the link, at the next request."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.identity.links import LINKS, SignInLink
from shared.identity.tokens import Admission
from shared.kept import Backend, Kept
from shared.stored import Staged
from shared.values import Aggregate, Instant
from shared.who import Who


class RevokedLink(Aggregate):
    """A link another service gave and took back, as that service told it."""

    link_id: str
    revoked_at: Instant


REVOKED = Kept("revoked_links", RevokedLink, key="link_id", collection="_revoked_links", copy=True)
"""Part of the KEPT of a service that lets people in by what another service's links gave."""


@dataclass(frozen=True)
class GivenAccess:
    """The access one service gave by links: what is left of it, and the page where people ask for a new link.

    `heard` says that the service keeps which links others took back.
    """

    backend: Backend
    link_form: str
    heard: bool = False

    async def left_of(self, admissions: Sequence[Admission]) -> tuple[Admission, ...]:
        """Return the admissions nobody took back; a read by index or two for each a link may have given, none else."""
        return tuple([one for one in admissions if not (one.limited and await self._ended(one))])

    async def _ended(self, admission: Admission) -> bool:
        given = await Staged(LINKS, self.backend).all(subject=admission.subject)
        return any(ends(link, admission) for link in given) or await self._ended_elsewhere(admission)

    async def _ended_elsewhere(self, admission: Admission) -> bool:
        asks = self.heard and admission.link_id
        return bool(asks and await Staged(REVOKED, self.backend).find(admission.link_id))


def ends(link: SignInLink, admission: Admission) -> bool:
    """Tell whether an admission ended with this link: it came by it, or by none and began before it was taken back."""
    if link.revoked_at is None or link.subject != admission.subject:
        return False
    return link.link_id == admission.link_id if admission.link_id else admission.since <= link.revoked_at.timestamp()


def who_is_left(who: Who, admissions: Sequence[Admission]) -> Who | None:
    """Return who still asks, with what is left of the grants; None when nothing is."""
    if not admissions:
        return None
    grants = frozenset(grant for one in admissions for grant in one.grants)
    return who.model_copy(update={"subject": admissions[0].subject, "grants": grants})
