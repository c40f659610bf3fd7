"""What pages and the API read of forms."""

from typing import Protocol

from services.registration.domain.forms import FormVersion, MeetingForm


class FormViews(Protocol):
    """The read side of forms."""

    async def registration_form(self, meeting_id: str) -> MeetingForm:
        """Return the registration form of a meeting; the standard one where no officer made one."""

    async def form(self, form_id: str) -> MeetingForm:
        """Return a form, or refuse with NotFound."""

    async def versions(self, form_id: str) -> list[FormVersion]:
        """Return what was published of a form, newest first."""

    async def version(self, form_id: str, number: int) -> FormVersion | None:
        """Return one version of a form, or None where it was never published."""

    async def answered(self, meeting_id: str) -> int:
        """Return how many people have registered with the form of a meeting."""
