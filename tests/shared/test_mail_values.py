"""What a mail is, and the figures its sending rests on."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from shared.mail import Mail
from shared.postman import (
    CLAIM,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    TIMEOUT,
    message_id,
    message_of,
    pause_after,
    without_links,
)

SENDER = "isu@plenary.example"


def test_pauses_grow_up_to_an_hour() -> None:
    for tries in range(1, 40):
        expected = min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
        assert expected * 0.75 <= pause_after(tries) <= expected * 1.25


def test_a_claim_outlasts_a_try() -> None:
    assert timedelta(seconds=TIMEOUT * 1.5) <= CLAIM


def test_the_id_of_a_mail_follows_from_its_key_alone() -> None:
    assert message_id("a", sender=SENDER) == message_id("a", sender=SENDER) != message_id("b", sender=SENDER)


@pytest.mark.parametrize("to", ["nobody", "a b@c.example", "a@b@c"])
def test_what_is_no_address_is_no_mail(to: str) -> None:
    with pytest.raises(ValidationError):
        Mail(key="1", to=to, subject="s", text="t")


def test_an_address_list_is_not_taken_for_an_address() -> None:
    with pytest.raises(ValueError, match=r"."):
        message_of(
            Mail(key="1", to="first,second@mission.example", subject="s", text="t"), sender=SENDER, public_url=""
        )


def test_other_addresses_are_kept_as_they_are() -> None:
    assert without_links("plenary:/media/releases/rel_1") == "plenary:/media/releases/rel_1"


def test_a_mail_is_a_page_as_well_with_links_to_press_and_nothing_typed_that_acts() -> None:
    mail = Mail(key="1", to="a@b.example", subject="s", text="عزيزتي <b>Ana</b>,\nplenary:/my/1?a=1&b=2\n\nISU\n")
    page = message_of(mail, sender=SENDER, public_url="https://p.example").get_body(("html",))
    assert page is not None
    address = "https://p.example/my/1?a=1&amp;b=2"
    shown = page.get_content()
    assert '<p dir="auto">عزيزتي &lt;b&gt;Ana&lt;/b&gt;,<br>' in shown
    assert f'<a href="{address}" style="color:#0b5c66">{address}</a></p><p dir="auto">ISU</p>' in shown
