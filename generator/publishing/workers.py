"""Processes that do the slices of a build, and end with the process that started them."""

import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection, parent_process


def worker_pool(processes: int = 2) -> ProcessPoolExecutor:
    """Make a pool for `publish`. Workers of a plain pool would wait for ever once their parent has been killed."""
    return ProcessPoolExecutor(processes, initializer=_leave_with_parent)


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_leave, args=(parent.sentinel,), daemon=True).start()


def _wait_and_leave(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
