"""Programmes as other programs read them: a module a format, drawn from what lists say of sessions.

`voc` is what frab's XML and pretalx's JSON have in common.
"""
