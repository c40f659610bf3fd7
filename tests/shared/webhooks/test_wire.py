"""What is posted is a CloudEvent, signed so that any receiver of Standard Webhooks can verify it."""

import json
from datetime import UTC, datetime, timedelta

from shared.kept import Record
from shared.webhooks.states import Webhook, rotate
from shared.webhooks.wire import envelope, headers_of, secret_of, signature

AT = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)


def test_the_signature_is_that_of_the_specifications_example() -> None:
    """https://github.com/standard-webhooks/standard-webhooks, libraries/python/tests."""
    secret, id = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"

    signed = signature(secret, id, body=b'{"test": 2432232314}', seconds="1614265330")

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_event_goes_out_as_a_cloud_event() -> None:
    record = Record(
        id="evt_1",
        subject="registration.meeting.announced.v1",
        body='{"meeting_id":"mtg_1","title":"الاجتماع"}',
        time=AT,
        headers={"correlationid": "cor_1", "causationid": "cor_1", "ce-subject": "staff:ana"},
    )

    assert json.loads(envelope(record, "registration")) == {
        "specversion": "1.0",
        "id": "evt_1",
        "type": "registration.meeting.announced.v1",
        "source": "/plenary/registration",
        "time": "2025-11-10T09:00:00.000Z",
        "datacontenttype": "application/json",
        "correlationid": "cor_1",
        "data": {"meeting_id": "mtg_1", "title": "الاجتماع"},
    }


def test_for_a_day_after_a_rotation_both_secrets_sign() -> None:
    old, new = secret_of("old"), secret_of("new")
    webhook = Webhook(version=1, webhook_id="whk_1", address="-", secret=old, secret_at=AT, added_at=AT)
    rotated = rotate(webhook, new, now=AT)

    assert rotated.signers(AT + timedelta(hours=23)) == (new, old)
    assert rotated.signers(AT + timedelta(hours=24)) == (new,)
    signed = headers_of("evt_1", b"{}", at=AT, secrets=(new, old))["webhook-signature"].split()
    assert signed == [signature(one, "evt_1", body=b"{}", seconds="1762765200") for one in (new, old)]
