"""What was told yesterday is read today: golden messages, and the documents made from the contracts."""
