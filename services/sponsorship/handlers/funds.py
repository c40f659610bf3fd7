"""Opening a fund and booking what donors give."""

from services.sponsorship.commands import OpenFund, RecordContribution
from services.sponsorship.domain import Contribution, Fund, FundOpenAlready, booked, fund_of
from services.sponsorship.ports import SponsorshipUnit
from shared.money import Money
from shared.values import Value


class FundOpened(Value):
    """The fund of a meeting."""

    fund_id: str


class Recorded(Value):
    """A contribution as booked."""

    contribution_id: str
    booked: Money


async def open_fund(command: OpenFund, unit: SponsorshipUnit) -> FundOpened:
    """Open the one fund of a meeting."""
    meeting = await unit.meetings.get(command.meeting_id)
    fund_id = fund_of(meeting.meeting_id)
    if await unit.funds.find(fund_id):
        raise FundOpenAlready("This meeting has its fund already.", field="meeting_id")
    fund = Fund(
        fund_id=fund_id,
        meeting_id=meeting.meeting_id,
        currency=command.currency,
        nominees_per_state=command.nominees_per_state,
        version=1,
    )
    await unit.funds.save(fund)
    return FundOpened(fund_id=fund_id)


async def record_contribution(command: RecordContribution, unit: SponsorshipUnit) -> Recorded:
    """Book a contribution in the fund's currency at the rate that was given."""
    fund = await unit.funds.get(command.fund_id)
    given = Contribution(
        contribution_id=unit.new_id("ctr"),
        donor=command.donor,
        amount=command.amount,
        rate=command.rate,
        booked=booked(command.amount, command.rate, currency=fund.currency),
        earmark=command.earmark,
        received_on=command.received_on,
    )
    fund, received = fund.contribute(given)
    await unit.funds.save(fund)
    unit.tell(received)
    return Recorded(contribution_id=given.contribution_id, booked=given.booked)
