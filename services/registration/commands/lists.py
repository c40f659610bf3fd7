"""The list of participants: issued, then revised."""

from typing import Literal

from pydantic import Field

from shared.messages import Command
from shared.values import Value


class ListNumber(Value):
    """The number of the INF document, for the first issue; what follows keeps it, and is a revision or an addendum."""

    number: int = Field(default=1, ge=1, le=999)
    kind: Literal["revision", "addendum"] = "revision"


class IssueListOfParticipants(Command, ListNumber):
    """Issue the list of participants, or its next revision or addendum."""

    meeting_id: str


class ListIssued(Value):
    """Answer: the list that was issued."""

    list_of_participants_id: str
    symbol: str
    delegates: int
