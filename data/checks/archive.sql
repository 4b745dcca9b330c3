-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Checks of the archive as a whole: units, what was typed, attachments.
--
-- Each check begins with a line "--# key | level | title"; the levels are
-- those of the official tools: 错误, 警告, 提示. Its query gives one row for
-- each faulty record: record_kind, record_id, person_id (or NULL), message.
-- A line "--# mend" begins the statements that put all of them right; a line
-- "--# delete TABLE" says that deleting the faulty rows does.
-- Functions: cadre_id_fault (number) is NULL for a good ID number;
-- cadre_date_fault (text) is NULL for a good date.

--# unit-in-circle | 错误 | 单位互为上级
WITH RECURSIVE tree (id) AS (
  SELECT id FROM unit WHERE parent_id IS NULL
  UNION ALL
  SELECT u.id FROM tree AS t JOIN unit AS u ON u.parent_id = t.id
)
SELECT 'unit', id, NULL, '单位“' || name || '”的上级归根到底是它自己，请改正其上级单位'
FROM unit WHERE id NOT IN (SELECT id FROM tree);

--# unit-path | 错误 | 单位排序过时
WITH RECURSIVE tree (id, path) AS (
  SELECT id, printf ('%05d.', position) FROM unit WHERE parent_id IS NULL
  UNION ALL
  SELECT u.id, t.path || printf ('%05d.', u.position) FROM tree AS t JOIN unit AS u ON u.parent_id = t.id
)
SELECT 'unit', u.id, NULL, '单位“' || u.name || '”的排序号与上级单位不符'
FROM tree AS t JOIN unit AS u ON u.id = t.id WHERE u.path <> t.path;
--# mend
WITH RECURSIVE tree (id, path) AS (
  SELECT id, printf ('%05d.', position) FROM unit WHERE parent_id IS NULL
  UNION ALL
  SELECT u.id, t.path || printf ('%05d.', u.position) FROM tree AS t JOIN unit AS u ON u.parent_id = t.id
)
UPDATE unit SET path = t.path FROM tree AS t WHERE t.id = unit.id AND unit.path <> t.path;

--# unit-same-name | 提示 | 同一上级下单位重名
SELECT 'unit', max (id), NULL, '“' || name || '”在同一上级下有 ' || count (*) || ' 个'
FROM unit GROUP BY parent_id, name HAVING count (*) > 1;

--# unit-status-order | 错误 | 村（单位）状态结束早于开始
SELECT 'unit_status', s.id, NULL, u.name || '：' || s.status || ' ' || s.since || ' 至 ' || s.until
FROM unit_status AS s JOIN unit AS u ON u.id = s.unit_id WHERE s.until < substr (s.since, 1, length (s.until));

--# original-text-orphan | 提示 | 原文所属记录已不存在
SELECT 'original_text', id, NULL, '“' || text || '”（' || record_kind || ' ' || record_id || '）'
FROM original_text AS o WHERE NOT CASE record_kind
  WHEN 'person' THEN EXISTS (SELECT 1 FROM person WHERE id = record_id)
  WHEN 'unit' THEN EXISTS (SELECT 1 FROM unit WHERE id = record_id)
  WHEN 'appointment' THEN EXISTS (SELECT 1 FROM appointment WHERE id = record_id)
  WHEN 'rank_history' THEN EXISTS (SELECT 1 FROM rank_history WHERE id = record_id)
  WHEN 'education' THEN EXISTS (SELECT 1 FROM education WHERE id = record_id)
  WHEN 'reward' THEN EXISTS (SELECT 1 FROM reward WHERE id = record_id)
  WHEN 'family' THEN EXISTS (SELECT 1 FROM family WHERE id = record_id)
  WHEN 'study' THEN EXISTS (SELECT 1 FROM study WHERE id = record_id)
  WHEN 'class' THEN EXISTS (SELECT 1 FROM class WHERE id = record_id)
  WHEN 'enrolment' THEN EXISTS (SELECT 1 FROM enrolment WHERE id = record_id)
  WHEN 'assessment' THEN EXISTS (SELECT 1 FROM assessment WHERE id = record_id)
  WHEN 'posting' THEN EXISTS (SELECT 1 FROM posting WHERE id = record_id)
  WHEN 'reserve' THEN EXISTS (SELECT 1 FROM reserve WHERE id = record_id)
  ELSE 1 END;
--# delete original_text

--# attachment-orphan | 警告 | 附件所属的记录已不存在
SELECT 'attachment', id, NULL, '附件“' || name || '”'
FROM attachment WHERE NOT CASE record_kind
  WHEN 'person' THEN EXISTS (SELECT 1 FROM person WHERE id = record_id)
  WHEN 'unit' THEN EXISTS (SELECT 1 FROM unit WHERE id = record_id)
  WHEN 'class' THEN EXISTS (SELECT 1 FROM class WHERE id = record_id)
  WHEN 'study' THEN EXISTS (SELECT 1 FROM study WHERE id = record_id)
  WHEN 'posting' THEN EXISTS (SELECT 1 FROM posting WHERE id = record_id)
  WHEN 'stage_event' THEN EXISTS (SELECT 1 FROM stage_event WHERE id = record_id)
  ELSE 1 END;
--# delete attachment

--# content-unused | 提示 | 照片或附件内容已无人引用
-- What an earlier action could bring back is still used. Not journalled, and
-- not missed: no record names it.
SELECT 'content', 0, NULL, hash || '，' || length (data) || ' 字节'
FROM content AS c
WHERE NOT EXISTS (SELECT 1 FROM person WHERE photo = c.hash OR form = c.hash)
  AND NOT EXISTS (SELECT 1 FROM attachment WHERE hash = c.hash)
  AND NOT EXISTS (SELECT 1 FROM change WHERE table_name IN ('person', 'attachment') AND instr (old, c.hash));
--# mend
DELETE FROM content
WHERE NOT EXISTS (SELECT 1 FROM person WHERE photo = content.hash OR form = content.hash)
  AND NOT EXISTS (SELECT 1 FROM attachment WHERE hash = content.hash)
  AND NOT EXISTS (SELECT 1 FROM change WHERE table_name IN ('person', 'attachment') AND instr (old, content.hash));

--# holiday-fault | 错误 | 节假日日期有误
SELECT 'holiday', id, NULL, date FROM holiday WHERE cadre_date_fault (date) IS NOT NULL;
