-- How those who run in the year's rounds stand by each rule: a row for each
-- candidate and rule, as src/rules/cadre-eligibility.c finds.
reviewed AS (
  SELECT f.*, r.name AS round, r.as_of AS round_as_of, p.name, p.sex, replace (substr (p.birth, 1, 7), '-', '.') AS birth,
         coalesce (c.post_then, p.post_full, p.post_short) AS post,
         coalesce (u.short_name, u.name, '') || coalesce (c.target_post, c.target_level, '') AS target,
         coalesce (c.exception_ground || coalesce ('（' || c.exception_document || '）', ''), '') AS ground,
         coalesce (o.path, '~') AS path, p.position AS person_position
  FROM temp.{eligibility_findings} f
  JOIN candidacy c ON c.id = f.candidacy_id
  JOIN promotion_round r ON r.id = f.round_id
  JOIN person p ON p.id = f.person_id
  LEFT JOIN unit o ON o.id = p.unit_id
  LEFT JOIN unit u ON u.id = c.target_unit_id
  WHERE (c.target_unit_id IS NULL OR (u.path >= :unit_from AND u.path < :unit_until))
    AND (:persons IS NULL OR f.person_id IN (SELECT value FROM json_each (:persons)))
)
