"""Firsthand: the record of who reported what, through whom, and on how many independent origins it rests."""

__version__ = "0.1.0"
