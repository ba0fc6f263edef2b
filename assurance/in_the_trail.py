"""How the trail tells of assurance."""


def join() -> None:
    pass
