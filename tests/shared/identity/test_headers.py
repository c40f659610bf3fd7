"""Every answer forbids the browser what no page of ours needs."""

import httpx
import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from shared.identity import SecurityHeaders
from shared.identity.headers import security_headers


def test_the_policy_allows_our_own_files_and_forms_to_the_issuer() -> None:
    headers = dict(security_headers("https://plenary.example", issuer="https://login.example/realms/isu"))
    assert headers[b"content-security-policy"] == (
        b"default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'self'; "
        b"form-action 'self' https://login.example; base-uri 'none'; object-src 'none'"
    )


@pytest.mark.parametrize(
    ("public_url", "expected"), [("https://plenary.example", True), ("http://127.0.0.1:8080", False)]
)
def test_only_a_house_with_tls_insists_on_tls(public_url: str, *, expected: bool) -> None:
    assert (b"strict-transport-security" in dict(security_headers(public_url))) is expected


async def test_what_an_answer_says_itself_stays() -> None:
    async def answers(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(headers={"Referrer-Policy": "no-referrer"})(scope, receive, send)

    app = SecurityHeaders(answers, public_url="http://127.0.0.1:8080")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080") as client:
        answer = await client.get("/")
    assert answer.headers.get_list("referrer-policy") == ["no-referrer"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["permissions-policy"].startswith("camera=(self)")


async def test_every_route_of_a_house_has_them(browser: httpx.AsyncClient) -> None:
    for path in ("/open", "/desk", "/nowhere"):
        assert "content-security-policy" in (await browser.get(path)).headers
