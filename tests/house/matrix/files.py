"""Who may open what in ``files``: documents that the portal makes, for whoever may see what they are about."""

from tests.house.matrix.people import ADMINISTRATOR, COORDINATOR, RUNNERS, SEE_OURS
from tests.house.matrix.rows import Thing, deed, page

RECEIPT = Thing(lambda world: world.pk("receipt"), SEE_OURS)
#: Whoever a letter was sent to, and those who see to its e-mail.
READ_THE_LETTER = {COORDINATOR, ADMINISTRATOR, *RUNNERS}
#: Of a letter to the co-ordinator, whose making failed.
FAILED = Thing(lambda world: world.pk("failed"), READ_THE_LETTER)

ROWS = [
    page("document", RECEIPT, by=SEE_OURS),
    page("document_progress", RECEIPT, by=SEE_OURS),
    page("document_file", RECEIPT, by=SEE_OURS),
    page("document", FAILED, by=READ_THE_LETTER, case="failed"),
    deed("document_again", FAILED, by=READ_THE_LETTER),
]
