"""The one-time address of an invitation."""


class CannotInvite(Exception):
    """An invitation that could not work is not sent; the sentence says why."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence
