"""The officer's page of one release: the text in the middle, seals, embargo, the send as it happens."""

from collections.abc import Awaitable, Callable
from operator import attrgetter
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from pydantic import Field

from services.media.commands import PublishRelease, RequestClearance, ScheduleRelease, WithdrawRelease
from services.media.domain.copies import MeetingCopy
from services.media.domain.drafting import OPEN
from services.media.domain.release import Release, TextClearance
from services.media.handlers import publish_release, request_clearance, schedule_release, withdraw_release
from services.media.pages.board import STATUS
from services.media.pages.changes import told_when
from services.media.pages.newsroom import OFFICE
from services.media.pages.room import Room
from services.media.ports import JournalistsAsked
from shared.errors import Refused
from shared.identity import permit
from shared.pages import (
    LANGUAGES,
    Column,
    Fact,
    Form,
    ListPlan,
    Speech,
    Table,
    msg,
    read_form,
    read_listing,
    select,
    table_answer,
)
from shared.values import Value
from shared.who import Role

DELIVERIES = ListPlan(
    columns=(
        Column("name", msg("Name"), sorts=True),
        Column("outlet", msg("Outlet"), sorts=True),
        Column("email", msg("Mail address")),
        Column("text_version", msg("Version"), sorts=True, numeric=True),
        Column("state", msg("State"), sorts=True),
        Column("sent_at", msg("Sent")),
    ),
    order="name",
)


