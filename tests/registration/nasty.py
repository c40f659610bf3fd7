"""Requests made of what the API says it takes, with values in them that nobody should send."""

import random
import re
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

NASTY = (
    "",
    " ",
    "\u202eoaR ahsA",
    "\u2067\u2066",
    "👩‍👩‍👧‍👦🎉",
    "=1+1",
    '=HYPERLINK("http://x.example")',
    "x" * 10_000,
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "%s %(name)s {0} {name}",
    "a\0b",
    "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "../../etc/passwd",
    "$where",
    "-1",
    "99999999999999999999999999",
    "1e400",
    "NaN",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2025-02-30",
    "24:61",
    "nobody@",
    "zzz",
    "mtg_none",
    "#panic()",
    '#read("/etc/passwd")',
)
NUMBERS = (0, -1, 2**31, 2**63, 2**70, 1.5, -0.0, 10**12, -(10**12))
OTHERS: tuple[object, ...] = (None, True, [], {}, [[]], [None], {"$gt": ""}, [{"a": [1]}])
PLAUSIBLE = {
    "full_name": "Asha Rao",
    "name": "Room XVII",
    "title": "A title",
    "code": "APMBC-NASTY-2",
    "country": "IND",
    "nationality": "IND",
    "state": "IND",
    "zone": "Europe/Zurich",
    "at": "2027-11-21T17:00:00+01:00",
    "opens": "10:00",
    "closes": "18:00",
    "opens_on": "2027-12-01",
    "closes_on": "2027-12-05",
    "language": "en",
    "back": "/registration",
    "url": "https://hooks.example/plenary",
    "email": "asha@nasty.example",
    "symbol_pattern": "APLC/NASTY/INF.{number}",
    "passport_number": "X1234567",
    "passport_country": "IND",
    "colour": "#003366",
    "reference": "NV/7",
    "venue": "Palais des Nations",
    "way": "both",
}


SPICE = (0.0, 0.02, 0.05, 0.2)
"""How many of the values of a request are nasty: with few of them it gets far."""


class Maker:
    """Makes values by a schema: mostly such as it asks for, now and then a nasty one; the same seed makes the same."""

    def __init__(self, document: Mapping[str, Any], ids: Mapping[str, list[str]], *, seed: int) -> None:
        self._schemas: Mapping[str, Schema] = document["components"]["schemas"]
        self.ids = ids
        self.dice = random.Random(seed)  # noqa: S311 - not a secret
        self._nested, self._spice = 0, 0.0

    def id_for(self, name: str) -> str:
        """Return the id of something that is there, or of nothing."""
        known = self.ids.get(name, [])
        if known and self.dice.random() < 0.95:
            return self.dice.choice(known)
        return self.dice.choice([one for one in NASTY if one.strip(" ./") and "\0" not in one and len(one) < 99])

    def value(self, schema: Schema, name: str = "") -> Any:
        """Return a value for a field."""
        if self.dice.random() < self._spice:
            return self.dice.choice((*NASTY, *NUMBERS, *OTHERS))
        return self._fitting(self._resolved(schema), name)

    def body(self, schema: Schema) -> Any:
        """Return what is sent; rarely something else altogether."""
        self._spice = self.dice.choice(SPICE)
        if self._spice and self.dice.random() < 0.04:
            return self.dice.choice((*OTHERS, "text"))
        return self._fitting(self._resolved(schema), "")

    def fields(self, names: Mapping[str, Schema]) -> dict[str, Any]:
        """Return a form with these fields, flat as browsers send it."""
        self._spice = self.dice.choice(SPICE)
        flat: dict[str, Any] = {}
        for name, schema in names.items():
            _flatten(name, self.value(schema, name.rpartition(".")[2]), flat)
        return flat

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        choices = schema.get("anyOf") or schema.get("oneOf")
        return self._resolved(self.dice.choice(choices)) if choices else schema

    def _fitting(self, schema: Schema, name: str) -> Any:
        if "enum" in schema or "const" in schema:
            return self.dice.choice(schema.get("enum") or [schema["const"]])
        kind = schema.get("type")
        if kind == "object" or "properties" in schema:
            return self._object(schema)
        if kind == "array":
            return [self.value(schema.get("items", {}), name) for _ in range(self.dice.choice((0, 1, 1, 2)))]
        if kind in {"integer", "number"}:
            return self.dice.randint(int(schema.get("minimum", 0)), int(schema.get("maximum", 9)))
        return self.dice.choice((True, False)) if kind == "boolean" else self._text(schema, name)

    def _object(self, schema: Schema) -> dict[str, Any]:
        if self._nested > 4:
            return {}
        self._nested += 1
        wanted = set(schema.get("required", ()))
        made = {
            name: self.value(one, name)
            for name, one in schema.get("properties", {}).items()
            if name in wanted or self.dice.random() < 0.6
        }
        self._nested -= 1
        return made

    def _text(self, schema: Schema, name: str) -> str:
        if self.ids.get(name):
            return self.id_for(name)
        made = {
            "date": f"20{self.dice.randint(20, 40)}-0{self.dice.randint(1, 9)}-1{self.dice.randint(0, 9)}",
            "date-time": f"2027-0{self.dice.randint(1, 9)}-10T10:00:00Z",
            "email": f"p{self.dice.randint(0, 10**6)}@nasty.example",
        }.get(schema.get("format", ""))
        words = re.fullmatch(r"\^\(([a-z_|]+)\)\$", schema.get("pattern", ""))
        if words:
            return str(self.dice.choice(words[1].split("|")))
        return made or PLAUSIBLE.get(name) or f"Something {self.dice.randint(0, 99)}"


def fields_known(document: Mapping[str, Any]) -> dict[str, Schema]:
    """Return every field any request body has, by name; forms of pages bear the same names."""
    found: dict[str, Schema] = {}
    for schema in document["components"]["schemas"].values():
        for name, one in schema.get("properties", {}).items():
            found.setdefault(name, one)
    return found


def _flatten(name: str, value: Any, into: dict[str, Any]) -> None:
    if isinstance(value, dict):
        for inner, one in value.items():
            _flatten(f"{name}.{inner}", one, into)
    elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        for number, one in enumerate(value):
            _flatten(f"{name}.{number}", one, into)
    elif isinstance(value, list):
        into[name] = [_text_of(one) for one in value]
    elif value is not None:
        into[name] = _text_of(value)


def _text_of(value: object) -> str:
    return {True: "1", False: ""}.get(value, str(value)) if isinstance(value, bool) else str(value)
