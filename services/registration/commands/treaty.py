"""Treaty status of States: what a depositary notifies is recorded, and struck where it was a mistake."""

from typing import Literal

from shared.messages import Command
from shared.values import Day, Text, Value


class ActNotified(Value):
    """An act of a State as the depositary notified it."""

    act: Literal["signature", "ratification", "accession", "succession", "withdrawal"]
    dated: Day
    reference: Text


class RecordTreatyStatus(Command, ActNotified):
    """Record what a State did; its category at meetings to come follows (R5)."""

    convention: str
    state: str


class StrikeTreatyStatus(Command):
    """Take back the last recorded act of a State."""

    convention: str
    state: str


class SpreadCategory(Command):
    """Look once more for people of a delegation that do not have its category; asked by the clock (R5)."""

    delegation_id: str


class TreatyStatusNow(Value):
    """Answer: the acts recorded here, and how many delegations of coming meetings changed category."""

    treaty_status_id: str
    acts: int
    recategorised: int
