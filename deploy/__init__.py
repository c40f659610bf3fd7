"""Everything that starts the system."""
