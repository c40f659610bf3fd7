"""What is known of a kept file, and how handlers attach it to what it belongs to, or drop it."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from shared.errors import NotFound
from shared.kept import Kept
from shared.messages import Command
from shared.stored import Stored
from shared.unit import Work
from shared.values import Aggregate, Instant


class FileState(StrEnum):
    """How a file stands: kept for a day until something claims it, attached, dropped, and swept off the disk."""

    KEPT = "kept"
    ATTACHED = "attached"
    DROPPED = "dropped"
    SWEPT = "swept"


class StoredFile(Aggregate):
    """A file without its content; `owner` is the id of what it belongs to, `purpose` a word of the service.

    `content_key` opens the content. It is kept encrypted, and forgotten in the very unit that drops the file: from
    then on nobody can read the content, whenever it is swept off the disk or wherever a copy of it lies.
    """

    file_id: str
    owner: str
    purpose: str
    name: str
    media_type: str
    size: int
    sha256: str
    content_key: str
    state: FileState = FileState.KEPT
    kept_at: Instant
    dropped_at: Instant | None = None

    def dropped(self, at: datetime) -> "StoredFile":
        """Return the file with nothing left by which its content, its name or its sum could be known."""
        return self.next(state=FileState.DROPPED, dropped_at=at, name="", sha256="", content_key="")


FILES = Kept(
    "files",
    StoredFile,
    key="file_id",
    collection="_files",
    indexes=(("state", "kept_at"), ("owner", "purpose")),
    secret=("name", "sha256", "content_key"),
    bucket="fs",
)
"""How files are kept: part of the KEPT of every service that takes any."""


class KeepFile(Command):
    """A file was encrypted and lies on the disk: write down what it is."""

    file: StoredFile


class SweepFile(Command):
    """Nothing needs a file any more: let go of one that nobody attached, then mark it as gone from the disk."""

    file_id: str
    gone: bool = False


class FilesUnit(Work, Protocol):
    """The unit of a service that takes files."""

    @property
    def files(self) -> Stored[StoredFile]:
        """What is known of the files this service keeps."""


async def keep_file(command: KeepFile, unit: FilesUnit) -> bool:
    """Write down a file, which lasts a day unless something attaches it; tell whether its id was free."""
    if await unit.files.find(command.file.file_id):
        return False
    await unit.files.save(command.file)
    return True


async def sweep_file(command: SweepFile, unit: FilesUnit) -> bool:
    """Drop a file that nothing attached, or mark one as swept; tell whether its content may be removed."""
    file = await unit.files.get(command.file_id)
    if file.state is FileState.KEPT:
        file = file.dropped(unit.now)
        await unit.files.save(file)
    elif file.state is FileState.DROPPED and command.gone:
        await unit.files.save(file.next(state=FileState.SWEPT))
    return file.state is FileState.DROPPED


def gone() -> NotFound:
    """Return the refusal of a file that nobody kept for this, or that was swept meanwhile."""
    return NotFound("This file is not there any more.", next_step="Choose the file again and send it once more.")


async def attach(unit: FilesUnit, file_id: str, *, owner: str) -> StoredFile:
    """Let a file last, as a part of what the handler saves in the same unit.

    It must have been kept for `owner`, or for nobody yet where the owner has no id before this unit. Called from
    within handlers; until then a file cannot be read, and a day later it is swept.
    """
    file = await unit.files.find(file_id)
    if file is None or file.owner not in {owner, ""} or file.state not in {FileState.KEPT, FileState.ATTACHED}:
        raise gone()
    if file.state is FileState.KEPT:
        file = file.next(state=FileState.ATTACHED, owner=owner)
        await unit.files.save(file)
    return file


async def drop(unit: FilesUnit, file_id: str) -> None:
    """Make a file unreadable in this unit, and have it swept off the disk soon; a file gone already stays gone."""
    file = await unit.files.find(file_id)
    if file and file.state in {FileState.KEPT, FileState.ATTACHED}:
        await unit.files.save(file.dropped(unit.now))
