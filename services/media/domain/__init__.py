"""The rules of media: a text leaves only as its principals cleared it, never early, to each journalist once."""
