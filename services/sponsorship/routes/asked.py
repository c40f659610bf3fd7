"""What changes something: one route a command; a body is the command without the id its path names."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.sponsorship import handlers
from services.sponsorship.commands import (
    AcceptOffer,
    AnswerErasure,
    CloseRefundTask,
    Contributed,
    Declined,
    DeclineOffer,
    ErasureAnswer,
    Offered,
    OfferSponsorship,
    OpenFund,
    Proposed,
    ProposeOffer,
    PutOnReserve,
    ReceiveNomination,
    RecordContribution,
    RecordTicket,
    Refunded,
    Reserved,
    Ticketed,
)
from services.sponsorship.handlers import FundOpened, Nominated, OfferPlaced, Recorded
from services.sponsorship.ports import SponsorshipUnit
from shared.identity import scoped
from shared.records import Origin
from shared.unit import Units
from shared.web import asking
from shared.who import Role

Administrator = Annotated[Origin, Depends(asking(Role.SPONSORSHIP_ADMINISTRATOR))]
Coordinator = Annotated[Origin, Depends(asking(Role.SPONSORSHIP_COORDINATOR))]
Finance = Annotated[Origin, Depends(asking(Role.FINANCE_OFFICER, Role.SPONSORSHIP_ADMINISTRATOR))]
FocalPoint = Annotated[
    Origin, Depends(asking(scoped(Role.FOCAL_POINT, "delegation_id"), Role.SPONSORSHIP_ADMINISTRATOR))
]
Nominee = Annotated[Origin, Depends(asking(scoped(Role.NOMINEE, "offer_id"), Role.SPONSORSHIP_ADMINISTRATOR))]

SponsorshipUnits = Units[SponsorshipUnit]


def money(router: APIRouter, units: SponsorshipUnits) -> None:
    """Funds and contributions."""

    @router.post("/funds", status_code=201)
    async def open_fund(command: OpenFund, origin: Administrator) -> FundOpened:
        return await units.run(handlers.open_fund, command, origin)

    @router.post("/funds/{fund_id}/contributions", status_code=201)
    async def record_contribution(fund_id: str, body: Contributed, origin: Finance) -> Recorded:
        command = RecordContribution(fund_id=fund_id, **body.model_dump())
        return await units.run(handlers.record_contribution, command, origin)


def nominations(router: APIRouter, units: SponsorshipUnits) -> None:
    """Nominations: by the secretariat for any State, by a focal point for the own one."""

    @router.post("/nominations", status_code=201)
    async def receive_nomination(command: ReceiveNomination, origin: Administrator) -> Nominated:
        return await units.run(handlers.receive_nomination, command, origin)

    @router.post("/delegations/{delegation_id}/nominations", status_code=201)
    async def nominate(delegation_id: str, command: ReceiveNomination, origin: FocalPoint) -> Nominated:
        return await units.run(handlers.receive_nomination, command, origin)

    @router.post("/nominations/{nomination_id}/erasure", status_code=204)
    async def answer_erasure(nomination_id: str, body: ErasureAnswer, origin: Administrator) -> None:
        command = AnswerErasure(nomination_id=nomination_id, erased=body.erased)
        await units.run(handlers.answer_erasure, command, origin)

    @router.post("/nominations/{nomination_id}/propose", status_code=204)
    async def propose_offer(nomination_id: str, body: Proposed, origin: Administrator) -> None:
        command = ProposeOffer(nomination_id=nomination_id, **body.model_dump())
        await units.run(handlers.propose_offer, command, origin)

    @router.post("/nominations/{nomination_id}/reserve", status_code=204)
    async def put_on_reserve(nomination_id: str, body: Reserved, origin: Coordinator) -> None:
        command = PutOnReserve(nomination_id=nomination_id, **body.model_dump())
        await units.run(handlers.put_on_reserve, command, origin)


def offers(router: APIRouter, units: SponsorshipUnits) -> None:
    """Offers and their answers."""

    @router.post("/nominations/{nomination_id}/offer", status_code=201)
    async def offer_sponsorship(nomination_id: str, body: Offered, origin: Coordinator) -> OfferPlaced:
        command = OfferSponsorship(nomination_id=nomination_id, **body.model_dump())
        return await units.run(handlers.offer_sponsorship, command, origin)

    @router.post("/offers/{offer_id}/accept", status_code=204)
    async def accept_offer(offer_id: str, origin: Nominee) -> None:
        await units.run(handlers.accept_offer, AcceptOffer(offer_id=offer_id), origin)

    @router.post("/offers/{offer_id}/decline", status_code=204)
    async def decline_offer(offer_id: str, origin: Nominee, body: Declined | None = None) -> None:
        command = DeclineOffer(offer_id=offer_id, reason=body.reason if body else None)
        await units.run(handlers.decline_offer, command, origin)


def travel(router: APIRouter, units: SponsorshipUnits) -> None:
    """Tickets and refunds."""

    @router.post("/offers/{offer_id}/ticket", status_code=204)
    async def record_ticket(offer_id: str, body: Ticketed, origin: Administrator) -> None:
        await units.run(handlers.record_ticket, RecordTicket(offer_id=offer_id, **body.model_dump()), origin)

    @router.post("/offers/{offer_id}/refund", status_code=204)
    async def close_refund_task(offer_id: str, body: Refunded, origin: Finance) -> None:
        await units.run(handlers.close_refund_task, CloseRefundTask(offer_id=offer_id, **body.model_dump()), origin)
