"""Plays the reference meeting through the public APIs, act by act; a second time it only finds everything done."""

from collections.abc import Awaitable, Callable
from datetime import date

from rich.console import Console

from deploy.demo import media, registration, side_events, sponsorship
from deploy.demo.dates import Dates, Plan, dates
from deploy.demo.door import Door
from deploy.demo.facts import MeetingFact, read_facts
from deploy.demo.people import SEED, Fate, make_cast
from deploy.demo.progress import Chapter, Programme
from deploy.demo.report import Report, report, show
from deploy.demo.staff import ANYONE
from deploy.demo.stage import Stage, each
from shared.clock import utc_now

Scene = Callable[[Stage, Chapter], Awaitable[object]]
LISTS = ("INF.1", "INF.1/Rev.1")
"""What is issued in the story; the revision ends it, so with both of them it was played to its end before."""
IN_TIME = tuple(fate for fate in Fate if fate not in {Fate.LATE, Fate.JOINS_LATE})


async def play(address: str, session_secret: str, *, console: Console | None = None) -> Report:
    """Play the meeting at the front door `address` and print what came of it; raises DemoFailed with the reason."""
    out = console or Console(highlight=False)
    facts = read_facts()
    async with Door(address, session_secret, seed=SEED) as door:
        planned = await _dates(door, facts.meeting, utc_now().date())
        with Programme(out) as programme:
            stage = Stage(door=door, facts=facts, cast=make_cast(facts), dates=planned, programme=programme)
            try:
                played = await registration.lists_issued(stage) < len(LISTS)
                if played:
                    await _acts(stage)
            except BaseExceptionGroup as failures:
                raise first(failures) from failures
            seconds = programme.seconds
        told = await report(stage, seconds=seconds, played=played)
    show(told, out)
    return told


async def _dates(door: Door, meeting: MeetingFact, today: date) -> Dates:
    """Return the dates; a meeting that was planned at an earlier performance keeps its plan."""
    fresh = dates(meeting, today)
    known = await door.find(ANYONE, f"/registration/api/meetings/{meeting.meeting_id}")
    if known is None or known["opens_on"] == fresh.held.opens_on.isoformat():
        return fresh
    opens, closes = date.fromisoformat(known["opens_on"]), date.fromisoformat(known["closes_on"])
    return fresh.model_copy(update={"planned": Plan(opens_on=opens, closes_on=closes, zone=meeting.zone)})


async def _acts(stage: Stage) -> None:
    await _act(stage, ("The meeting is announced", registration.announce))
    await _act(
        stage,
        ("Delegations are notified", registration.notify),
        ("People register", _register_in_time),
        ("Sponsorship: round and answers", _sponsorship),
        ("Side events are requested", _requests),
        ("The press gathers", _press),
    )
    await _act(stage, ("The meeting gets its dates", _reschedule))
    await _act(
        stage,
        ("Credentials are examined", registration.examine_credentials),
        ("Participants are confirmed", _confirm),
        ("The programme is made", _programme),
        ("Releases are cleared", media.write_releases),
    )
    await _act(stage, ("The list of participants", _first_list), ("The programme changes", _changes))
    await _act(
        stage, ("People arrive", registration.let_in), ("Some withdraw", _withdrawals), ("The news goes out", _news)
    )
    await _act(stage, ("Late changes, Rev.1", _revision))


async def _act(stage: Stage, *scenes: tuple[str, Scene]) -> None:
    """Play scenes side by side, each as a chapter."""

    async def one(titled: tuple[str, Scene]) -> None:
        title, scene = titled
        with stage.programme.chapter(title) as chapter:
            await scene(stage, chapter)

    await each(scenes, one)


async def _register_in_time(stage: Stage, chapter: Chapter) -> None:
    await registration.register(stage, chapter, *IN_TIME)
    await registration.invite_focal_points(stage, chapter)


async def _sponsorship(stage: Stage, chapter: Chapter) -> None:
    await sponsorship.open_round(stage, chapter)
    await sponsorship.nominate(stage, chapter)
    await sponsorship.decide(stage, chapter)
    await sponsorship.answer(stage, chapter)


async def _requests(stage: Stage, chapter: Chapter) -> None:
    await side_events.furnish(stage, chapter)
    await side_events.request(stage, chapter)
    await side_events.place_early(stage, chapter)


async def _press(stage: Stage, chapter: Chapter) -> None:
    await media.name_principals(stage, chapter)
    await media.gather_press(stage, chapter)


async def _reschedule(stage: Stage, chapter: Chapter) -> None:
    await registration.reschedule(stage, chapter)
    await side_events.moved_with_the_meeting(stage, chapter)
    await registration.expects(stage, chapter)


async def _confirm(stage: Stage, chapter: Chapter) -> None:
    await registration.notify_late(stage, chapter)
    await registration.register(stage, chapter, Fate.LATE)
    await registration.confirm(stage, chapter)


async def _programme(stage: Stage, chapter: Chapter) -> None:
    await side_events.make_programme(stage, chapter)
    await media.write_advisory(stage, chapter)


async def _first_list(stage: Stage, chapter: Chapter) -> None:
    issued = await registration.issue_list(stage, chapter, number=1)
    await media.counts_participation(stage, chapter, issued)


async def _changes(stage: Stage, chapter: Chapter) -> None:
    await side_events.change_programme(stage, chapter)
    await media.follows_the_programme(stage, chapter)


async def _withdrawals(stage: Stage, chapter: Chapter) -> None:
    await registration.withdraw(stage, chapter)
    await sponsorship.travel_cancelled(stage, chapter)


async def _news(stage: Stage, chapter: Chapter) -> None:
    await media.all_out(stage, chapter)


async def _revision(stage: Stage, chapter: Chapter) -> None:
    await registration.join_late(stage, chapter)
    await registration.let_in(stage, chapter)
    issued = await registration.issue_list(stage, chapter, number=2)
    await media.counts_participation(stage, chapter, issued)


def first(failures: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first failure of the side-by-side ones, as one."""
    one = failures.exceptions[0]
    return first(one) if isinstance(one, BaseExceptionGroup) else one
