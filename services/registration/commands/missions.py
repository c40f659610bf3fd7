"""Delegations act for themselves: invite, endorse, share and hand over access; the rules of a meeting for it."""

from pydantic import Field

from services.registration.commands.delegations import PersonToAsk
from services.registration.commands.fields import Email, Line
from shared.messages import Command
from shared.values import Text, Value


class InvitePerson(Command, PersonToAsk):
    """Ask somebody by mail to register in a delegation."""

    delegation_id: str


class PeopleToEndorse(Value):
    """Which registrations are of the delegation."""

    participant_ids: tuple[str, ...] = Field(min_length=1, max_length=500)


class EndorseParticipants(Command, PeopleToEndorse):
    """Say of these registrations that they are of the delegation."""

    delegation_id: str


class NotOurs(Value):
    """Why a registration is not of the delegation."""

    reason: Text


class DeclineParticipant(Command, NotOurs):
    """Say of a registration that it is not of the delegation; the secretariat decides what becomes of it."""

    delegation_id: str
    participant_id: str


class AddFocalPoint(Command, PersonToAsk):
    """Let one more person act for a delegation, and mail them a link."""

    delegation_id: str


class FormerFocalPoint(Value):
    """Who acts for a delegation no more."""

    email: Email


class RemoveFocalPoint(Command, FormerFocalPoint):
    """Let somebody act for a delegation no more; their links stop working."""

    delegation_id: str


class HandOverDelegation(Command, PersonToAsk):
    """Make another person the access administrator; the links of the former one stop working."""

    delegation_id: str


class RulesForMissions(Value):
    """Whether focal points endorse registrations, who may issue credentials, when a note must name the sponsored."""

    endorsing: str = Field(default="asked", pattern="^(not_asked|asked|required)$")
    authorities: tuple[Line, ...] = ()
    outsiders: str = Field(default="flagged", pattern="^(refused|flagged)$")
    naming_days: int = Field(default=14, ge=0, le=365)


class SetMissionRules(Command, RulesForMissions):
    """Set how a meeting deals with delegations."""

    meeting_id: str


class MissionNow(Value):
    """Answer: the delegation it concerned, and how many people."""

    delegation_id: str
    people: int = 0
