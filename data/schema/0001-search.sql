-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What people are found by. All of this is derived: it is kept by
-- the triggers below, so that no change and no undo can forget it; a bulk
-- import adds its rows at its end in one go, which is ten times as fast. It
-- can be checked and made anew at any time (src/archive/cadre-search-index.c,
-- where the tokenizer and the functions cadre_… live). It is not journalled.
--
-- The FTS tables hold no texts: they read them from the tables named as their
-- content.

-- What a name sounds like: its pinyin (zhangsan) and its initials (zs).
CREATE TABLE person_key (
  word      TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  PRIMARY KEY (word, person_id)
) STRICT, WITHOUT ROWID;

-- One character is one token: names of two characters are found, too.
CREATE VIRTUAL TABLE person_name_fts USING fts5 (
  name, former_name,
  content = 'person', content_rowid = 'id', columnsize = 0, tokenize = 'cadre'
);
CREATE VIRTUAL TABLE person_text_fts USING fts5 (
  post_full, post_short, note,
  content = 'person', content_rowid = 'id', columnsize = 0, tokenize = 'cadre'
);
CREATE VIRTUAL TABLE unit_fts USING fts5 (
  name, short_name,
  content = 'unit', content_rowid = 'id', columnsize = 0, tokenize = 'cadre'
);

-- Bytes of new entries that are gathered before they are sorted and written.
INSERT INTO person_name_fts (person_name_fts, rank) VALUES ('hashsize', 33554432);
INSERT INTO person_text_fts (person_text_fts, rank) VALUES ('hashsize', 33554432);

CREATE TRIGGER person_search_insert AFTER INSERT ON person
WHEN cadre_is_indexed ('person', NEW.id)
BEGIN
  INSERT INTO person_name_fts (rowid, name, former_name)
  VALUES (NEW.id, NEW.name, NEW.former_name);
  INSERT INTO person_text_fts (rowid, post_full, post_short, note)
  VALUES (NEW.id, NEW.post_full, NEW.post_short, NEW.note);
  INSERT OR IGNORE INTO person_key (word, person_id)
  VALUES (cadre_pinyin (NEW.name), NEW.id), (cadre_initials (NEW.name), NEW.id);
END;

CREATE TRIGGER person_search_delete AFTER DELETE ON person
WHEN cadre_is_indexed ('person', OLD.id)
BEGIN
  INSERT INTO person_name_fts (person_name_fts, rowid, name, former_name)
  VALUES ('delete', OLD.id, OLD.name, OLD.former_name);
  INSERT INTO person_text_fts (person_text_fts, rowid, post_full, post_short, note)
  VALUES ('delete', OLD.id, OLD.post_full, OLD.post_short, OLD.note);
  DELETE FROM person_key
  WHERE person_id = OLD.id AND word IN (cadre_pinyin (OLD.name), cadre_initials (OLD.name));
END;

CREATE TRIGGER person_search_update_name AFTER UPDATE OF id, name, former_name ON person
WHEN (OLD.id <> NEW.id OR OLD.name <> NEW.name OR OLD.former_name IS NOT NEW.former_name) AND
  cadre_is_indexed ('person', OLD.id)
BEGIN
  INSERT INTO person_name_fts (person_name_fts, rowid, name, former_name)
  VALUES ('delete', OLD.id, OLD.name, OLD.former_name);
  INSERT INTO person_name_fts (rowid, name, former_name)
  VALUES (NEW.id, NEW.name, NEW.former_name);
  DELETE FROM person_key
  WHERE person_id = OLD.id AND word IN (cadre_pinyin (OLD.name), cadre_initials (OLD.name));
  INSERT OR IGNORE INTO person_key (word, person_id)
  VALUES (cadre_pinyin (NEW.name), NEW.id), (cadre_initials (NEW.name), NEW.id);
END;

CREATE TRIGGER person_search_update_text AFTER UPDATE OF id, post_full, post_short, note ON person
WHEN (OLD.id <> NEW.id OR OLD.post_full IS NOT NEW.post_full OR OLD.post_short IS NOT NEW.post_short OR
  OLD.note IS NOT NEW.note) AND
  cadre_is_indexed ('person', OLD.id)
BEGIN
  INSERT INTO person_text_fts (person_text_fts, rowid, post_full, post_short, note)
  VALUES ('delete', OLD.id, OLD.post_full, OLD.post_short, OLD.note);
  INSERT INTO person_text_fts (rowid, post_full, post_short, note)
  VALUES (NEW.id, NEW.post_full, NEW.post_short, NEW.note);
END;

CREATE TRIGGER unit_search_insert AFTER INSERT ON unit
WHEN cadre_is_indexed ('unit', NEW.id)
BEGIN
  INSERT INTO unit_fts (rowid, name, short_name)
  VALUES (NEW.id, NEW.name, NEW.short_name);
END;

CREATE TRIGGER unit_search_delete AFTER DELETE ON unit
WHEN cadre_is_indexed ('unit', OLD.id)
BEGIN
  INSERT INTO unit_fts (unit_fts, rowid, name, short_name)
  VALUES ('delete', OLD.id, OLD.name, OLD.short_name);
END;

CREATE TRIGGER unit_search_update AFTER UPDATE OF id, name, short_name ON unit
WHEN (OLD.id <> NEW.id OR OLD.name <> NEW.name OR OLD.short_name IS NOT NEW.short_name) AND
  cadre_is_indexed ('unit', OLD.id)
BEGIN
  INSERT INTO unit_fts (unit_fts, rowid, name, short_name)
  VALUES ('delete', OLD.id, OLD.name, OLD.short_name);
  INSERT INTO unit_fts (rowid, name, short_name)
  VALUES (NEW.id, NEW.name, NEW.short_name);
END;
