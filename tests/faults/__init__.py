"""Kill, cut off, flood: nothing lost, nothing twice."""
