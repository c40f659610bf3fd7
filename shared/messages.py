"""Commands and events: plain facts; their id, time and cause ride in headers (CloudEvents 1.0, binary mode)."""

import re
from typing import ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from shared.values import Value

M = TypeVar("M", bound=BaseModel)


class Command(Value):
    """What can be asked of a service; the body of its HTTP request is the command itself."""


class Event(BaseModel):
    """What a service tells: a business fact about one aggregate at one version.

    `subject` is `<teller>.<aggregate>.<participle>.v<n>`. Fields a hearer does not know yet are ignored, so that an
    optional field can be added without a new version.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    subject: ClassVar[str]
    version: int = Field(ge=1, description="Version of the aggregate after this fact; hearers keep only what is newer.")

    @property
    def aggregate_id(self) -> str:
        """The id of the aggregate the fact is about, by the subject's second token."""
        value: str = getattr(self, f"{self.subject.split('.')[1]}_id")
        return value


def read(kind: type[M], body: bytes | str) -> M:
    """Return a message as it arrived; what a later release added is ignored, in the values inside it too."""
    return kind.model_validate_json(body, extra="ignore")


def teller(event: type[Event]) -> str:
    """Return the service that tells `event`: the subject's first token."""
    return event.subject.split(".", 1)[0]


def stream_of(service: str) -> str:
    """Return the name of the stream a service tells on."""
    return service.upper()


def snake(name: str) -> str:
    """Return a class name in snake case: `LapseOffer` -> `lapse_offer`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
