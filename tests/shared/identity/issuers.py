"""Issuers for tests: one of our own that can misbehave, and the provider of development without a network."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from types import MappingProxyType

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from werkzeug.serving import make_server

from deploy.development.issuer import make_issuer
from tests.fakes import FakeClock

ISSUER = "https://login.test"


class OwnIssuer:
    """Signs whatever it is asked to, publishes its keys, counts who asks for them, and can be away."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.key: RSAKey | ECKey = RSAKey.generate_key(2048, auto_kid=True)
        self.published: list[RSAKey | ECKey] = [self.key]
        self.asked = 0
        self.away = False
        self.issuer = ISSUER
        self.transport = httpx.ASGITransport(
            Starlette(
                routes=[
                    Route("/.well-known/openid-configuration", self._configuration),
                    Route("/keys", self._keys),
                ]
            )
        )

    def token(self, changes: Mapping[str, object] = MappingProxyType({}), *, alg: str = "RS256") -> str:
        """Return a token for Ana; `changes` replace claims, None leaves one out."""
        now = self.clock.now
        claims: dict[str, object] = {
            "iss": ISSUER,
            "aud": "plenary",
            "sub": "ana",
            "name": "Ana Ruiz",
            "email": "ana@isu.example",
            "roles": ["registration_officer"],
            "exp": int((now + timedelta(minutes=5)).timestamp()),
            **changes,
        }
        told = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": alg, "kid": self.key.kid}, told, self.key, algorithms=[alg])

    async def _configuration(self, request: Request) -> Response:
        return self._answer(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{ISSUER}/authorize",
                "token_endpoint": f"{ISSUER}/token",
                "jwks_uri": f"{ISSUER}/keys",
            }
        )

    async def _keys(self, request: Request) -> Response:
        self.asked += 1
        return self._answer(dict(KeySet(list(self.published)).as_dict()))

    def _answer(self, document: dict[str, object]) -> Response:
        return Response(status_code=502) if self.away else JSONResponse(document)


class InProcess(httpx.AsyncBaseTransport):
    """The provider of development, spoken to without a network."""

    def __init__(self) -> None:
        self._provider = httpx.WSGITransport(make_issuer())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        answer = self._provider.handle_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.read(), request=request)


@contextmanager
def served() -> Iterator[str]:
    """Run the provider of development on a free port; yields its address."""
    server = make_server("127.0.0.1", 0, make_issuer(), threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
