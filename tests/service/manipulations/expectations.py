"""What the tests of whole servers expect, said line by line."""


class Case:
    """One database, and what was expected of it in vain."""

    def __init__(self, bank):
        self.bank = bank
        self.wrong = []

    def expect(self, what, truth):
        print(("ok    " if truth else "WRONG ") + what, flush=True)
        if not truth:
            self.wrong.append(what)
