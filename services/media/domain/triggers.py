"""What the press expects a text about, drafted as soon as it is told: a meeting opens or closes, a State joins."""

from datetime import datetime

from services.media.domain import drafting
from services.media.domain.release import Release
from shared.contracts.media import ReleaseContent, ReleaseKind, ReleaseText
from shared.contracts.registration import MeetingConcluded, MeetingConvened, TreatyStatusRecorded

BY = "Registration"
Occasion = MeetingConvened | MeetingConcluded | TreatyStatusRecorded
"""Triggers seen in the releases of the secretariat (domain 5.1)."""

JOINED = {
    "ratification": "ratifies",
    "accession": "accedes to",
    "succession": "succeeds to",
}
"""The acts that are news; a signature or a withdrawal is for the President to speak about, if at all."""


def occasion_of(fact: Occasion) -> str | None:
    """Return the id of the release a fact calls for, the same each time it is told; None where it calls for none."""
    if isinstance(fact, TreatyStatusRecorded):
        return f"rel_{fact.treaty_status_id}_{fact.act}_{fact.dated}" if fact.act in JOINED else None
    return f"rel_{fact.meeting_id}_{'opens' if isinstance(fact, MeetingConvened) else 'closes'}"


def drafted(release_id: str, fact: Occasion, *, now: datetime) -> Release:
    """Return the first draft, on behalf of the President; whoever writes it on adds the words (P2)."""
    headline, body, place = _of_state(fact) if isinstance(fact, TreatyStatusRecorded) else _of_meeting(fact)
    content = ReleaseContent(
        on_behalf_of=("president",), texts=(ReleaseText(headline=headline, body=body),), datelines=(place,)
    )
    release = drafting.draft(release_id, ReleaseKind.PRESS_RELEASE, content, by=BY, now=now)
    meeting_id = None if isinstance(fact, TreatyStatusRecorded) else fact.meeting_id
    return release.model_copy(update={"meeting_id": meeting_id})


def _of_state(fact: TreatyStatusRecorded) -> tuple[str, str, str]:
    effect = f" It enters into force for {fact.name} on {fact.takes_effect_on}." if fact.takes_effect_on else ""
    body = f"{fact.name} deposited its instrument of {fact.act} on {fact.dated}.{effect}"
    return f"{fact.name} {JOINED[fact.act]} the Convention", body, "Geneva"


def _of_meeting(fact: MeetingConvened | MeetingConcluded) -> tuple[str, str, str]:
    opens = isinstance(fact, MeetingConvened)
    headline = f"{fact.title} {'opens' if opens else 'closes'} in {fact.city}"
    return headline, f"{fact.title}, {fact.venue}, {fact.opens_on} to {fact.closes_on}.", fact.city
