"""The order of emotions in every vector: Mikels' eight, then neutral."""

EMOTIONS = ["amusement", "awe", "contentment", "excitement", "anger", "disgust", "fear", "sadness"]
NEUTRAL = len(EMOTIONS)
CONDITIONS = len(EMOTIONS) + 1
