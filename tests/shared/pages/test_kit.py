"""Rendering: what every page carries, for whom, in which direction, and what it must never contain."""

import re

import pytest
from jinja2 import UndefinedError

from shared.errors import NotFound, TooManyRequests
from shared.pages import MeetingCard
from shared.pages.files import STATIC
from shared.who import Grant, Role, Who
from tests.shared.pages.showcase import MEETING, OFFICER, a_request, showcase_values, some_pages


def showcase(**headers: str) -> str:
    page = some_pages().render(a_request(headers=headers), "showcase.html", **showcase_values())
    return bytes(page.body).decode()


def test_what_people_typed_is_escaped() -> None:
    text = showcase()
    assert "Nadia &lt;b&gt;Haddad&lt;/b&gt;" in text
    assert 'value="A &#34;quoted&#34; title"' in text


def test_a_page_obeys_the_content_security_policy() -> None:
    text = showcase()
    assert not re.findall(r"<script(?![^>]*\bsrc=)", text)
    assert not re.findall(r"\sstyle=|<style|\son\w+=|javascript:", text)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)


def test_a_page_weighs_less_than_a_hundred_kilobytes_with_its_style_and_scripts() -> None:
    files = sum(len(file.read_bytes()) for file in STATIC.iterdir() if file.suffix in (".css", ".js"))
    assert len(showcase()) + files < 100_000


def test_arabic_mirrors_the_page_and_keeps_codes_left_to_right() -> None:
    text = showcase(**{"accept-language": "ar"})
    assert '<html lang="ar" dir="rtl"' in text
    assert '<bdi class="code">par_1</bdi>' in text
    assert "ما ينتظرك" in text


def test_the_language_chosen_here_wins_over_the_browsers() -> None:
    text = showcase(**{"accept-language": "ru, en;q=0.5", "cookie": "plenary_language=fr"})
    assert '<html lang="fr"' in text
    assert "Ce qui vous attend" in text


def test_every_form_that_posts_carries_the_form_token() -> None:
    text = showcase()
    forms = re.findall(r'<form method="post".*?</form>', text, re.DOTALL)
    assert len(forms) >= 6
    assert all('name="csrf" value="form-token"' in form for form in forms)


def test_an_error_is_beside_its_field_and_linked_from_the_summary() -> None:
    text = showcase()
    summary = text[text.index('class="summary"') : text.index("</ul>", text.index('class="summary"'))]
    assert '<a href="#f-title">Title: This is too long.</a>' in summary
    field = re.search(r'<input [^>]*id="f-title"[^>]*>', text)
    assert field is not None
    assert 'aria-describedby="h-title e-title" aria-invalid="true"' in field[0]
    assert 'id="e-title"' in text


def test_every_field_has_a_label() -> None:
    text = showcase()
    fields = re.findall(r'<(?:input|select|textarea)[^>]*\sid="(f-\w+)"', text)
    labelled = set(re.findall(r'<label for="(f-\w+)"', text)) | {"f-kind", "f-days", "f-agrees"}
    assert len(fields) == 11
    assert set(fields) == labelled


def test_ids_are_unique() -> None:
    ids = re.findall(r'\sid="([^"]+)"', showcase())
    assert len(ids) == len(set(ids))


def test_staff_sees_the_rooms_by_their_names_and_a_host_only_what_concerns_him() -> None:
    host = Who(subject="h", name="Lin", grants=frozenset({Grant(role=Role.HOST, scope="req_1")}))
    assert _rooms(OFFICER) == ["Hall", "Desk", "Money", "Grid", "Newsroom"]
    assert _rooms(host) == ["Hall", "Side events"]
    assert _rooms(None) == []


def _rooms(who: Who | None) -> list[str]:
    page = some_pages().render(
        a_request(who=who), "problem.html", meeting=MEETING, code=404, refused=None, correlation_id=""
    )
    nav = re.search(r'<nav class="rooms".*?</nav>', bytes(page.body).decode(), re.DOTALL)
    return re.findall(r">([\w ]+)</a>", nav[0]) if nav else []


def test_a_name_a_template_expects_but_does_not_get_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        some_pages().render(a_request(), "showcase.html")


def test_a_refusal_has_a_page_with_its_reason_next_step_and_number() -> None:
    page = some_pages().problem(a_request(), NotFound("There is no <i>such</i> thing."), correlation_id="cor_1")
    text = bytes(page.body).decode()
    assert page.status_code == 404
    assert "There is no &lt;i&gt;such&lt;/i&gt; thing." in text
    assert "Check the address" in text
    assert '<bdi class="code">cor_1</bdi>' in text


def test_who_asked_too_often_reads_when_to_come_back() -> None:
    page = some_pages().problem(a_request(), TooManyRequests("You asked too often in a short time.", retry_after=40))
    assert page.status_code == 429
    assert re.search(r"Wait a little, then try again. \(<time [^>]*>in 40 seconds</time>\)", bytes(page.body).decode())


@pytest.mark.parametrize("status", [401, 403, 404, 409, 422, 500, 503])
def test_every_failure_has_a_page(status: int) -> None:
    page = some_pages().problem(a_request(who=None), status=status)
    assert page.status_code == status
    assert "<h1>" in bytes(page.body).decode()


def test_a_fragment_is_bare_for_the_scripts_and_a_page_for_a_frame() -> None:
    pages, tiles = some_pages(), showcase_values()["tiles"]
    piece = pages.fragment(a_request(headers={"x-fragment": "1"}), "tile.html", tiles=tiles)
    framed = pages.fragment(a_request(), "tile.html", tiles=tiles)
    assert bytes(piece.body).startswith(b'<ul class="tiles">')
    assert b"<base target" in bytes(framed.body)


def test_what_happened_is_said_once_after_a_form() -> None:
    pages = some_pages()
    gone = pages.go("/registration/x", said="12 approved | mailed", undo="/registration/undo")
    cookie = gone.headers["set-cookie"].split(";")[0]
    page = pages.render(
        a_request(headers={"cookie": cookie}), "problem.html", code=404, refused=None, correlation_id=""
    )
    text = bytes(page.body).decode()
    assert gone.status_code == 303
    assert "12 approved | mailed" in text
    assert '<form method="post" action="/registration/undo">' in text
    assert 'plenary_said=""' in page.headers["set-cookie"]


def test_undo_never_posts_to_another_site() -> None:
    headers = {"cookie": "plenary_said=Done|%2F%2Fevil.example"}
    page = some_pages().render(a_request(headers=headers), "problem.html", code=404, refused=None, correlation_id="")
    assert "evil.example" not in bytes(page.body).decode()


async def test_a_long_page_is_streamed_in_pieces() -> None:
    answer = some_pages().stream(a_request(), "showcase.html", **showcase_values())
    pieces = [str(piece) async for piece in answer.body_iterator]
    assert len(pieces) > 1
    assert pieces[-1].rstrip().endswith("</html>")


def test_a_meeting_card_is_enough_of_a_meeting() -> None:
    assert isinstance(MEETING, MeetingCard)
    assert "Mon 1 Dec 2025, 15:00 (Geneva)" in showcase()
