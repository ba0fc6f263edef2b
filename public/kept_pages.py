"""Pages of editions kept ready to be given: the few last asked for in this process, and all in the cache behind it.

An edition never changes, so neither does its page, until a newer edition or another frame gives it another key. What is
kept says nothing of whether it may be read: that is asked of the database each time, before anybody looks here.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

#: A page of forty printed ones is some 300 KB. Each web worker keeps so many.
AT_HAND = 16
A_DAY = 24 * 3600

_at_hand: OrderedDict[str, "KeptPage"] = OrderedDict()


@dataclass(frozen=True)
class KeptPage:
    """A page as bytes, with the tag by which a browser knows it again."""

    content: bytes
    etag: str


def kept(key: str, make: Callable[[], str]) -> KeptPage:
    """The page of this key; made where nobody has kept it yet. Without a cache it is made once for each process."""
    page = _at_hand.get(key)
    if page is None:
        content = cache.get(key)
        if content is None:
            content = make().encode()
            cache.set(key, content, A_DAY)
        page = _at_hand[key] = KeptPage(content, sha256(content).hexdigest()[:32])
        if len(_at_hand) > AT_HAND:
            _at_hand.popitem(last=False)
    _at_hand.move_to_end(key)
    return page


def forget() -> None:
    """Let go of what this process keeps."""
    _at_hand.clear()
