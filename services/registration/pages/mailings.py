"""Mails to many: written, looked at, tried out, sent, and followed recipient by recipient."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.mailings import (
    DraftMailing,
    EditMailing,
    PreviewMailing,
    ResendMail,
    SendMailing,
    StopMailing,
    TestMailing,
)
from services.registration.domain import Meeting
from services.registration.domain.mailings.mailing import Mailing, MailingState
from services.registration.handlers.mailings import (
    draft_mailing,
    edit_mailing,
    preview_mailing,
    resend_mail,
    send_mailing,
    stop_mailing,
    test_mailing,
)
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import CATEGORIES, ROLES, STATUS, choices, state_choices
from services.registration.pages.words_mailings import KINDS, MAILS, STARTERS, STATES, mailing_fields
from services.registration.ports.mailings import Sent
from shared.contracts.registration.mailings import MailText
from shared.errors import Refused
from shared.pages import (
    LANGUAGES,
    Column,
    Filter,
    Form,
    Listing,
    ListPlan,
    Shown,
    Table,
    msg,
    read_form,
    read_listing,
    select,
    table_answer,
)

PLAN = ListPlan(
    columns=(
        Column("name", "Name", sorts=True),
        Column("delegation", "Delegation", sorts=True),
        Column("language", "Language", sorts=True),
        Column("state", "Mail", sorts=True),
        Column("tries", "Tries", sorts=True, numeric=True),
        Column("again", ""),
    ),
    filters=(Filter("state", "Mail", state_choices(MAILS)),),
    order="name",
    size=100,
)
HEADER = ("Name", "E-mail", "Delegation", "Language", "Mail", "Tries", "Queued", "Sent", "Error")


class MailingPages:
    """Mailings of a meeting."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        all_, one = "/meetings/{code}/messages", "/mailings/{mailing_id}"
        router.get(all_, dependencies=READERS)(self.list)
        router.get(f"{all_}/new", dependencies=OFFICERS)(self.new)
        router.post(f"{all_}/new", dependencies=OFFICERS)(self.draft)
        router.get(one, dependencies=READERS)(self.show)
        router.get(f"{one}/edit", dependencies=OFFICERS)(self.edit)
        router.post(f"{one}/edit", dependencies=OFFICERS)(self.change)
        router.post(f"{one}/test", dependencies=OFFICERS)(self.test)
        router.post(f"{one}/send", dependencies=OFFICERS)(self.send)
        router.post(f"{one}/stop", dependencies=OFFICERS)(self.stop)
        router.get(f"{one}/progress", dependencies=READERS)(self.progress)
        router.post("/mailing-recipients/{recipient_id}/resend", dependencies=OFFICERS)(self.resend)

    async def list(self, request: Request, code: str) -> Response:
        """Show the mailings and reminders of a meeting."""
        meeting = await self._room.meeting(code)
        views = self._room.views.mailings
        mailings = await views.mailings(meeting.meeting_id)
        shown: dict[str, object] = {
            "mailings": mailings,
            "counts": await views.counts([one.mailing_id for one in mailings]),
            "reminders": await views.reminders(meeting.meeting_id),
            "states": STATES,
            "kinds": KINDS,
            "starters": STARTERS,
        }
        return self._room.page(request, "messages.html", meeting, status=200, **shown)

    async def new(self, request: Request, code: str) -> Response:
        """Show the form of a new mailing, empty or with a text to begin with."""
        meeting = await self._room.meeting(code)
        key, known = request.query_params.get("starter", ""), request.query_params.get("from", "")
        form = Form(mailing_fields(key, self._room.pages.speech(request))) if key in STARTERS else Form()
        if known:
            form = _filled(await self._room.views.mailings.mailing(known))
        return await self._form(request, meeting, form)

    async def draft(self, request: Request, code: str) -> Response:
        """Keep the draft and show what it would do."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = _without_empty(form).command(DraftMailing, meeting_id=meeting.meeting_id)
            now = await self._room.ask(request, draft_mailing, command, form=form)
        except Refused as refused:
            return await self._form(request, meeting, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/mailings/{now.mailing_id}")

    async def edit(self, request: Request, mailing_id: str) -> Response:
        """Show a draft as a form."""
        mailing, meeting = await self._both(mailing_id)
        return await self._form(request, meeting, _filled(mailing), mailing=mailing)

    async def change(self, request: Request, mailing_id: str) -> Response:
        """Replace a draft."""
        (mailing, meeting), form = await self._both(mailing_id), await read_form(request)
        try:
            command = _without_empty(form).command(EditMailing, mailing_id=mailing_id)
            await self._room.ask(request, edit_mailing, command, form=form)
        except Refused as refused:
            return await self._form(request, meeting, form.refused(refused), mailing=mailing, status=refused.status)
        return self._room.pages.go(f"/registration/mailings/{mailing_id}")

    async def show(self, request: Request, mailing_id: str) -> Response:
        """Show a draft with what it would do, or a mailing with what became of every mail."""
        return await self._show(request, mailing_id, Form())

    async def progress(self, request: Request, mailing_id: str) -> Response:
        """Return how far the mails are and what became of each, when something changed."""
        mailing, meeting = await self._both(mailing_id)
        listing, people = await self._people(request, mailing_id)
        shown = {"listing": listing, "shown": people, **await self._progress(mailing)}
        return self._room.piece(request, "mailing_progress.html", meeting, **shown)

    async def test(self, request: Request, mailing_id: str) -> Response:
        """Mail it to the officer who asks."""
        form = await read_form(request)
        try:
            command = form.command(TestMailing, mailing_id=mailing_id)
            await self._room.ask(request, test_mailing, command, form=form)
        except Refused as refused:
            return await self._show(request, mailing_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/mailings/{mailing_id}", said=msg("A test is on its way to you."))

    async def send(self, request: Request, mailing_id: str) -> Response:
        """Send it to everyone."""
        form = await read_form(request)
        try:
            await self._room.ask(request, send_mailing, SendMailing(mailing_id=mailing_id), form=form)
        except Refused as refused:
            return await self._show(request, mailing_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/mailings/{mailing_id}", said=msg("The mails are on their way."))

    async def stop(self, request: Request, mailing_id: str) -> Response:
        """Write to nobody else."""
        form = await read_form(request)
        await self._room.ask(request, stop_mailing, StopMailing(mailing_id=mailing_id), form=form)
        return self._room.pages.go(f"/registration/mailings/{mailing_id}", said=msg("Nobody else is written to."))

    async def resend(self, request: Request, recipient_id: str) -> Response:
        """Mail one recipient again."""
        form = await read_form(request)
        now = await self._room.ask(request, resend_mail, ResendMail(recipient_id=recipient_id), form=form)
        return self._room.pages.go(f"/registration/mailings/{now.mailing_id}", said=msg("It is mailed again."))

    async def _show(self, request: Request, mailing_id: str, form: Form, *, status: int = 200) -> Response:
        mailing, meeting = await self._both(mailing_id)
        shown: dict[str, object] = {"mailing": mailing, "state": STATES[mailing.state], "kinds": KINDS, "form": form}
        shown["happenings"] = await self._room.timeline(mailing_id)
        if mailing.state is MailingState.DRAFT:
            command = PreviewMailing(mailing_id=mailing_id)
            shown["preview"] = await self._room.ask(request, preview_mailing, command, form=Form())
            shown["languages_by_code"] = LANGUAGES
            return self._room.page(request, "mailing_draft.html", meeting, status=status, **shown)
        listing, people = await self._people(request, mailing_id)
        if listing.format != "html":
            table: Table[Sent] = Table(f"{meeting.address}-{mailing_id}", HEADER, _row)
            return table_answer(listing.format, table, people.rows)
        shown |= {"listing": listing, "shown": people, **await self._progress(mailing)}
        return self._room.page(request, "mailing.html", meeting, status=status, **shown)

    async def _people(self, request: Request, mailing_id: str) -> tuple[Listing, Shown[Sent]]:
        listing = read_listing(f"/registration/mailings/{mailing_id}", request.query_params.multi_items(), plan=PLAN)
        speech = self._room.pages.speech(request)
        return listing, select(
            await self._room.views.mailings.recipients(mailing_id),
            listing,
            key=lambda one: one.recipient_id,
            text=lambda one: f"{one.name} {one.email} {one.delegation} {speech.named(one.delegation)}",
            values={
                "name": lambda one: one.name,
                "delegation": lambda one: speech.place(one.delegation),
                "language": lambda one: one.language,
                "state": lambda one: one.state,
                "tries": lambda one: one.tries,
            },
        )

    async def _progress(self, mailing: Mailing) -> dict[str, object]:
        counts = (await self._room.views.mailings.counts([mailing.mailing_id])).get(mailing.mailing_id, {})
        done = sum(count for state, count in counts.items() if state in {"sent", "failed", "bounced"})
        return {"mailing": mailing, "state": STATES[mailing.state], "counts": counts, "done": done, "mails": MAILS}

    async def _both(self, mailing_id: str) -> tuple[Mailing, Meeting]:
        mailing = await self._room.views.mailings.mailing(mailing_id)
        return mailing, await self._room.views.meeting(mailing.meeting_id)

    async def _form(
        self, request: Request, meeting: Meeting, form: Form, *, mailing: Mailing | None = None, status: int = 200
    ) -> Response:
        shown: dict[str, object] = {
            "form": form,
            "mailing": mailing,
            "mail_languages": LANGUAGES,
            "kind_choices": choices(KINDS),
            "status_choices": state_choices(STATUS),
            "category_choices": choices(CATEGORIES),
            "role_choices": choices(ROLES),
            "language_choices": choices(LANGUAGES),
        }
        return self._room.page(request, "mailing_form.html", meeting, status=status, **shown)


def _filled(mailing: Mailing) -> Form:
    """Return a mailing as the form it was written in, each language in its place."""
    fields: dict[str, tuple[str, ...]] = {"title": (mailing.title,), "audience.kind": (mailing.audience.kind.value,)}
    for name in ("statuses", "categories", "roles", "languages"):
        fields[f"audience.{name}"] = tuple(str(one) for one in getattr(mailing.audience, name))
    texts: dict[str, MailText] = {one.language: one for one in mailing.texts}
    for number, language in enumerate(LANGUAGES):
        text = texts.get(language)
        fields[f"texts.{number}.subject"] = (text.subject if text else "",)
        fields[f"texts.{number}.body"] = (text.body if text else "",)
    return Form(fields)


def _without_empty(form: Form) -> Form:
    """Return the form without the languages in which nothing was written."""
    empty = {
        f"texts.{number}."
        for number in range(len(LANGUAGES))
        if not form.text(f"texts.{number}.subject") and not form.text(f"texts.{number}.body")
    }
    kept = {name: value for name, value in form.values.items() if not name.startswith(tuple(empty) or ("\0",))}
    return Form(kept, form.errors, form.files)


def _row(one: Sent) -> tuple[object, ...]:
    about = (one.name, one.email, one.delegation, one.language, one.state, one.tries)
    return (*about, one.queued_at, one.sent_at or "", one.error)
