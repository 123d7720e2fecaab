// Whether others contradict, given how they disagree: true, false, or by whom where it is only sources
// without a date, which may or may not have spoken by then.
CASE WHEN 'contested' IN it THEN true WHEN 'undated' IN it THEN 'by undated sources' ELSE false END
