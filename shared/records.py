"""What a unit leaves beside its state: outbox records, schedules and the audit record, and where each of them rides."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel

from shared.kept import AuditRecord, Change, DueRecord, Record
from shared.messages import Event
from shared.values import Value
from shared.who import NOBODY, Who


class Origin(Value):
    """Where a message comes from: who asks, the chain it belongs to, and what makes it the same one twice."""

    who: Who = NOBODY
    correlation_id: str = ""
    causation_id: str = ""
    key: str | None = None
    message_id: str | None = None
    traceparent: str | None = None

    def part(self, name: str) -> "Origin":
        """Return the origin of one of several commands that the same form asks for, each known by a key of its own."""
        return self.model_copy(update={"key": f"{self.key}:{name}"}) if self.key else self


def event_record(event: Event, *, id: str, now: datetime, origin: Origin) -> Record:
    """Return the outbox record of an event."""
    return Record(id=id, subject=event.subject, body=event.model_dump_json(), time=now, headers=chain(origin))


def audit_record(
    message: BaseModel, origin: Origin, *, id: str, now: datetime, objects: Sequence[tuple[str, str, int, int]] = ()
) -> AuditRecord:
    """Return the audit record of a command that was carried out."""
    return AuditRecord(
        id=id,
        at=now,
        who=origin.who.subject,
        name=origin.who.name,
        command=type(message).__name__,
        correlation_id=origin.correlation_id,
        objects=tuple(objects),
        reason=getattr(message, "reason", None),
    )


def schedule_record(service: str, due: DueRecord, *, now: datetime, headers: Mapping[str, str]) -> Record:
    """Return the outbox record that arms a due command's schedule: one subject a due thing, the last one holds."""
    key = re.sub(r"[^\w-]", "~", due.key)  # one token of a subject, whatever ids look like
    return Record(
        id=f"{due.name}.{key}.{int(due.at.timestamp() * 1000)}",
        subject=f"{service}.due.{due.name}",
        body=due.body,
        time=now,
        headers=dict(headers),
        at=due.at,
    )


def chain(origin: Origin) -> dict[str, str]:
    """Return the headers that tie a message to what caused it."""
    headers = {
        "correlationid": origin.correlation_id,
        "causationid": origin.causation_id,
        "ce-subject": origin.who.subject,
    }
    return headers | ({"traceparent": origin.traceparent} if origin.traceparent else {})


def ride(
    changes: list[Change],
    records: Sequence[tuple[str, Record]],
    trail: AuditRecord | None,
    *,
    named: Collection[object] = (),
) -> list[Change]:
    """Put each record into the document it is about, else into the first one, else into a document of its own.

    The trail rides in a document the message named: there its page looks for what was done a moment ago.
    """
    if not changes and records:
        return [alone(records[0][1].id, tuple(record for _, record in records), ())]
    ids = [change.id for change in changes]
    riding: list[list[Record]] = [[] for _ in changes]
    for about, record in records:
        riding[ids.index(about) if about in ids else 0].append(record)
    carrier = next((n for n, id in enumerate(ids) if id in named), 0)
    return [
        Change(
            **{
                **vars(change),
                "outbox": change.outbox + tuple(more),
                "trail": (trail,) if trail and n == carrier else (),
            }
        )
        for n, (change, more) in enumerate(zip(changes, riding, strict=True))
    ]


def alone(id: str, outbox: tuple[Record, ...], trail: tuple[AuditRecord, ...]) -> Change:
    """Return a document of its own for records that have no other to ride in."""
    return Change(collection="_outbox", id=id, expected=0, version=1, body={}, outbox=outbox, trail=trail)
