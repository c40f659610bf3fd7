"""Two people edited one thing: what it was, what either made of it, and what is proposed for each field."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field on which a saved version and a typed one differ; values as they are typed, `words` as they are read."""

    name: str
    label: str
    was: str
    theirs: str
    mine: str
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def proposed(self) -> str:
        """Which side is chosen to begin with: whoever changed the field; where both did, the one who decides now."""
        return "theirs" if self.mine == self.was else "mine"

    def shown(self, value: str) -> str:
        """Return a value as it is read."""
        return self.words.get(value, value)


def disagreements(
    labels: Mapping[str, str],
    *,
    was: Mapping[str, str],
    theirs: Mapping[str, str],
    mine: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Disagreement]:
    """Return the fields on which two versions differ, in the order of `labels` (field to message id)."""
    return [
        Disagreement(name, label, was.get(name, ""), theirs[name], mine[name], (words or {}).get(name, {}))
        for name, label in labels.items()
        if theirs[name] != mine[name]
    ]
