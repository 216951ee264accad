"""Schedules that programs and tables hold, read into drafts: each session a record of its own.

`entries` is what a schedule says, whatever it is read from; `drafting` makes a draft of it, and
accounts for all of it; each other module reads one format.
"""
