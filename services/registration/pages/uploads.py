"""Files sent with a form: looked at, kept for a day, and chosen still when the form is refused."""

from collections.abc import Sequence

from services.registration.domain.forms import UPLOADED, AnswersIncomplete, FormField
from services.registration.handlers.intake import Intake
from services.registration.pages.form_fields import name_of
from shared.errors import Refused
from shared.files import Crop
from shared.pages import Form
from shared.records import Origin


async def take_uploads(
    intake: Intake, form: Form, *, fields: Sequence[FormField], origin: Origin, owner: str = ""
) -> tuple[Form, Refused | None]:
    """Keep the files sent with a form for its command; return also what is not right with any of them.

    A field whose file was kept before holds its id; a new file takes its place.
    """
    values, concerns = dict(form.values), list[tuple[str, str]]()
    for field in (one for one in fields if one.kind in UPLOADED and form.file(name_of(one))):
        name = name_of(field)
        try:
            upload, crop = form.file(name), crop_of(form, name)
            kept = await intake.answer(upload, field, origin, owner=owner, crop=crop)
        except Refused as refused:
            concerns.append((name, refused.reason))
        else:
            values |= {name: (kept.file_id,), f"{name}.kept": (kept.name,)}
    return Form(values, form.errors), AnswersIncomplete(concerns) if concerns else None


def crop_of(form: Form, name: str) -> Crop:
    """Return the part of the picture that was chosen; the middle where no script chose any."""
    try:
        left, top, width = (float(form.text(f"{name}.{part}")) for part in ("left", "top", "width"))
        return Crop(left=left, top=top, width=width)
    except ValueError:
        return Crop()
