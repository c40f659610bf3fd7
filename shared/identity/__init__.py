"""Who is asking and what they may do: staff by OpenID Connect, everyone else by mailed links; default deny."""

from shared.identity.headers import SecurityHeaders
from shared.identity.issuer import Issuer
from shared.identity.joined import Identity
from shared.identity.permits import PUBLIC, SignInFirst, permit, safe_next, scoped, undeclared_routes
from shared.identity.rates import Limit, limited
from shared.identity.sessions import SESSION_COOKIE, Sessions, end_session, start_session
from shared.identity.tokens import Keys
from shared.who import NOBODY, Grant, Role, Who

__all__ = [
    "NOBODY",
    "PUBLIC",
    "SESSION_COOKIE",
    "Grant",
    "Identity",
    "Issuer",
    "Keys",
    "Limit",
    "Role",
    "SecurityHeaders",
    "Sessions",
    "SignInFirst",
    "Who",
    "end_session",
    "limited",
    "permit",
    "safe_next",
    "scoped",
    "start_session",
    "undeclared_routes",
]
