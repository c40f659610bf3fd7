"""A crowd for figures: documents of participants as the store keeps them."""

import random
from datetime import timedelta
from typing import Any

from shared.clock import utc_now
from tests.registration.builders import a_participant


def people_of(meeting_id: str, count: int) -> list[dict[str, Any]]:
    """Return participants of one meeting, written an hour ago, in 190 delegations, with made-up names."""
    chance = random.Random(1)  # noqa: S311 - names, no secret
    given, family = [_word(chance, 2) for _ in range(900)], [_word(chance, 3) for _ in range(9_000)]
    names = [f"{chance.choice(given)} {chance.choice(family)}" for _ in range(count)]
    body, earlier = a_participant().model_dump(exclude={"participant_id", "version"}), utc_now() - timedelta(hours=1)
    return [
        body
        | {
            "_id": f"par_{meeting_id}_{number:06}",
            "_version": 1,
            "_at": earlier,
            "meeting_id": meeting_id,
            "delegation_id": f"del_{meeting_id}_{number % 190:03}",
            "full_name": names[number].title(),
            "name_key": names[number],
            "email": f"p{number}@{meeting_id}.example",
            "registered_at": earlier + timedelta(milliseconds=number),
            "role": "representative",
            "status": "confirmed" if number % 10 == 0 else "registered",
        }
        for number in range(count)
    ]


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice("bcdfghklmnprstvz") + chance.choice("aeiou") for _ in range(syllables))
