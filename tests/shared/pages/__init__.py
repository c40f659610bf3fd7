"""The page kit: what it renders, reads, sends and says."""
