"""How states, values and commands of sponsorship are said; every sentence is a message id."""

from decimal import Decimal

from babel.numbers import get_currency_precision

from services.sponsorship.domain import NominationStatus, Progress
from services.sponsorship.domain.fund import Contribution
from shared.contracts.registration import DeadlineKind
from shared.contracts.sponsorship import Expertise, Gender
from shared.money import Money
from shared.pages import LANGUAGES, Choice, Happening, Speech, State, msg
from shared.pages.languages import in_words
from shared.pages.wording import country_name

STATUS: dict[NominationStatus, tuple[State, str]] = {
    NominationStatus.RECEIVED: (State.WAITING, msg("to be proposed")),
    NominationStatus.PROPOSED: (State.WAITING, msg("to be decided")),
    NominationStatus.RESERVE: (State.IN_HAND, msg("on the reserve list")),
    NominationStatus.OFFERED: (State.IN_HAND, msg("offered")),
    NominationStatus.ACCEPTED: (State.DONE, msg("accepted")),
    NominationStatus.DECLINED: (State.OFF, msg("declined")),
    NominationStatus.LAPSED: (State.OFF, msg("lapsed")),
    NominationStatus.WITHDRAWN: (State.OFF, msg("withdrawn")),
    NominationStatus.TRAVEL_CANCELLED: (State.OFF, msg("travel cancelled")),
}

GENDERS = (
    Choice(Gender.WOMAN.value, msg("Woman")),
    Choice(Gender.MAN.value, msg("Man")),
    Choice(Gender.OTHER.value, msg("Other")),
    Choice(Gender.NOT_SAID.value, msg("Not said")),
)

EXPERTISE = (
    Choice(Expertise.CLEARANCE.value, msg("Clearance of mined areas")),
    Choice(Expertise.VICTIM_ASSISTANCE.value, msg("Victim assistance")),
    Choice(Expertise.STOCKPILE_DESTRUCTION.value, msg("Destruction of stockpiles")),
    Choice(Expertise.RISK_EDUCATION.value, msg("Risk education")),
    Choice(Expertise.POLICY.value, msg("Policy and reporting")),
)

SPOKEN = tuple(Choice(code, name) for code, name in LANGUAGES.items())

REGISTERED: dict[Progress | None, tuple[State, str]] = {
    None: (State.WAITING, msg("not registered")),
    Progress.REGISTERED: (State.IN_HAND, msg("registered")),
    Progress.CONFIRMED: (State.DONE, msg("confirmed")),
    Progress.ARRIVED: (State.DONE, msg("arrived")),
    Progress.WITHDRAWN: (State.OFF, msg("withdrawn")),
    Progress.REJECTED: (State.OFF, msg("rejected")),
}

DEADLINES = {
    DeadlineKind.NOTIFICATION: msg("Notification of delegations"),
    DeadlineKind.REGISTRATION: msg("Registration of participants"),
    DeadlineKind.CREDENTIALS: msg("Credentials"),
    DeadlineKind.SPONSORSHIP: msg("Nominations for sponsorship"),
    DeadlineKind.SIDE_EVENTS: msg("Requests for side events"),
}

DONE = {
    "ReceiveNomination": msg("Nomination received"),
    "ProposeOffer": msg("Offer proposed to the Coordinator"),
    "OfferSponsorship": msg("Sponsorship offered"),
    "PutOnReserve": msg("Put on the reserve list"),
    "AcceptOffer": msg("Offer accepted"),
    "DeclineOffer": msg("Offer declined"),
    "LapseOffer": msg("Offer lapsed unanswered, or followed from the reserve list"),
    "ParticipantWithdrawn": msg("Withdrawn from the delegation: travel cancelled"),
    "ParticipantRejected": msg("Not admitted to the meeting: travel cancelled"),
    "ParticipantErased": msg("Person erased"),
    "RecordTicket": msg("Ticket issued"),
    "CloseRefundTask": msg("Refund closed"),
}

_DONE_BY_NAME = {in_words(name): words for name, words in DONE.items()}


def said(happening: Happening) -> Happening:
    """Return a line of the audit trail in words."""
    return Happening(
        what=_DONE_BY_NAME.get(happening.what, happening.what),
        at=happening.at,
        who=happening.who,
        why=happening.why,
        state=happening.state,
    )


def label_of(choices: tuple[Choice, ...], value: str) -> str:
    """Return the words for a value that was chosen."""
    return next((choice.label for choice in choices if choice.value == value), value)


def units_text(amount: Money) -> str:
    """Return an amount as it is typed into a form: 1200.50."""
    places = get_currency_precision(amount.currency)
    return f"{Decimal(amount.minor).scaleb(-places):.{places}f}"


def earmark_text(earmark: tuple[str, ...], language: str) -> str:
    """Return for which States a contribution may be used, by their names."""
    return Speech(language).listed(*(country_name(state, language) for state in earmark))


def rate_text(given: Contribution) -> str:
    """Return the rate of a contribution, nothing where none was needed."""
    return "" if given.amount.currency == given.booked.currency else given.rate
