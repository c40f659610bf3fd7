"""How the pages say why two names are alike, where people sit and whose badge they hold."""

from collections.abc import Mapping

from services.registration.domain.matching.likeness import Reason
from services.registration.domain.seats import Bench
from shared.contracts.registration import AttendanceMode
from shared.pages import Choice, State, msg
from shared.waiting import Because

REASONS: Mapping[Reason, str] = {
    Reason.LETTERS: msg("same letters"),
    Reason.SCRIPT: msg("another script"),
    Reason.ORDER: msg("another order"),
    Reason.JOINED: msg("written together"),
    Reason.SPELLING: msg("spelled alike"),
    Reason.INITIAL: msg("initial fits"),
    Reason.SHORTENED: msg("shortened"),
    Reason.PART_MISSING: msg("one part more or less"),
    Reason.FAMILY_NAME: msg("family name in capitals fits"),
    Reason.OTHER_FAMILY_NAME: msg("another family name"),
    Reason.SAME_EMAIL: msg("same e-mail address"),
    Reason.SAME_ROLE: msg("head on both sides"),
    Reason.OTHER_GENDER: msg("another gender"),
}

MODES: Mapping[AttendanceMode, tuple[State, str]] = {
    AttendanceMode.IN_ROOM: (State.DONE, msg("in the room")),
    AttendanceMode.OVERFLOW: (State.WAITING, msg("overflow room")),
    AttendanceMode.ONLINE: (State.OFF, msg("online")),
}

BENCHES: Mapping[str, str] = {
    Bench.STATES_PARTIES: msg("States Parties"),
    Bench.OTHER_STATES: msg("Other States"),
    Bench.ORGANISATIONS: msg("Organisations"),
}

BECAUSE: Mapping[Because, str] = {
    Because.FIRST: msg("comes first"),
    Because.GROUP: msg("their group is served after the one before"),
    Because.SHARE: msg("their delegation has more seats or turns before this one"),
    Because.TIME: msg("asked later than the one before"),
}

MODE_CHOICES = tuple(Choice(mode.value, MODES[mode][1]) for mode in (AttendanceMode.OVERFLOW, AttendanceMode.ONLINE))

SURE = 90
LIKELY = 75


def sureness(confidence: int) -> tuple[State, str]:
    """Return how sure a proposed pair is, as a state and a word."""
    if confidence >= SURE:
        return State.DONE, msg("almost certain")
    return (State.IN_HAND, msg("likely")) if confidence >= LIKELY else (State.WAITING, msg("possible"))


class SeatingWords:
    """The words as templates reach them."""

    reasons = REASONS
    modes = MODES
    benches = BENCHES
    because = BECAUSE
    mode_choices = MODE_CHOICES
    sureness = staticmethod(sureness)
