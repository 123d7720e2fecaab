"""An analysis as a folder: networks, measures with their intervals, figures, tables, a report."""
