"""Moves of a workflow: each model states them in a table, ``MOVES``, that can be read aloud."""

import pgtrigger


class IllegalMove(Exception):
    """A move that the table does not have, or that somebody else was quicker to make. Becomes the 409 page."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class Moving:
    """For a model with ``status`` and ``MOVES``: makes one move, settled by the database."""

    MOVES: dict

    def move_to(self, status, **changes) -> None:
        """Make one move of the workflow together with ``changes``, or raise IllegalMove and change nothing."""
        now_is, wanted = type(self).Status(self.status), type(self).Status(status)
        if wanted not in self.MOVES[now_is]:
            raise IllegalMove(f"This is “{now_is.label}” and cannot become “{wanted.label}”.")
        # This filter settles a race between two people; the check above only explains a mistake.
        moved = type(self)._base_manager.filter(pk=self.pk, status=self.status).update(status=wanted, **changes)
        if not moved:
            raise IllegalMove("Somebody moved this on since you opened it. Please look again before you act.")
        self.status = wanted
        for field, value in changes.items():
            setattr(self, field, value)


def kept_by_the_database(model):
    """Class decorator for a ``Moving`` model: its table of moves holds for bulk updates and plain SQL as well."""
    moves = [(now_is.value, to.value) for now_is, allowed in model.MOVES.items() for to in sorted(allowed)]
    return pgtrigger.register(pgtrigger.FSM(name="only_moves_of_the_table", field="status", transitions=moves))(model)
