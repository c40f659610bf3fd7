"""The file of a note between the pages of its form: kept once, read for the meeting it names, carried along."""

from dataclasses import dataclass

from services.registration.domain import Delegation, Meeting
from services.registration.domain.notes import must_not_speak_of_another
from services.registration.ports import Views
from services.registration.ports.notes import NoteTexts
from shared.files import Files, Kind, accept
from shared.pages import Form

MOST = 10_000_000


@dataclass(frozen=True)
class NoteFiles:
    """Takes in the PDF of a note."""

    files: Files
    texts: NoteTexts

    async def taken(self, form: Form, delegation: Delegation, meeting: Meeting, views: Views) -> Form:
        """Return the form with the file kept, as `file_id` and `file_name`; refuse one that is no note for this.

        A picture of a page has no text to read; a person looks at it then.
        """
        upload = form.file("file")
        if upload is None:
            return form
        accepted = await accept(upload, kinds={Kind.PDF}, limit=MOST)
        if not form.text("nevertheless"):
            text = await self.texts.text(accepted.content)
            must_not_speak_of_another(text, meeting, await views.meetings())
        kept = await self.files.keep(accepted, owner=delegation.delegation_id, purpose="note")
        more = {"file_id": (kept.file_id,), "file_name": (kept.name,)}
        return Form({**form.values, **more}, form.errors, next_step=form.next_step)
