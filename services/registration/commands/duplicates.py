"""Registrations that look like one person's: the same, or different."""

from services.registration.commands.fields import Line
from shared.messages import Command
from shared.values import Value


class MergeParticipants(Command):
    """Two registrations are one person's: keep one, withdraw the other as merged."""

    keep: str
    give_up: str


class DistinguishParticipants(Command):
    """Two registrations are different persons'; they are not suspected again."""

    first: str
    second: str


class ReopenPair(Command):
    """Take back what was said of two registrations."""

    first: str
    second: str


class PairNow(Value):
    """Answer: how a pair stands."""

    pair_id: str
    ruling: Line
