-- SPDX-License-Identifier: GPL-3.0-or-later
-- Checks of persons: ID numbers, dates, what the official tools ask for
-- (校核 of 全国公务员管理信息系统: domain rules of the A01人员 sheet).

--# id-number-wrong | 错误 | 身份证号有误
SELECT 'person', id, id, name || '：' || id_number || '，' || cadre_id_fault (id_number)
FROM person WHERE id_number IS NOT NULL AND cadre_id_fault (id_number) IS NOT NULL;

--# id-number-twice | 错误 | 身份证号重复
SELECT 'person', max (id), max (id), id_number || '：' || group_concat (name, '、')
FROM person WHERE id_number IS NOT NULL GROUP BY id_number HAVING count (*) > 1;

--# id-number-sex | 警告 | 身份证号与性别不符
SELECT 'person', id, id, name || '：' || sex || '，' || id_number
FROM person WHERE length (id_number) = 18 AND cadre_id_fault (id_number) IS NULL
  AND sex <> iif (substr (id_number, 17, 1) % 2 = 1, '男', '女');

--# id-number-birth | 提示 | 身份证号与认定的出生年月不同
-- The birth found in the personal file counts; the card may differ.
SELECT 'person', id, id, name || '：认定 ' || birth || '，身份证 ' || substr (id_number, 7, 4) || '-' || substr (id_number, 11, 2)
FROM person WHERE length (id_number) = 18 AND cadre_id_fault (id_number) IS NULL
  AND birth <> substr (substr (id_number, 7, 4) || '-' || substr (id_number, 11, 2) || '-' || substr (id_number, 13, 2),
                       1, length (birth));

--# person-date-fault | 错误 | 日期有误
SELECT 'person', p.id, p.id, p.name || '：' || d.label || ' ' || d.value
FROM person AS p, (
  SELECT id, '出生年月' AS label, birth AS value FROM person UNION ALL
  SELECT id, '参加工作时间', work_start FROM person UNION ALL
  SELECT id, '入党时间', party_joined FROM person UNION ALL
  SELECT id, '任现职时间', post_since FROM person UNION ALL
  SELECT id, '任现职级时间', rank_since FROM person
) AS d
WHERE d.id = p.id AND d.value IS NOT NULL AND cadre_date_fault (d.value) IS NOT NULL;

--# birth-in-future | 错误 | 出生年月晚于今天
SELECT 'person', id, id, name || '：' || birth FROM person WHERE birth > date ('now', 'localtime');

--# work-before-birth | 错误 | 参加工作早于出生
SELECT 'person', id, id, name || '：出生 ' || birth || '，参加工作 ' || work_start
FROM person WHERE substr (work_start, 1, 4) < substr (birth, 1, 4);

--# work-too-young | 提示 | 参加工作时不满 16 岁
SELECT 'person', id, id, name || '：出生 ' || birth || '，参加工作 ' || work_start
FROM person WHERE substr (work_start, 1, 4) - substr (birth, 1, 4) BETWEEN 0 AND 15;

--# party-too-young | 提示 | 入党时不满 18 岁
SELECT 'person', id, id, name || '：出生 ' || birth || '，入党 ' || party_joined
FROM person WHERE substr (party_joined, 1, 4) - substr (birth, 1, 4) < 18;

--# too-old | 提示 | 超过 65 岁仍为现职人员
SELECT 'person', id, id, name || '：出生 ' || birth
FROM person WHERE status = '现职人员' AND birth IS NOT NULL
  AND strftime ('%Y', 'now', 'localtime') - substr (birth, 1, 4) > 65;

--# person-basics | 提示 | 性别或出生年月未填
SELECT 'person', id, id, name FROM person WHERE sex IS NULL OR birth IS NULL;

--# same-name-and-birth | 警告 | 姓名和出生年月都相同
-- Namesakes there are; two records of one person also.
SELECT 'person', max (id), max (id), name || '，' || birth || '，' || count (*) || ' 人'
FROM person WHERE birth IS NOT NULL
GROUP BY name, birth HAVING count (*) > count (DISTINCT ifnull (id_number, ''));

--# education-order | 错误 | 毕业早于入学
SELECT 'education', e.id, p.id, p.name || '：' || ifnull (e.school, '') || ' ' || e.since || ' 至 ' || e.until
FROM education AS e JOIN person AS p ON p.id = e.person_id WHERE e.until < substr (e.since, 1, length (e.until));

--# sanction-without-end | 提示 | 处分未填期满时间
SELECT 'reward', r.id, p.id, p.name || '：' || r.name
FROM reward AS r JOIN person AS p ON p.id = r.person_id WHERE r.nature = '处分' AND r.effective_until IS NULL;

--# reward-revoked-before | 错误 | 撤销早于批准
SELECT 'reward', r.id, p.id, p.name || '：' || r.name || ' ' || r.decided_on || '，撤销 ' || r.revoked_on
FROM reward AS r JOIN person AS p ON p.id = r.person_id
WHERE r.revoked_on < substr (r.decided_on, 1, length (r.revoked_on));
