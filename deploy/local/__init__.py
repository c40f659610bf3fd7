"""The stack on one machine: real servers from wheels, four service processes, one front door."""
