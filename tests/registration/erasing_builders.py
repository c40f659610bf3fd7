"""One document of every place that names Ichikawa Tomiko, head of Japan's delegation."""

from datetime import timedelta

from services.registration.domain import Expectation
from services.registration.domain.alerts import DoorAlert
from services.registration.domain.badge_batches import BadgeBatch, BatchState, Printed
from services.registration.domain.changes import ChangeRequest
from services.registration.domain.delegations import Named
from services.registration.domain.follow_ups import FollowUpAnswer
from services.registration.domain.forms import Answer
from services.registration.domain.imports.batch import Gone, Import, ImportPage, Stage
from services.registration.domain.imports.columns import ColumnMap, Purpose
from services.registration.domain.imports.rows import Cells, ImportRow, Verdict
from services.registration.domain.letters import Letter
from services.registration.domain.mailings.audience import Addressee
from services.registration.domain.mailings.mailing import Recipient, recipient_of
from services.registration.domain.media import MediaApplication
from services.registration.domain.missions import Endorsement, PersonInvited
from services.registration.domain.notes import NoteRecord
from services.registration.domain.personal import PersonalAccess
from services.registration.domain.programme import ExpertInvitation
from services.registration.domain.substitutions import Substitution
from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.doors import Reason
from shared.contracts.registration.letters import LetterKind
from shared.identity.links import SignInLink
from shared.values import Aggregate
from tests.registration.badge_builders import a_badge
from tests.registration.builders import JAPAN_ID, MEETING_ID, a_delegation
from tests.registration.personal_builders import AT, a_personal_file

NAME, ADDRESS = "Ichikawa Tomiko", "tomiko@mission.example"
NAMED = Named(full_name="ICHIKAWA Tomiko", key="ichikawa tomiko", email=ADDRESS)
OF = {"meeting_id": MEETING_ID, "version": 1}


def a_link() -> SignInLink:
    """Return a link to her own page."""
    person = {
        "subject": "participant:par_0",
        "name": NAME,
        "email": ADDRESS,
        "grants": (),
        "prefix": "/registration",
        "start": "/registration/me",
    }
    return SignInLink.model_validate(
        {
            "link_id": "lnk_1",
            "token_hash": "0",
            "person": person,
            "subject": "participant:par_0",
            "address": ADDRESS,
            "issued_at": AT,
            "expires_at": AT + timedelta(days=14),
            "version": 1,
        }
    )


def recipient(**changes: object) -> Recipient:
    """Return her row of a mailing."""
    to = Addressee(name=NAME, email=ADDRESS, language="en", delegation="Japan", delegation_id=JAPAN_ID)
    return recipient_of("mlg_1", to, mail_key="mai_1", at=AT).model_copy(update={"version": 1, **changes})


ASKED: dict[str, Aggregate] = {
    "changes": ChangeRequest(
        change_id="chg_1",
        participant_id="par_0",
        delegation="Japan",
        full_name=NAME,
        changes=(),
        note="My name is Tomiko.",
        asked_at=AT,
        **OF,
    ),
    "answers": FollowUpAnswer(
        answer_id="fol_1_par_0",
        follow_up_id="fol_1",
        participant_id="par_0",
        full_name=NAME,
        delegation="Japan",
        category=Category.STATE_PARTY,
        role=DelegateRole.HEAD,
        number=1,
        answers=(Answer(field_id="diet", values=("no fish for Tomiko",)),),
        given_at=AT,
        **OF,
    ),
    "invitations": ExpertInvitation(
        invitation_id="inv_1",
        delegation_id=JAPAN_ID,
        delegation="Japan",
        name=NAME,
        email=ADDRESS,
        needs="Tomiko uses a wheelchair",
        invited_at=AT,
        participant_id="par_0",
        **OF,
    ),
    "invited": PersonInvited(
        invitation_id="pin_1",
        delegation_id=JAPAN_ID,
        name=NAME,
        email=ADDRESS,
        by="Sato",
        invited_at=AT,
        **OF,
    ),
    "recipients": recipient(),
    "links": a_link(),
}


