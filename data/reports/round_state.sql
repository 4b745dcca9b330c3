CASE o.state WHEN 'draft' THEN '草拟' WHEN 'scoring' THEN '评分中，结果未计算' WHEN 'computed' THEN '已计算，未审定'
              ELSE '已审定 ' || coalesce (o.lock_document, '') END