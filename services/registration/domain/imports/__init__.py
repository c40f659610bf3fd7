"""People from a file or from another system's list: columns, rows and what is wrong with them, the batch that acts."""
