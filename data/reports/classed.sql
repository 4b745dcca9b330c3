{people},
classed AS (
  SELECT *,
         CASE WHEN post_level LIKE '县处级%' OR rank IN ('一级调研员', '二级调研员', '三级调研员', '四级调研员') THEN '县处级'
              WHEN category LIKE '村%' THEN '村干部'
              WHEN post_level LIKE '乡科级%' THEN '乡科级'
              ELSE '一般干部' END AS level_class
  FROM people
)
