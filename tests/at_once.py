"""Do things at once, each in a thread with a connection of its own, as two people do who press at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(count: int, attempt: Callable[[int], object]) -> list:
    """Call ``attempt(number)`` in ``count`` threads that begin together; return what each gave or raised, in order."""
    results: list = [None] * count
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        barrier.wait()
        try:
            results[number] = attempt(number)
        except Exception as error:  # what the attempt raised is its result
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
