-- What people studied in the last five years, and the hours that it counts for:
-- recognised, claimed, or by its days. Lectures given are not study.
course AS (
  SELECT s.*, coalesce (s.hours, s.hours_claimed, s.days * coalesce ((
           SELECT r.hours_per_day FROM hours_rule_set r
           WHERE r.valid_from <= :as_of AND (r.valid_until IS NULL OR r.valid_until > :as_of)
           ORDER BY r.valid_from DESC LIMIT 1), 8)) AS counted,
         replace (s.since, '-', '.') AS since_text, s.class_id IS NOT NULL AND s.mode = '脱产' AS called
  FROM study s
  WHERE s.year > :year - 5 AND s.year <= :year AND s.mode <> '讲课' AND (s.since IS NULL OR s.since <= :as_of)
)
