"""When background work last ran. This room cannot keep it: the room of the trail, above, says how when it is ready."""

from collections.abc import Callable
from functools import wraps

#: How a run is kept: told the task's name in words and what to do. Until the trail is there, it is only done.
keeper: Callable = lambda name, task: task()  # noqa: E731


def recorded(name: str):
    """For a task: have it kept when it began and ended, whether it failed, and the words it returns.

    ``name`` says in words what the task does. Put it under ``shared_task``:

        @shared_task
        @recorded("Deliver waiting letters")
        def deliver_waiting(): ...
    """

    def decorate(task):
        @wraps(task)
        def run(*args, **kwargs):
            return keeper(name, lambda: task(*args, **kwargs))

        run.recorded_as = name
        return run

    return decorate
