-- SPDX-License-Identifier: GPL-3.0-or-later
-- Checks of the promotion procedure.

--# candidacy-history | 警告 | 人选环节与经过不符
-- Each step follows from the one before: forward to the next stage, back to
-- an earlier one, out of the one that was reached; an appointment stays. And
-- the last step is where the candidate stands.
WITH places AS (
  SELECT id, name, appoints, row_number () OVER (PARTITION BY pipeline_id ORDER BY position, id) AS place FROM stage
),
steps AS (
  SELECT e.candidacy_id, e.stage_id, e.direction, p.name, p.place,
    lag (e.direction, 1, 'in') OVER history AS direction_before, lag (p.place, 1, 0) OVER history AS place_before,
    max (p.appoints AND e.direction = 'in') OVER history AS appointed,
    ifnull (max (p.appoints AND e.direction = 'in') OVER (history ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS appointed_before,
    row_number () OVER (PARTITION BY e.candidacy_id ORDER BY e.id DESC) AS from_last
  FROM stage_event AS e JOIN places AS p ON p.id = e.stage_id
  WINDOW history AS (PARTITION BY e.candidacy_id ORDER BY e.id)
),
faulty AS (
  SELECT candidacy_id, min (name) AS name FROM steps AS s JOIN candidacy AS c ON c.id = s.candidacy_id
  WHERE NOT CASE s.direction
      WHEN 'in' THEN s.direction_before <> 'out' AND s.place = s.place_before + 1
      WHEN 'back' THEN NOT s.appointed_before AND s.place <= s.place_before
      ELSE s.direction_before <> 'out' AND NOT s.appointed_before AND s.place = s.place_before END
    OR (s.from_last = 1 AND (s.stage_id <> c.stage_id
      OR c.state <> CASE WHEN s.direction = 'out' THEN 'out' WHEN s.appointed THEN 'appointed' ELSE 'running' END))
  GROUP BY candidacy_id
)
SELECT 'candidacy', c.id, n.id, n.name || '：' || r.name || '，' || f.name
FROM faulty AS f JOIN candidacy AS c ON c.id = f.candidacy_id JOIN promotion_round AS r ON r.id = c.round_id
JOIN person AS n ON n.id = c.person_id;
