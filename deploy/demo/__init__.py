"""The reference meeting of the demonstration: facts with sources, synthetic people, and the player."""
