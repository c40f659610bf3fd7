"""A meeting with two rooms on a real database: what people do with its seats, and what must hold whoever does what."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pydantic import BaseModel

from services.registration.commands import RegisterParticipant, WithdrawParticipant
from services.registration.commands.review import RejectParticipant, ReopenDecision
from services.registration.commands.seats import (
    AcceptSeat,
    ArrangeRoom,
    DeclineSeat,
    GiveUpSeat,
    JoinWaitingList,
    LapseSeats,
    LeaveWaitingList,
    RearrangeRoom,
    SeatDelegation,
    SeatParticipant,
    SetSeatQuota,
    SwapSeat,
)
from services.registration.commands.substitutions import RevertSubstitution, SubstituteParticipant
from services.registration.domain import register
from services.registration.handlers import register_participant, withdraw_participant
from services.registration.handlers.review import reject_participant, reopen_decision
from services.registration.handlers.seats import (
    arrange_room,
    give_up_seat,
    rearrange_room,
    seat_delegation,
    seat_participant,
    set_seat_quota,
    swap_seat,
)
from services.registration.handlers.substitutions import revert_substitution, substitute_participant
from services.registration.handlers.waiting_lists import (
    accept_seat,
    decline_seat,
    join_waiting_list,
    lapse_seats,
    leave_waiting_list,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.clock import new_id, utc_now
from shared.errors import Refused
from shared.mongo import MongoBackend
from shared.records import Origin
from shared.unit import Units
from shared.values import Value
from shared.web import House
from tests.registration.builders import OFFICER, a_delegation, a_meeting, a_person

HANDLERS: dict[type[BaseModel], Any] = {
    AcceptSeat: accept_seat,
    DeclineSeat: decline_seat,
    GiveUpSeat: give_up_seat,
    JoinWaitingList: join_waiting_list,
    LapseSeats: lapse_seats,
    LeaveWaitingList: leave_waiting_list,
    RearrangeRoom: rearrange_room,
    RegisterParticipant: register_participant,
    RejectParticipant: reject_participant,
    ReopenDecision: reopen_decision,
    RevertSubstitution: revert_substitution,
    SeatDelegation: seat_delegation,
    SeatParticipant: seat_participant,
    SetSeatQuota: set_seat_quota,
    SubstituteParticipant: substitute_participant,
    SwapSeat: swap_seat,
    WithdrawParticipant: withdraw_participant,
}
DELEGATIONS, PEOPLE, ROOMS = 3, 3, 2


class Act(Value):
    """What somebody does; the numbers say with whom and where, by turns of those who are there."""

    what: str
    who: int = 0
    other: int = 0
    room: int = 0
    number: int = 0


class Hall:
    """Three delegations of three people and two rooms of five seats; the third delegation is invited late."""

    def __init__(self, house: House[Any]) -> None:
        self.code = new_id("h").replace("_", "-")
        self.meeting_id, self.rooms = f"mtg_{self.code}", [""]
        self.people: list[str] = []
        self.substitutions: list[str] = []
        self._database = house.database
        other = MongoBackend(house.client, house.database, secrets=house.secrets)
        self._desks: tuple[Units[RegistrationUnit], ...] = (
            house.units,
            Units(other, KEPT, service="registration"),
        )
        """Two processes of the service, as far as the database can tell."""
        self._tomorrow: Units[RegistrationUnit] = Units(
            other, KEPT, service="registration", clock=lambda: utc_now() + timedelta(days=2)
        )

    async def open(self) -> None:
        """Invite, register and arrange: the last delegation comes after the rooms, its people follow online."""
        meeting = a_meeting(meeting_id=self.meeting_id, code=self.code, opens_on="2031-12-01", closes_on="2031-12-05")
        meeting = meeting.model_copy(update={"deadlines": (), "version": 1})
        delegations = [
            a_delegation(
                delegation_id=f"del_{self.code}_{n}", meeting_id=self.meeting_id, name=f"State {n}", state=f"S{n}"
            )
            for n in range(DELEGATIONS)
        ]
        people = [
            register(
                a_person(f"Person {n}{m} {'ABC'[n]}", email=f"{n}{m}@{self.code}.example"),
                delegation,
                meeting,
                participant_id=f"par_{self.code}_{n}{m}",
                at=utc_now(),
            )[0]
            for n, delegation in enumerate(delegations)
            for m in range(PEOPLE)
        ]
        late = delegations[-1].delegation_id
        await self._put(meeting, *delegations[:-1], *[one for one in people if one.delegation_id != late])
        plan = {"meeting_id": self.meeting_id, "capacity": 5, "states_parties": 2, "answer_minutes": 60}
        for name in ("Room XVII", "Room XX")[:ROOMS]:
            arranged = await self._desks[0].run(arrange_room, ArrangeRoom(name=name, **plan), Origin(who=OFFICER))
            self.rooms = [*[one for one in self.rooms if one], arranged.room_id]
        await self._put(delegations[-1], *[one for one in people if one.delegation_id == late])
        self.people = [one.participant_id for one in people]

    async def _put(self, *values: BaseModel) -> None:
        async def put(_: Value, unit: Any) -> None:
            for value in values:
                kept = next(one for one in KEPT if isinstance(value, one.type))
                await getattr(unit, kept.name).save(value)

        await self._desks[0].run(put, Value(), Origin(who=OFFICER))

    async def let(self, acts: Sequence[Act]) -> None:
        """Let all of them act at once; what is refused is refused."""
        seen = await self._seen()
        commands = [self._command(act, seen) for act in acts]
        await asyncio.gather(*(self._carry_out(number, command) for number, command in enumerate(commands)))

    async def _carry_out(self, number: int, command: BaseModel | None) -> None:
        if command is None:
            return
        units = self._tomorrow if isinstance(command, LapseSeats) else self._desks[number % len(self._desks)]
        try:
            now = await units.run(HANDLERS[type(command)], command, Origin(who=OFFICER))
        except Refused:
            return
        if isinstance(command, RegisterParticipant):
            self.people.append(now.participant_id)
        if isinstance(command, SubstituteParticipant):
            self.substitutions.append(now.substitution_id)
            self.people = list(dict.fromkeys([*self.people, now.successor_id]))

    async def _seen(self) -> dict[str, list[str]]:
        """Return whom an act is likely about; what several do at once makes it untrue while they do it."""
        rooms = self._database["conference_rooms"].find({"meeting_id": self.meeting_id})
        pools = [one["pool"] async for one in rooms]
        allotments = self._database["allotments"].find({"meeting_id": self.meeting_id})
        sit = [key async for one in allotments for key in one["holders"]]
        held = [one["key"] for pool in pools for one in pool["held"]]
        offered = [one["key"] for pool in pools for one in pool["offers"]]
        refused = self._database["participants"].find({"meeting_id": self.meeting_id, "status": "rejected"})
        return {
            "give up": held + sit,
            "swap": sit,
            "accept": offered,
            "decline": offered,
            "withdraw": offered + held + sit,
            "substitute": offered + held + sit,
            "reopen": [one["_id"] async for one in refused],
        }

    def _colleague(self, who: str, number: int) -> str:
        delegation = who.rpartition("_")[2][:1]
        colleagues = [one for one in self.people if one != who and one.rpartition("_")[2][:1] == delegation]
        return colleagues[number % len(colleagues)] if colleagues else who

    def _command(self, act: Act, seen: dict[str, list[str]]) -> BaseModel | None:
        people = seen.get(act.what) or self.people
        return self._asked(act, people[act.who % len(people)])

    def _asked(self, act: Act, who: str) -> BaseModel | None:
        other, room = self._colleague(who, act.other), self.rooms[act.room % len(self.rooms)]
        seat: dict[str, object] = {"participant_id": who, "room_id": room}
        delegation = f"del_{self.code}_{act.who % DELEGATIONS}"
        somebody = {"full_name": f"Newcomer {new_id('n')[2:8]} X", "email": f"{new_id('n')[2:]}@x.example"}
        past = self.substitutions[act.who % len(self.substitutions)] if self.substitutions else ""
        of_room = {"room_id": room, "delegation_id": delegation}
        plan = {"room_id": room, "name": "Room", "capacity": 3 + act.number, "states_parties": act.other % 3}
        made: dict[str, tuple[type[BaseModel], dict[str, object]]] = {
            "seat": (SeatParticipant, seat),
            "give up": (GiveUpSeat, seat),
            "swap": (SwapSeat, {**seat, "successor_id": other}),
            "join": (JoinWaitingList, seat),
            "leave": (LeaveWaitingList, seat),
            "accept": (AcceptSeat, seat),
            "decline": (DeclineSeat, seat),
            "lapse": (LapseSeats, {"room_id": room}),
            "quota": (SetSeatQuota, {**of_room, "quota": act.number}),
            "plan": (RearrangeRoom, plan),
            "seat all": (SeatDelegation, {**of_room}),
            "substitute": (SubstituteParticipant, {"participant_id": who, "successor_id": other}),
            "replace": (SubstituteParticipant, {"participant_id": who, **somebody}),
            "revert": (RevertSubstitution, {"substitution_id": past}),
            "withdraw": (WithdrawParticipant, {"participant_id": who}),
            "reject": (RejectParticipant, {"participant_id": who, "reason": "Not this time."}),
            "reopen": (ReopenDecision, {"participant_id": who}),
            "register": (RegisterParticipant, {"delegation_id": delegation, **somebody}),
        }
        kind, fields = made[act.what]
        return None if kind is RevertSubstitution and not past else kind.model_validate(fields)

    async def must_hold(self) -> None:
        """Read the database itself and look at every rule of seats (R7)."""
        ours = {"meeting_id": self.meeting_id}
        people = {one["_id"]: one async for one in self._database["participants"].find(ours)}
        assert sorted(people) == sorted(self.people)
        for room in self.rooms:
            allotments = [one async for one in self._database["allotments"].find({"room_id": room})]
            there = await self._database["conference_rooms"].find_one({"_id": room})
            assert there
            seated = _one_room(there, allotments, people)
            if room == self.rooms[0]:
                in_room = [id for id, one in people.items() if one["active"] and one["attendance"] == "in_room"]
                assert sorted(seated) == sorted(in_room)


def _one_room(room: dict[str, Any], allotments: list[dict[str, Any]], people: dict[str, dict[str, Any]]) -> list[str]:
    """Look at one room; return who sits in it."""
    pool = room["pool"]
    held, offered, waiting = ([one["key"] for one in pool[name]] for name in ("held", "offers", "waiting"))
    seated = [key for one in allotments for key in one["holders"]] + held
    known = [*seated, *offered, *waiting]

    assert sum(one["quota"] for one in allotments) == room["committed"]
    assert all(len(one["holders"]) <= one["quota"] for one in allotments)
    assert pool["places"] == room["capacity"] - room["committed"] >= len(held) + len(offered)
    assert len(known) == len(set(known)), "somebody has two places"
    assert all(people[key]["active"] for key in known), "somebody who does not come has a place"
    assert all(people[key]["delegation_id"] == one["delegation_id"] for one in allotments for key in one["holders"])
    assert not (waiting and pool["places"] > len(held) + len(offered)), "a seat is free while somebody waits"
    return seated
