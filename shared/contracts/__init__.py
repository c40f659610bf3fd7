"""The events each service tells: the only vocabulary the services have in common."""
