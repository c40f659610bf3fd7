"""The link by which a participant reaches their own page: part of every mail to them."""

from services.registration.domain import Participant
from shared.identity import links
from shared.who import Grant, Role


def own_page(participant: Participant) -> links.Invited:
    """Return whom the link lets in, and where they arrive."""
    return links.Invited(
        subject=f"participant:{participant.participant_id}",
        name=participant.full_name,
        email=participant.email,
        grants=(Grant(role=Role.PARTICIPANT, scope=participant.participant_id),),
        prefix="/registration",
        start="/registration/me",
        language=participant.language,
        meeting_id=participant.meeting_id,
    )
