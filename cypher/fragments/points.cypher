// Where sources say that a place lies, one point a source: {latitude, longitude, preferred, claims} in
// decimal degrees (WGS 84), what an editor prefers before the rest. Nothing of what is no place.
COLLECT {
  MATCH (it:Place)<-[:SUBJECT]-(north:Claim {predicate: 'latitude', polarity: 'asserted'}),
        (it)<-[:SUBJECT]-(east:Claim {predicate: 'longitude', polarity: 'asserted'})
  WHERE north.source = east.source AND north.rank <> 'deprecated' AND east.rank <> 'deprecated'
    AND north.modality <> 'rumoured' AND east.modality <> 'rumoured'
    AND /*seen-claim north*/ true AND /*seen-claim east*/ true
  WITH north, east, north.rank = 'preferred' AND east.rank = 'preferred' AS preferred
  RETURN {latitude: toFloat(north.says), longitude: toFloat(east.says), preferred: preferred,
          claims: [north.id, east.id]} AS point
  ORDER BY preferred DESC, north.known_from, north.id
}
