"""The waiting list: what it promises, for whatever happens to it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.waiting import (
    AlreadyWaiting,
    Because,
    Held,
    NothingOffered,
    OfferLapsed,
    PlacesInUse,
    UnknownGroup,
    Waiter,
    WaitingList,
    accept,
    decline,
    hand_over,
    join,
    lapse,
    leave,
    order,
    refill,
    resize,
    standing,
)

T0 = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)
GROUPS = ("parties", "observers")


def a_waiter(key: str, *, group: str = "parties", share: str = "", minute: int = 0) -> Waiter:
    return Waiter(key=key, group=group, share=share, since=T0 + timedelta(minutes=minute))


def a_list(*waiters: Waiter, places: int = 0) -> WaitingList:
    places_ = WaitingList(groups=GROUPS, places=places)
    for one in waiters:
        places_ = join(places_, one)
    return places_


def keys(places: WaitingList) -> list[str]:
    return [one.waiter.key for one in order(places)]


def test_groups_come_in_their_order_then_shares_take_turns_then_time_decides() -> None:
    places = a_list(
        a_waiter("obs", group="observers", share="X", minute=0),
        a_waiter("jpn1", share="JPN", minute=1),
        a_waiter("jpn2", share="JPN", minute=2),
        a_waiter("fra1", share="FRA", minute=3),
    )

    assert [(one.waiter.key, one.turn, one.because) for one in order(places)] == [
        ("jpn1", 0, Because.FIRST),
        ("fra1", 0, Because.TIME),
        ("jpn2", 1, Because.SHARE),
        ("obs", 0, Because.GROUP),
    ]
    third = standing(places, "jpn2")
    assert third is not None
    assert third.number == 3


def test_whoever_has_places_already_comes_after_those_who_have_none() -> None:
    places = a_list(a_waiter("jpn", share="JPN"), a_waiter("fra", share="FRA", minute=9))

    assert keys(places.with_(held=(Held(key="x", share="JPN"),))) == ["fra", "jpn"]


def test_a_free_place_is_offered_until_an_instant_and_accepted_once() -> None:
    places, offers = refill(a_list(a_waiter("a"), a_waiter("b", minute=1), places=1), T0)

    assert [(one.key, one.until) for one in offers] == [("a", T0 + timedelta(days=1))]
    taken = accept(places, "a", at=T0 + timedelta(hours=1))
    assert (taken.holds("a"), taken.free, keys(taken)) == (True, 0, ["b"])
    with pytest.raises(NothingOffered):
        accept(taken, "b", at=T0)
    with pytest.raises(OfferLapsed):
        accept(places, "a", at=T0 + timedelta(days=1))


def test_what_lapses_or_is_declined_goes_to_the_next() -> None:
    places, _ = refill(a_list(a_waiter("a"), a_waiter("b", minute=1), places=1), T0)
    later = T0 + timedelta(days=1)
    open_, lapsed = lapse(places, later)
    _, offers = refill(open_, later)
    _, instead = refill(decline(places, "a"), T0)

    assert ([one.key for one in lapsed], [one.key for one in offers]) == (["a"], ["b"])
    assert [one.key for one in instead] == ["b"]
    assert lapse(places, later - timedelta(seconds=1)) == (places, ())


def test_nobody_who_waits_is_overtaken_because_a_share_lets_its_place_go() -> None:
    """Beat of CHE has an offer, so Kenji of JPN comes before Carla of CHE, who asked first: that is what both read."""
    people = [a_waiter("beat", share="CHE"), a_waiter("carla", share="CHE", minute=1)]
    shown, _ = refill(a_list(*people, a_waiter("kenji", share="JPN", minute=2), places=1), T0)
    lapsed, _ = lapse(shown, T0 + timedelta(days=1))
    given_back = leave(accept(shown, "beat", at=T0), "beat")

    assert [keys(one) for one in (shown, lapsed, decline(shown, "beat"), given_back)] == [["kenji", "carla"]] * 4


def test_where_nobody_waited_every_share_starts_anew() -> None:
    places, _ = refill(a_list(a_waiter("beat", share="CHE"), places=1), T0)
    places = join(resize(decline(places, "beat"), 0), a_waiter("carla", share="CHE"))

    assert keys(join(places, a_waiter("kenji", share="JPN", minute=1))) == ["carla", "kenji"]


def test_an_offer_never_outlives_the_meeting() -> None:
    close = T0 + timedelta(hours=2)
    places = a_list(a_waiter("a"), places=1)

    assert refill(places, T0, until=close)[1][0].until == close
    assert refill(places, close, until=close) == (places, ())


def test_nobody_waits_twice_and_no_group_is_made_up() -> None:
    places = a_list(a_waiter("a"))
    with pytest.raises(AlreadyWaiting):
        join(places, a_waiter("a"))
    with pytest.raises(UnknownGroup):
        join(places, a_waiter("b", group="friends"))


def test_places_in_use_are_not_taken_away() -> None:
    places, _ = refill(a_list(a_waiter("a"), places=2), T0)
    with pytest.raises(PlacesInUse):
        resize(places, 0)
    assert resize(places, 1).free == 0


def test_a_successor_takes_place_offer_or_turn() -> None:
    places, _ = refill(a_list(a_waiter("a"), a_waiter("b", minute=1), places=1), T0)

    assert hand_over(places, "a", successor="z").offer_to("z") is not None
    assert keys(hand_over(places, "b", successor="z")) == ["z"]
    assert hand_over(accept(places, "a", at=T0), "a", successor="z").holds("z")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["join", "leave", "accept", "decline", "lapse", "resize", "wait"]),
        st.integers(0, 7),
        st.integers(0, 5),
    ),
    max_size=60,
)


def after(places: WaitingList, act: str, *, who: int, number: int, at: datetime) -> WaitingList:
    key, share = f"p{who}", f"s{who % 3}"
    if act == "join" and not places.knows(key):
        return join(places, Waiter(key=key, group=GROUPS[number % 2], share=share, since=at))
    if act == "leave":
        return leave(places, key)
    offer = places.offer_to(key)
    if act == "accept" and offer and at < offer.until:
        return accept(places, key, at=at)
    if act == "decline" and offer:
        return decline(places, key)
    if act == "lapse":
        return lapse(places, at)[0]
    if act == "resize" and number >= places.used:
        return resize(places, number)
    return places


@given(ACTS)
def test_whatever_happens_no_place_is_given_twice_and_none_stays_empty_while_somebody_waits(
    acts: list[tuple[str, int, int]],
) -> None:
    """No oversold place, no lost place, nobody twice; the order is whole and the first is the one who is offered."""
    places, at = WaitingList(groups=GROUPS, places=2, answer_minutes=90), T0
    for act, who, number in acts:
        at += timedelta(minutes=17 * (number + 1))
        places = after(places, act, who=who, number=number, at=at)
        expected = keys(places)[: max(places.free, 0)][:1]
        places, offers = refill(places, at)
        known = [one.key for one in (*places.held, *places.offers, *places.waiting)]

        assert places.used <= places.places
        assert len(set(known)) == len(known)
        assert places.free == 0 or not places.waiting
        assert [one.key for one in offers][:1] == expected
        assert sorted(keys(places)) == sorted(one.key for one in places.waiting)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3)), min_size=1, max_size=12))
def test_who_joins_later_never_changes_the_order_of_those_before(people: list[tuple[int, int]]) -> None:
    places = WaitingList(groups=GROUPS)
    for number, (group, share) in enumerate(people):
        before = keys(places)
        places = join(places, a_waiter(f"p{number}", group=GROUPS[group], share=f"s{share}", minute=number))

        assert [key for key in keys(places) if key in before] == before
