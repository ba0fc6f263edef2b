"""Statistical disclosure control: which counts of a survey may be published so that no small group stands bare.

Pure values, without a database: ``counts`` says what was counted, ``rules`` what is too small, ``protection`` chooses
what is withheld, ``ledger`` keeps what was published and audits what is to follow, ``percentages`` and ``scanning``
watch over what is drawn from it. The method and its proof: docs/disclosure.md.
"""
