"""Progress on the terminal: a bar a chapter where somebody looks, one line a chapter where nobody does."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Chapter:
    """One part of the story: so many steps, so many done."""

    def __init__(self, bars: Progress | None, task: TaskID | None) -> None:
        self._bars = bars
        self._task = task
        self.done = 0

    def step(self, count: int = 1) -> None:
        """Count steps as done."""
        self.done += count
        if self._bars and self._task is not None:
            self._bars.update(self._task, completed=self.done)

    def expect(self, total: int) -> None:
        """Say how many steps there are."""
        if self._bars and self._task is not None:
            self._bars.update(self._task, total=total)


class Programme:
    """The chapters of one performance."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._began = monotonic()
        self._bars = _bars(console) if console.is_terminal else None

    def __enter__(self) -> Self:
        if self._bars:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars:
            self._bars.stop()

    @property
    def seconds(self) -> float:
        """How long it has been played."""
        return monotonic() - self._began

    @contextmanager
    def chapter(self, title: str) -> Iterator[Chapter]:
        """Open a chapter; it is told as done when it ends well."""
        began = monotonic()
        task = self._bars.add_task(title, total=None) if self._bars else None
        chapter = Chapter(self._bars, task)
        yield chapter
        chapter.expect(chapter.done)
        if self._bars is None:
            self._console.print(f"  {title}: {chapter.done} steps, {monotonic() - began:.1f} s")


def _bars(console: Console) -> Progress:
    columns = (TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)
