"""Who may open what in ``notifications``: one's own letters, and the e-mails that point to them."""

from tests.house.matrix.people import ADMINISTRATOR, COORDINATOR, OTHER_LEAD, OTHER_SUPPORT, RUNNERS, SIGNED_IN
from tests.house.matrix.rows import Thing, deed, for_everybody, form, page

SEE_TO_IT = {ADMINISTRATOR, *RUNNERS}

#: A letter to the co-ordinator about ours. Nobody else's inbox has it, a superior's neither.
LETTER = Thing(lambda world: world.pk("letter"), {COORDINATOR})
#: Tells the co-ordinator that a chief officer sent a return back. Why, stands on its page alone.
LETTER_BACK = Thing(lambda world: world.pk("letter_back"), {COORDINATOR})
#: The e-mail beside it, of which nobody knows whether it arrived.
DELIVERY = Thing(lambda world: world.pk("delivery"), SEE_TO_IT)
CAUGHT = Thing(lambda world: world.pk("caught"), set())

ROWS = [
    page("notifications:inbox", by=SIGNED_IN),
    deed("notifications:mark_all_read", by=SIGNED_IN),
    form("notifications:preference", by=SIGNED_IN, sends=lambda world: {"once_a_day": "yes"}),
    page("notifications:letter", LETTER, by={COORDINATOR}),
    page("notifications:letter", LETTER_BACK, by={COORDINATOR}, case="about a return that was sent back"),
    deed("notifications:letter_as_pdf", LETTER, by={COORDINATOR}),
    page("notifications:deliveries", by={*SEE_TO_IT, OTHER_LEAD, OTHER_SUPPORT}),
    form(
        "notifications:delivery",
        DELIVERY,
        by=SEE_TO_IT,
        sends=lambda world: {"why": "They told me so.", "arrived": ""},
    ),
    deed("notifications:count", by={ADMINISTRATOR}),
    # What a demonstration would have sent; nobody real is written to.
    for_everybody("notifications:caught_mails"),
    for_everybody("notifications:caught_mail", CAUGHT),
]
