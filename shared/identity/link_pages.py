"""The pages behind a mailed link: one button that signs in, and the form that asks for a new link."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from fastapi import APIRouter, BackgroundTasks, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

from shared.errors import Refused
from shared.identity.joined import Identity
from shared.identity.links import (
    Invited,
    LinkExpired,
    LinksUnit,
    LinkUnknown,
    LinkUsed,
    RequestSignInLink,
    UseSignInLink,
    hash_of,
    request_sign_in_link,
    use_sign_in_link,
)
from shared.identity.permits import ENDED, PUBLIC, permit, safe_next
from shared.identity.rates import address, allowed, limited
from shared.identity.sessions import start_session
from shared.identity.staff import TEMPLATES
from shared.identity.tokens import Admission
from shared.pages import FieldError, Form, Pages, msg, read_form
from shared.pages.rooms import is_staff
from shared.records import Origin
from shared.unit import Units
from shared.who import Who

CHECK_ADDRESS = msg("Write your e-mail address, such as name@example.org.")


EMPTY = Form()

U = TypeVar("U", bound=LinksUnit)


def link_routes(units: Units[U], identity: Identity, *, service: str) -> APIRouter:
    """Return `/<prefix>/link` and `/<prefix>/link/{token}` of one service."""
    pages = Pages(service, templates=TEMPLATES, now=identity.clock)
    router = APIRouter(prefix=f"{pages.prefix}/link", include_in_schema=False)
    steps = LinkSignIn(units, identity, pages=pages)
    router.get("", dependencies=[permit(PUBLIC)])(steps.form)
    router.post("", dependencies=[permit(PUBLIC), limited(identity.ask_limit)])(steps.ask)
    router.get("/{token}", dependencies=[permit(PUBLIC)])(steps.button)
    router.post("/{token}", dependencies=[permit(PUBLIC), allowed(identity.guess_limit)])(steps.use)
    return router


class LinkSignIn(Generic[U]):
    """The steps of signing in by a mailed link."""

    def __init__(self, units: Units[U], identity: Identity, *, pages: Pages) -> None:
        self._units = units
        self._identity = identity
        self._pages = pages

    async def button(self, request: Request, token: str) -> Response:
        """Show one button and change nothing: mail scanners open links before people do."""
        return self._pages.render(request, "link.html", token=token)

    async def use(self, request: Request, token: str) -> Response:
        """Consume the link, start the session and lead to the person's first page."""
        try:
            link = await self._units.run(use_sign_in_link, UseSignInLink(token_hash=hash_of(token)), Origin())
        except LinkUsed as refused:
            if is_in(request.state.who, refused.person):
                return RedirectResponse(safe_next(refused.person.start), 303)
            return self._form(request, trouble=refused.reason, status=refused.status)
        except LinkExpired as refused:
            count_guess(refused, request, identity=self._identity)
            return self._form(request, trouble=refused.reason, status=refused.status)
        person, state = link.person, request.state
        answer = RedirectResponse(safe_next(person.start), 303)
        earlier = joined(state.who, person, state.admissions)
        session = self._identity.keys.session_token(person.who, link_id=link.link_id, joined=earlier)
        start_session(answer, session, public_url=self._identity.public_url)
        return answer

    async def form(self, request: Request, *, ended: bool = False, email: str = "") -> Response:
        """Show the form that asks for a new link; also to somebody whose access has ended."""
        return self._form(request, form=Form.of(email=email), trouble=ENDED if ended else "")

    async def ask(self, request: Request, after: BackgroundTasks) -> Response:
        """Give the same answer at the same speed whether the address is known or not; look it up afterwards."""
        form = await read_form(request)
        try:
            command = RequestSignInLink(email=form.text("email"))
        except ValidationError:
            wrong = replace(form, errors=(FieldError("email", CHECK_ADDRESS),))
            return self._form(request, form=wrong, status=422)
        after.add_task(self._units.run, request_sign_in_link, command, Origin())
        return self._pages.render(request, "link_sent.html", email=command.email)

    def _form(self, request: Request, *, form: Form = EMPTY, trouble: str = "", status: int = 200) -> Response:
        return self._pages.render(request, "link_form.html", status=status, trouble=trouble, form=form)


def count_guess(refused: Refused, request: Request, *, identity: Identity) -> None:
    """Count a link that never was one: whoever tries many is held up, a full office with old links is not."""
    if isinstance(refused, LinkUnknown):
        identity.guess_limit.count(address(request))


def is_in(signed_in: Who | None, person: Invited) -> bool:
    """Tell whether the owner of a link is signed in: who opens a mail twice wants to reach the page once more."""
    known = signed_in is not None and (signed_in.email or "").lower() == person.email.lower()
    return signed_in is not None and known and frozenset(person.grants) <= signed_in.grants


def joined(signed_in: Who | None, person: Invited, admissions: Sequence[Admission]) -> tuple[Admission, ...]:
    """Return what goes on after the link: what other links to that address gave, but what this one gives again."""
    if signed_in is None or is_staff(signed_in) or (signed_in.email or "").lower() != person.email.lower():
        return ()
    return tuple(one for one in admissions if not one.grants <= set(person.grants))
