"""The matrix of roles and routes: a participant sees only themself, a focal point only their delegation."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import httpx
import pytest

from shared.who import Grant, Role, Who
from tests.architecture.sources import expect_none
from tests.pictures import PDF, a_photograph
from tests.registration.builders import OFFICER
from tests.registration.matrix import EVERYONE, Door, table
from tests.registration.test_routes import API, NOBODY, a_body, register
from tests.running import as_who

JAPAN, KENYA = "del_apmbc-matrix_jpn", "del_apmbc-matrix_ken"
HIDDEN = ("Sato Ken", "ken@mission.example")
"""A colleague of the one whose pages are asked for: nobody from outside reads either."""
LEADS_TO_SIGN_IN = ("/sign-in", "/registration/link")
ENDLESS_OR_COUNTED = ("/live", "{token}", "/link", "/sign-in", "/start", "/callback")
"""A stream without end; links and sign-ins, of which an address may try a few a minute."""
INSIDERS = {"officer", "auditor", "administrator", "focal point", "personal data officer", "door staff"}


class Scene(NamedTuple):
    """What the addresses are about, and everybody who may ask for it."""

    ids: dict[str, str]
    people: dict[str, dict[str, str]]

    def path(self, door: Door) -> str:
        path = door.path.replace("documents/{kind}", "documents/press_card").replace("remove/{kind}", "remove/photo")
        for name, value in self.ids.items():
            path = path.replace("{" + name + "}", value)
        return path.replace("{", "").replace("}", "")

    def allowed(self, who: frozenset[str]) -> frozenset[str]:
        devices = {"its device", "another device"} if "a device" in who else set()
        return frozenset(self.people) if EVERYONE in who else who | devices


def a_who(role: Role, scope: str | None = None) -> dict[str, str]:
    grants = frozenset({Grant(role=role, scope=scope)})
    return as_who(Who(subject=f"{role}:{scope}", name="Somebody", email="somebody@x.example", grants=grants))


async def a_coming_meeting(api: httpx.AsyncClient) -> str:
    """Open a meeting that is far off: papers are kept for it."""
    dates = {"opens_on": "2090-12-04", "closes_on": "2090-12-08", "deadlines": []}
    await api.post(f"{API}/meetings", json=a_body("APMBC-MATRIX") | dates)
    await api.post(f"{API}/meetings/mtg_apmbc-matrix/open")
    await api.post(f"{API}/meetings/mtg_apmbc-matrix/invite-states")
    return "mtg_apmbc-matrix"


@pytest.fixture(scope="module")
async def scene(api: httpx.AsyncClient) -> Scene:
    """Tomiko and Ken of Japan, Amina of Kenya, a device and an applicant of the press."""
    meeting_id = await a_coming_meeting(api)
    tomiko = await register(api, JAPAN, "Ichikawa Tomiko", "tomiko@matrix.example")
    ken = await register(api, JAPAN, *HIDDEN)
    leaving = await register(api, JAPAN, "Ono Emi", "emi@matrix.example")
    amina = await register(api, KENYA, "Amina Otieno", "amina@matrix.example")
    named = {"full_name": "Amina Otieno", "role": "head"}
    note = {"reference": "1", "dated": "2025-11-03", "names": [named]}
    await made(api, f"delegations/{KENYA}/notify", note)
    await made(api, f"participants/{amina}/confirm", {})
    own = {"code": "APMBC-MATRIX", "delegation_id": JAPAN, "participant_id": tomiko, "number": "1"}
    ids = {"meeting_id": meeting_id, "other_id": ken, "amina": amina, **own, **await things(api, tomiko, leaving)}
    return Scene(ids, everybody(ids, amina))


async def things(api: httpx.AsyncClient, tomiko: str, leaving: str) -> dict[str, str]:
    """Make one of each kind of thing that has an id of its own."""
    here = "meetings/mtg_apmbc-matrix"
    await made(api, f"{here}/doors/gates", {"name": "Gate"})
    tablet = {"name": "Tablet", "gate_id": "gate", "may_search": True, "may_see_photo": True}
    press = {"full_name": "Nadia Haddad", "email": "nadia@matrix.example", "outlet": "APO"}
    change = {"full_name": "Ichikawa Tomiko", "email": "tomiko@matrix.example", "delegation_id": KENYA}
    successor = {"full_name": "Mori Aiko", "email": "aiko@matrix.example"}
    asked: list[tuple[str, str, dict[str, object]]] = [
        ("room_id", f"{here}/rooms", {"name": "Room XX", "capacity": 900}),
        ("device_id", f"{here}/doors/devices", {**tablet}),
        ("media_application_id", f"{here}/media-applications", {**press}),
        ("substitution_id", f"participants/{leaving}/substitute", {**successor}),
        ("change_id", f"participants/{tomiko}/changes", {**change}),
        ("follow_up_id", f"{here}/follow-ups", {"title": "Meals", "ready": "dietary"}),
    ]
    made_of = {name: str((await made(api, path, body))[name]) for name, path, body in asked}
    sheet = {"file": ("people.csv", b"Full name,Role,E-mail\nAbe Jun,adviser,abe@matrix.example\n", "text/csv")}
    started = await api.post(f"{API}/delegations/{JAPAN}/imports", params={"purpose": "registration"}, files=sheet)
    return made_of | {"import_id": str(started.json()["import_id"])}


async def made(api: httpx.AsyncClient, path: str, body: Mapping[str, object]) -> dict[str, Any]:
    answer = await api.post(f"{API}/{path}", json=body)
    assert answer.is_success, answer.text
    return dict(answer.json())


def everybody(ids: dict[str, str], amina: str) -> dict[str, dict[str, str]]:
    return {
        "nobody": NOBODY,
        "self": a_who(Role.PARTICIPANT, ids["participant_id"]),
        "another participant": a_who(Role.PARTICIPANT, amina),
        "invited": a_who(Role.PARTICIPANT, "invitation_id"),
        "focal point": a_who(Role.FOCAL_POINT, JAPAN),
        "another focal point": a_who(Role.FOCAL_POINT, KENYA),
        "its device": a_who(Role.CHECK_IN_DEVICE, ids["device_id"]),
        "another device": a_who(Role.CHECK_IN_DEVICE, "dev_other"),
        "door staff": a_who(Role.CHECK_IN_DEVICE),
        "applicant": a_who(Role.PRESS_APPLICANT, ids["media_application_id"]),
        "another applicant": a_who(Role.PRESS_APPLICANT, "med_other"),
        "officer": as_who(OFFICER),
        "auditor": a_who(Role.AUDITOR),
        "administrator": a_who(Role.ADMINISTRATOR),
        "personal data officer": a_who(Role.PERSONAL_DATA_OFFICER),
    }


WHO = tuple(everybody({"participant_id": "", "device_id": "", "media_application_id": ""}, ""))


async def ask(api: httpx.AsyncClient, scene: Scene, door: Door, who: str) -> httpx.Response:
    """Ask for real, with a body that would do if it were allowed."""
    headers = scene.people[who] | ({} if "/api/" in door.path else {"Accept": "text/html"})
    if door.method in ("GET", "DELETE"):
        return await api.request(door.method, scene.path(door), headers=headers)
    body, path = body_of(scene, door), scene.path(door)
    if path.endswith(("personal/photo", "personal/documents")):
        files = {
            "photo": ("a.jpg", a_photograph(600, 800), "image/jpeg"),
            "document": ("a.pdf", PDF, "application/pdf"),
        }
        return await api.post(path, files=files, headers=headers)
    if "/api/" in path:
        return await api.request(door.method, path, headers=headers, json=body)
    back = f"/registration/delegations/{KENYA}/seats"
    return await api.post(path, headers=headers, data={**body, "back": back})


def body_of(scene: Scene, door: Door) -> dict[str, object]:
    ids = scene.ids
    bodies: dict[str, dict[str, object]] = {
        "answer": {"answer": "Yes"},
        "letters": {"kind": "confirmation"},
        "substitute": {"full_name": "Abe Jun", "email": "jun@matrix.example"},
        "swap-seat": {"room_id": ids["room_id"], "successor_id": ids["other_id"]},
        "changes": {"full_name": "Another", "email": "another@matrix.example"},
        "change": {"full_name": "Another", "email": "another@matrix.example"},
        "company": {"full_name": "Another", "email": "another@matrix.example"},
        "personal": {"nationality": "JPN"},
        "remove": {"kind": "photo"},
        "withdraw": {"reason": "None of my business"},
        "documents": {"kind": "press_card"},
        "{number}": {"full_name": "Another"},
        "withdraw-gone": {"participant_ids": [ids["other_id"]]},
    }
    if "follow-ups" in door.path:
        return {"comes": True, "answers": []}
    return bodies.get(door.path.rpartition("/")[2], {"room_id": ids["room_id"]})


@pytest.mark.real
@pytest.mark.parametrize("who", WHO)
async def test_whoever_may_not_is_refused_and_reads_nothing(api: httpx.AsyncClient, scene: Scene, who: str) -> None:
    wrong: list[str] = []
    for door, rule in table().items():
        if who in scene.allowed(rule.who):
            continue
        answer = await ask(api, scene, door, who)
        refused = answer.status_code in (401, 403, 404)
        away = answer.status_code == 303 and answer.headers["location"].startswith(LEADS_TO_SIGN_IN)
        read = [word for word in HIDDEN if word in answer.text and who not in INSIDERS]
        if not (refused or away) or read:
            wrong.append(f"{' '.join(door)}: {answer.status_code} {read}")

    expect_none(wrong)


@pytest.mark.real
@pytest.mark.parametrize("who", WHO)
async def test_whoever_may_look_is_let_in(api: httpx.AsyncClient, scene: Scene, who: str) -> None:
    wrong: list[str] = []
    for door, rule in table().items():
        if door.method != "GET" or who not in scene.allowed(rule.who) or door.path.endswith(ENDLESS_OR_COUNTED):
            continue
        answer = await ask(api, scene, door, who)
        shut = EVERYONE not in rule.who and answer.status_code in (401, 403)
        read = [word for word in HIDDEN if word in answer.text and who not in INSIDERS and "self" not in rule.who]
        if shut or read or answer.status_code >= 500:
            wrong.append(f"{' '.join(door)}: {answer.status_code} {read}")

    expect_none(wrong)


@pytest.mark.real
async def test_an_id_of_somebody_else_inside_what_is_sent_opens_nothing(api: httpx.AsyncClient, scene: Scene) -> None:
    """The address is one's own; the body or the rest of the address names what is another's."""
    amina = scene.ids["amina"]
    letter = await made(api, f"participants/{amina}/letters", {"kind": "confirmation"})
    paper = {"document": ("a.pdf", PDF, "application/pdf")}
    await api.post(f"{API}/participants/{amina}/personal/documents", files=paper)
    reader = scene.people["personal data officer"]
    known = (await api.get(f"{API}/participants/{amina}/personal", headers=reader)).json()
    file_id = known["documents"][0]["file_id"]

    wrong: list[str] = []
    for who, path, sent in with_ids_of_others(scene, str(letter["letter_id"]), file_id):
        headers = scene.people[who] | {"Accept": "text/html"}
        answer = await (api.get(path, headers=headers) if sent is None else api.post(path, data=sent, headers=headers))
        if not 400 <= answer.status_code < 500 or "Otieno" in answer.text:
            wrong.append(f"{who} {path}: {answer.status_code}")

    expect_none(wrong)


def with_ids_of_others(scene: Scene, letter_id: str, file_id: str) -> list[tuple[str, str, dict[str, str] | None]]:
    amina, seat = scene.ids["amina"], {"room_id": scene.ids["room_id"]}
    own, mission = f"/registration/participants/{scene.ids['participant_id']}", f"/registration/delegations/{JAPAN}"
    note = {"reference": "NV/1", "dated": "2025-11-03", "names.0.full_name": "A", "names.0.role": "head"}
    return [
        ("focal point", f"{mission}/endorse", {"participant_ids": amina}),
        ("focal point", f"{mission}/people/{amina}/decline", {"reason": "Not ours"}),
        ("focal point", f"{mission}/people/{amina}/decline", None),
        ("focal point", f"{mission}/notify", {**note, "file": file_id}),
        ("focal point", f"{mission}/imports", {"purpose": "registration", "file": file_id}),
        ("focal point", f"{own}/swap-seat", {**seat, "successor_id": amina}),
        ("focal point", f"{own}/substitute", {"successor_id": amina}),
        ("self", f"{own}/letters/{letter_id}.pdf", None),
        ("self", f"{own}/personal/files/{file_id}", None),
        ("self", f"{own}/personal/remove", {"file_id": file_id}),
    ]
