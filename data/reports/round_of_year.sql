-- The rounds of assessment of the year, trials left out: a table for each.
round_of_year AS (
  SELECT o.id AS each, substr (replace (replace (o.name, '/', '-'), ':', '-'), 1, 18) AS name, o.name AS round,
         o.scheme_id, s.name AS scheme, s.version, {round_state} AS state
  FROM assessment_round o JOIN scheme s ON s.id = o.scheme_id
  WHERE o.trial_of IS NULL AND o.year = :year
)
