-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a second version might do: a column, and values filled in.
ALTER TABLE person ADD COLUMN nickname TEXT NOT NULL DEFAULT '无';
UPDATE person SET nickname = name WHERE note IS NULL;
