"""Everything the doors read and write with, joined."""

from dataclasses import dataclass

from services.registration.ports.badges import Signer
from services.registration.ports.door_list import DoorLists
from services.registration.ports.doors import Codes, DoorViews
from services.registration.ports.doors_now import DoorsNowViews
from services.registration.ports.printing import Photos


@dataclass(frozen=True)
class Doorkeeping:
    """Gates and devices, the list they judge by, what happens now, codes as pictures, signatures and photos."""

    views: DoorViews
    lists: DoorLists
    now: DoorsNowViews
    codes: Codes
    signer: Signer
    photos: Photos
