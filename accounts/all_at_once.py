"""A room's first migration makes all its tables in one step.

Django renders anew, after every operation, each model that is related to the one it touched; here that is nearly all
of them, as most rows name a person. Making ninety tables, their constraints and their triggers one by one took an
empty database eleven seconds, nearly all of it rendering.
"""

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory


class CreateTogether(Operation):
    """Make tables that may refer to each other in any order, with their constraints, indexes and triggers.

    Takes ``CreateModel`` operations whose options hold everything; a model may not be altered within the same step.
    """

    category = OperationCategory.ADDITION
    reversible = True

    def __init__(self, operations: list[CreateModel]):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # as long as no models are rendered, none is rendered anew
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for trigger in self._triggers():
            schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for trigger in self._triggers():
            schema_editor.execute(trigger.uninstall_sql, params=None)
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.operations)} models together"

    def _triggers(self):
        return [trigger for operation in self.operations for trigger in operation.options.get("triggers", [])]
