"""Which registration a name in a note may belong to: likeness with reasons, pairs proposed, a human decides."""
