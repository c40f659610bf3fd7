"""Stories that cross several services."""
