-- SPDX-License-Identifier: GPL-3.0-or-later
-- Checks of posts, ranks, postings to villages and promotion.

--# appointment-order | 错误 | 免职早于任职
SELECT 'appointment', a.id, p.id, p.name || '：' || a.post_name || ' ' || a.since || ' 至 ' || a.until
FROM appointment AS a JOIN person AS p ON p.id = a.person_id WHERE a.until < substr (a.since, 1, length (a.until));

--# appointment-date-fault | 错误 | 任免时间有误
SELECT 'appointment', a.id, p.id, p.name || '：' || a.post_name || ' ' || ifnull (a.since, '') || ' 至 ' || ifnull (a.until, '')
FROM appointment AS a JOIN person AS p ON p.id = a.person_id
WHERE cadre_date_fault (a.since) IS NOT NULL OR cadre_date_fault (a.until) IS NOT NULL;

--# removed-without-date | 警告 | 已免职务未填免职时间
SELECT 'appointment', a.id, p.id, p.name || '：' || a.post_name
FROM appointment AS a JOIN person AS p ON p.id = a.person_id WHERE a.status = '已免' AND a.until IS NULL;

--# ended-but-held | 错误 | 免职时间已过，状态仍为在任
SELECT 'appointment', a.id, p.id, p.name || '：' || a.post_name || '，免职 ' || a.until
FROM appointment AS a JOIN person AS p ON p.id = a.person_id
WHERE a.status = '在任' AND a.until < substr (date ('now', 'localtime'), 1, length (a.until));
--# mend
UPDATE appointment SET status = '已免'
WHERE status = '在任' AND until < substr (date ('now', 'localtime'), 1, length (until));

--# two-main-posts | 错误 | 有两个以上主职务
SELECT 'appointment', max (a.id), p.id, p.name || '：' || group_concat (a.post_name, '、')
FROM appointment AS a JOIN person AS p ON p.id = a.person_id
WHERE a.is_main AND a.status = '在任' GROUP BY p.id HAVING count (*) > 1;

--# no-main-post | 提示 | 在任职务中没有主职务
SELECT 'appointment', min (a.id), p.id, p.name || '：' || group_concat (a.post_name, '、')
FROM appointment AS a JOIN person AS p ON p.id = a.person_id
WHERE a.status = '在任' GROUP BY p.id HAVING max (a.is_main) = 0;

--# post-since-differs | 提示 | 任现职时间与主职务的任职时间不同
SELECT 'person', p.id, p.id, p.name || '：任现职时间 ' || p.post_since || '，' || a.post_name || ' ' || a.since
FROM person AS p JOIN appointment AS a ON a.person_id = p.id
WHERE a.is_main AND a.status = '在任' AND p.post_since IS NOT NULL AND a.since IS NOT NULL
  AND substr (p.post_since, 1, min (length (p.post_since), length (a.since)))
   <> substr (a.since, 1, min (length (p.post_since), length (a.since)));

--# rank-differs | 提示 | 现职级与最近一次职级不同
SELECT 'person', p.id, p.id, p.name || '：现职级 ' || p.rank || '，最近 ' || r.value || '（' || max (r.since) || '）'
FROM person AS p JOIN rank_history AS r ON r.person_id = p.id
WHERE r.scheme = '职级' AND r.until IS NULL AND r.since IS NOT NULL AND p.rank IS NOT NULL
GROUP BY p.id HAVING p.rank <> r.value;

--# rank-order | 错误 | 职级终止早于批准
SELECT 'rank_history', r.id, p.id, p.name || '：' || r.value || ' ' || r.since || ' 至 ' || r.until
FROM rank_history AS r JOIN person AS p ON p.id = r.person_id WHERE r.until < substr (r.since, 1, length (r.until));

