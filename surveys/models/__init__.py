"""A survey, the links by which it is answered, what has come, and what it became when it closed."""

from surveys.models.kept import Answer, Dataset, DatasetRow, DayCount, Draft
from surveys.models.reply import Reply, Writer
from surveys.models.survey import Link, Survey

__all__ = ["Answer", "Dataset", "DatasetRow", "DayCount", "Draft", "Link", "Reply", "Survey", "Writer"]
