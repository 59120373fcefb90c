"""Deeds that happen at the same moment, each in a thread and a connection of its own."""

import threading

from django.db import connection


def at_once(*deeds) -> list:
    """Start the deeds together; gives what each returned or raised, in their order."""
    results, ready = [None] * len(deeds), threading.Barrier(len(deeds))

    def run(place, deed):
        ready.wait()
        try:
            results[place] = deed()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive(), "they wait for each other"
    return results


def kinds(results: list) -> list[str]:
    """What came of it, in words: ``["MoveRefused", "StatusEvent"]``."""
    return sorted(type(result).__name__ for result in results)
