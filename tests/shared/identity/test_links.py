"""A mailed link lets one person in, once, for a while; asking for another one tells nobody anything."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from shared.identity.links import (
    INVITATION_LIFETIME,
    LINKS,
    REQUEST_LIFETIME,
    Invited,
    LinkExpired,
    LinksUnit,
    LinkUsed,
    RequestSignInLink,
    SignInLink,
    UseSignInLink,
    hash_of,
    invite,
    issue,
    request_sign_in_link,
    revoke_links,
    use,
    use_sign_in_link,
)
from shared.mail import Mail
from shared.messages import Command
from shared.who import Grant, Role
from tests.fakes import FakeClock, World

NOW = FakeClock().now


def an_invited(**changes: object) -> Invited:
    """Return a focal point who is invited."""
    focal_point = Invited(
        subject="fp_1",
        name="Sok Chan",
        email="Sok@mission.example",
        grants=(Grant(role=Role.FOCAL_POINT, scope="del_1"),),
        prefix="/registration",
        start="/registration/delegations/del_1",
    )
    return focal_point.model_copy(update=changes)


def a_link(**changes: object) -> SignInLink:
    """Return a link that was just mailed."""
    link = issue(an_invited(), "key_12", link_id="lnk_1", now=NOW, lifetime=timedelta(hours=1))
    return link.model_copy(update=changes)


class Ask(Command):
    """What a service's own handler was asked for."""

    person: Invited


async def let_in(command: Ask, unit: LinksUnit) -> None:
    await invite(command.person, unit)


async def shut_out(command: Ask, unit: LinksUnit) -> None:
    await revoke_links(command.person.subject, unit)


@pytest.fixture
def world() -> World[LinksUnit]:
    return World("registration", (LINKS,))


def mails(world: World[LinksUnit]) -> Sequence[Mail]:
    return list(world.backend.mails.values())


def test_a_link_is_used_once() -> None:
    used = use(a_link(), NOW)
    assert used == a_link(used_at=NOW, version=2)
    with pytest.raises(LinkUsed):
        use(used, NOW)


def test_a_link_is_too_old_at_its_very_end() -> None:
    use(a_link(), NOW + timedelta(minutes=59, seconds=59))
    with pytest.raises(LinkExpired):
        use(a_link(), NOW + timedelta(hours=1))


def test_a_link_that_was_taken_back_opens_nothing() -> None:
    with pytest.raises(LinkExpired):
        use(a_link(revoked_at=NOW), NOW)


async def test_an_invited_person_gets_a_mail_with_a_link_that_lets_them_in(world: World[LinksUnit]) -> None:
    await world.run(let_in, Ask(person=an_invited()))
    (mail,) = mails(world)
    assert (mail.key, mail.to, mail.about) == ("lnk_1", "Sok@mission.example", "lnk_1")
    assert "plenary:/registration/link/key_12" in mail.text
    assert "Sok Chan" in mail.text
    person = (await world.run(use_sign_in_link, UseSignInLink(token_hash=hash_of("key_12")))).person
    assert person == an_invited()
    assert person.who.has(Role.FOCAL_POINT, "del_1")


async def test_the_token_is_kept_nowhere_but_in_the_mail(world: World[LinksUnit]) -> None:
    await world.run(let_in, Ask(person=an_invited()))
    state = world.state("links", "lnk_1")
    assert "key_12" not in state.model_dump_json()
    assert all("key_12" not in repr(change) for change in world.backend.written)


async def test_an_invitation_lasts_two_weeks(world: World[LinksUnit]) -> None:
    await world.run(let_in, Ask(person=an_invited()))
    state = world.state("links", "lnk_1")
    assert isinstance(state, SignInLink)
    assert state.expires_at == NOW + INVITATION_LIFETIME


async def test_a_second_use_is_refused(world: World[LinksUnit]) -> None:
    world.keep(a_link())
    await world.run(use_sign_in_link, UseSignInLink(token_hash=hash_of("key_12")))
    with pytest.raises(LinkUsed):
        await world.run(use_sign_in_link, UseSignInLink(token_hash=hash_of("key_12")))


async def test_an_unknown_token_is_refused_like_an_old_one(world: World[LinksUnit]) -> None:
    with pytest.raises(LinkExpired):
        await world.run(use_sign_in_link, UseSignInLink(token_hash=hash_of("guessed")))


async def test_whoever_lost_the_link_gets_another_one_for_an_hour(world: World[LinksUnit]) -> None:
    world.keep(a_link(used_at=NOW))
    world.clock.move(days=3)
    await world.run(request_sign_in_link, RequestSignInLink(email="SOK@mission.example"))
    (mail,) = mails(world)
    assert mail.to == "Sok@mission.example"
    newest = world.state("links", mail.key)
    assert isinstance(newest, SignInLink)
    assert (newest.person, newest.expires_at) == (an_invited(), world.clock.now + REQUEST_LIFETIME)


async def test_nobody_is_mailed_at_an_unknown_address(world: World[LinksUnit]) -> None:
    world.keep(a_link())
    world.clock.move(days=3)
    await world.run(request_sign_in_link, RequestSignInLink(email="other@mission.example"))
    assert mails(world) == []


async def test_asking_again_at_once_sends_nothing_more(world: World[LinksUnit]) -> None:
    world.keep(a_link())
    for _ in range(3):
        world.clock.move(minutes=1)
        await world.run(request_sign_in_link, RequestSignInLink(email="sok@mission.example"))
    assert len(mails(world)) == 1


async def test_each_person_behind_one_address_gets_the_own_link(world: World[LinksUnit]) -> None:
    world.keep(
        a_link(), a_link(link_id="lnk_x", token_hash=hash_of("x"), subject="fp_2", person=an_invited(subject="fp_2"))
    )
    world.clock.move(days=3)
    await world.run(request_sign_in_link, RequestSignInLink(email="sok@mission.example"))
    assert len(mails(world)) == 2


async def test_whoever_was_shut_out_stays_out(world: World[LinksUnit]) -> None:
    world.keep(a_link(), a_link(link_id="lnk_x", token_hash=hash_of("x")))
    await world.run(shut_out, Ask(person=an_invited()))
    with pytest.raises(LinkExpired):
        await world.run(use_sign_in_link, UseSignInLink(token_hash=hash_of("key_12")))
    world.clock.move(days=3)
    await world.run(request_sign_in_link, RequestSignInLink(email="sok@mission.example"))
    assert mails(world) == []
