"""Who is who: pairs proposed with reasons, decided by people, never merged by name alone."""
