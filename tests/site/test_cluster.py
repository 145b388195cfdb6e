"""A build whose tasks are done by the workers of a scheduler: the same bytes, or a sentence."""

import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Final, TypeVar

import pytest
from distributed import LocalCluster

from generator import cluster as clusters
from generator.build import build
from generator.cluster import TRAVELS, Cluster, cluster
from generator.gathering.progress import Progress
from generator.gathering.tasks import work_on
from generator.model.problem import InputError
from generator.publishing.html.converting import convert
from tests.fixtures.town import tree, two_centres

T = TypeVar("T")
QUIETLY: Final[Progress] = lambda _step, _done, _total: None  # noqa: E731  # nobody watches


def local(workers: int) -> LocalCluster:
    """A scheduler in this process, and workers beside it that nobody begins again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it warns of is its own
        return LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")  # type: ignore[no-untyped-call]  # it has no types


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a scheduler with two workers is."""
    with local(2) as running:
        yield running.scheduler_address


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A project with two centres."""
    return two_centres(tmp_path / "town")


def built(root: Path, address: str) -> dict[str, bytes]:
    """The site that workers make."""
    build(root, None, QUIETLY, workers=lambda: cluster(address))
    return tree(root / "site")


def refused(root: Path, address: str) -> list[str]:
    """Why they do not; nothing is published."""
    with pytest.raises(InputError) as raised:
        build(root, None, QUIETLY, workers=lambda: cluster(address))
    assert not (root / "site").exists()
    return [problem.code.slug for problem in raised.value.problems]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that travelled, by the name of their function."""
    seen: list[str] = []
    submit = Cluster.submit

    def noted(self: Cluster, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
        travel = TRAVELS.get(fn)
        if travel and travel.pack(*args):
            seen.append(fn.__name__)
        return submit(self, fn, *args, **kwargs)

    monkeypatch.setattr(Cluster, "submit", noted)
    return seen


def test_workers_make_the_same_bytes(town: Path, tmp_path: Path, address: str, sent: list[str]) -> None:
    """Centres are read and pages converted elsewhere, and nobody can tell; the next build, here, has nothing to do."""
    alone = two_centres(tmp_path / "alone")
    build(alone, None, QUIETLY)
    assert built(town, address) == tree(alone / "site")
    assert {*sent} == {work_on.__name__, convert.__name__}
    assert not build(town, None, QUIETLY).published.new


def test_what_is_wrong_is_said_as_it_is_here(town: Path, address: str) -> None:
    """A problem that a worker finds is the problem of the file."""
    path = town / "results/harbour/2026-10/12-weekly-a.yml"
    path.write_text(path.read_text("utf-8").replace("team: A", "team: 7"), "utf-8")
    assert refused(town, address) == ["unquoted-text"]


def test_a_lost_worker_costs_its_tasks_only(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of two is killed as soon as there is something to do."""
    alone = two_centres(tmp_path / "alone")
    build(alone, None, QUIETLY)
    submit = Cluster.submit
    with local(2) as running:
        lost = [running.workers[0].pid]

        def killing(self: Cluster, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
            future = submit(self, fn, *args, **kwargs)
            if lost and fn in TRAVELS:
                os.kill(lost.pop(), signal.SIGKILL)
            return future

        monkeypatch.setattr(Cluster, "submit", killing)
        assert built(town, running.scheduler_address) == tree(alone / "site")
        assert not lost


def test_without_workers_nothing_is_waited_for_for_ever(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither at the beginning nor in the middle."""
    monkeypatch.setattr(clusters, "PATIENCE", 1.0)
    with local(0) as running:
        assert refused(town, running.scheduler_address) == ["cluster-without-workers"]
    submit = Cluster.submit
    with local(1) as running:

        def leaving(self: Cluster, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
            running.scale(0)
            return submit(self, fn, *args, **kwargs)

        monkeypatch.setattr(Cluster, "submit", leaving)
        assert refused(town, running.scheduler_address) == ["cluster-without-workers"]


def test_a_worker_with_another_program_is_refused(town: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would make other bytes."""
    monkeypatch.setattr(clusters, "program_digest", lambda: str(os.getpid()))
    assert refused(town, address) == ["cluster-differs", "cluster-differs"]


def test_a_scheduler_that_is_not_there_is_named(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is an address that is none, and a program that is not installed."""
    monkeypatch.setattr(clusters, "PATIENCE", 1.0)
    assert refused(town, "tcp://127.0.0.1:1") == ["cluster-unreachable"]
    assert refused(town, "nowhere") == ["cluster-unreachable"]
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refused(town, "tcp://127.0.0.1:1") == ["no-cluster"]
