"""Sessions and invitations of experts' programmes in MongoDB, and what pages read of them."""

from services.registration.domain.programme import AlreadyInvitedByName, ExpertInvitation, Session
from services.registration.ports.programme import InvitationShown
from shared.errors import NotFound
from shared.kept import Kept, Unique
from shared.mongo import Database, find_all, find_one

ONE_INVITATION = Unique(
    ("meeting_id", "email"), AlreadyInvitedByName, "This person is invited to this programme already."
)
PROGRAMME = (
    Kept(
        "sessions",
        Session,
        key="session_id",
        collection="programme_sessions",
        indexes=(("meeting_id", "starts_at"),),
    ),
    Kept(
        "invitations",
        ExpertInvitation,
        key="invitation_id",
        collection="expert_invitations",
        unique=(ONE_INVITATION,),
        indexes=(("participant_id",),),
        secret=("needs",),
    ),
)


class ProgrammeReader:
    """Reads sessions and invitations; what experts need is read through the unit alone, where it is decrypted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sessions(self, meeting_id: str) -> list[Session]:
        return await find_all(
            self._database["programme_sessions"],
            {"meeting_id": meeting_id},
            Session,
            key="session_id",
            sort=(("starts_at", 1), ("_id", 1)),
        )

    async def invitations(self, meeting_id: str) -> list[InvitationShown]:
        return await find_all(
            self._database["expert_invitations"],
            {"meeting_id": meeting_id},
            InvitationShown,
            key="invitation_id",
            sort=(("name", 1), ("_id", 1)),
        )

    async def invitation(self, invitation_id: str) -> InvitationShown:
        where = {"_id": invitation_id}
        found = await find_one(self._database["expert_invitations"], where, InvitationShown, key="invitation_id")
        if found is None:
            raise NotFound("There is no such invitation.", field="invitation_id")
        return found
