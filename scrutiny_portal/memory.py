"""What the garbage collector is told, once, when all of the portal is loaded."""

import gc

#: New objects before a collection of the youngest, and how many of those before the next generation's. A page makes
#: tens of thousands that nothing holds in a circle; at Python's own 700 the collector took a tenth of every page.
SELDOM = (10_000, 20, 50)


def settle() -> None:
    """Leave alone whatever is loaded by now: it lives as long as the process, and looking through it finds nothing.

    Before a web server forks its workers, this also lets them share those pages of memory.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
