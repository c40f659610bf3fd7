"""Media owns what is said, and what remains: releases, their clearances, their embargo, and the press they reach."""
