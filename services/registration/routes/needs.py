"""Who may use which routes of the API."""

from typing import Annotated

from fastapi import Depends

from shared.identity import PUBLIC, Role, permit, scoped
from shared.records import Origin
from shared.web import asking

Anyone = Annotated[Origin, Depends(asking(PUBLIC))]
Officer = Annotated[Origin, Depends(asking(Role.REGISTRATION_OFFICER))]
DoorKeeper = Annotated[Origin, Depends(asking(Role.REGISTRATION_OFFICER, Role.CHECK_IN_DEVICE))]
Mission = Annotated[Origin, Depends(asking(Role.REGISTRATION_OFFICER, scoped(Role.FOCAL_POINT, "delegation_id")))]

AtTheDoor = Annotated[
    Origin,
    Depends(
        asking(
            Role.REGISTRATION_OFFICER,
            Role.AUDITOR,
            Role.ADMINISTRATOR,
            Role.CHECK_IN_DEVICE,
            scoped(Role.PARTICIPANT, "participant_id"),
        )
    ),
]
FOR_THE_MISSION = [permit(Role.REGISTRATION_OFFICER, Role.AUDITOR, scoped(Role.FOCAL_POINT, "delegation_id"))]

READERS = (Role.REGISTRATION_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)

FOR_ALL = [permit(PUBLIC)]
FOR_READERS = [permit(*READERS)]
FOR_THE_DOOR = [permit(*READERS, Role.CHECK_IN_DEVICE)]
