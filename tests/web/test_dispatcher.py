"""Which request is answered when: tasks that compute as long as they are told to, and write down what happens."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.web.serving import eventually
from web.http.problems import BusyError
from web.server import turns
from web.server.dispatcher import Dispatcher


class Work:
    """A request: it calls `do`, and knows how that ended."""

    def __init__(
        self,
        do: Callable[[], object],
        *,
        is_urgent: bool = False,
        has_begun: bool = False,
        usual_seconds: float = 0.0,
        newcomers_seconds: float = 0.0,
    ) -> None:
        self.do = do
        self.usual_seconds = usual_seconds
        self.newcomers_seconds = newcomers_seconds
        self.is_urgent = is_urgent
        self.has_begun = has_begun
        self.is_cancelled = False
        self.failure: Exception | None = None
        self.done = threading.Event()

    def service(self) -> None:
        try:
            self.do()
        except BusyError as error:
            self.failure = error
        self.done.set()

    def cancel(self) -> None:
        self.is_cancelled = True


@pytest.fixture
def dispatcher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Dispatcher]:
    for name in ("LIGHT_SECONDS", "MOMENT_SECONDS"):
        monkeypatch.setattr(turns, name, 0.001)
    started = Dispatcher(2)
    yield started
    started.shutdown(timeout=20)


def computing(dispatcher: Dispatcher, until: Callable[[], bool]) -> Callable[[], None]:
    """Return what computes, and pauses now and then."""

    def compute() -> None:
        while not (until() or dispatcher._is_stopped):
            sum(range(1_000))
            dispatcher.pause()

    return compute


def heavy(dispatcher: Dispatcher, count: int, until: Callable[[], bool]) -> list[Work]:
    """Begin so many requests that are heavy, and come to an end when they are told to."""
    works = [Work(computing(dispatcher, until)) for _ in range(count)]
    for work in works:
        dispatcher.add_task(work)
    assert eventually(lambda: dispatcher.heavy == count)
    return works


def test_light_ones_are_answered_while_more_heavy_ones_compute_than_there_are_places(dispatcher: Dispatcher) -> None:
    ended = threading.Event()
    under_way = heavy(dispatcher, 8, ended.is_set)
    for _ in range(20):
        light = Work(lambda: None)
        dispatcher.add_task(light)
        assert light.done.wait(20)

    assert not any(work.done.is_set() for work in under_way)
    ended.set()
    assert all(work.done.wait(20) for work in under_way)


def test_heavy_ones_take_turns(dispatcher: Dispatcher) -> None:
    counts = [0, 0, 0]

    def counted(number: int) -> Callable[[], None]:
        def compute() -> None:
            while min(counts) < 50:
                counts[number] += 1
                sum(range(10_000))
                dispatcher.pause()

        return compute

    works = [Work(counted(number)) for number in range(3)]
    for work in works:
        dispatcher.add_task(work)

    assert all(work.done.wait(20) for work in works)


def test_who_has_cost_least_goes_first(dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "AGED_SECONDS", 60)
    ended = threading.Event()
    long = heavy(dispatcher, 3, ended.is_set)
    time.sleep(0.2)
    until = iter(range(100))
    short = Work(computing(dispatcher, lambda: next(until, None) is None))
    dispatcher.add_task(short)

    assert short.done.wait(20)
    assert not any(work.done.is_set() for work in long)
    ended.set()


def test_heavy_one_comes_to_its_end_although_light_ones_never_cease(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "GIVE_WAY_SECONDS", 0.01)
    ended = threading.Event()

    def again() -> None:
        if not ended.is_set():
            dispatcher.add_task(Work(again))

    for _ in range(4):
        dispatcher.add_task(Work(again))
    rounds = iter(range(200))
    long = Work(computing(dispatcher, lambda: next(rounds, None) is None))
    dispatcher.add_task(long)

    assert long.done.wait(60)
    ended.set()


def test_who_says_how_much_there_is_to_do_is_heavy_at_once(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LIGHT_SECONDS", 60)
    seen: list[int] = []

    def answer() -> None:
        for seconds in (59, 61):
            dispatcher.pause(int(seconds / turns.ENTRY_SECONDS))
            seen.append(dispatcher.heavy)

    told = Work(answer)
    dispatcher.add_task(told)

    assert told.done.wait(20)
    assert seen == [0, 1]


def test_what_is_about_to_be_read_counts_as_if_it_had_been(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "AGED_SECONDS", 60)
    ended = threading.Event()
    heavy(dispatcher, 1, ended.is_set)
    much = Work(partial(dispatcher.pause, int(60 / turns.ENTRY_SECONDS)))
    dispatcher.add_task(much)
    assert eventually(lambda: dispatcher.heavy == 2)
    time.sleep(0.1)

    assert not much.done.is_set()
    ended.set()
    assert much.done.wait(20)


def test_who_asked_for_what_takes_long_is_heavy_at_once(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LIGHT_SECONDS", 60)
    seen: list[int] = []

    def answer() -> None:
        dispatcher.pause()
        seen.append(dispatcher.heavy)

    light, long = 0.9 * turns.USUALLY_LIGHT_SECONDS, 1.1 * turns.USUALLY_LIGHT_SECONDS
    for usual, newcomers in ((light, 0), (long, 0), (0, light), (0, long), (light, long), (long, light)):
        told = Work(answer, usual_seconds=usual, newcomers_seconds=newcomers)
        dispatcher.add_task(told)
        assert told.done.wait(20)
        assert eventually(lambda: dispatcher.heavy == 0)

    assert seen == [0, 1, 0, 1, 0, 1]


def test_what_a_first_request_took_is_noted_of_its_address_too(dispatcher: Dispatcher) -> None:
    first, later = Work(lambda: None, newcomers_seconds=1), Work(lambda: None, usual_seconds=1, newcomers_seconds=1)
    for work in (first, later):
        dispatcher.add_task(work)
        assert work.done.wait(20)
    assert eventually(lambda: later.usual_seconds < 1 and first.newcomers_seconds < 1)

    assert 0.7 < first.newcomers_seconds < 0.8
    assert first.usual_seconds < 0.1
    assert later.newcomers_seconds == 1


def test_what_requests_took_is_noted_and_one_that_took_long_is_soon_forgotten(dispatcher: Dispatcher) -> None:
    work = Work(lambda: None)
    for noted in (turns.MOST_NOTED_SECONDS, 1.0):
        work.usual_seconds = noted
        work.done.clear()
        dispatcher.add_task(work)
        assert work.done.wait(20)
        assert eventually(lambda noted=noted: 0.7 * noted < work.usual_seconds < 0.8 * noted)  # type: ignore[misc]

    first = Work(lambda: sum(range(20_000_000)))
    dispatcher.add_task(first)
    assert first.done.wait(20)
    assert eventually(lambda: first.usual_seconds == turns.MOST_NOTED_SECONDS)


def test_one_heavy_request_too_many_is_refused(dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_HEAVY", 3)
    ended = threading.Event()
    heavy(dispatcher, 3, ended.is_set)
    one_more = Work(computing(dispatcher, ended.is_set))
    dispatcher.add_task(one_more)

    assert one_more.done.wait(20)
    assert one_more.failure is not None
    ended.set()


def test_nobody_is_refused_for_what_was_asked_before(dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_HEAVY", 3)
    ended = threading.Event()
    heavy(dispatcher, 3, ended.is_set)
    monkeypatch.setattr(turns, "LIGHT_SECONDS", 60)
    for usual, newcomers in ((1.0, 0.0), (0.0, 1.0)):
        light = Work(dispatcher.pause, usual_seconds=usual, newcomers_seconds=newcomers)
        dispatcher.add_task(light)

        assert light.done.wait(20)
        assert light.failure is None
        assert dispatcher.heavy == 3
    ended.set()


def test_who_has_waited_too_long_is_refused_but_not_who_has_begun_to_answer(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.05)
    ended = threading.Event()
    begun = Work(computing(dispatcher, ended.is_set), has_begun=True)
    dispatcher.add_task(begun)
    assert eventually(lambda: dispatcher.heavy == 1)
    waiting = Work(computing(dispatcher, ended.is_set))
    dispatcher.add_task(waiting)

    assert waiting.done.wait(20)
    assert waiting.failure is not None
    ended.set()
    assert begun.done.wait(20)
    assert begun.failure is None


def test_who_waits_for_its_client_keeps_no_turn(dispatcher: Dispatcher) -> None:
    taken, ended = threading.Event(), threading.Event()

    def send() -> None:
        with dispatcher.away():
            taken.wait(20)

    sending = [Work(send) for _ in range(8)]
    for work in sending:
        dispatcher.add_task(work)
    rounds = iter(range(100))
    other = Work(computing(dispatcher, lambda: next(rounds, None) is None))
    dispatcher.add_task(other)

    assert other.done.wait(20)
    assert not any(work.done.is_set() for work in sending)
    taken.set()
    assert all(work.done.wait(20) for work in sending)
    ended.set()


def test_requests_that_never_pause_keep_no_light_one_out(dispatcher: Dispatcher) -> None:
    ended = threading.Event()
    stuck = [Work(partial(ended.wait, 20)) for _ in range(6)]
    for work in stuck:
        dispatcher.add_task(work)
    light = Work(lambda: None)
    dispatcher.add_task(light)

    assert light.done.wait(20)
    ended.set()


def test_who_asks_how_it_does_waits_for_nobody(dispatcher: Dispatcher) -> None:
    ended = threading.Event()
    for _ in range(30):
        dispatcher.add_task(Work(partial(ended.wait, 20)))
    health = Work(lambda: None, is_urgent=True)
    dispatcher.add_task(health)

    assert health.done.wait(20)
    ended.set()


def test_end_waits_for_what_is_answered_and_gives_up_what_is_not_begun(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "STUCK_SECONDS", 60)
    begun, ended = threading.Barrier(3), threading.Event()

    def answer() -> None:
        begun.wait(20)
        ended.wait(20)

    under_way = [Work(answer) for _ in range(2)]
    later = Work(answer)
    for work in (*under_way, later):
        dispatcher.add_task(work)
    begun.wait(20)
    threading.Timer(0.05, ended.set).start()

    assert dispatcher.shutdown(timeout=20)
    assert all(work.done.is_set() for work in under_way)
    assert later.is_cancelled


def test_pause_outside_of_its_threads_is_nothing(dispatcher: Dispatcher) -> None:
    dispatcher.pause()
    with dispatcher.away():
        dispatcher.pause()
