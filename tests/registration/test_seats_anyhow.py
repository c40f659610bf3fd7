"""Whatever many people do with the seats of a meeting at once, none is sold twice, and nobody is lost (R7)."""

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shared.web import House
from tests.registration.hall import Act, Hall

pytestmark = pytest.mark.real

OFTEN = ("seat", "give up", "swap", "join", "accept", "withdraw", "substitute", "quota")
SELDOM = ("leave", "decline", "lapse", "plan", "seat all", "replace", "revert", "reject", "reopen", "register")
ACTS = st.builds(
    Act,
    what=st.sampled_from(OFTEN * 2 + SELDOM),
    who=st.integers(0, 8),
    other=st.integers(0, 3),
    room=st.integers(0, 1),
    number=st.integers(0, 4),
)


RACES = [Phase.generate]
"""What depends on who comes first cannot be made smaller."""


@settings(max_examples=12, suppress_health_check=list(HealthCheck), database=None, phases=RACES)
@given(bursts=st.lists(st.lists(ACTS, min_size=2, max_size=8), min_size=4, max_size=12))
async def test_whoever_does_what_at_once_every_seat_is_somebodys_once(
    api: httpx.AsyncClient, house: House[object], bursts: list[list[Act]]
) -> None:
    hall = Hall(house)
    await hall.open()
    for acts in bursts:
        await hall.let(acts)
        await hall.must_hold()
