"""The programme in the browser, on this machine only: a page, and a server without logic.

`desk` holds what is on the board, `work` answers what takes long, `keeping` what is kept on the
disk; `shown` tells the page all that, `guard` lets nobody else in, and `server` carries the one
to the other.
"""
