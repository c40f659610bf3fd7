"""Side events: what else happens at a meeting, from a host's request to a room, a time and the published programme."""
