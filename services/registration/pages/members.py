"""The people of a delegation as one list: who is missing stands first; those whom it invited, if they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from services.registration.domain import Participant
from services.registration.domain.delegations import Named
from services.registration.domain.missions import Endorsement, PersonInvited, named_there, to_endorse
from services.registration.pages.words import STATUS, state_choices
from services.registration.ports.views import MissionSeen
from shared.contracts.registration import DelegateRole
from shared.pages import Choice, Column, Filter, Listing, ListPlan, Shown, Table, msg, read_listing, select

FIRST = 10
"""So many stand in a section of their own above the list, which has them all."""

NEEDS = {
    "unregistered": msg("named, not registered"),
    "unnamed": msg("not named in your note"),
    "unendorsed": msg("To endorse"),
    "invited": msg("Invited, not registered"),
}
"""What is missing of somebody, by the words of `lacks`."""


@dataclass(frozen=True)
class Member:
    """One line: somebody whom the note names, who is registered, or who was invited."""

    key: str
    full_name: str
    email: str
    role: DelegateRole
    needs: frozenset[str] = frozenset()
    named: Named | None = None
    registered: Participant | None = None
    invited: PersonInvited | None = None
    said: Endorsement | None = None

    @property
    def status(self) -> str:
        """How far the registration is; nothing where there is none."""
        return self.registered.status.value if self.registered else ""

    @property
    def place(self) -> str:
        """What the list sorts by: of whom something is missing, then the others, then those who do not come."""
        gone = self.registered is not None and not self.registered.active
        rank = 0 if self.named else 1 if self.needs else 3 if gone else 2
        return f"{rank} {self.full_name}"


def members_of(seen: MissionSeen) -> list[Member]:
    """Return everybody of a delegation, with what is missing of each."""
    known, said = named_there(seen.delegation), {one.participant_id: one for one in seen.endorsements}
    waiting = {one.participant_id for one in to_endorse(seen.there, seen.rules)}

    def needs(one: Participant) -> frozenset[str]:
        unnamed = {"unnamed"} if one.active and known.isdisjoint(one.keys) else set()
        return frozenset(unnamed | ({"unendorsed"} if one.participant_id in waiting else set()))

    missing = [_named(one) for one in seen.missing]
    people = [
        Member(
            one.participant_id,
            one.full_name,
            one.email,
            one.role,
            needs(one),
            registered=one,
            said=said.get(one.participant_id),
        )
        for one in seen.people
    ]
    return missing + people + [_invited(one) for one in seen.invited]


def _named(one: Named) -> Member:
    return Member(f"missing {one.key}", one.full_name, one.email or "", one.role, frozenset({"unregistered"}), one)


def _invited(one: PersonInvited) -> Member:
    role, needs = DelegateRole.REPRESENTATIVE, frozenset({"invited"})
    return Member(one.invitation_id, one.name, one.email, role, needs, invited=one)


def listed(request: Request, seen: MissionSeen) -> tuple[Listing, Shown[Member]]:
    """Return what of the list is asked for, and its page; the portal and the piece of it that is kept ask alike."""
    members = members_of(seen)
    path = f"/registration/delegations/{seen.delegation.delegation_id}/portal"
    listing = read_listing(path, request.query_params.multi_items(), plan=_plan(members))
    return listing, shown_members(members, listing)


def _plan(members: Sequence[Member]) -> ListPlan:
    """Return what the list offers; each need says how many have it."""
    counts = {need: sum(need in one.needs for one in members) for need in NEEDS}
    needs = [Choice(need, word, help=str(counts[need])) for need, word in NEEDS.items() if counts[need]]
    filters = (Filter("need", "What is missing", needs), Filter("status", "Status", state_choices(STATUS)))
    return ListPlan(columns=(Column("place", "Name"),), filters=filters, order="place")


def shown_members(members: Sequence[Member], listing: Listing) -> Shown[Member]:
    """Return the lines asked for; who was invited alone stands there only if asked for."""
    need = listing.value("need")
    return select(
        [one for one in members if (need in one.needs if need else not one.invited)],
        listing,
        key=lambda one: one.key,
        text=lambda one: f"{one.full_name} {one.email}",
        values={"place": lambda one: one.place, "status": lambda one: one.status},
    )


def table_of(delegation_id: str) -> Table[Member]:
    """Return how the list is written into a file."""
    return Table(f"{delegation_id}-people", EXPORTED, _row)


EXPORTED = ("Name", "E-mail", "Role", "Status", "What is missing")


def _row(one: Member) -> tuple[object, ...]:
    return (one.full_name, one.email, one.role.value, one.status, ", ".join(sorted(one.needs)))
