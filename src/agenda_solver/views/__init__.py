"""What every page says, as plain data: rows, sentences and figures that no format knows."""
