"""Credentials: a step recorded by mistake is undone."""

from shared.messages import Command
from shared.values import Text, Value


class Mistake(Value):
    """Why a step is undone."""

    reason: Text


class UndoCredentialsStep(Command, Mistake):
    """Take the last step of the credentials of a delegation back."""

    delegation_id: str