class Desk:
    """One release as the office works on it."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> APIRouter:
        """Return `/media/desk/{release_id}` and its acts."""
        router = APIRouter(prefix="/media/desk/{release_id}", include_in_schema=False)
        office, officer = [permit(*OFFICE)], [permit(Role.MEDIA_OFFICER)]
        router.get("", dependencies=office)(self.show)
        router.get("/progress", dependencies=office)(self.progress)
        router.get("/live", dependencies=office)(self.live)
        router.get("/deliveries", dependencies=office)(self.deliveries)
        router.post("/request-clearance", dependencies=officer)(self.request_clearance)
        router.post("/schedule", dependencies=officer)(self.schedule)
        router.get("/publish", dependencies=officer)(self.ask_publish)
        router.post("/publish", dependencies=officer)(self.publish)
        router.get("/withdraw", dependencies=officer)(self.ask_withdraw)
        router.post("/withdraw", dependencies=officer)(self.withdraw)
        return router

    async def show(self, request: Request, release_id: str) -> Response:
        """Show the release."""
        return await self._page(request, await self._room.views.release(release_id), Form())

    async def progress(self, request: Request, release_id: str) -> Response:
        """Return the part that changes while people clear, time passes and mails go out."""
        release = await self._room.views.release(release_id)
        return self._room.piece(request, "progress.html", **await self._progress(request, release))

    async def live(self, release_id: str) -> Response:
        """Tell the page when the release or its mails changed."""

        async def state() -> object:
            release = await self._room.views.release(release_id)
            return release.version, await self._room.views.sending.counts(release_id)

        return told_when(state, "desk")

    async def deliveries(self, request: Request, release_id: str) -> Response:
        """List every recipient and what became of the mail."""
        release = await self._room.views.release(release_id)
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=DELIVERIES)
        rows = await self._room.views.sending.rows(release_id)
        shown = select(
            rows,
            listing,
            key=lambda row: row.delivery_id,
            text=lambda row: f"{row.name} {row.outlet} {row.email} {row.state}",
            values={name: attrgetter(name) for name in ("name", "outlet", "text_version", "state")},
        )
        if listing.format != "html":
            head = [column.key for column in DELIVERIES.columns]
            return table_answer(listing.format, Table("deliveries", head, attrgetter(*head)), shown.rows)
        meeting = await self._meeting(release)
        return self._room.page(
            request, "deliveries.html", release=release, meeting=meeting, listing=listing, shown=shown
        )

    async def request_clearance(self, request: Request, release_id: str) -> Response:
        """Ask the principals."""
        form = await read_form(request)

        async def act() -> str:
            await self._room.ask(request, request_clearance, RequestClearance(release_id=release_id), form=form)
            return msg("The principals were asked.")

        return await self._act(request, release_id, form, act=act)

    async def schedule(self, request: Request, release_id: str) -> Response:
        """Set or move the embargo."""
        form = await read_form(request)

        async def act() -> str:
            command = form.command(ScheduleRelease, release_id=release_id, zone=form.text("embargo_until__zone"))
            await self._room.ask(request, schedule_release, command, form=form)
            return msg("The release goes out by itself at that instant.")

        return await self._act(request, release_id, form, act=act)

    async def ask_publish(self, request: Request, release_id: str) -> Response:
        """Show what will happen to whom before it happens."""
        release = await self._room.views.release(release_id)
        asked = JournalistsAsked(subscription="confirmed", size=1)
        reached = (await self._room.views.journalists(asked)).total
        meeting = await self._meeting(release)
        return self._room.page(request, "publish.html", release=release, meeting=meeting, reached=reached, form=Form())

    async def publish(self, request: Request, release_id: str) -> Response:
        """Let it go out now."""
        form = await read_form(request)

        async def act() -> str:
            await self._room.ask(request, publish_release, PublishRelease(release_id=release_id), form=form)
            return msg("The release is out; the mails are on their way.")

        return await self._act(request, release_id, form, act=act)

    async def ask_withdraw(self, request: Request, release_id: str) -> Response:
        """Ask why."""
        release = await self._room.views.release(release_id)
        meeting = await self._meeting(release)
        return self._room.page(request, "withdraw.html", release=release, meeting=meeting, form=Form())

    async def withdraw(self, request: Request, release_id: str) -> Response:
        """Withdraw it."""
        form = await read_form(request)
        try:
            command = form.command(WithdrawRelease, release_id=release_id)
            await self._room.ask(request, withdraw_release, command, form=form)
        except Refused as refused:
            release = await self._room.views.release(release_id)
            values = {"release": release, "meeting": await self._meeting(release), "form": form.refused(refused)}
            return self._room.page(request, "withdraw.html", status=refused.status, **values)
        return self._room.pages.go(f"/media/desk/{release_id}", said=msg("The release was withdrawn."))

    async def _act(
        self, request: Request, release_id: str, form: Form, *, act: Callable[[], Awaitable[str]]
    ) -> Response:
        try:
            said = await act()
        except Refused as refused:
            release = await self._room.views.release(release_id)
            return await self._page(request, release, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/media/desk/{release_id}", said=said)

    async def _page(self, request: Request, release: Release, form: Form, *, status: int = 200) -> Response:
        meeting = await self._meeting(release)
        zone = meeting.zone if meeting else release.embargo_zone
        if release.embargo_until and not form.values:
            wall = release.embargo_until.astimezone(ZoneInfo(zone))
            form = Form.of(embargo_until=f"{wall:%Y-%m-%dT%H:%M}")
        return self._room.page(
            request,
            "desk.html",
            status=status,
            form=form,
            facts=_facts(release, self._room.named(request), self._room.pages.speech(request)),
            readings=await self._room.views.readings(release.release_id),
            happenings=await self._room.timeline(release.release_id),
            editable=release.status in OPEN,
            **await self._progress(request, release),
        )

    async def _progress(self, request: Request, release: Release) -> dict[str, object]:
        state, word = STATUS[release.status]
        return {
            "release": release,
            "meeting": await self._meeting(release),
            "state": state,
            "word": word,
            "seals": seals(release, self._room.named(request)),
            "counts": await self._room.views.sending.counts(release.release_id),
            "wishes": [one for one in release.change_requests if one.text_version == release.text_version],
        }

    async def _meeting(self, release: Release) -> MeetingCopy | None:
        return await self._room.views.meeting_of(release.meeting_id)


class Seal(Value):
    """A principal's clearance as the page shows it: of this version, of an earlier one, or none yet."""

    principal: str
    given: TextClearance | None = None
    void: bool = Field(default=False, description="The clearance is of an earlier version (P1).")


def seals(release: Release, named: Callable[[str], str]) -> list[Seal]:
    """Return the row of named seals: the valid one, else the last void one, else an empty place (P1, P2)."""
    row = []
    for principal in release.principals:
        given = release.clearance(principal)
        earlier = [one for one in release.text_clearances if one.principal == principal]
        shown = given or (earlier[-1] if earlier else None)
        row.append(Seal(principal=named(principal), given=shown, void=given is None and shown is not None))
    return row


def _facts(release: Release, named: Callable[[str], str], speech: Speech) -> list[Fact]:
    kind = msg("Press release") if release.kind == "press_release" else msg("Media advisory")
    return [
        Fact(msg("Kind"), speech.say(kind)),
        Fact(msg("On behalf of"), speech.listed(*map(named, release.content.on_behalf_of))),
        Fact(msg("Languages"), speech.listed(*(LANGUAGES[text.language] for text in release.content.texts))),
        Fact(msg("Version"), release.text_version),
        Fact(msg("Drafted by"), release.drafted_by),
        Fact(msg("Contact"), release.content.contact),
    ]
