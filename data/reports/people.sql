people AS (
  SELECT p.id AS person_id, p.name, p.sex, p.position, p.category, p.id_number, p.phone, p.photo, p.note, p.health,
         p.ethnic_group, p.native_place, p.political_status, p.professional_title,
         replace (substr (p.birth, 1, 7), '-', '.') AS birth,
         replace (substr (p.work_start, 1, 7), '-', '.') AS work_start,
         coalesce (replace (substr (p.party_joined, 1, 7), '-', '.'), p.party_text) AS party_joined,
         p.fulltime_education, p.fulltime_degree, p.fulltime_school,
         p.inservice_education, p.inservice_degree, p.inservice_school,
         coalesce (p.inservice_education, p.fulltime_education) AS education,
         -- As of the date: what began later is not said.
         CASE WHEN p.post_since IS NULL OR p.post_since <= :as_of THEN coalesce (p.post_full, p.post_short)
              ELSE (SELECT coalesce (a.unit_name, '') || a.post_name FROM appointment a
                    WHERE a.person_id = p.id AND a.since <= :as_of AND (a.until IS NULL OR a.until > :as_of)
                    ORDER BY a.is_main DESC, a.since DESC LIMIT 1) END AS post,
         CASE WHEN p.post_since <= :as_of THEN replace (substr (p.post_since, 1, 7), '-', '.') END AS post_since,
         CASE WHEN p.post_level_since IS NULL OR p.post_level_since <= :as_of THEN p.post_level
              ELSE (SELECT h.value FROM rank_history h
                    WHERE h.person_id = p.id AND h.scheme = '职务层次' AND h.since <= :as_of
                    ORDER BY h.since DESC LIMIT 1) END AS post_level,
         CASE WHEN p.rank_since IS NULL OR p.rank_since <= :as_of THEN p.rank
              ELSE (SELECT h.value FROM rank_history h
                    WHERE h.person_id = p.id AND h.scheme = '职级' AND h.since <= :as_of
                    ORDER BY h.since DESC LIMIT 1) END AS rank,
         CASE WHEN p.rank_since <= :as_of THEN replace (substr (p.rank_since, 1, 7), '-', '.') END AS rank_since,
         -- Whole years; to the month where the day is not known.
         CASE WHEN p.birth IS NOT NULL
              THEN CAST (substr (:as_of, 1, 4) AS INTEGER) - CAST (substr (p.birth, 1, 4) AS INTEGER) -
                   (substr (:as_of, 6) < substr (p.birth, 6)) END AS age,
         u.id AS unit_id, coalesce (u.short_name, u.name) AS unit, coalesce (u.path, '~') AS path,
         coalesce (g.path, '~') AS group_path, g.name AS group_name
  FROM person p
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN unit g ON g.path = substr (u.path, 1, :group_length) AND g.path <> ''
  WHERE coalesce (u.path, '') >= :unit_from AND coalesce (u.path, '') < :unit_until
    AND (:persons IS NULL OR p.id IN (SELECT value FROM json_each (:persons)))
    AND p.status = '现职人员'
    AND (p.work_start IS NULL OR p.work_start <= :as_of)
    AND (p.retired_on IS NULL OR p.retired_on > :as_of)
)
