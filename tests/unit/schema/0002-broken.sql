-- SPDX-License-Identifier: GPL-3.0-or-later
-- A migration that fails in the middle.
ALTER TABLE person ADD COLUMN nickname TEXT;
INSERT INTO no_such_table VALUES (1);
