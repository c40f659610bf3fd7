"""What the desk decides flows on: a rejected delegate travels no more, a merged one does, the press reaches media."""

from datetime import date

import pytest

from services.media.domain.accredited import Accreditation
from services.registration.commands import NotifyDelegation, RegisterParticipant
from services.registration.commands.delegations import NamedPerson
from services.registration.commands.duplicates import MergeParticipants
from services.registration.commands.media import AccreditApplicant, ApplyForAccreditation, RevokeAccreditation
from services.registration.commands.review import ApproveParticipant, RejectParticipant, ReopenDecision
from services.registration.handlers import notify_delegation, register_participant
from services.registration.handlers.duplicates import merge_participants
from services.registration.handlers.media import accredit_applicant, apply_for_accreditation, revoke_accreditation
from services.registration.handlers.review import approve_participant, reject_participant, reopen_decision
from services.sponsorship.commands import AcceptOffer, OpenFund, RecordContribution
from services.sponsorship.domain import Offer, OfferStatus, ParticipantCopy, Progress
from services.sponsorship.handlers import (
    accept_offer,
    offer_sponsorship,
    open_fund,
    propose_offer,
    receive_nomination,
    record_contribution,
)
from shared.contracts.registration import DelegateRole
from tests.journeys.town import Town, an_open_meeting
from tests.registration.builders import MEETING_ID, OFFICER
from tests.sponsorship.builders import ADA, CORA, FUND_ID, chf, to_offer, to_propose, to_receive

ANGOLA = "del_apmbc-22msp_ago"
MARIA = to_receive("AGO").delegate


@pytest.fixture
async def town() -> Town:
    """Angola's delegate is sponsored, expected and registered."""
    town = Town()
    sponsorship = town["sponsorship"]
    await an_open_meeting(town)
    await sponsorship.run(open_fund, OpenFund(meeting_id=MEETING_ID), ADA)
    gift = RecordContribution(fund_id=FUND_ID, donor="Switzerland", amount=chf(9000), received_on=date(2025, 9, 1))
    await sponsorship.run(record_contribution, gift, ADA)
    nominated = await sponsorship.run(receive_nomination, to_receive("AGO"), ADA)
    proposal = to_propose("AGO").model_copy(update={"nomination_id": nominated.nomination_id})
    await sponsorship.run(propose_offer, proposal, ADA)
    placed = await sponsorship.run(offer_sponsorship, to_offer("AGO", nomination_id=nominated.nomination_id), CORA)
    await sponsorship.run(accept_offer, AcceptOffer(offer_id=placed.offer_id), ADA)
    await registered(town, "maria@ago.example")
    return town


async def registered(town: Town, email: str, **more: object) -> str:
    """Register Angola's delegate; return the id."""
    fields = {"delegation_id": ANGOLA, "full_name": MARIA, "email": email, **more}
    now = await town["registration"].run(register_participant, RegisterParticipant.model_validate(fields), OFFICER)
    await town.settle()
    return str(now.participant_id)


def offer(town: Town) -> OfferStatus:
    world = town["sponsorship"]
    (found,) = [world.state("offers", id) for id in world.backend.rows["offers"]]
    assert isinstance(found, Offer)
    return found.status


def progress(town: Town, participant_id: str = "par_1") -> Progress:
    found = town["sponsorship"].state("participants", participant_id)
    assert isinstance(found, ParticipantCopy)
    return found.progress


async def test_who_is_approved_first_is_confirmed_by_the_note_and_sponsorship_knows(town: Town) -> None:
    await town["registration"].run(approve_participant, ApproveParticipant(participant_id="par_1"), OFFICER)
    await town.settle()
    assert progress(town) is Progress.REGISTERED

    note = NotifyDelegation(
        delegation_id=ANGOLA,
        reference="NV/7",
        dated=date(2025, 11, 3),
        names=(NamedPerson(full_name=MARIA, role=DelegateRole.HEAD),),
    )
    await town["registration"].run(notify_delegation, note, OFFICER)
    await town.settle()
    assert progress(town) is Progress.CONFIRMED


async def test_a_rejected_delegate_travels_no_more_and_is_expected_no_more(town: Town) -> None:
    rejection = RejectParticipant(participant_id="par_1", reason="Not of the delegation")
    await town["registration"].run(reject_participant, rejection, OFFICER)
    await town.settle()
    assert (offer(town), progress(town)) == (OfferStatus.TRAVEL_CANCELLED, Progress.REJECTED)

    await town["registration"].run(reopen_decision, ReopenDecision(participant_id="par_1"), OFFICER)
    await town.settle()
    assert progress(town) is Progress.REGISTERED


async def test_who_registered_twice_still_travels_when_one_registration_is_given_up(town: Town) -> None:
    twice = await registered(town, "maria.ago@ministry.example", another_of_this_name=True)
    await town["registration"].run(merge_participants, MergeParticipants(keep="par_1", give_up=twice), OFFICER)
    await town.settle()

    assert (offer(town), progress(town), progress(town, twice)) == (
        OfferStatus.ACCEPTED,
        Progress.REGISTERED,
        Progress.WITHDRAWN,
    )


async def test_who_of_the_press_is_accredited_is_known_to_media_until_it_is_revoked(town: Town) -> None:
    registration = town["registration"]
    applying = ApplyForAccreditation(
        meeting_id=MEETING_ID,
        full_name="Nadia Haddad",
        email="nadia@apo.example",
        outlet="Agence Presse Ouest",
        language="fr",
        press_badge="UNOG-77",
    )
    now = await registration.run(apply_for_accreditation, applying, OFFICER)
    id = now.media_application_id
    await registration.run(accredit_applicant, AccreditApplicant(media_application_id=id), OFFICER)
    await town.settle()
    known = town["media"].state("accreditations", id)
    assert isinstance(known, Accreditation)
    assert (known.full_name, known.language, known.active) == ("Nadia Haddad", "fr", True)

    lent = RevokeAccreditation(media_application_id=id, reason="Pass lent")
    await registration.run(revoke_accreditation, lent, OFFICER)
    await town.settle()
    gone = town["media"].state("accreditations", id)
    assert isinstance(gone, Accreditation)
    assert not gone.active
