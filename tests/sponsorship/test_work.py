"""What waits for whom in sponsorship."""

from datetime import timedelta

from services.sponsorship.domain import Offer
from services.sponsorship.handlers import cancel_travel
from services.sponsorship.pages.round import Round
from services.sponsorship.pages.work import work_for
from shared.contracts.registration import ParticipantWithdrawn
from tests.sponsorship.builders import ADA, CORA, NOW, a_meeting, heard
from tests.sponsorship.memory import Sponsorship, offer_of


def a_round(*offers: Offer) -> Round:
    """Return a round with these offers, and nothing else to do."""
    return Round(meeting=a_meeting(), fund=None, ranked=(), offers=offers, progress={})


async def test_the_administrator_reads_for_a_week_that_an_offer_was_withdrawn(offered: Sponsorship) -> None:
    await offered.run(cancel_travel, heard(ParticipantWithdrawn))
    round_ = a_round(offer_of(offered))
    fresh = [one for one in work_for(ADA, round_, NOW + timedelta(days=6)) if one.title == "Maria Ago"]

    assert [(one.word, one.since) for one in fresh] == [("withdrawn", NOW)]
    assert [one.title for one in work_for(ADA, round_, NOW + timedelta(days=7))] == ["This meeting has no fund yet"]
    assert work_for(CORA, round_, NOW) == []
