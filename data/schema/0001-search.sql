-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What people are found and sorted by. All of this is derived: it is kept by
-- the triggers below, so that no change, no undo and no import can forget it,
-- and it can be rebuilt at any time (src/archive/cadre-search-index.c, where
-- the tokenizer and the functions cadre_… live). It is not journalled.

-- One character is one token: the names of two characters are found, too.
-- The texts themselves are read from person and unit.
CREATE VIRTUAL TABLE person_fts USING fts5 (
  name, former_name, post_full, post_short, note,
  content = 'person', content_rowid = 'id', columnsize = 0, tokenize = 'cadre'
);

CREATE VIRTUAL TABLE unit_fts USING fts5 (
  name, short_name,
  content = 'unit', content_rowid = 'id', columnsize = 0, tokenize = 'cadre'
);

-- Bytes of new entries that are gathered before they are sorted and written.
INSERT INTO person_fts (person_fts, rank) VALUES ('hashsize', 33554432);

CREATE TABLE person_key (
  person_id   INTEGER PRIMARY KEY,
  pinyin      TEXT NOT NULL,                 -- zhangsan
  initials    TEXT NOT NULL,                 -- zs
  pinyin_sort BLOB NOT NULL,
  stroke_sort BLOB NOT NULL
) STRICT;
CREATE INDEX person_key_pinyin ON person_key (pinyin);
CREATE INDEX person_key_initials ON person_key (initials);
CREATE INDEX person_key_pinyin_sort ON person_key (pinyin_sort);
CREATE INDEX person_key_stroke_sort ON person_key (stroke_sort);

CREATE TRIGGER person_search_insert AFTER INSERT ON person BEGIN
  INSERT INTO person_fts (rowid, name, former_name, post_full, post_short, note)
  VALUES (NEW.id, NEW.name, NEW.former_name, NEW.post_full, NEW.post_short, NEW.note);
  INSERT INTO person_key (person_id, pinyin, initials, pinyin_sort, stroke_sort)
  VALUES (NEW.id, cadre_pinyin (NEW.name), cadre_initials (NEW.name),
          cadre_pinyin_sort (NEW.name), cadre_stroke_sort (NEW.name));
END;

CREATE TRIGGER person_search_delete AFTER DELETE ON person BEGIN
  INSERT INTO person_fts (person_fts, rowid, name, former_name, post_full, post_short, note)
  VALUES ('delete', OLD.id, OLD.name, OLD.former_name, OLD.post_full, OLD.post_short, OLD.note);
  DELETE FROM person_key WHERE person_id = OLD.id;
END;

CREATE TRIGGER person_search_update AFTER UPDATE OF id, name, former_name, post_full, post_short, note ON person
WHEN OLD.id <> NEW.id OR OLD.name <> NEW.name OR OLD.former_name IS NOT NEW.former_name OR
     OLD.post_full IS NOT NEW.post_full OR OLD.post_short IS NOT NEW.post_short OR OLD.note IS NOT NEW.note
BEGIN
  INSERT INTO person_fts (person_fts, rowid, name, former_name, post_full, post_short, note)
  VALUES ('delete', OLD.id, OLD.name, OLD.former_name, OLD.post_full, OLD.post_short, OLD.note);
  INSERT INTO person_fts (rowid, name, former_name, post_full, post_short, note)
  VALUES (NEW.id, NEW.name, NEW.former_name, NEW.post_full, NEW.post_short, NEW.note);
END;

CREATE TRIGGER person_search_rename AFTER UPDATE OF id, name ON person
WHEN OLD.id <> NEW.id OR OLD.name <> NEW.name
BEGIN
  UPDATE person_key SET person_id = NEW.id, pinyin = cadre_pinyin (NEW.name), initials = cadre_initials (NEW.name),
    pinyin_sort = cadre_pinyin_sort (NEW.name), stroke_sort = cadre_stroke_sort (NEW.name)
  WHERE person_id = OLD.id;
END;

CREATE TRIGGER unit_search_insert AFTER INSERT ON unit BEGIN
  INSERT INTO unit_fts (rowid, name, short_name) VALUES (NEW.id, NEW.name, NEW.short_name);
END;

CREATE TRIGGER unit_search_delete AFTER DELETE ON unit BEGIN
  INSERT INTO unit_fts (unit_fts, rowid, name, short_name) VALUES ('delete', OLD.id, OLD.name, OLD.short_name);
END;

CREATE TRIGGER unit_search_update AFTER UPDATE OF id, name, short_name ON unit
WHEN OLD.id <> NEW.id OR OLD.name <> NEW.name OR OLD.short_name IS NOT NEW.short_name
BEGIN
  INSERT INTO unit_fts (unit_fts, rowid, name, short_name) VALUES ('delete', OLD.id, OLD.name, OLD.short_name);
  INSERT INTO unit_fts (rowid, name, short_name) VALUES (NEW.id, NEW.name, NEW.short_name);
END;
