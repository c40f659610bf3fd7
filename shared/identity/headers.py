"""What every answer tells the browser not to allow."""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]


class SecurityHeaders:
    """Middleware: adds the headers of `security_headers`, but leaves alone what an answer already says."""

    def __init__(self, app: ASGIApp, *, public_url: str, issuer: str = "") -> None:
        self._app = app
        self._headers = security_headers(public_url, issuer=issuer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(each for each in self._headers if each[0] not in said)]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def security_headers(public_url: str, *, issuer: str = "") -> Headers:
    """Return the headers for pages of `public_url` whose people sign in at `issuer`."""
    headers = {
        "content-security-policy": _content_security_policy(issuer),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
    }
    if public_url.startswith("https://"):
        headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _content_security_policy(issuer: str) -> str:
    parts = urlsplit(issuer)
    elsewhere = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return (
        "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'self'; "
        f"form-action 'self'{elsewhere}; base-uri 'none'; object-src 'none'"
    )
