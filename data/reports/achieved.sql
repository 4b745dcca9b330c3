-- What first secretaries achieved until the year.
{posted},
achieved AS (
  SELECT o.*, a.year, a.measure, a.measure || '（' || a.measure_unit || '）' AS measure_label, a.baseline, a.value,
         a.value - coalesce (a.baseline, 0) AS gain, a.proof, printf ('%g', a.baseline) AS baseline_text,
         printf ('%g', a.value) AS value_text, printf ('%g', a.value - coalesce (a.baseline, 0)) AS gain_text
  FROM posted o JOIN achievement a ON a.posting_id = o.posting_id
  WHERE a.year IS NULL OR a.year <= :year
)