DECIDED: dict[str, Aggregate] = {
    "endorsements": Endorsement(
        participant_id="par_0", delegation_id=JAPAN_ID, endorsed=False, reason="Tomiko left", by="Sato", at=AT, **OF
    ),
    "substitutions": Substitution(
        substitution_id="sub_1",
        delegation_id=JAPAN_ID,
        participant_id="par_0",
        participant=NAME,
        successor_id="par_1",
        successor="Abe Kenji",
        role=DelegateRole.HEAD,
        named=NAMED,
        at=AT,
        by="Sato",
        **OF,
    ),
    "letters": Letter(
        letter_id="let_1",
        number="C-1",
        participant_id="par_0",
        kind=LetterKind.CONFIRMATION,
        language="en",
        facts="0",
        issued_at=AT,
        issued_by="Eva",
        reason="Tomiko does not come",
        **OF,
    ),
    "door_alerts": DoorAlert(
        alert_id="alr_1",
        holder_id="par_0",
        passage_id="pas_1",
        reason=Reason.TWO_GATES,
        let_in=True,
        offline=True,
        at=AT,
        remark="Tomiko's badge was copied",
        **OF,
    ),
    "badges": a_badge(),
    "badge_batches": BadgeBatch(
        batch_id="bat_1",
        badge_ids=("bdg_0",),
        done=1,
        printed=(Printed(badge_id="bdg_0", version=1),),
        file_id="fil_9",
        state=BatchState.READY,
        asked_by="staff:eva",
        asked_by_name="Eva",
        asked_at=AT,
        changed_at=AT,
        **OF,
    ),
}


WRITTEN: dict[str, Aggregate] = {
    "expectations": Expectation(offer_id="off_1", state="JPN", delegate=NAME, name_key="ichikawa tomiko", **OF),
    "delegations": a_delegation(names=(NAMED,)),
    "note_records": NoteRecord(
        note_id="not_1",
        delegation_id=JAPAN_ID,
        delegation="Japan",
        number=1,
        reference="NV 1",
        dated=AT.date(),
        received_at=AT,
        late=False,
        names=(NAMED,),
        entered_by="Eva",
        **OF,
    ),
    "imports": Import(
        import_id="imp_1",
        purpose=Purpose.BOTH,
        file_name="japan.xlsx",
        header=("Name",),
        columns=ColumnMap(fields=()),
        rows=1,
        pages=1,
        stage=Stage.DONE,
        gone=(Gone(delegation_id=JAPAN_ID, delegation="Japan", full_name="Ichikawa TOMIKO"),),
        by="Sato",
        started_at=AT,
        moved_at=AT,
        **OF,
    ),
    "import_pages": ImportPage(
        page_id="imp_1.0",
        import_id="imp_1",
        number=0,
        rows=(
            ImportRow(number=2, cells=Cells(full_name="x", email=ADDRESS.upper()), verdict=Verdict.NEW),
            ImportRow(number=3, cells=Cells(full_name=NAME), delegation_id=JAPAN_ID, taken=True),
            ImportRow(number=4, cells=Cells(full_name="Abe Kenji"), delegation_id=JAPAN_ID),
        ),
        version=1,
    ),
    "media_applications": MediaApplication(
        media_application_id="med_1",
        full_name=NAME,
        email=ADDRESS,
        outlet="Tomiko's Weekly",
        kind="journalist",
        language="en",
        press_badge="P 12",
        days=(AT.date(),),
        documents=({"kind": "press_card", "state": "received", "file_id": "fil_8"},),
        applied_at=AT,
        documents_until=AT,
        **OF,
    ),
}


TRACES: dict[str, Aggregate] = {
    **ASKED,
    **DECIDED,
    **WRITTEN,
    "personal_files": a_personal_file(),
    "personal_accesses": PersonalAccess(participant_id="par_0", last_by="Eva", **OF),
}
"""By the name of the place."""
