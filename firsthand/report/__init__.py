"""The record as people read it: a summary for the terminal, the words behind an id, one HTML page."""
