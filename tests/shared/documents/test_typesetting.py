"""Papers in six languages: the same bytes for the same data, and data that never becomes markup."""

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from shared.documents import Lacking, Typesetter, Unprintable, lacking
from shared.documents.fonts import PREFERRED
from shared.values import Value

TEMPLATE = """
#import "/plenary.typ": *
#let data = json("/data.json")
#show: paper.with(lang: data.lang, symbol: "APLC/1", title: data.title)
= #data.title
#bars(((label: data.title, value: 3, text: "3", state: "done"), (label: "b", value: 0, text: "0", state: "off")))
#sheet(("A", "B"), ((data.title, "2"),), numeric: (1,))
"""
TITLES = {
    "ar": "قائمة المشاركين",
    "zh": "与会者名单",
    "en": "List of participants",
    "fr": "Liste des participants, première édition",
    "ru": "Список участников",
    "es": "Lista de participantes, edición única",
}


class Sheet(Value):
    lang: str
    title: str


@pytest.fixture
def template(tmp_path: Path) -> Path:
    place = tmp_path / "sheet.typ"
    place.write_text(TEMPLATE, encoding="utf-8")
    return place


@pytest.mark.parametrize("language", TITLES)
async def test_a_paper_is_set_in_each_of_the_six_languages(template: Path, language: str) -> None:
    made = await Typesetter().pdf(template, Sheet(lang=language, title=TITLES[language]))

    document = PdfReader(BytesIO(made))
    assert document.metadata is not None
    assert document.metadata.title == TITLES[language]
    if language != "ar":
        assert TITLES[language].split(",")[0] in document.pages[0].extract_text()


async def test_arabic_runs_from_the_right(template: Path) -> None:
    async def first_letter(language: str) -> float:
        made = await Typesetter().pdf(template, Sheet(lang=language, title=TITLES[language]))
        places: list[float] = []

        def visit(text: str, page: list[float], line: list[float], *_rest: object) -> None:
            if text.strip():
                places.append(page[4] + line[4])

        PdfReader(BytesIO(made)).pages[0].extract_text(visitor_text=visit)
        return places[0]

    assert await first_letter("ar") > 200 > await first_letter("en")


async def test_the_same_data_makes_the_same_bytes(template: Path) -> None:
    once, again = [await Typesetter().pdf(template, Sheet(lang="fr", title="Liste")) for _ in range(2)]

    assert once == again


async def test_data_is_never_markup(template: Path) -> None:
    title = '#panic("run") *bold* $x$ "quoted" \\ @label <l>'

    made = await Typesetter().pdf(template, Sheet(lang="en", title=title))

    assert '#panic("run") *bold* $x$ "quoted"' in PdfReader(BytesIO(made)).pages[0].extract_text()


async def test_a_broken_template_says_which_and_why(tmp_path: Path) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#nothing_like_this", encoding="utf-8")

    with pytest.raises(Unprintable, match=r"broken\.typ: unknown variable"):
        await Typesetter().pdf(broken, Sheet(lang="en", title=""))


async def test_others_are_served_while_a_paper_is_set(template: Path) -> None:
    served = 0
    setting = asyncio.ensure_future(Typesetter().pdf(template, Sheet(lang="en", title="Long " * 5000)))
    while not setting.done():
        await asyncio.sleep(0)
        served += 1

    assert served > 10


def test_a_machine_without_the_fonts_is_told_which_package_brings_them() -> None:
    assert lacking(PREFERRED) == ()
    assert lacking(("Libertinus Serif", "Noto Sans CJK SC")) == (Lacking(language="ar", package="fonts-noto-core"),)
    assert [one.package for one in lacking(())] == ["fonts-noto-core", "fonts-noto-cjk"]
