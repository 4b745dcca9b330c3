-- The months of the year that are over, and the days asked for in each: as
-- src/rules/cadre-presence.c reckons them, by the calendar of holidays.
day (d) AS (
  SELECT printf ('%04d-01-01', :year) UNION ALL SELECT date (d, '+1 day') FROM day WHERE d < printf ('%04d-12-31', :year)
),
workday AS MATERIALIZED (
  SELECT d, substr (d, 1, 7) AS month FROM day LEFT JOIN holiday h ON h.date = d
  WHERE h.kind = 'work' OR (h.kind IS NULL AND strftime ('%w', d) NOT IN ('0', '6'))
),
month AS MATERIALIZED (
  SELECT month, count (*) AS n FROM workday GROUP BY month HAVING date (month || '-01', '+1 month', '-1 day') <= :as_of
),
asked AS (
  SELECT o.*, m.month, m.n, pr.days, pr.leave_days,
         (length (o.since) < 10 AND o.since = substr (m.month, 1, length (o.since))) OR
         (length (o.until) < 10 AND o.until = substr (m.month, 1, length (o.until))) AS unknown,
         CASE WHEN substr (o.since, 1, 7) = m.month AND length (o.since) = 10 OR substr (o.until, 1, 7) = m.month AND length (o.until) = 10
              THEN (SELECT count (*) FROM workday w WHERE w.month = m.month
                    AND (o.since IS NULL OR length (o.since) < 10 OR w.d >= o.since)
                    AND (o.until IS NULL OR length (o.until) < 10 OR w.d <= o.until))
              ELSE m.n END AS part
  FROM of_year o
  JOIN month m ON (o.since IS NULL OR substr (o.since, 1, 7) <= m.month)
    AND (o.until IS NULL OR substr (o.until, 1, 7) >= substr (m.month, 1, min (length (o.until), 7)))
  LEFT JOIN presence pr ON pr.posting_id = o.posting_id AND pr.month = m.month
),
required AS (
  SELECT *, CASE coalesce ((SELECT value FROM setting WHERE key = 'presence.rule'), 'days')
            WHEN 'share' THEN part * 2.0 / 3 ELSE 20.0 * part / n END AS required
  FROM asked
),
duty AS (
  SELECT *, CASE WHEN days IS NULL THEN '未报' WHEN days > required - 0.001 THEN '达标' WHEN unknown THEN '起止日不明' ELSE '不达标' END AS state
  FROM required
)
