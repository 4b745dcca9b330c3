-- How people stand by each rule of hours that is for them.
{people},
standing AS (
  SELECT p.*, h.regime, h.name AS regime_name, h.clause, h.period_text, h.is_met, h.required_hours, h.done_hours, h.missing_hours, h.missing_text
  FROM people p JOIN temp.{hours_state}_each h ON h.person_id = p.person_id
)
