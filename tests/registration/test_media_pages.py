"""Accreditation as applicants and the desk use it, without a script."""

import httpx
import pytest

from shared.who import Grant, Role, Who
from tests.registration.test_pages import NOBODY, PAGE, page, text_of
from tests.registration.test_routes import API, an_open_meeting
from tests.running import as_who

pytestmark = pytest.mark.real

AT = "/registration/meetings/apmbc-press"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF\n"
PERSONAL = Who(
    subject="staff:eve",
    name="Eve",
    grants=frozenset({Grant(role=Role.REGISTRATION_OFFICER), Grant(role=Role.PERSONAL_DATA_OFFICER)}),
)


@pytest.fixture(scope="module")
async def meeting(api: httpx.AsyncClient) -> str:
    """A meeting ahead: of one that is over, documents go away and applicants with them."""
    ahead: dict[str, object] = {"opens_on": "2030-12-02", "closes_on": "2030-12-06", "deadlines": []}
    return await an_open_meeting(api, "APMBC-PRESS", **ahead)


def applicant(id: str) -> dict[str, str]:
    grants = frozenset({Grant(role=Role.PRESS_APPLICANT, scope=id)})
    return PAGE | as_who(Who(subject=f"press:{id}", name="Nadia", grants=grants))


async def applied(api: httpx.AsyncClient, meeting: str, email: str, **more: str) -> str:
    body = {"full_name": "Nadia Haddad", "email": email, "outlet": "Agence Presse Ouest", **more}
    answer = await api.post(f"{API}/meetings/{meeting}/media-applications", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["media_application_id"])


async def test_the_press_applies_by_form_and_who_comes_too_late_is_told_until_when(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-PRESS-OVER")
    over = "/registration/meetings/apmbc-press-over/press"
    typed = {"full_name": "Omar Said", "email": "omar@apo.example", "outlet": "APO", "kind": "journalist", "key": "m1"}
    shown = await api.get(over, headers=NOBODY)
    late = await api.post(over, data=typed, headers=NOBODY)

    assert "at least 48 hours" in text_of(shown)
    assert (late.status_code, "too late to apply" in text_of(late), 'value="Omar Said"' in late.text) == (
        422,
        True,
        True,
    )
    assert "The last moment was Sat 29 Nov 2025" in text_of(late)


async def test_an_applicant_sends_documents_and_is_accredited_by_the_desk(api: httpx.AsyncClient, meeting: str) -> None:
    one = await applied(api, meeting, "nadia@apo.example")
    own, desk = f"/registration/press/{one}", f"/registration/accreditation/{one}"
    assert "Next: send the documents below." in text_of(await api.get(own, headers=applicant(one)))
    for kind in ("letter_of_assignment", "press_card", "passport"):
        files = {kind: ("scan.pdf", PDF, "application/pdf")}
        sent = await api.post(f"{own}/documents", data={"kind": kind}, files=files, headers=applicant(one))
        assert sent.status_code == 303, text_of(sent)
    assert "Nadia Haddad" in (await page(api, f"{AT}/accreditation")).partition("To decide 1")[2]
    refused = await api.post(f"{desk}/accredit", data={}, headers=PAGE)
    assert "Not every document is in order." in text_of(refused)
    for kind in ("letter_of_assignment", "press_card", "passport"):
        await api.post(f"{desk}/check", data={"kind": kind, "accepted": "1"}, headers=PAGE)

    done = await api.post(f"{desk}/accredit", data={}, headers=PAGE)
    assert done.status_code == 303
    assert "You are accredited." in text_of(await api.get(own, headers=applicant(one)))
    table = await api.get(f"{AT}/accreditation?format=csv")
    assert [line.split(",")[0] for line in table.text.splitlines()[1:]] == ["Nadia Haddad"]


async def test_documents_are_seen_by_few_and_every_reading_is_on_record(api: httpx.AsyncClient, meeting: str) -> None:
    one = await applied(api, meeting, "aya@apo.example")
    address = f"/registration/press/{one}/documents"
    files = {"passport": ("scan.pdf", PDF, "application/pdf")}
    await api.post(address, data={"kind": "passport"}, files=files, headers=applicant(one))
    answers = [
        await api.get(f"{address}/passport", headers=headers)
        for headers in (applicant(one), PAGE | as_who(PERSONAL), PAGE, applicant("med_other"))
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 403, 403]
    assert answers[0].content == PDF
    assert (await page(api, f"/registration/accreditation/{one}")).count("Document opened") == 2


async def test_a_file_of_another_kind_is_refused_beside_its_field(api: httpx.AsyncClient, meeting: str) -> None:
    one = await applied(api, meeting, "bo@apo.example")
    files = {"press_card": ("card.exe", b"MZ\x90\x00 not a picture \x00\x01", "image/jpeg")}
    address = f"/registration/press/{one}/documents"
    refused = await api.post(address, data={"kind": "press_card"}, files=files, headers=applicant(one))

    assert refused.status_code == 422
    assert "This is not a file of the kind" in text_of(refused)


async def test_the_desk_refuses_takes_back_accredits_and_revokes(api: httpx.AsyncClient, meeting: str) -> None:
    one = await applied(api, meeting, "lee@apo.example", press_badge="UNOG-77")
    desk = f"/registration/accreditation/{one}"
    for act, typed in (
        ("refuse", {"reason": "Not of the press"}),
        ("reopen", {}),
        ("accredit", {}),
        ("revoke", {"reason": "Pass lent"}),
    ):
        answer = await api.post(f"{desk}/{act}", data=typed, headers=PAGE)
        assert answer.status_code == 303, f"{act}: {text_of(answer)}"

    assert (await api.get(f"{API}/media-applications/{one}")).json()["status"] == "revoked"
    assert "Pass lent" in text_of(await api.get(f"/registration/press/{one}", headers=applicant(one)))


async def test_the_desk_sets_the_hours_of_a_meeting(api: httpx.AsyncClient, meeting: str) -> None:
    terms = {"hours_before": "72", "said": "Pregny Gate, from 8:00."}
    await api.post(f"{AT}/accreditation", data=terms, headers=PAGE)
    shown = text_of(await api.get(f"{AT}/press", headers=NOBODY))

    assert "at least 72 hours" in shown
    assert "Pregny Gate" in shown
