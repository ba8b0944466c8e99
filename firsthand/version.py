"""The version of the package: part of what an analysis is kept under, so that old results are not read again."""

__version__ = "0.1.0"
