"""The catalogs of the six languages: `python -m shared.pages.translations update | check`."""

import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from shared.pages.extraction import find_messages
from shared.pages.languages import LANGUAGES, catalog_path

ROOT = Path(__file__).parents[2]
FOLDERS = ("shared", "services", "deploy")
SOURCE = "en"

_FIXED = datetime(2025, 12, 1, tzinfo=UTC)
"""In place of the hour of writing, so that a catalog changes only when a message does."""

_HOLES = re.compile(r"%\(\w+\)s|\{\w+\}")


def template_of(folders: Iterable[str] = FOLDERS, *, root: Path = ROOT) -> Catalog:
    """Return the catalog of everything people read, untranslated."""
    template = Catalog(project="Plenary", version="1", creation_date=_FIXED, revision_date=_FIXED)
    for found in find_messages(root, folders):
        template.add(found.message, locations=[(found.file, 0)])
    return template


def read_catalog(path: Path, language: str) -> Catalog:
    """Return a kept catalog, or an empty one."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def update(language: str, template: Catalog) -> None:
    """Bring a kept catalog up to the template: new messages come in empty, those no longer used go."""
    path = catalog_path(language)
    kept = read_catalog(path, language)
    kept.update(template, no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.project, kept.version = "Plenary", "1"
    kept.creation_date = kept.revision_date = _FIXED
    kept.last_translator, kept.language_team = "Plenary", f"{language}"
    kept.header_comment = f"# What Plenary says in {LANGUAGES[language]} ({language})."
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, kept, width=110, include_lineno=False, sort_output=True)


def faults(language: str, template: Catalog) -> list[str]:
    """Return what a catalog lacks: messages not in it or not translated, and translations whose holes differ."""
    kept = read_catalog(catalog_path(language), language)
    found = []
    for message in template:
        if not message.id:
            continue
        translated = kept.get(message.id)
        if translated is None:
            found.append(f"{language}: not in the catalog: {_first(message.id)!r}")
        elif language != SOURCE:
            found += [f"{language}: {fault}" for fault in _faults_of(translated)]
    return found


def _faults_of(message: Message) -> list[str]:
    said = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    name = _first(message.id)
    if not all(said):
        return [f"not translated: {name!r}"]
    ids = (message.id,) if isinstance(message.id, str) else message.id
    wanted = {hole for one in ids for hole in _HOLES.findall(one)}
    needed = set(_HOLES.findall(ids[-1])) if len(ids) == 1 else set()
    for text in said:
        holes = set(_HOLES.findall(text))
        if not needed <= holes <= wanted:
            return [f"holes differ in {name!r}: {', '.join(sorted(wanted ^ holes))}"]
    return []


def _first(message: str | Sequence[str]) -> str:
    return message if isinstance(message, str) else message[0]


def main(arguments: Sequence[str]) -> int:
    """Update or check all catalogs; the exit status is 1 when a check finds something."""
    if list(arguments) not in (["update"], ["check"]):
        sys.stderr.write("python -m shared.pages.translations update | check\n")
        return 2
    template = template_of()
    if arguments[0] == "update":
        for language in LANGUAGES:
            update(language, template)
    found = [fault for language in LANGUAGES for fault in faults(language, template)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    sys.stdout.write(f"{sum(1 for message in template if message.id)} messages, {len(found)} faults\n")
    return 1 if found and arguments[0] == "check" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
