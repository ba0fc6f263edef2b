"""The table that is filled for comparison, and dropped when that is done."""

TABLE = "measured_simplest"
