"""The error tree.  Each message is one line that says what to do; only these reach the command line as errors."""


class FirsthandError(Exception):
    """Something that the person running Firsthand can put right."""


class UsageError(FirsthandError):
    """The command was given something it cannot take (exit code 2)."""


class NoSuchIdError(UsageError, KeyError):
    """The record has nothing of that id, or several things; the message names the nearest ids."""

    __str__ = Exception.__str__  # KeyError would print the message in quotation marks


class NothingReadError(FirsthandError):
    """No document could be read from the input (exit code 1)."""


class MissingExtraError(FirsthandError):
    """A part that is installed separately is not there; the message names the extra."""


class ModelError(FirsthandError):
    """A model file is missing, or is not the file that its checksum promises."""


class StoreError(FirsthandError):
    """The store cannot be opened or is not a Firsthand store."""
