"""The house as tests: rooms, sizes, names, vocabulary and tables equal the code."""