--# posting-order | 错误 | 派驻结束早于开始
SELECT 'posting', d.id, p.id, p.name || '：' || d.kind || ' ' || d.since || ' 至 ' || d.until
FROM posting AS d JOIN person AS p ON p.id = d.person_id WHERE d.until < substr (d.since, 1, length (d.until));

--# posting-end-without-date | 警告 | 有结束原因而无结束时间
SELECT 'posting', d.id, p.id, p.name || '：' || d.kind || '，' || d.end_reason
FROM posting AS d JOIN person AS p ON p.id = d.person_id WHERE d.end_reason <> '' AND d.until IS NULL;

--# two-first-secretaries | 警告 | 一村同时有两名第一书记
SELECT 'posting', b.id, q.id,
       u.name || '：' || p.name || '（' || a.since || ' 至 ' || ifnull (a.until, '今') || '）与 '
       || q.name || '（' || b.since || ' 至 ' || ifnull (b.until, '今') || '）'
FROM posting AS a
JOIN posting AS b ON b.unit_id = a.unit_id AND b.kind = a.kind AND (b.since, b.id) > (a.since, a.id)
JOIN person AS p ON p.id = a.person_id JOIN person AS q ON q.id = b.person_id JOIN unit AS u ON u.id = a.unit_id
WHERE a.kind = '第一书记' AND (a.until IS NULL OR b.since < substr (a.until, 1, length (b.since)));

--# two-villages | 警告 | 一人同时在两村任第一书记
SELECT 'posting', b.id, p.id, p.name || '：' || u.name || '，' || v.name
FROM posting AS a
JOIN posting AS b ON b.person_id = a.person_id AND b.kind = a.kind AND b.unit_id <> a.unit_id
                 AND (b.since, b.id) > (a.since, a.id)
JOIN person AS p ON p.id = a.person_id JOIN unit AS u ON u.id = a.unit_id JOIN unit AS v ON v.id = b.unit_id
WHERE a.kind = '第一书记' AND (a.until IS NULL OR b.since < substr (a.until, 1, length (b.since)));

--# presence-days | 错误 | 在岗天数多于当月天数
SELECT 'presence', r.id, p.id, p.name || '：' || r.month || ' 在岗 ' || r.days || ' 天'
FROM presence AS r JOIN posting AS d ON d.id = r.posting_id JOIN person AS p ON p.id = d.person_id
WHERE r.days > strftime ('%d', r.month || '-01', '+1 month', '-1 day') + 0;

--# presence-outside | 警告 | 在岗月份不在派驻期内
SELECT 'presence', r.id, p.id, p.name || '：' || r.month
FROM presence AS r JOIN posting AS d ON d.id = r.posting_id JOIN person AS p ON p.id = d.person_id
WHERE r.month < substr (d.since, 1, 7) OR r.month > d.until || substr ('-12', 1, 7 - length (d.until));

--# predecessor-elsewhere | 警告 | 前任不在同一村
SELECT 'posting', d.id, p.id, p.name || '：' || d.kind
FROM posting AS d JOIN posting AS e ON e.id = d.predecessor_id JOIN person AS p ON p.id = d.person_id
WHERE d.unit_id <> e.unit_id;

--# votes | 错误 | 表决票数多于到会人数
SELECT 'stage_event', e.id, p.id, p.name || '：到会 ' || e.members_present
FROM stage_event AS e JOIN candidacy AS c ON c.id = e.candidacy_id JOIN person AS p ON p.id = c.person_id
WHERE ifnull (e.votes_for, 0) + ifnull (e.votes_against, 0) + ifnull (e.votes_abstain, 0) > e.members_present;

--# notice-order | 错误 | 公示结束早于开始
SELECT 'stage_event', e.id, p.id, p.name || '：' || e.notice_from || ' 至 ' || e.notice_until
FROM stage_event AS e JOIN candidacy AS c ON c.id = e.candidacy_id JOIN person AS p ON p.id = c.person_id
WHERE e.notice_until < e.notice_from;
