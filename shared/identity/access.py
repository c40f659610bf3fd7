"""Access that was taken back ends at once: what a session has of a link ends with the link, at the next request."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.identity.links import LINKS, SignInLink
from shared.identity.tokens import Admission
from shared.kept import Backend
from shared.stored import Staged
from shared.who import Who


@dataclass(frozen=True)
class GivenAccess:
    """The access one service gave by links: what is left of it, and the page where people ask for a new link."""

    backend: Backend
    link_form: str

    async def left_of(self, admissions: Sequence[Admission]) -> tuple[Admission, ...]:
        """Return the admissions nobody took back; one read by index for each that a link may have given, none else."""
        return tuple([one for one in admissions if not (one.limited and await self._ended(one))])

    async def _ended(self, admission: Admission) -> bool:
        given = await Staged(LINKS, self.backend).all(subject=admission.subject)
        return any(ends(link, admission) for link in given)


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
