"""What registration tells of somebody who was erased, as the services hear it."""

from datetime import UTC, datetime
from typing import TypeVar

from shared.contracts.registration import ParticipantErased
from shared.erasure import mailbox_mark, name_mark
from shared.unit import Unit
from shared.who import NOBODY
from tests.fakes import World

U = TypeVar("U")


def marked(told: ParticipantErased, world: World[U], *, name: str, address: str) -> ParticipantErased:
    """Return the fact with the marks of a name and an address, as registration makes them."""
    unit = Unit({}, now=datetime(2025, 12, 6, tzinfo=UTC), who=NOBODY, ids=world.ids, pepper=b"")
    marks = {
        "name_mark": name_mark(name, unit, meeting_id=told.meeting_id),
        "mailbox_mark": mailbox_mark(address, unit),
    }
    return told.model_copy(update=marks)
