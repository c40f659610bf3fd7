"""What goes over the wire: a CloudEvent in JSON, signed as the Standard Webhooks specification says.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson

from shared.kept import Record
from shared.values import utc_iso

MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"
AGENT = "Plenary-Webhooks/1"
PREFIX = "whsec_"
TEST_KIND = "plenary.webhook.test.v1"


def secret_of(seed: str) -> str:
    """Return a secret as receivers get it: 32 bytes in base64 behind `whsec_`; the seed must be unguessable."""
    return PREFIX + base64.b64encode(hashlib.sha256(seed.encode()).digest()).decode()


def envelope(record: Record, service: str) -> str:
    """Return an event as a CloudEvent in JSON: the headers it has on the bus, with the fact as its data."""
    event = {
        "specversion": "1.0",
        "id": record.id,
        "type": record.subject,
        "source": f"/plenary/{service}",
        "time": utc_iso(record.time),
        "datacontenttype": "application/json",
        "data": orjson.Fragment(record.body),
    }
    chain = record.headers.get("correlationid")
    return orjson.dumps({**event, "correlationid": chain} if chain else event).decode()


def headers_of(id: str, body: bytes, *, at: datetime, secrets: Sequence[str]) -> Mapping[str, str]:
    """Return the headers of one try: its instant is signed with it, so that nobody can send it again later."""
    seconds = str(int(at.timestamp()))
    return {
        "Content-Type": MEDIA_TYPE,
        "User-Agent": AGENT,
        "webhook-id": id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(signature(one, id, body=body, seconds=seconds) for one in secrets),
    }


def signature(secret: str, id: str, *, body: bytes, seconds: str) -> str:
    """Return `v1,` and the HMAC-SHA256 of id, instant and body in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{id}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()
