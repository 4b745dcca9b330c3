-- Why first secretaries of the year are not to be commended: a line for each ground.
barred AS (
  SELECT posting_id, '召回' AS ground FROM of_year WHERE end_reason = '召回' AND substr (until, 1, 4) = printf ('%04d', :year)
  UNION ALL
  SELECT posting_id, text || coalesce ('：' || result, '') FROM posting_event
  WHERE substr (date, 1, 4) = printf ('%04d', :year)
    AND (text = '当年不得评先评优' OR (kind = '抽查' AND result IN ('缺岗', '不在岗', '脱岗', '未在村')))
)
