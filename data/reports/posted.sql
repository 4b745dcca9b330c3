-- Everybody who was first secretary at some time until the date.
posted AS (
  SELECT o.id AS posting_id, o.person_id, p.name, p.sex, replace (substr (p.birth, 1, 7), '-', '.') AS birth, p.political_status,
         o.unit_id, u.name AS village, u.path, coalesce (t.short_name, t.name) AS town,
         coalesce (g.path, '~') AS group_path, g.name AS group_name, coalesce (o.sender_post, su.name) AS sender, o.sender_level,
         o.since, o.until, o.end_reason, o.end_document, o.recall_cause, o.recall_detail,
         o.until IS NULL OR o.until >= substr (:as_of, 1, length (o.until)) AS on_duty
  FROM posting o
  JOIN person p ON p.id = o.person_id
  JOIN unit u ON u.id = o.unit_id
  LEFT JOIN unit t ON t.id = u.parent_id
  LEFT JOIN unit su ON su.id = o.sender_id
  LEFT JOIN unit g ON g.path = substr (u.path, 1, :group_length) AND g.path <> ''
  WHERE o.kind = '第一书记' AND (o.since IS NULL OR o.since <= :as_of) AND u.path >= :unit_from AND u.path < :unit_until
    AND (:persons IS NULL OR o.person_id IN (SELECT value FROM json_each (:persons)))
),
-- Those of the year.
of_year AS (
  SELECT * FROM posted WHERE (since IS NULL OR substr (since, 1, 4) <= printf ('%04d', :year)) AND (until IS NULL OR substr (until, 1, 4) >= printf ('%04d', :year))
)
