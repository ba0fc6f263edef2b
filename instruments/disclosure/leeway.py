"""How far a withheld number can move while everything published stays true: an exact audit of one table.

A table whose row and column totals are known leaves its withheld numbers only moves around closed loops: one up, one
down in the same column, one up in that row, and so on. How far a number can move is therefore a greatest flow from its
column to its row, and whole numbers lead to whole numbers: what is found is a table that could be the true one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

#: What is added to the numbers of a table to make another that fits everything published: {(row, column): people}.
Changes = dict[tuple[int, int], int]
#: What it costs to withhold a published number, in no unit; None where it cannot be withheld.
Price = Callable[[int, int], int | None]


@dataclass
class Table:
    """Counts with known totals. ``withheld`` are the (row, column) that a reader is not told."""

    counts: list[list[int]]
    withheld: set[tuple[int, int]] = field(default_factory=set)

    def moved(self, row: int, column: int, by: int, price: Price | None = None) -> Changes | None:
        """Another table of the same totals, with one number higher (or lower) by so many; None where there is none.

        Only withheld numbers change. With a price, published ones may be used too, the cheapest first: those among the
        changes that are not withheld yet must then be.
        """
        if by == 0:
            return {}
        if (row, column) not in self.withheld:
            return None
        if by < 0 and self.counts[row][column] + by < 0:
            return None
        changes: Changes = {}
        left = abs(by)
        while left:
            path = self._path(row, column, up=by > 0, least=1, changes=changes)
            for least in (left, 1) if path is None and price else ():
                path = self._path(row, column, up=by > 0, least=least, changes=changes, price=price)
                if path is not None:
                    break
            if path is None:
                return None
            room = [self.counts[i][j] + changes.get((i, j), 0) for i, j, sign in path if sign < 0]
            step = min([left, *room])
            for i, j, sign in path:
                changes[i, j] = changes.get((i, j), 0) + sign * step
            left -= step
        changes[row, column] = changes.get((row, column), 0) + by
        return {cell: change for cell, change in changes.items() if change}

    def _path(
        self, row: int, column: int, *, up: bool, least: int, changes: Changes, price: Price | None = None
    ) -> list[tuple[int, int, int]] | None:
        """The cheapest rest of a loop through a number, as (row, column, +1 or -1); each can go down by ``least``."""
        rows, columns = range(len(self.counts)), range(len(self.counts[0]))
        start, end = ((False, column), (True, row)) if up else ((True, row), (False, column))
        order = count()
        best = {start: (0, 0)}
        came: dict[tuple[bool, int], tuple[tuple[bool, int], tuple[int, int, int]]] = {}
        ahead: list = [((0, 0), next(order), start)]
        while ahead:
            cost, _, node = heappop(ahead)
            if node == end:
                break
            if cost > best[node]:
                continue
            in_a_row, at = node
            for other in columns if in_a_row else rows:
                cell = (at, other) if in_a_row else (other, at)
                if cell == (row, column):
                    continue
                if not in_a_row and self.counts[cell[0]][cell[1]] + changes.get(cell, 0) < least:
                    continue
                if cell in self.withheld or cell in changes:
                    extra = 0
                elif price is None or (extra := price(*cell)) is None:
                    continue
                there, total = (not in_a_row, other), (cost[0] + extra, cost[1] + 1)
                if there not in best or total < best[there]:
                    best[there] = total
                    came[there] = (node, (*cell, 1 if in_a_row else -1))
                    heappush(ahead, (total, next(order), there))
        if end not in came:
            return None
        path, node = [], end
        while node != start:
            node, step = came[node]
            path.append(step)
        return path
