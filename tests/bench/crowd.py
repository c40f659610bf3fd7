"""A crowd for figures: documents of participants as the store keeps them."""

from datetime import timedelta
from typing import Any

from shared.clock import utc_now
from tests.registration.builders import a_participant


def people_of(meeting_id: str, count: int) -> list[dict[str, Any]]:
    """Return participants of one meeting, written an hour ago, in 190 delegations; everybody is called Person."""
    body, earlier = a_participant().model_dump(exclude={"participant_id", "version"}), utc_now() - timedelta(hours=1)
    return [
        body
        | {
            "_id": f"par_{meeting_id}_{number:06}",
            "_version": 1,
            "_at": earlier,
            "meeting_id": meeting_id,
            "delegation_id": f"del_{meeting_id}_{number % 190:03}",
            "full_name": f"Person {number}",
            "name_key": f"person {number}",
            "email": f"p{number}@{meeting_id}.example",
            "role": "representative",
            "status": "confirmed" if number % 10 == 0 else "registered",
        }
        for number in range(count)
    ]
