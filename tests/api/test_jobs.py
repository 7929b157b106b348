"""Jobs beside the event loop: so many at once and no more; who goes before his turn is not worked for."""

from __future__ import annotations

import asyncio
import threading

from api.jobs import AT_ONCE, worked
from tests.patience import PATIENCE


async def test_so_many_jobs_are_at_work_at_once_and_no_more() -> None:
    begun, go_on, guard = threading.Semaphore(0), threading.Event(), threading.Lock()
    at_work: list[int] = [0, 0]

    def job() -> None:
        with guard:
            at_work[0] += 1
            at_work[1] = max(at_work)
        begun.release()
        go_on.wait(PATIENCE)
        with guard:
            at_work[0] -= 1

    jobs = [asyncio.ensure_future(worked(job)) for _ in range(3 * AT_ONCE)]
    for _ in range(AT_ONCE):
        assert await asyncio.to_thread(begun.acquire, timeout=PATIENCE)
    jobs[-1].cancel()
    await asyncio.sleep(0.05)
    assert at_work == [AT_ONCE, AT_ONCE]
    go_on.set()
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(result) for result in results] == [type(None)] * (len(jobs) - 1) + [asyncio.CancelledError]
    assert at_work[1] == AT_ONCE
    for _ in jobs[AT_ONCE:-1]:
        assert begun.acquire(blocking=False)
    assert not begun.acquire(blocking=False), "the one who left was not worked for"


async def test_an_error_of_a_job_is_told_to_who_asked() -> None:
    def fails(number: int) -> int:
        raise ValueError(number)

    (told,) = await asyncio.gather(worked(fails, 7), return_exceptions=True)
    assert isinstance(told, ValueError)
    assert told.args == (7,)
