"""The page of one badge, and its steps at the desk: printed, handed over, lost, issued again, withdrawn, undone."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.badges import (
    ApproveBadge,
    BadgeNow,
    HandOverBadge,
    PrintBadge,
    RecoverBadge,
    ReinstateBadge,
    ReissueBadge,
    ReportBadgeLost,
    TakeBackBadge,
    WithdrawBadge,
)
from services.registration.domain.badge_tokens import facts_of
from services.registration.domain.badges import Badge, BadgeState
from services.registration.handlers import badges as handlers
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words_badges import BADGE_CATEGORIES, HOLDER_KINDS
from shared.errors import NotFound, Refused
from shared.identity import safe_next
from shared.messages import Command
from shared.pages import Fact, Form, msg, read_form
from shared.web import origin_of


@dataclass(frozen=True)
class Act:
    """One step: its command, its handler, what is said after it; `asks` where a page asks for the reason first."""

    command: type[Command]
    handler: Callable[..., Awaitable[BadgeNow]]
    said: str
    asks: str = ""
    warns: str = ""


ACTS: Mapping[str, Act] = {
    "approve": Act(ApproveBadge, handlers.approve_badge, msg("Approved. It can be printed.")),
    "print": Act(PrintBadge, handlers.print_badge, msg("Printed. It lies at the desk.")),
    "hand-over": Act(HandOverBadge, handlers.hand_over_badge, msg("Handed over.")),
    "take-back": Act(TakeBackBadge, handlers.take_back_badge, msg("Taken back. It lies at the desk.")),
    "recover": Act(RecoverBadge, handlers.recover_badge, msg("It opens doors again.")),
    "reinstate": Act(ReinstateBadge, handlers.reinstate_badge, msg("The badge is given back.")),
    "lost": Act(
        ReportBadgeLost,
        handlers.report_badge_lost,
        msg("Reported lost. No door opens to it any more."),
        asks=msg("Report the badge lost"),
        warns=msg(
            "From this moment no door opens to this badge. Found again, it counts again until another one is issued."
        ),
    ),
    "reissue": Act(
        ReissueBadge,
        handlers.reissue_badge,
        msg("Issued again. Print the new one; the old one is refused everywhere."),
        asks=msg("Issue the badge again"),
        warns=msg(
            "A new badge is printed under the next number. The old one is refused everywhere and cannot be used again."
        ),
    ),
    "withdraw": Act(
        WithdrawBadge,
        handlers.withdraw_badge,
        msg("The badge is withdrawn."),
        asks=msg("Withdraw the badge"),
        warns=msg("From this moment no door opens to this badge. The person stays registered."),
    ),
}


class BadgePages:
    """One badge."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/badges/{badge_id}.pdf", dependencies=OFFICERS)(self.pdf)
        router.get("/badges/{badge_id}.svg", dependencies=OFFICERS)(self.code)
        router.get("/badges/{badge_id}", dependencies=READERS)(self.show)
        router.get("/badges/{badge_id}/{step}", dependencies=OFFICERS)(self.ask)
        router.post("/badges/{badge_id}/{step}", dependencies=OFFICERS)(self.act)

    async def show(self, request: Request, badge_id: str) -> Response:
        """Show a badge."""
        badge = await self._room.badges.views.badge(badge_id)
        return await self._show(request, badge)

    async def pdf(self, request: Request, badge_id: str) -> Response:
        """Return the badge as it is printed."""
        badge = await self._room.badges.views.badge(badge_id)
        badge.must_be_printable()
        meeting = await self._room.views.meeting(badge.meeting_id)
        headers = {"Content-Disposition": f'inline; filename="{badge_id}.pdf"', "Cache-Control": "no-store"}
        made = await self._room.badges.pdf([badge], meeting, by=request.state.who)
        return Response(made, media_type="application/pdf", headers=headers)

    async def code(self, badge_id: str) -> Response:
        """Return its code as a picture."""
        badge = await self._room.badges.views.badge(badge_id)
        meeting = await self._room.views.meeting(badge.meeting_id)
        picture = self._room.badges.press.code(self._room.badges.signer.sign(facts_of(badge, meeting.code)))
        return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})

    async def ask(self, request: Request, badge_id: str, step: str) -> Response:
        """Say what a step does, and ask for the reason."""
        act, back = _act(step), safe_next(request.query_params.get("back") or f"/registration/badges/{badge_id}")
        if not act.asks:
            return self._room.pages.go(back)
        badge = await self._room.badges.views.badge(badge_id)
        return await self._ask(request, badge, step, Form.of(back=back))

    async def act(self, request: Request, badge_id: str, step: str) -> Response:
        """Take a step, and go back to where its button was."""
        act, form = _act(step), await read_form(request)
        try:
            command = form.command(act.command, badge_id=badge_id)
            await self._printed_first(request, command, form)
            await self._room.ask(request, act.handler, command, form=form)
        except Refused as refused:
            badge = await self._room.badges.views.badge(badge_id)
            if act.asks:
                return await self._ask(request, badge, step, form.refused(refused), status=refused.status)
            return await self._show(request, badge, trouble=refused)
        return self._room.pages.go(safe_next(form.text("back") or f"/registration/badges/{badge_id}"), said=act.said)

    async def _printed_first(self, request: Request, command: Command, form: Form) -> None:
        """Hand over in one step what has just come out of the printer."""
        if not isinstance(command, HandOverBadge) or not command.identity_checked:
            return
        badge = await self._room.badges.views.badge(command.badge_id)
        if badge.state is BadgeState.APPROVED:
            origin = origin_of(request, key=form.key and f"{form.key}:print")
            await self._room.units.run(handlers.print_badge, PrintBadge(badge_id=badge.badge_id), origin)

    async def _show(self, request: Request, badge: Badge, *, trouble: Refused | None = None) -> Response:
        meeting = await self._room.views.meeting(badge.meeting_id)
        shown: dict[str, object] = {
            "badge": badge,
            "trouble": trouble,
            "facts": await self._facts(request, badge),
            "token": self._room.badges.signer.sign(facts_of(badge, meeting.code)),
            "happenings": await self._room.timeline(badge.badge_id),
        }
        return self._room.page(request, "badge.html", meeting, status=trouble.status if trouble else 200, **shown)

    async def _ask(self, request: Request, badge: Badge, step: str, form: Form, *, status: int = 200) -> Response:
        meeting = await self._room.views.meeting(badge.meeting_id)
        back = safe_next(form.text("back") or f"/registration/badges/{badge.badge_id}")
        shown: dict[str, object] = {"badge": badge, "step": step, "asked": _act(step), "form": form, "back": back}
        return self._room.page(request, "badge_reason.html", meeting, status=status, **shown)

    async def _facts(self, request: Request, badge: Badge) -> list[Fact]:
        plan = await self._room.badges.views.plan(badge.meeting_id)
        speech = self._room.pages.speech(request)
        say = speech.gettext
        names = {one.code: one.name for one in plan.zones}
        of_person = badge.holder_id.startswith("par_")
        return [
            Fact("Person", badge.name, f"/registration/participants/{badge.holder_id}" if of_person else ""),
            Fact("Delegation", speech.named(badge.delegation)),
            Fact("Function", badge.function),
            Fact("Kind of badge", say(BADGE_CATEGORIES[badge.category])),
            Fact("Wearer", say(HOLDER_KINDS[badge.holder_kind])),
            Fact("Zones", speech.listed(*(names.get(code, code) for code in badge.zones))),
        ]


def _act(step: str) -> Act:
    if step not in ACTS:
        raise NotFound("There is no such page.")
    return ACTS[step]
