"""What a search text asks of the indexes of names."""

from __future__ import annotations

from graph.names import phrase, prefixes
from graph.spelling import near_sound, same_sound, spelling_key


def search_queries(text: str) -> dict[str, str]:
    """Full-text queries for a text, by what they find.

    Args:
        text: What somebody looks for.

    Returns:
        `folded` finds names with words that begin so, `quoted` names that hold it as it stands,
        `same` those that sound so, `near` those that nearly do; `sound` is how it sounds.
    """
    return {
        "folded": prefixes(text),
        "quoted": phrase(text),
        "same": same_sound(text),
        "near": near_sound(text),
        "sound": spelling_key(text),
    }
