"""A program of its own that sets one template with Typst, and nothing else: it reads a job and writes what it made.

An officer's template is a program too. Here it has no files but those of the job, no network, a bounded time and
memory, and it can be killed without harm to anybody else.
"""

import base64
import json
import os
import re
import resource
import sys
import tempfile
from pathlib import Path
from typing import Literal

import typst

PLACE = re.compile(r"main\.typ:(\d+):\d+")
MEMORY = 3 * 1024**3
UNREACHABLE = "http://127.0.0.1:9"


def main() -> None:
    """Set the job that comes in on standard input."""
    job = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"):
        os.environ[name] = UNREACHABLE
    with tempfile.TemporaryDirectory() as room:
        for name, piece in job["files"].items():
            Path(room, name).write_bytes(base64.b64decode(piece))
        json.dump(made(Path(room), "png" if job["format"] == "png" else "pdf"), sys.stdout)


def made(room: Path, kind: Literal["pdf", "png"]) -> dict[str, object]:
    """Return the pages made, or what is wrong with the template and in which line."""
    fonts = typst.Fonts()
    data = json.loads((room / "data.json").read_bytes())
    data["fonts"] = [one for one in data["fonts"] if one in fonts.families()]
    (room / "data.json").write_text(json.dumps(data))
    source = room / "main.typ"
    try:
        pages = typst.compile(
            source, root=room, font_paths=fonts, format=kind, ppi=110.0, package_path=room, package_cache_path=room
        )
    except typst.TypstError as failure:
        place = PLACE.search(failure.diagnostic or "")
        return {"wrong": failure.message, "line": int(place[1]) if place else None}
    return {"made": [base64.b64encode(one).decode() for one in (pages if isinstance(pages, list) else [pages])]}


if __name__ == "__main__":
    main()
