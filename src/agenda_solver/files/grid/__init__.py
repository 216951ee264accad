"""Any sheet or CSV file, read in one way for whoever asks.

`cells` says what a cell shows and what it is called; `opening` reads workbooks and
`delimited` CSV, each into a raw `sheet`; `table` finds in it the headings, the data, and what
is neither; `choosing` opens whatever file it is and takes the sheet that is meant.
"""
