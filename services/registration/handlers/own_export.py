"""Everything that is kept about a person, as one file that the person may take along."""

import asyncio
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from services.registration.commands.personal import ExportPersonalData
from services.registration.handlers.personal import export_personal_data
from services.registration.ports import RegistrationUnit, Views
from services.registration.ports.personal import Everything
from shared.files import Files, OpenFile
from shared.records import Origin
from shared.unit import Units


@dataclass(frozen=True)
class OwnExport:
    """Packs what is known of a person; that it was read is written down."""

    units: Units[RegistrationUnit]
    files: Files
    views: Views
    everything: Everything

    async def of(self, participant_id: str, origin: Origin) -> bytes:
        """Return a ZIP: everything that is known as JSON, and the files of the person under their own names."""
        known = await self.units.run(export_personal_data, ExportPersonalData(participant_id=participant_id), origin)
        participant = await self.views.participant(participant_id)
        facts = {**await self.everything.about(participant), "personal_data": known.model_dump(mode="json")}
        files = [await self.files.read(file_id) for file_id in known.files]
        return await asyncio.to_thread(_packed, facts, files)


def _packed(facts: Mapping[str, object], files: Sequence[OpenFile]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("everything.json", orjson.dumps(facts, default=str, option=orjson.OPT_INDENT_2))
        for number, opened in enumerate(files, 1):
            archive.writestr(f"files/{number:02} {opened.file.name}", opened.content)
    return out.getvalue()
