"""The list of participants: issued, then revised."""

from pydantic import Field

from shared.messages import Command
from shared.values import Value


class ListNumber(Value):
    """The number of the INF document, for the first issue; revisions keep it."""

    number: int = Field(default=1, ge=1, le=999)


class IssueListOfParticipants(Command, ListNumber):
    """Issue the list of participants, or its next revision."""

    meeting_id: str


class ListIssued(Value):
    """Answer: the list that was issued."""

    list_of_participants_id: str
    symbol: str
    delegates: int
