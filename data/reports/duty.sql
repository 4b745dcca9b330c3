-- The months of the year that are over, of everybody posted in them: what was
-- asked for and what came of it, as src/rules/cadre-presence.c judges.
duty AS (
  SELECT o.*, m.month, m.days, m.leave_days, m.required, m.state
  FROM of_year o JOIN temp.{presence_months} m ON m.posting_id = o.posting_id
)
