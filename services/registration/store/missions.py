"""What delegations did for themselves in MongoDB: people they invited, what they said of registrations, the rules."""

from services.registration.domain.missions import Endorsement, MissionRules, PersonInvited
from shared.errors import NotFound
from shared.kept import Kept, Unique
from shared.mongo import Database, find_all, find_one

MISSIONS = (
    Kept("mission_rules", MissionRules, key="meeting_id"),
    Kept("endorsements", Endorsement, key="participant_id", indexes=(("delegation_id",),)),
    Kept(
        "invited",
        PersonInvited,
        key="invitation_id",
        collection="people_invited",
        unique=(Unique(("delegation_id", "email")),),
        indexes=(("meeting_id", "email"),),
    ),
)


class StoredMissions:
    """Reads what delegations did."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rules(self, meeting_id: str) -> MissionRules:
        """Return the rules of a meeting; those of every meeting until somebody sets others."""
        found = await find_one(self._database["mission_rules"], {"_id": meeting_id}, MissionRules, key="meeting_id")
        return found or MissionRules(meeting_id=meeting_id)

    async def endorsement(self, participant_id: str) -> Endorsement | None:
        """Return what the delegation said of one registration, or None."""
        found = {"_id": participant_id}
        return await find_one(self._database["endorsements"], found, Endorsement, key="participant_id")

    async def endorsements(self, delegation_id: str) -> list[Endorsement]:
        """Return what the delegation said of its registrations."""
        where = {"delegation_id": delegation_id}
        return await find_all(self._database["endorsements"], where, Endorsement, key="participant_id")

    async def invited(self, delegation_id: str) -> list[PersonInvited]:
        """Return whom the delegation asked to register, the latest first."""
        where, latest = {"delegation_id": delegation_id}, (("invited_at", -1),)
        return await find_all(self._database["people_invited"], where, PersonInvited, key="invitation_id", sort=latest)

    async def invitation(self, invitation_id: str) -> PersonInvited:
        """Return one invitation, or refuse with NotFound."""
        found = await find_one(
            self._database["people_invited"], {"_id": invitation_id}, PersonInvited, key="invitation_id"
        )
        if found is None:
            raise NotFound("There is no such invitation.", field="invitation_id")
        return found
