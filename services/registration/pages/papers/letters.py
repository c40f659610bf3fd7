"""The letters of one person, made by themself or an officer; and the public page that verifies a number."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.letters import IssueLetter, WithdrawLetter
from services.registration.domain.letters import Letter, as_number, possible
from services.registration.handlers.letters import issue_letter, withdraw_letter
from services.registration.pages.papers.letter_press import LetterPress
from services.registration.pages.room import OFFICERS
from shared.errors import NotFound, Refused
from shared.identity import PUBLIC, permit, scoped
from shared.pages import Form, download, msg, read_form
from shared.who import Role

OWN = [permit(Role.REGISTRATION_OFFICER, scoped(Role.PARTICIPANT, "participant_id"))]
READ = [permit(Role.REGISTRATION_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR, scoped(Role.PARTICIPANT, "participant_id"))]


class Letters:
    """Letters as a person has them, and as anybody verifies them."""

    def __init__(self, press: LetterPress) -> None:
        self._press = press
        self._room = press.press.room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        own = "/participants/{participant_id}/letters"
        anyone = [permit(PUBLIC)]
        router.get(own, dependencies=READ)(self.show)
        router.post(own, dependencies=OWN)(self.issue)
        router.get(f"{own}/{{letter_id}}.pdf", dependencies=READ)(self.pdf)
        router.post(f"{own}/{{letter_id}}/withdraw", dependencies=OFFICERS)(self.withdraw)
        router.get("/letters", dependencies=anyone)(self.ask_number)
        router.get("/letters/{number}", dependencies=anyone)(self.verify)

    async def show(self, request: Request, participant_id: str) -> Response:
        """Show the letters a person has, and those that can be made."""
        return await self._show(request, participant_id, Form())

    async def issue(self, request: Request, participant_id: str) -> Response:
        """Make a letter, or find the one that holds."""
        form = await read_form(request)
        try:
            command = form.command(IssueLetter, participant_id=participant_id)
            await self._room.ask(request, issue_letter, command, form=form)
        except Refused as refused:
            return await self._show(request, participant_id, form.refused(refused), status=refused.status)
        said = msg("The letter is made. Download it below.")
        return self._room.pages.go(f"/registration/participants/{participant_id}/letters", said=said)

    async def pdf(self, participant_id: str, letter_id: str) -> Response:
        """Give a letter that holds."""
        letter = await self._letter(participant_id, letter_id)
        meeting = await self._room.views.meeting(letter.meeting_id)
        return download(f"{letter.number}.pdf", [await self._press.pdf(meeting, [letter])], kind="application/pdf")

    async def withdraw(self, request: Request, participant_id: str, letter_id: str) -> Response:
        """Make a letter invalid for whoever looks it up."""
        form = await read_form(request)
        try:
            await self._letter(participant_id, letter_id)
            command = form.command(WithdrawLetter, letter_id=letter_id)
            await self._room.ask(request, withdraw_letter, command, form=form)
        except Refused as refused:
            return await self._show(request, participant_id, form.refused(refused), status=refused.status)
        said = msg("The letter is withdrawn. Its number is shown as not valid from now on.")
        return self._room.pages.go(f"/registration/participants/{participant_id}/letters", said=said)

    async def ask_number(self, request: Request, number: str = "") -> Response:
        """Ask for the number of a paper."""
        if number.strip():
            return self._room.pages.go(f"/registration/letters/{as_number(number)}")
        return self._room.pages.render(request, "letter_number.html", number="", letter=None, standing=None)

    async def verify(self, request: Request, number: str) -> Response:
        """Say whether a paper is valid, and nothing of whom it is about."""
        asked = as_number(number)
        letter = await self._press.letters.by_number(asked)
        if letter is None:
            return self._room.pages.render(
                request, "letter_number.html", status=404, number=asked, letter=None, standing=None
            )
        people = await self._press.letters.people([letter.participant_id])
        meeting = await self._room.views.meeting(letter.meeting_id)
        standing = letter.standing(people.get(letter.participant_id))
        return self._room.page(request, "letter_number.html", meeting, number=asked, letter=letter, standing=standing)

    async def _letter(self, participant_id: str, letter_id: str) -> Letter:
        letter = await self._press.letters.letter(letter_id)
        if letter.participant_id != participant_id:
            raise NotFound("There is no such letter.", field="letter_id")
        return letter

    async def _show(self, request: Request, participant_id: str, form: Form, *, status: int = 200) -> Response:
        participant = await self._room.views.participant(participant_id)
        meeting = await self._room.views.meeting(participant.meeting_id)
        letters = await self._press.letters.of_person(participant_id)
        who = request.state.who
        return self._room.page(
            request,
            "letters_of_person.html",
            meeting,
            status=status,
            participant=participant,
            letters=[(one, one.standing(participant)) for one in letters],
            possible=possible(participant),
            is_officer=who.has(Role.REGISTRATION_OFFICER),
            may_make=who.has(Role.REGISTRATION_OFFICER) or who.has(Role.PARTICIPANT, participant_id),
            form=form,
        )
