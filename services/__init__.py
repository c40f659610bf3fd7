"""The four services of Plenary; they share no code but `shared` and speak only by events."""
