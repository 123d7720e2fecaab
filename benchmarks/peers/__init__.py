"""What a user would otherwise take: libraries and servers that ours is compared with."""
