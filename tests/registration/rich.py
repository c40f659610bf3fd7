"""A meeting with one of everything that has an address of its own, made over the API as its people would."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import httpx

from services.registration.app import SERVICE
from shared.web import House
from tests.pictures import PDF, a_picture
from tests.registration.test_routes import API, a_body, a_note, register

TEXT = {"language": "en", "subject": "The venue", "body": "Dear {name}, come."}
LABEL = {"en": "Something"}
CHOICES: dict[str, list[str]] = {
    "number": ["1", "2"],
    "category": ["state_party", "media"],
    "convention": ["CCM"],
    "state": ["FRA"],
    "deadline": ["registration", "credentials"],
    "kind": ["press_card", "photo", "xlsx", "documents"],
    "format": ["pdf", "xlsx", "csv", "docx", "zip"],
    "language": ["en", "ar"],
    "counted": ["present", "confirmed"],
    "step": ["printed", "resume", "cancel"],
}
"""What stands in addresses that is no id."""
ALIKE = {
    "first": "participant_id",
    "second": "participant_id",
    "other_id": "participant_id",
    "holder_id": "participant_id",
    "list_id": "list_of_participants_id",
    "successor_id": "participant_id",
}
"""Parameters that mean an id known by another name."""


class Rich(NamedTuple):
    """Who makes the things, of which meeting, and what stands before whatever is named."""

    api: httpx.AsyncClient
    code: str
    before: str = ""

    @property
    def here(self) -> str:
        return f"meetings/mtg_{self.code}"

    def place(self, state: str) -> str:
        return f"del_{self.code}_{state}"

    async def made(self, path: str, body: Mapping[str, object] | None = None, files: Any = None) -> dict[str, Any]:
        """Do one thing that must go well."""
        sent: dict[str, Any] = {"files": files} if files else {"json": body or {}}
        answer = await self.api.post(f"{API}/{path}", **sent)
        assert answer.is_success, (path, answer.text)
        return dict(answer.json()) if answer.content else {}


async def a_rich_meeting(api: httpx.AsyncClient, code: str, *, before: str = "") -> dict[str, list[str]]:
    """Make it, far ahead so that papers are kept for it; return ids and choices by the names of parameters."""
    rich = Rich(api, code, before)
    dates = {"opens_on": "2090-12-04", "closes_on": "2090-12-08"}
    deadline = {"kind": "registration", "at": "2090-11-20T12:00:00Z"}
    await rich.made("meetings", a_body(code.upper()) | dates | {"deadlines": [deadline]})
    await rich.made(f"{rich.here}/open")
    await rich.made(f"{rich.here}/invite-states")
    people = await _people(rich)
    gate = await _doors(rich, people[0])
    fields = await _forms(rich, people)
    await _papers(rich, people)
    await _others(rich, people)
    await _programme(rich)
    return CHOICES | {
        "code": [code],
        "meeting_id": [*[f"mtg_{code}"] * 4, f"mtg_{code}-va"],
        "delegation_id": [rich.place(one) for one in ("fra", "ken")],
        "participant_id": people,
        "gate_id": [gate],
        "field_id": fields,
    }


async def _people(rich: Rich) -> list[str]:
    """Confirmed, approved, registered, changing, substituted, twice there; with papers, seats and company."""
    france, kenya = rich.place("fra"), rich.place("ken")
    paper = {"file": ("note.pdf", PDF, "application/pdf")}
    note = await rich.made(f"delegations/{france}/note-files", files=paper)
    named = a_note((f"{rich.before}Asha Rao", "head"), (f"{rich.before}Dev Patel", "adviser"))
    await rich.made(f"delegations/{france}/notify", named | {"file_id": note["file_id"]})
    given = await rich.made(f"delegations/{france}/credentials-files", files=paper)
    await rich.made(f"delegations/{france}/credentials", {"state": "copy_received", "file_id": given["file_id"]})
    names = ("Asha Rao", "Dev Patel", "Ravi Iyer", "Meera Nair", "Meera Nayar")
    said = {"function": f"{rich.before}Counsellor", "organisation": f"{rich.before}Ministry"}
    people = [
        await register(rich.api, france, rich.before + name, f"{n}@{rich.code}.example", **said)
        for n, name in enumerate(names)
    ]
    people.append(await register(rich.api, kenya, "Amina Otieno", f"amina@{rich.code}.example"))
    await rich.made(f"participants/{people[0]}/confirm")
    await rich.made(f"participants/{people[1]}/approve")
    await rich.made(f"participants/{people[0]}/personal", {"nationality": "IND"})
    await rich.made(f"participants/{people[0]}/personal/photo", files={"photo": ("me.jpg", a_picture(), "image/jpeg")})
    await rich.made(f"participants/{people[0]}/personal/documents", files={"document": ("visa.pdf", PDF, "")})
    await rich.made(f"delegations/{france}/focal-point", {"name": "Ama Rao", "email": f"fp@{rich.code}.example"})
    return people


async def _doors(rich: Rich, holder: str) -> str:
    gate = str((await rich.made(f"{rich.here}/doors/gates", {"name": f"{rich.before}East"}))["gates"][0])
    may = {"may_search": True, "may_check_in": True, "may_see_photo": True}
    device = str(
        (await rich.made(f"{rich.here}/doors/devices", {"name": f"{rich.before}Tablet", "gate_id": gate, **may}))[
            "device_id"
        ]
    )
    assert device
    return gate


async def _forms(rich: Rich, people: Sequence[str]) -> list[str]:
    """A follow-up that is open and answered, and one with fields that is not."""
    ready = await rich.made(f"{rich.here}/follow-ups", {"title": "Meals", "ready": "dietary"})
    until = {"title": {"en": "Meals"}, "closes_at": "2090-11-20T12:00:00Z"}
    assert (await rich.api.put(f"{API}/follow-ups/{ready['follow_up_id']}", json=until)).is_success
    await rich.made(f"follow-ups/{ready['follow_up_id']}/open")
    await rich.made(f"follow-ups/{ready['follow_up_id']}/answers/{people[0]}", {"comes": False})
    draft = await rich.made(f"{rich.here}/follow-ups", {"title": "Visit"})
    kinds = ("short_text", "file", "photo", "number", "date")
    at = f"forms/{draft['follow_up_id']}/fields"
    for kind in kinds:
        await rich.made(at, {"kind": kind, "label": {"en": f"A {kind}"}})
    known = (await rich.api.get(f"{API}/forms/{draft['follow_up_id']}")).json()
    return [str(one["field_id"]) for one in known["fields"]]


async def _papers(rich: Rich, people: Sequence[str]) -> None:
    """A list, letters, an import that was looked at, mails and a reminder."""
    await rich.made(f"{rich.here}/list-of-participants", {"number": 1})
    await rich.made(f"participants/{people[0]}/letters", {"kind": "confirmation"})
    await rich.made(f"{rich.here}/letters", {"kind": "confirmation"})
    sheet = {"file": ("a.csv", b"Delegation,Name,Role,E-mail\nKenya,Wanjiru Kamau,adviser,w@x.example\n,=1+1,,\n", "")}
    for place in (rich.here, f"delegations/{rich.place('ken')}"):
        await rich.made(f"{place}/imports?purpose=registration&mails=false", files=sheet)
    await rich.made(f"{rich.here}/mailings", {"title": "Venue", "texts": [TEXT]})
    sent = await rich.made(f"{rich.here}/mailings", {"title": f"{rich.before}Sent", "texts": [TEXT]})
    await rich.made(f"mailings/{sent['mailing_id']}/send")
    remind = {"meeting_id": f"mtg_{rich.code}", "deadline": "registration", "days_before": 3, "texts": [TEXT]}
    await rich.made("reminders", remind)


async def _others(rich: Rich, people: Sequence[str]) -> None:
    """Rooms and seats, changes, substitutions, observers, the press, staff, company."""
    room = await rich.made(f"{rich.here}/rooms", {"name": "XVII", "capacity": 600})
    await rich.made(f"participants/{people[0]}/seat", {"room_id": room["room_id"]})
    change = {"full_name": "Ravi Iyengar", "email": f"2@{rich.code}.example", "delegation_id": rich.place("ken")}
    await rich.made(f"participants/{people[2]}/changes", change)
    successor = {"full_name": f"{rich.before}Sunil Shah", "email": f"sunil@{rich.code}.example"}
    await rich.made(f"participants/{people[3]}/substitute", successor)
    child = {"full_name": f"{rich.before}A Child", "email": f"child@{rich.code}.example"}
    await rich.made(f"participants/{people[0]}/company", child)
    asking = {
        "organisation": f"{rich.before}Peace Society",
        "purpose": "Peace",
        "contact_name": f"{rich.before}A B",
        "contact_email": "a@s.example",
    }
    await rich.made(f"{rich.here}/observer-requests", asking)
    press = {
        "full_name": f"{rich.before}Nadia Haddad",
        "email": f"nadia@{rich.code}.example",
        "outlet": f"{rich.before}APO",
    }
    applied = await rich.made(f"{rich.here}/media-applications", press)
    card = {"document": ("card.pdf", PDF, "application/pdf")}
    await rich.made(f"media-applications/{applied['media_application_id']}/documents/press_card", files=card)
    await _badges(rich)


async def _badges(rich: Rich) -> None:
    """One at each step, and some that are being set."""
    ids = [str((await rich.made(f"{rich.here}/badges", {"name": f"{rich.before}Guard"}))["badge_id"]) for _ in "12345"]
    await rich.made(f"{rich.here}/badge-batches", {"badge_ids": ids[:2]})
    for id in ids[1:]:
        await rich.made(f"badges/{id}/print")
    for id in ids[2:]:
        await rich.made(f"badges/{id}/hand-over", {"identity_checked": True})
    await rich.made(f"badges/{ids[3]}/lost", {"reason": "Left in a tram"})
    await rich.made(f"badges/{ids[4]}/withdraw", {"reason": "Gone"})


async def _programme(rich: Rich) -> None:
    """An experts' programme within the meeting: a session, and an expert who is invited."""
    child = a_body(f"{rich.code}-va".upper()) | {"kind": "EM", "parent_id": f"mtg_{rich.code}"}
    await rich.made("meetings", child | {"opens_on": "2090-12-04", "closes_on": "2090-12-08", "deadlines": []})
    at = f"meetings/mtg_{rich.code}-va"
    await rich.made(f"{at}/open")
    await rich.made(f"{at}/invite-states")
    hour = {"title": "Opening", "room": "XX", "starts_at": "2090-12-04T09:00:00Z", "ends_at": "2090-12-04T10:00:00Z"}
    await rich.made(f"{at}/sessions", hour)
    expert = {"delegation_id": f"del_{rich.code}-va_ken", "name": "Expert", "email": f"expert@{rich.code}.example"}
    await rich.made(f"{at}/invitations", expert)


async def there_now(house: House[Any], ids: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the ids of what is there by now."""
    found = dict(ids)
    for kept in SERVICE.kept:
        rows = house.database[kept.place].find({"meeting_id": {"$in": ids["meeting_id"]}}, {"_id": 1}).limit(5)
        here = [str(one["_id"]) async for one in rows]
        if kept.key not in ids:
            found[kept.key] = [*found.get(kept.key, []), *here]
    found["file_id"] = [str(one["_id"]) async for one in house.database["_files"].find({}, {"_id": 1}).limit(5)]
    found |= {name: found[known] for name, known in ALIKE.items() if found.get(known)}
    return {name: those for name, those in found.items() if those}
