"""The people of the demonstration: all synthetic, made from name lists with a fixed seed, the same every time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from random import Random

from deploy.demo.facts import Facts, OrganisationFact, StateFact
from deploy.demo.names import Namer
from shared.contracts.registration import DelegateRole, Gender
from shared.values import Value

SEED = 20251201
PEOPLE = 800
STATE_SIZES = {1: 6, 2: 20, 3: 25, 4: 12, 5: 9, 6: 7, 7: 5, 8: 4, 10: 4, 12: 3, 15: 3, 20: 2, 28: 1}
"""How many delegations of States have how many people; the largest is that of the President."""
PRESIDENCY = "jpn"
GENDERS = {Gender.FEMALE: 360, Gender.MALE: 424, Gender.OTHER: 4, Gender.UNDISCLOSED: 12}
ARRIVALS = (62, 22, 9, 5, 2)
"""Of a hundred people who come, how many arrive on which day of the meeting."""


class Fate(StrEnum):
    """What becomes of a person's registration."""

    COMES = "comes"
    STAYS_AWAY = "stays_away"
    TO_CONFIRM = "to_confirm"
    NOT_REGISTERED = "not_registered"
    NOT_NOTIFIED = "not_notified"
    LATE = "late"
    JOINS_LATE = "joins_late"
    WITHDRAWS = "withdraws"
    EXPECTED = "expected"


QUOTAS = {
    Fate.STAYS_AWAY: 58,
    Fate.NOT_REGISTERED: 30,
    Fate.NOT_NOTIFIED: 24,
    Fate.LATE: 22,
    Fate.TO_CONFIRM: 12,
    Fate.WITHDRAWS: 11,
    Fate.JOINS_LATE: 5,
}
"""How many have which fate beside those whom another story needs (nominees, speakers)."""


class Person(Value):
    """One synthetic person; `key` (`jpn-02`) stays the same from run to run."""

    key: str
    place: str
    full_name: str
    noted_as: str
    email: str
    gender: Gender
    role: DelegateRole
    title: str
    function: str
    organisation: str = ""
    language: str
    fate: Fate = Fate.COMES
    day: int = 0

    @property
    def is_named(self) -> bool:
        """Whether the first note of the delegation names this person."""
        return self.fate not in {Fate.NOT_NOTIFIED, Fate.JOINS_LATE, Fate.EXPECTED}

    @property
    def registers(self) -> bool:
        """Whether this person fills in the form at all."""
        return self.fate not in {Fate.NOT_REGISTERED, Fate.EXPECTED}

    @property
    def is_confirmed(self) -> bool:
        """Whether the desk confirms this person; a withdrawal comes after that."""
        return self.fate in {Fate.COMES, Fate.STAYS_AWAY, Fate.LATE, Fate.JOINS_LATE, Fate.WITHDRAWS}

    @property
    def arrives(self) -> bool:
        """Whether this person comes through the door."""
        return self.fate in {Fate.COMES, Fate.LATE, Fate.JOINS_LATE}


class Cast(Value):
    """Everybody, by delegation; the key of a delegation is its place (`jpn`, `icrc`)."""

    delegations: dict[str, tuple[Person, ...]]

    @property
    def people(self) -> Iterator[Person]:
        """Everybody, delegation by delegation."""
        return (person for people in self.delegations.values() for person in people)

    def person(self, place: str, number: int) -> Person:
        """Return one member of a delegation; 0 is its head."""
        people = self.delegations[place]
        return people[min(number, len(people) - 1)]


class FocalPoint(Value):
    """Who speaks with the secretariat for a delegation: its last member, by the mailbox of the mission."""

    name: str
    email: str
    language: str


def focal_point_of(cast: Cast, place: str) -> FocalPoint:
    """Return the focal point of a delegation."""
    person = cast.delegations[place][-1]
    return FocalPoint(name=person.full_name, email=f"mission@{place}.example.org", language=person.language)


def make_cast(facts: Facts, *, seed: int = SEED) -> Cast:
    """Return the same people for the same seed."""
    chance = Random(seed)  # noqa: S311 - people of a play, not a secret
    genders = [gender for gender, count in GENDERS.items() for _ in range(count)]
    chance.shuffle(genders)
    maker = _Maker(facts, chance, iter(genders))
    places = {one.iso3.lower(): one for one in facts.states if one.attends}
    sizes = _sizes(facts, tuple(places), chance)
    delegations = {place: maker.state(state, sizes[place]) for place, state in places.items()}
    delegations |= {one.place: maker.organisation(one) for one in facts.organisations}
    return Cast(delegations=_with_fates(delegations, facts, chance))


