"""Every decision has one page of one form, and the index names it."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

FOLDER = ROOT / "docs" / "decisions"
PAGES = sorted(FOLDER.glob("[0-9]*.md"))
PARTS = ("## Context", "## Decision", "## Cost", "## Revisit when")
ONE_PAGE = 60
FILE = re.compile(r"`((?:shared|services|deploy|tests|docs)/[\w./-]+)`")


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


def test_the_index_names_every_page_once() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert re.findall(r"\((\d{4}-[\w-]+\.md)\)", index) == [page.name for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_is_one_page_with_its_cost(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    places = [text.find(part) for part in PARTS]

    assert -1 not in places
    assert places == sorted(places)
    assert len(text.splitlines()) <= ONE_PAGE


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.stem)
def test_what_a_page_points_at_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert [file for file in FILE.findall(text) if "catering" not in file and not (ROOT / file).exists()] == []
