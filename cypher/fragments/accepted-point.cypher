// The point of several that nobody disputes, or that an editor prefers; null where there is none.
head([point IN it WHERE point.preferred
      OR all(other IN it WHERE other.latitude = point.latitude AND other.longitude = point.longitude)])
