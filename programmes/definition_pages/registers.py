"""The registers that definitions name entries of."""

from __future__ import annotations

from functools import lru_cache

from accounts import register_files


@lru_cache(maxsize=8)
def register(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one register, as its file has them; read once, as seven definitions ask for each."""
    return tuple(register_files.rows(name))


def scrutiny_bodies() -> dict[str, str]:
    """The names of all scrutiny bodies, by code."""
    return {row["code"]: row["name"] for row in register("scrutiny_bodies")}
