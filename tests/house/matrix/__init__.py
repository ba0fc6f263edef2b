"""The URL matrix: every address, by GET and by POST, as every kind of person, about every kind of row.

- ``people``: who asks, and how they stand to the partnership and the programme that a page is about.
- ``rows``: what a row of the matrix states, and which answer follows from it.
- ``world``: two programmes, three partnerships and something in every state, made by the real moves.
- ``walk``: asks, compares, and looks for words in the answers that are not for whoever asked.
- one module a room, with its table ``ROWS``. Pages of the sign-in library are listed in ``accounts``.

A row says what it is about and who may; the rest follows: what one may not see is not there (404), what one may see
and not do is refused (403), and whoever has not signed in is sent to do so.
"""
