"""The tasks of a build on several machines: `windowboard build --scheduler tcp://host:8786`.

A task that can travel goes with the content of its files, and what it made comes back as content: no machine but this
one sees the project, the memory or the release, and the release is made here. Which machine does what, and that the
tasks of one that is lost are done by another, is the business of `distributed`; nothing of it is written here. Whoever
can reach its scheduler can have any program run by its workers: both belong into a network of their own.
"""

import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, ParamSpec, TypeVar
from weakref import WeakSet

from generator.checking import processes
from generator.gathering.tasks import CentreTask, work_on
from generator.model.problem import Code, InputError, Problem
from generator.product import program_digest
from generator.publishing.contents import Refused, refusal
from generator.publishing.html.converting import Slice, convert
from generator.publishing.html.frame import SETTINGS
from generator.publishing.writing import regular_files
from generator.reading.tree import read_bytes

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE: Final = 20.0
"""Seconds that a scheduler has to answer, and that it may be without any worker."""
LOOKS: Final = 1.0
"""Seconds between two looks at the workers."""

_SCHEDULER: Final = "--scheduler"
NO_CLUSTER: Final = Code(
    slug="no-cluster",
    says="这里没有安装集群所需的程序：{message}",
    mend="运行 pip install 'windowboard[cluster]'，或者去掉 --scheduler，在这台机器上生成。",
    wrong="pip install windowboard && windowboard build --scheduler tcp://10.0.0.5:8786",
    right="pip install 'windowboard[cluster]' && windowboard build --scheduler tcp://10.0.0.5:8786",
)
CLUSTER_UNREACHABLE: Final = Code(
    slug="cluster-unreachable",
    says="调度器“{address}”没有应答：{message}",
    mend="看地址和端口是否写对、dask scheduler 是否在运行、防火墙是否放行；也可以去掉 --scheduler，在这台机器上生成。",
    wrong="windowboard build --scheduler tcp://10.0.0.5",
    right="windowboard build --scheduler tcp://10.0.0.5:8786",
)
CLUSTER_WITHOUT_WORKERS: Final = Code(
    slug="cluster-without-workers",
    says="调度器“{address}”没有能用的工作进程",
    mend="在各台机器上运行 dask worker 加上这个地址；还是这样的，看它们的输出里写了什么。",
    wrong="windowboard build --scheduler tcp://10.0.0.5:8786",
    right="dask worker --nthreads 1 tcp://10.0.0.5:8786",
)
CLUSTER_DIFFERS: Final = Code(
    slug="cluster-differs",
    says="工作进程“{worker}”上装的不是同一个 windowboard：做出来的网站会不一样",
    mend="在每台机器上安装同一个版本，重新启动 dask scheduler 和 dask worker。",
    wrong="pip install 'windowboard[cluster]'  # 另一台机器上的旧版本",
    right="pip install 'windowboard[cluster]==X.Y.Z'  # 各台机器同一个版本",
)
CLUSTER_FAILED: Final = Code(
    slug="cluster-failed",
    says="集群没有做完：{message}",
    mend="多半是某台机器内存不足：看 dask scheduler 和 dask worker 的输出；也可以去掉 --scheduler，在这台机器上生成。",
    wrong="dask worker --memory-limit 100MB tcp://10.0.0.5:8786",
    right="dask worker --nthreads 1 tcp://10.0.0.5:8786",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A task and the content of its files, by path below a folder that stands for the project."""

    task: Any
    files: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned:
    """What came of a task, and what it wrote, by path below the release."""

    result: Any
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    """Instead of a result. They are no error there: a worker would write them, and what they quote, into its log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Travel:
    """How a kind of task travels."""

    pack: Callable[[Any], Parcel | None]
    """None: this one cannot, and is done here."""
    work: Callable[[Parcel], Returned]
    """Done there, by a function that can be found by its name."""
    release: Callable[[Any], str]
    """The folder that receives what was written; empty where nothing is."""


def _centre_packed(task: CentreTask) -> Parcel | None:
    files = {}
    for source in task.files:
        data = read_bytes(task.root, source.path)
        if isinstance(data, Problem):  # a file that is no plain one is judged where it lies
            return None
        files[source.path] = data
    return Parcel(task=replace(task, memory=None), files=files)


def read_there(parcel: Parcel) -> Returned:
    """Read, check and score one centre, as `work_on`; what was known of it before stays where it is."""
    with TemporaryDirectory(prefix="windowboard-") as folder:
        root = _laid_out(Path(folder), parcel.files)
        try:
            return Returned(result=work_on(replace(parcel.task, root=root)), files={})
        except InputError as error:
            return Returned(result=None, files={}, problems=tuple(error.problems))


def _slice_packed(task: Slice) -> Parcel | None:
    if task.static:  # thousands of files of the theme, which every machine would send back
        return None
    root = Path(task.root)
    pages = Path("build", task.told.folder, "pages")
    files = {path.as_posix(): (root / path).read_bytes() for path in (pages / page for page in task.pages)}
    for path in _settings(root):
        if not path.resolve().is_relative_to(root.resolve()):
            return None
        files[path.relative_to(root).as_posix()] = path.read_bytes()
    told = replace(task.told, prefetch=None)
    return Parcel(task=replace(task, told=told, compiled=None), files=files)


def _settings(root: Path) -> Iterator[Path]:
    """The settings of a project, and those that they stand on."""
    path = root / SETTINGS
    seen: set[Path] = set()
    while path.is_file() and path not in seen:
        seen.add(path)
        yield path
        found = _STANDS_ON.search(path.read_text("utf-8"))
        if found is None:
            return
        path = Path(os.path.normpath(path.parent / found[1]))


def convert_there(parcel: Parcel) -> Returned:
    """Make the HTML of a slice, as `convert`."""
    with TemporaryDirectory(prefix="windowboard-") as folder, _ALONE:  # MkDocs is made for one build in a process
        root, release = _laid_out(Path(folder, "root"), parcel.files), Path(folder, "release")
        release.mkdir()
        work = str(Path(folder, "work"))
        found = convert(replace(parcel.task, root=str(root), release=str(release), work=work))
        return Returned(result=found, files={path: (release / path).read_bytes() for path in regular_files(release)})


_ALONE: Final = threading.Lock()
_STANDS_ON: Final = re.compile(r"""^INHERIT:[ \t]*["']?([^"'#\n]+?)["']?[ \t]*(?:#.*)?$""", re.MULTILINE)

TRAVELS: Final[Mapping[Callable[..., Any], Travel]] = {
    work_on: Travel(pack=_centre_packed, work=read_there, release=lambda _task: ""),
    convert: Travel(pack=_slice_packed, work=convert_there, release=lambda task: task.release),
}
"""The tasks that can travel: nearly all of the time that a first build takes. The others are done here."""


def _laid_out(root: Path, files: Mapping[str, bytes]) -> Path:
    for path, data in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return root


class Cluster(Executor):
    """Has the tasks that can travel done by the workers of a scheduler, and every other one by processes here."""

    def __init__(self, client: Any, here: Executor) -> None:  # noqa: ANN401  # a client of `distributed`, without types
        """`client`: connected; `here`: open as long as this one is."""
        self._client = client
        self._here = here
        self._asked: WeakSet[Future[Any]] = WeakSet()
        self._lock = threading.Lock()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """What will come of a call."""
        travel = TRAVELS.get(fn)
        parcel = travel.pack(*args) if travel else None
        if travel is None or parcel is None:
            return self._here.submit(fn, *args, **kwargs)
        release = Path(travel.release(*args))
        done: Future[T] = Future()
        done.set_running_or_notify_cancel()
        with self._lock:
            self._asked.add(done)
        there = self._client.submit(travel.work, parcel, pure=False)

        def take_over(finished: Any) -> None:  # noqa: ANN401  # a future of `distributed`
            try:
                returned: Returned = finished.result()
            except BaseException as error:  # noqa: BLE001  # of the scheduler, a worker, or the way between
                self._fail(done, BrokenExecutor(_first_line(error)))
                return
            try:
                _laid_out(release, returned.files)
            except OSError as error:  # as if it had been written by a process here
                self._fail(done, error)
                return
            if returned.problems:
                self._fail(done, InputError(returned.problems))
                return
            with suppress(InvalidStateError):  # given up meanwhile
                done.set_result(returned.result)

        there.add_done_callback(take_over)
        return done

    def give_up(self) -> None:
        """Tell whoever waits that nobody is there any more."""
        with self._lock:
            waiting = [one for one in self._asked if not one.done()]
        for one in waiting:
            self._fail(one, NoWorkerError())

    @staticmethod
    def _fail(done: "Future[Any]", error: BaseException) -> None:
        with suppress(InvalidStateError):  # given up meanwhile
            done.set_exception(error)


def _first_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"


class NoWorkerError(BrokenExecutor):
    """All workers are lost."""


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of the scheduler at an address, beside the processes of this machine.

    Raises Refused (no-cluster, cluster-unreachable, cluster-without-workers, cluster-differs), and meanwhile
    (cluster-without-workers, cluster-failed).
    """
    try:
        from distributed import Client  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise Refused([refusal(_SCHEDULER, NO_CLUSTER, message=str(error))]) from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]  # it has no types
    except (OSError, ValueError, ImportError) as error:
        raise Refused([refusal(_SCHEDULER, CLUSTER_UNREACHABLE, address=address, message=str(error))]) from error
    with client, processes() as here:
        _refuse_others(client, address)
        workers = Cluster(client, here)
        with _watched(client, workers):
            try:
                yield workers
            except NoWorkerError as error:
                raise Refused([refusal(_SCHEDULER, CLUSTER_WITHOUT_WORKERS, address=address)]) from error
            except BrokenExecutor as error:
                raise Refused([refusal(_SCHEDULER, CLUSTER_FAILED, message=str(error))]) from error


def _refuse_others(client: Any, address: str) -> None:  # noqa: ANN401  # as above
    """Raise Refused where no worker is there, or one has another program: the same bytes are promised."""
    with suppress(TimeoutError):
        client.wait_for_workers(1, timeout=PATIENCE)
    programs: Mapping[str, object] = client.run(program_digest, on_error="return")
    if not programs:
        raise Refused([refusal(_SCHEDULER, CLUSTER_WITHOUT_WORKERS, address=address)])
    if others := sorted(worker for worker, program in programs.items() if program != program_digest()):
        raise Refused(refusal(_SCHEDULER, CLUSTER_DIFFERS, worker=worker) for worker in others)


@contextmanager
def _watched(client: Any, workers: Cluster) -> Iterator[None]:  # noqa: ANN401  # as above
    """Give up where no worker has been there for too long: the scheduler would wait for one for ever."""
    over = threading.Event()

    def watch() -> None:
        alone = 0.0
        while not over.wait(LOOKS):
            alone = 0.0 if _anybody(client) else alone + LOOKS
            if alone >= PATIENCE:
                workers.give_up()
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _anybody(client: Any) -> bool:  # noqa: ANN401  # as above
    """Whether the scheduler answers, and has a worker."""
    try:
        return bool(client.nthreads())
    except Exception:  # noqa: BLE001  # whatever the connection says: nobody is there
        return False


CODES: Final = (NO_CLUSTER, CLUSTER_UNREACHABLE, CLUSTER_WITHOUT_WORKERS, CLUSTER_DIFFERS, CLUSTER_FAILED)
