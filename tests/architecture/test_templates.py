"""Every template of every service: it compiles, uses only what the kit has, and obeys the content security policy."""

import re
from pathlib import Path

import pytest
from jinja2 import nodes

from shared.pages import Pages
from shared.pages.kit import KIT, TEMPLATES

ROOT = Path(__file__).parents[2]
ALL = sorted(file for folder in ("shared", "services") for file in (ROOT / folder).rglob("templates/**/*.html"))

pages = Pages("registration", templates=None)
MACROS = {name for part in KIT for name in re.findall(r"{% macro (\w+)", (TEMPLATES / f"kit/{part}.html").read_text())}


@pytest.mark.parametrize("template", ALL, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_template_uses_only_what_there_is(template: Path) -> None:
    source = template.read_text()
    tree = pages.environment.parse(source)
    used = {
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "c"
    }
    filters = {node.name for node in tree.find_all(nodes.Filter)}
    assert used - MACROS == set()
    assert filters - set(pages.environment.filters) == set()
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\bsrc=)", source) == []
