"""The documents of the review: what was said of registrations that look like one person's."""

from services.registration.domain.merging import Pair
from shared.kept import Kept

REVIEW = (Kept("pairs", Pair, key="pair_id", collection="participant_pairs", indexes=(("meeting_id", "ruling"),)),)
