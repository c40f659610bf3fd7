"""What States did about a convention since its file was made: recorded act by act, read over the file's dates (R5)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from services.registration.domain.conventions import Convention
from services.registration.domain.refusals import NoTreatyAct
from services.registration.domain.treaty import TreatyAct, TreatyState, after_act, takes_effect
from shared.contracts.registration import TreatyStatusRecorded
from shared.values import Aggregate, Value

STRUCK = "struck"
"""The word an event carries when an act was recorded by mistake."""


class ActDone(Value):
    """One act of a State, with the depositary's notification it is taken from."""

    act: TreatyAct
    dated: date
    reference: str
    recorded_by: str
    recorded_at: datetime


class TreatyStatus(Aggregate):
    """The acts of one State about one convention, oldest first."""

    treaty_status_id: str
    convention: str
    state: str
    name: str
    acts: tuple[ActDone, ...] = ()

    def state_after(self, convention: Convention) -> TreatyState | None:
        """Return the State's dates: those of the file, then every recorded act."""
        state = convention.state(self.state)
        for one in self.acts:
            state = after_act(state, one.act, dated=one.dated) if state else None
        return state

    def record(self, done: ActDone, convention: Convention) -> tuple[Self, TreatyStatusRecorded]:
        """Add an act; one that the State's dates do not allow is refused."""
        recorded = self.next(acts=(*self.acts, done))
        state = recorded.state_after(convention)
        effect = takes_effect(state, done.act, in_force_since=convention.in_force_since) if state else None
        return recorded, recorded._fact(done.act.value, dated=done.dated, effect=effect)

    def strike(self) -> tuple[Self, TreatyStatusRecorded]:
        """Take back the last act, recorded by mistake."""
        if not self.acts:
            raise NoTreatyAct("No act of this State was recorded here.", field="state")
        struck = self.next(acts=self.acts[:-1])
        return struck, struck._fact(STRUCK, dated=self.acts[-1].dated, effect=None)

    def _fact(self, act: str, *, dated: date, effect: date | None) -> TreatyStatusRecorded:
        return TreatyStatusRecorded(
            treaty_status_id=self.treaty_status_id,
            convention=self.convention,
            state=self.state,
            name=self.name,
            act=act,
            dated=dated,
            takes_effect_on=effect,
            version=self.version,
        )


def status_id_of(convention: str, iso3: str) -> str:
    """Return the id under which the acts of a State are kept."""
    return f"trs_{convention}_{iso3}".lower()


def as_of_now(convention: Convention, statuses: Sequence[TreatyStatus]) -> Convention:
    """Return the convention with every recorded act."""
    changed = [state for one in statuses if (state := one.state_after(convention))]
    return convention.with_states(changed)