class _Maker:
    """Makes delegations one after the other; names and addresses never repeat."""

    def __init__(self, facts: Facts, chance: Random, genders: Iterator[Gender]) -> None:
        self._namer = Namer(facts.names, chance)
        self._genders = genders
        self._chance = chance
        self._hosts = [one.name for one in facts.states if one.attends]

    def state(self, state: StateFact, size: int) -> tuple[Person, ...]:
        place = state.iso3.lower()
        return tuple(self._person(place, n, state.names_of, role=self._role(n)) for n in range(size))

    def organisation(self, one: OrganisationFact) -> tuple[Person, ...]:
        roles = [DelegateRole.OBSERVER if n else DelegateRole.HEAD for n in range(one.people)]
        people = tuple(self._person(one.place, n, one.names_of, role=role) for n, role in enumerate(roles))
        return self._under_umbrella(people) if one.place == "icbl" else people

    def _person(self, place: str, number: int, pool: str, *, role: DelegateRole) -> Person:
        gender = next(self._genders)
        named = self._namer.name(pool, gender, place=place)
        return Person(
            key=f"{place}-{number:02}",
            place=place,
            full_name=named.written,
            noted_as=named.plain if self._chance.random() < 0.1 else named.written,
            email=named.email,
            gender=gender,
            role=role,
            title=_title(gender, role, self._chance),
            function=_function(role, self._chance),
            language=named.language,
        )

    def _role(self, number: int) -> DelegateRole:
        if number < 2:
            return DelegateRole.ALTERNATE if number else DelegateRole.HEAD
        common = (DelegateRole.REPRESENTATIVE, DelegateRole.ADVISER, DelegateRole.EXPERT, DelegateRole.INTERPRETER)
        return self._chance.choices(common, weights=(60, 24, 14, 2))[0]

    def _under_umbrella(self, people: tuple[Person, ...]) -> tuple[Person, ...]:
        """Members of the campaign register inside its delegation, named after their own organisation (LOG09)."""
        members = [f"ICBL - national campaign ({name})" for name in self._chance.sample(self._hosts, 30)]
        return tuple(
            one if n < 8 else one.model_copy(update={"organisation": members[n % len(members)]})
            for n, one in enumerate(people)
        )


def _sizes(facts: Facts, places: Sequence[str], chance: Random) -> dict[str, int]:
    """Give every State a size; those who nominate or host have at least three people."""
    pool = sorted((size for size, count in STATE_SIZES.items() for _ in range(count)), reverse=True)
    busy = {one.state.lower() for one in facts.nominations}
    busy |= {place for one in facts.side_events for place in (one.lead, *one.supporting) if place in places}
    busy.discard(PRESIDENCY)
    rest, roomy = pool[1:], [size for size in pool[1:] if size >= 3]
    chosen = chance.sample(range(len(roomy)), len(busy))
    sizes = {PRESIDENCY: pool[0]} | {place: roomy[n] for place, n in zip(sorted(busy), chosen, strict=True)}
    left = list((Counter(rest) - Counter(roomy[n] for n in chosen)).elements())
    chance.shuffle(left)
    others = [place for place in places if place not in sizes]
    return sizes | dict(zip(others, left, strict=True))


def _with_fates(
    delegations: dict[str, tuple[Person, ...]], facts: Facts, chance: Random
) -> dict[str, tuple[Person, ...]]:
    told = _told(delegations, facts)
    free = [one.key for people in delegations.values() for one in people[3:] if one.key not in told]
    chance.shuffle(free)
    for fate, count in QUOTAS.items():
        told |= {free.pop(): fate for _ in range(count)}
    return {
        place: tuple(
            one.model_copy(
                update={
                    "fate": told.get(one.key, Fate.COMES),
                    "day": chance.choices(range(len(ARRIVALS)), weights=ARRIVALS)[0],
                }
            )
            for one in people
        )
        for place, people in delegations.items()
    }


def _told(delegations: dict[str, tuple[Person, ...]], facts: Facts) -> dict[str, Fate]:
    """Return the fates that other stories need: sponsored delegates who withdraw or are only expected, a speaker."""
    fates: dict[str, Fate] = {}
    for one in facts.nominations:
        nominee = delegations[one.state.lower()][1].key
        if one.outcome.startswith("withdrawn"):
            fates[nominee] = Fate.WITHDRAWS
        elif one.outcome == "accepted_unregistered":
            fates[nominee] = Fate.EXPECTED
    for event in facts.side_events:
        if event.story == "speaker_withdraws":
            fates[delegations[event.lead][2].key] = Fate.WITHDRAWS
    return fates


def _title(gender: Gender, role: DelegateRole, chance: Random) -> str:
    if role is DelegateRole.HEAD and chance.random() < 0.6:
        return "H.E."
    if gender in {Gender.OTHER, Gender.UNDISCLOSED} or chance.random() < 0.08:
        return "Dr" if chance.random() < 0.3 else ""
    return "Ms" if gender is Gender.FEMALE else "Mr"


FUNCTIONS = {
    DelegateRole.HEAD: (
        "Ambassador, Permanent Representative",
        "Director-General for Multilateral Affairs",
        "Director",
    ),
    DelegateRole.ALTERNATE: ("Deputy Permanent Representative", "Director, National Mine Action Authority"),
    DelegateRole.REPRESENTATIVE: ("Counsellor", "First Secretary", "Second Secretary", "Disarmament Attaché"),
    DelegateRole.ADVISER: ("Legal Adviser", "Military Adviser", "Desk Officer, Ministry of Foreign Affairs"),
    DelegateRole.EXPERT: ("Victim Assistance Focal Point", "Operations Manager, Mine Action Centre", "Survey Expert"),
    DelegateRole.INTERPRETER: ("Interpreter",),
    DelegateRole.OBSERVER: ("Programme Manager", "Policy Adviser", "Campaign Coordinator", "Researcher"),
}


def _function(role: DelegateRole, chance: Random) -> str:
    return chance.choice(FUNCTIONS[role])
