"""The identity provider of development: one predefined person for every role of staff, signed in with one click."""

import flask
from oidc_provider_mock import User, init_app  # type: ignore[import-untyped] # it ships no types

from shared.who import SCOPED, Role

DOMAIN = "plenary.example"


def staff() -> list[User]:
    """Return one person for each role that an identity provider grants, and one with all of them."""
    roles = [role for role in Role if role not in SCOPED]
    people = [_person(role.value, [role]) for role in roles]
    return [*people, _person("everything", roles)]


def make_issuer() -> flask.Flask:
    """Return the OpenID Connect provider; any client id is known to it."""
    app = flask.Flask("oidc_provider_mock")  # where its templates are
    plain = app.wsgi_app
    init_app(app, user_claims=staff())
    # The provider switches on its framework's debugger; a person signing in needs none.
    app.debug = False
    app.wsgi_app = plain  # type: ignore[method-assign] # the documented way to wrap, used here to unwrap
    return app


def _person(name: str, roles: list[Role]) -> User:
    words = name.replace("_", " ").capitalize()
    claims = {
        "name": words,
        "email": f"{name.replace('_', '.')}@{DOMAIN}",
        "email_verified": True,
        "roles": [role.value for role in roles],
    }
    return User(sub=name, claims=claims)
