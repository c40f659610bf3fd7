"""Reconciliation: notified and not registered left, registered and not notified right, a human decides each pair."""

from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.matching import (
    MatchNames,
    MatchNow,
    ReconsiderMatch,
    RejectMatch,
    UnmatchNames,
)
from services.registration.domain import Meeting
from services.registration.domain.matching.pairing import Mismatch, paired
from services.registration.handlers.matching import match_names, reconsider_match, reject_match, unmatch_names
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.ports import RegistrationUnit
from services.registration.ports.matching import Opened
from shared.errors import Refused
from shared.identity import safe_next
from shared.pages import Form, msg, read_form
from shared.unit import Handler

M = TypeVar("M", MatchNames, RejectMatch, UnmatchNames, ReconsiderMatch)


class Reconciliation:
    """The two mismatches side by side."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._views = room.seating.matching

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/participants/{participant_id}"
        router.get("/meetings/{code}/reconcile", dependencies=READERS)(self.show)
        router.post(f"{one}/match", dependencies=OFFICERS)(self.match)
        router.post(f"{one}/unmatch", dependencies=OFFICERS)(self.unmatch)
        router.post(f"{one}/reject-match", dependencies=OFFICERS)(self.reject)
        router.post(f"{one}/reconsider-match", dependencies=OFFICERS)(self.reconsider)

    async def show(self, request: Request, code: str) -> Response:
        """Show what is open; to the scripts the piece that changes alone."""
        meeting = await self._room.meeting(code)
        if request.headers.get("x-fragment"):
            return self._room.piece(request, "reconcile_piece.html", meeting, **await self._shown(request, meeting))
        return await self._show(request, meeting)

    async def match(self, request: Request, participant_id: str) -> Response:
        """Match the pair."""
        form = await read_form(request)
        return await self._decide(request, participant_id, (match_names, MatchNames), form, said=MATCHED)

    async def unmatch(self, request: Request, participant_id: str) -> Response:
        """Take the match back."""
        form = await read_form(request)
        return await self._decide(request, participant_id, (unmatch_names, UnmatchNames), form, said=UNMATCHED)

    async def reject(self, request: Request, participant_id: str) -> Response:
        """Reject the pair."""
        form = await read_form(request)
        return await self._decide(request, participant_id, (reject_match, RejectMatch), form, said=REJECTED)

    async def reconsider(self, request: Request, participant_id: str) -> Response:
        """Let the pair be proposed again."""
        form = await read_form(request)
        return await self._decide(request, participant_id, (reconsider_match, ReconsiderMatch), form, said=RECONSIDERED)

    async def _decide(
        self,
        request: Request,
        participant_id: str,
        act: tuple[Handler[M, RegistrationUnit, MatchNow], type[M]],
        form: Form,
        *,
        said: str,
    ) -> Response:
        handler, kind = act
        participant = await self._room.views.participant(participant_id)
        meeting = await self._room.views.meeting(participant.meeting_id)
        try:
            command = form.command(kind, participant_id=participant_id)
            await self._room.ask(request, handler, command, form=form)
        except Refused as refused:
            return await self._show(request, meeting, trouble=refused)
        back = form.text("back") or f"/registration/meetings/{meeting.address}/reconcile"
        return self._room.pages.go(safe_next(back), said=said)

    async def _show(self, request: Request, meeting: Meeting, *, trouble: Refused | None = None) -> Response:
        shown = await self._shown(request, meeting)
        status = trouble.status if trouble else 200
        return self._room.page(request, "reconcile.html", meeting, status=status, trouble=trouble, **shown)

    async def _shown(self, request: Request, meeting: Meeting) -> dict[str, object]:
        speech = self._room.pages.speech(request)
        opened = await self._views.mismatches(meeting.meeting_id)
        matched = await self._views.matched(meeting.meeting_id)
        mismatches = [(one, paired(one.delegation, one.people)) for one in opened]
        ordered = sorted(
            mismatches, key=lambda pair: (not pair[1].pairs, not _both(pair[1]), speech.place(pair[0].delegation.name))
        )
        return {
            "mismatches": ordered,
            "matched": matched,
            "rejected": [(person, key) for one in opened for person in one.people for key in person.not_named_as],
            "totals": _totals(mismatches),
        }


MATCHED = msg("Matched: both tracks meet. The person can be confirmed.")
UNMATCHED = msg("The match is taken back.")
REJECTED = msg("Rejected. The pair is not proposed again.")
RECONSIDERED = msg("The pair is proposed again.")


def _both(mismatch: Mismatch) -> bool:
    return bool(mismatch.names and mismatch.people)


def _totals(mismatches: list[tuple[Opened, Mismatch]]) -> dict[str, int]:
    pairs = sum(len(one.pairs) for _, one in mismatches)
    return {
        "pairs": pairs,
        "names": pairs + sum(len(one.names) for _, one in mismatches),
        "people": pairs + sum(len(one.people) for _, one in mismatches),
    }
