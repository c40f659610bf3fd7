"""The pages in a real browser: journeys of the four kinds of staff and of their guests."""
