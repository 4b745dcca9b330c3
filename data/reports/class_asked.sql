-- The class that was named, or else those of the year that have begun: a table for each.
class_asked AS (
  SELECT c.id AS each, c.name, c.name || coalesce ('（' || c.term || '）', '') AS title, c.organiser,
         coalesce (c.place, c.institution) AS place, c.call_document, c.since,
         replace (c.since, '-', '.') || coalesce ('—' || replace (c.until, '-', '.'), '') AS period
  FROM class c
  WHERE c.id = :class OR (:class IS NULL AND c.year = :year AND (c.since IS NULL OR c.since <= :as_of))
)
