"""Files sent with a form: looked at, kept for a day, and chosen still when the form is refused."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

from services.registration.domain.forms import UPLOADED, AnswersIncomplete, FormField
from services.registration.handlers.intake import Intake
from services.registration.pages.form_fields import name_of
from shared.errors import Refused
from shared.files import Crop, StoredFile
from shared.pages import Form
from shared.records import Origin
from shared.uploads import Upload

Keep = Callable[[Upload], Awaitable[StoredFile]]
"""Looks at a file and keeps it for its command, or refuses it."""


async def held(form: Form, keeps: Mapping[str, Keep]) -> tuple[Form, Refused | None]:
    """Keep the files sent with a form, by field; return also what is not right with any of them.

    The form then holds the id of each, and its name under `.kept`: whatever else is refused, none is chosen again. A
    field whose file was kept before holds its id already; a new file takes its place.
    """
    values, refusals = dict(form.values), list[tuple[str, Refused]]()
    for name, keep in keeps.items():
        upload = form.file(name)
        if upload is None:
            continue
        try:
            kept = await keep(upload)
        except Refused as refused:
            refusals.append((name, refused))
        else:
            values |= {name: (kept.file_id,), f"{name}.kept": (kept.name,)}
    return Form(values, form.errors), _all_of(refusals)


def _all_of(refusals: Sequence[tuple[str, Refused]]) -> Refused | None:
    if len(refusals) == 1:
        return refusals[0][1]
    return AnswersIncomplete([(name, refused.reason) for name, refused in refusals]) if refusals else None


async def take_uploads(
    intake: Intake, form: Form, *, fields: Sequence[FormField], origin: Origin, owner: str = ""
) -> tuple[Form, Refused | None]:
    """Keep the files that answer the fields of a form, as `held` does."""
    keeps: dict[str, Keep] = {}
    for field in (one for one in fields if one.kind in UPLOADED):
        crop = crop_of(form, name_of(field))
        keeps[name_of(field)] = partial(intake.answer, field=field, origin=origin, owner=owner, crop=crop)
    return await held(form, keeps)


def crop_of(form: Form, name: str) -> Crop:
    """Return the part of the picture that was chosen; the middle where no script chose any."""
    try:
        left, top, width = (float(form.text(f"{name}.{part}")) for part in ("left", "top", "width"))
        return Crop(left=left, top=top, width=width)
    except ValueError:
        return Crop()
