"""One address may ask so often and no oftener; others are not held up by it."""

import pytest
from starlette.requests import Request

from shared.errors import TooManyRequests
from shared.identity import Limit
from shared.identity.rates import address


class Watch:
    """Seconds that stand until they are moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_the_window_slides() -> None:
    watch = Watch()
    limit = Limit(2, 60, clock=watch)
    limit.check("a")
    watch.seconds = 30
    limit.check("a")
    with pytest.raises(TooManyRequests) as refused:
        limit.check("a")
    assert (refused.value.status, refused.value.retry_after) == (429, 31)
    watch.seconds = 60
    limit.check("a")


def test_another_address_is_not_held_up() -> None:
    limit = Limit(1, 60, clock=Watch())
    limit.check("a")
    limit.check("b")


def test_only_so_many_addresses_are_remembered() -> None:
    limit = Limit(1, 60, size=2, clock=Watch())
    for key in ("a", "b", "c"):
        limit.check(key)
    limit.check("a")
    with pytest.raises(TooManyRequests):
        limit.check("c")


@pytest.mark.parametrize(
    ("host", "expected"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("testclient", "testclient")],
)
def test_an_address_of_the_new_kind_counts_by_its_network(host: str, expected: str) -> None:
    assert address(Request({"type": "http", "headers": [], "client": (host, 1)})) == expected
