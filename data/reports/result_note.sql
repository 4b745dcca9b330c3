CASE WHEN NOT t.takes_part THEN coalesce (t.reason, '')
            WHEN r.decided_reason IS NOT NULL THEN '研究确定：' || r.decided_reason || coalesce ('（' || r.decided_document || '）', '')
            WHEN r.detail ->> 'vetoed' THEN '一票否决'
            WHEN r.detail ->> 'capped' THEN printf ('达优秀分数线，因名额限制未评，差%.2f分', r.detail ->> 'short_of')
            WHEN r.total IS NULL THEN '分数不全' END