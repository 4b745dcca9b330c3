-- Those of the year's rounds on whom there is still to be decided: they run,
-- and stand at the stage that votes or before it.
to_decide AS (
  SELECT r.id AS round_id, r.name AS round, o.path, p.position, p.id AS person_id, p.name, p.sex, p.native_place, p.professional_title,
         coalesce (p.inservice_education, p.fulltime_education) AS education,
         replace (substr (p.birth, 1, 7), '-', '.') AS birth,
         replace (substr (p.work_start, 1, 7), '-', '.') AS work_start,
         replace (substr (p.party_joined, 1, 7), '-', '.') AS party_joined,
         replace (substr (p.post_level_since, 1, 7), '-', '.') AS level_since,
         replace (substr (p.post_since, 1, 7), '-', '.') AS post_since,
         coalesce (c.post_then, p.post_full, p.post_short) AS post,
         coalesce (u.short_name, u.name, '') || coalesce (c.target_post, c.target_level, '') AS target,
         coalesce (c.exception_ground, c.note) AS note
  FROM candidacy c
  JOIN promotion_round r ON r.id = c.round_id
  JOIN person p ON p.id = c.person_id
  LEFT JOIN unit o ON o.id = p.unit_id
  LEFT JOIN unit u ON u.id = c.target_unit_id
  LEFT JOIN stage s ON s.id = c.stage_id
  WHERE r.year = :year AND c.state = 'running'
    AND (c.target_unit_id IS NULL OR (u.path >= :unit_from AND u.path < :unit_until))
    AND (s.id IS NULL OR s.position <= coalesce ((SELECT min (v.position) FROM stage v WHERE v.pipeline_id = r.pipeline_id AND v.needs_votes), s.position))
)
