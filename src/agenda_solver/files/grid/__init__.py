"""Any sheet or CSV file, read once for every door: its rows, its headings, what is no data."""
