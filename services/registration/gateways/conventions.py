"""Treaty facts of conventions as they travel with the package."""

import csv
import json
from datetime import date
from importlib.resources import files
from typing import Self

from services.registration.domain import Convention, StandingObserver, states_from

APMBC_IN_FORCE_SINCE = date(1999, 3, 1)
"""Article 17: the first day of the sixth month after the fortieth deposit."""


class PackagedConventions:
    """The conventions whose facts are in `data/`, read once when the service is built."""

    def __init__(self, conventions: tuple[Convention, ...]) -> None:
        self._known = {one.code: one for one in conventions}

    @classmethod
    def read(cls) -> Self:
        """Read `data/`."""
        data = files("services.registration") / "data"
        with (data / "apmbc_states.csv").open(encoding="utf-8") as table:
            states = states_from(list(csv.DictReader(table)))
        observers = json.loads((data / "standing_observers.json").read_text(encoding="utf-8"))
        apmbc = Convention(
            code="APMBC",
            in_force_since=APMBC_IN_FORCE_SINCE,
            states=states,
            standing_observers=tuple(StandingObserver.model_validate(one) for one in observers["APMBC"]),
        )
        return cls((apmbc,))

    def find(self, code: str) -> Convention | None:
        """Return a convention with its States, or None."""
        return self._known.get(code)
