MATCH (s:Source {id: $source})
SET s.url = 'javascript:alert(1)'
