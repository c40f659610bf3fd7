"""Where files come in: checked for what they are for, kept once for each key, and handed to the command for them."""

from dataclasses import dataclass

from services.registration.commands.files import FileNow, SendFile
from services.registration.commands.media import AddMediaDocument, MediaApplicationNow
from services.registration.domain import Delegation
from services.registration.domain.forms import FormField
from services.registration.domain.notes import must_not_speak_of_another
from services.registration.handlers.import_sheets import shown_name
from services.registration.handlers.media import add_media_document
from services.registration.handlers.personal import must_record
from services.registration.ports import RegistrationUnit, Views
from services.registration.ports.notes import NoteTexts
from shared.contracts.registration import MediaDocumentKind
from shared.contracts.registration.forms import FieldKind
from shared.contracts.registration.privacy import PersonalKind
from shared.files import DOCUMENTS, PICTURES, Accepted, Crop, Files, Kind, StoredFile, accept
from shared.records import Origin
from shared.unit import Units
from shared.uploads import Upload

NOTE_BYTES = 10_000_000
PAPERS = frozenset({Kind.PDF, Kind.JPEG, Kind.PNG})
MIDDLE = Crop()


@dataclass(frozen=True)
class Intake:
    """Takes files in for pages and routes alike; the same file sent again under one key is one file."""

    units: Units[RegistrationUnit]
    files: Files
    views: Views
    texts: NoteTexts

    async def note(
        self, upload: Upload | None, delegation_id: str, origin: Origin, *, nevertheless: bool = False
    ) -> StoredFile:
        """Keep the PDF of a note; refuse one that speaks of another meeting, unless somebody looked at it.

        A picture of a page has no text to read; a person looks at it then.
        """
        delegation = await self.views.delegation(delegation_id)
        accepted = await accept(upload, kinds={Kind.PDF}, limit=NOTE_BYTES)
        if not nevertheless:
            await self._must_be_for(delegation, accepted.content)
        return await self.files.keep(accepted, owner=delegation_id, purpose="note", origin=origin)

    async def look_at_note(self, file_id: str, delegation_id: str) -> None:
        """Refuse a note that was kept if it speaks of another meeting."""
        delegation = await self.views.delegation(delegation_id)
        await self._must_be_for(delegation, (await self.files.waiting(file_id, owner=delegation_id)).content)

    async def _must_be_for(self, delegation: Delegation, note: bytes) -> None:
        text, meeting = await self.texts.text(note), await self.views.meeting(delegation.meeting_id)
        must_not_speak_of_another(text, meeting, await self.views.meetings())

    async def credentials(self, upload: Upload | None, delegation_id: str, origin: Origin) -> StoredFile:
        """Keep the document of credentials."""
        accepted = await accept(upload, kinds=PAPERS)
        return await self.files.keep(accepted, owner=delegation_id, purpose="credentials", origin=origin)

    async def sheet(self, upload: Upload, owner: str, origin: Origin) -> StoredFile:
        """Keep a file of people that was read as a table, so that it can be read again; it is given out to nobody."""
        accepted = Accepted(field=upload.field, name=shown_name(upload), kind=Kind.XLSX, content=upload.content)
        return await self.files.keep(accepted, owner=owner, purpose="import", origin=origin)

    async def sheet_again(self, file_id: str, owner: str) -> Upload:
        """Return a file of people that was kept for `owner`, as it was sent."""
        opened = await self.files.waiting(file_id, owner=owner)
        return Upload(field="file", name=opened.file.name, content=opened.content, size=len(opened.content))

    async def answer(
        self, upload: Upload | None, field: FormField, origin: Origin, *, owner: str = "", crop: Crop = MIDDLE
    ) -> StoredFile:
        """Keep the file that answers a field of a form; of whoever registers with it, where nobody has an id yet."""
        place = upload.field if upload else "file"
        if field.kind is FieldKind.PHOTO:
            accepted = await accept(upload, field=place, kinds=PICTURES, portrait=crop)
        else:
            accepted = await accept(upload, field=place, kinds=DOCUMENTS)
        return await self.files.keep(accepted, owner=owner, purpose="registration", origin=origin)

    async def sent(self, file: StoredFile, origin: Origin) -> FileNow:
        """Answer a file that was sent ahead of its command; its key is used up by it."""
        return await self.units.run(send_file, SendFile(file_id=file.file_id), origin)

    async def picture(
        self, upload: Upload | None, participant_id: str, origin: Origin, *, crop: Crop = MIDDLE
    ) -> StoredFile:
        """Keep a photo of a participant."""
        await self._must_be_writable(participant_id, origin)
        accepted = await accept(upload, field="photo", kinds=PICTURES, portrait=crop)
        return await self.files.keep(accepted, owner=participant_id, purpose=PersonalKind.PHOTO.value, origin=origin)

    async def paper(self, upload: Upload | None, participant_id: str, origin: Origin) -> StoredFile:
        """Keep a document of a participant."""
        await self._must_be_writable(participant_id, origin)
        accepted, purpose = await accept(upload, field="document"), PersonalKind.DOCUMENTS.value
        return await self.files.keep(accepted, owner=participant_id, purpose=purpose, origin=origin)

    async def press_document(
        self, media_application_id: str, kind: MediaDocumentKind, upload: Upload | None, origin: Origin
    ) -> MediaApplicationNow:
        """Add a document to an application of the press."""
        accepted = await accept(upload, field=kind.value)
        kept = await self.files.keep(accepted, owner=media_application_id, purpose="press", origin=origin)
        command = AddMediaDocument(media_application_id=media_application_id, kind=kind, file_id=kept.file_id)
        return await self.units.run(add_media_document, command, origin)

    async def _must_be_writable(self, participant_id: str, origin: Origin) -> None:
        """Refuse before anything is kept; the handler looks again."""
        must_record(origin.who, await self.views.participant(participant_id))


async def send_file(command: SendFile, unit: RegistrationUnit) -> FileNow:
    """Answer what was taken; its name is its sender's and stays out of the kept answer."""
    file = await unit.files.get(command.file_id)
    return FileNow(file_id=file.file_id, media_type=file.media_type, size=file.size)
