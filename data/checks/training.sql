-- SPDX-License-Identifier: GPL-3.0-or-later
-- Checks of training and assessment.

--# study-order | 错误 | 培训结束早于开始
SELECT 'study', s.id, p.id, p.name || '：' || s.title || ' ' || s.since || ' 至 ' || s.until
FROM study AS s JOIN person AS p ON p.id = s.person_id WHERE s.until < substr (s.since, 1, length (s.until));

--# study-year | 警告 | 学时年度与培训时间不符
-- A year may begin in December: one year apart can be right.
SELECT 'study', s.id, p.id, p.name || '：' || s.title || '，年度 ' || s.year || '，时间 ' || s.since
FROM study AS s JOIN person AS p ON p.id = s.person_id
WHERE s.year NOT BETWEEN substr (s.since, 1, 4) - 1 AND substr (ifnull (s.until, s.since), 1, 4) + 1;

--# study-twice | 警告 | 同一培训登记了两次
SELECT 'study', max (s.id), p.id, p.name || '：' || s.title || ' ' || s.since || '，' || count (*) || ' 次'
FROM study AS s JOIN person AS p ON p.id = s.person_id WHERE s.since IS NOT NULL
GROUP BY s.person_id, s.title, s.since, s.mode HAVING count (*) > 1;

--# study-hours-a-day | 警告 | 一天超过 24 学时
SELECT 'study', s.id, p.id, p.name || '：' || s.title || '，' || s.days || ' 天 ' || ifnull (s.hours, s.hours_claimed) || ' 学时'
FROM study AS s JOIN person AS p ON p.id = s.person_id
WHERE s.mode <> '讲课' AND s.days > 0 AND ifnull (s.hours, s.hours_claimed) > 24 * s.days;

--# study-in-future | 警告 | 培训时间晚于今天
SELECT 'study', s.id, p.id, p.name || '：' || s.title || ' ' || s.since
FROM study AS s JOIN person AS p ON p.id = s.person_id
WHERE s.since > date ('now', 'localtime') AND s.hours IS NOT NULL;

--# class-order | 错误 | 班次结束早于开始
SELECT 'class', id, NULL, name || ' ' || since || ' 至 ' || until
FROM class WHERE until < substr (since, 1, length (until));

--# segment-outside | 提示 | 阶段时间超出班次时间
SELECT 'segment', g.id, NULL, c.name || '：' || g.title || ' ' || g.since || ' 至 ' || ifnull (g.until, '')
FROM segment AS g JOIN class AS c ON c.id = g.class_id
WHERE g.since < substr (c.since, 1, length (g.since)) OR substr (g.until, 1, length (c.until)) > c.until;

--# session-outside | 提示 | 课程时间超出班次时间
SELECT 'session', s.id, NULL, c.name || '：' || s.topic || ' ' || s.date
FROM session AS s JOIN class AS c ON c.id = s.class_id
WHERE s.date < c.since OR substr (s.date, 1, length (c.until)) > c.until;

--# attendance-of-another-class | 错误 | 考勤与学员不是同一班次
SELECT 'attendance', t.id, e.person_id, s.topic || ' ' || ifnull (s.date, '')
FROM attendance AS t JOIN session AS s ON s.id = t.session_id JOIN enrolment AS e ON e.id = t.enrolment_id
WHERE s.class_id <> e.class_id;
--# delete attendance

--# mark-of-another-class | 错误 | 成绩与学员不是同一班次
SELECT 'mark', m.id, e.person_id, k.name || ' ' || ifnull (m.score, ifnull (m.text, ''))
FROM mark AS m JOIN mark_part AS k ON k.id = m.part_id JOIN enrolment AS e ON e.id = m.enrolment_id
WHERE k.class_id <> e.class_id;
--# delete mark

--# mark-too-high | 错误 | 成绩高于满分
SELECT 'mark', m.id, p.id, p.name || '：' || k.name || ' ' || m.score || '，满分 ' || k.full
FROM mark AS m JOIN mark_part AS k ON k.id = m.part_id
JOIN enrolment AS e ON e.id = m.enrolment_id JOIN person AS p ON p.id = e.person_id WHERE m.score > k.full;

--# mark-weights | 警告 | 成绩各部分权重之和不是 100
SELECT 'class', c.id, NULL, c.name || '：' || sum (k.weight)
FROM mark_part AS k JOIN class AS c ON c.id = k.class_id
GROUP BY c.id HAVING count (k.weight) > 0 AND abs (sum (k.weight) - 100) > 0.001;

--# certificate-of-void | 警告 | 退学、无效学员持有未注销证书
SELECT 'certificate', t.id, p.id, p.name || '：' || t.number
FROM certificate AS t JOIN enrolment AS e ON e.id = t.enrolment_id JOIN person AS p ON p.id = e.person_id
WHERE t.revoked_on IS NULL AND e.state IN ('left', 'void', 'declined');

--# assessment-in-future | 错误 | 考核年度晚于今年
SELECT 'assessment', a.id, p.id, p.name || '：' || a.year || ' ' || a.conclusion
FROM assessment AS a JOIN person AS p ON p.id = a.person_id WHERE a.year > strftime ('%Y', 'now', 'localtime') + 0;

--# assessment-unexplained | 提示 | 不定等次、不进行考核未说明原因
SELECT 'assessment', a.id, p.id, p.name || '：' || a.year || ' ' || a.conclusion
FROM assessment AS a JOIN person AS p ON p.id = a.person_id
WHERE a.conclusion IN ('不定等次', '不进行考核') AND ifnull (a.reason, '') = '';

--# indicator-weights | 警告 | 同级指标权重之和不是 100
SELECT 'indicator', min (i.id), NULL, s.name || '：' || group_concat (i.name, '、') || '，合计 ' || sum (i.weight)
FROM indicator AS i JOIN scheme AS s ON s.id = i.scheme_id
WHERE i.nature = 'score' AND i.weight IS NOT NULL
GROUP BY i.scheme_id, i.parent_id HAVING abs (sum (i.weight) - 100) > 0.001;

--# score-too-high | 错误 | 得分高于满分
SELECT 'score', c.id, t.person_id, i.name || ' ' || c.value || '，满分 ' || i.full
FROM score AS c JOIN indicator AS i ON i.id = c.indicator_id JOIN participant AS t ON t.id = c.participant_id
WHERE i.nature = 'score' AND c.value > i.full;
