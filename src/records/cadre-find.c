/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding people. The first hits come from queries that each walk an index in
 * its own order and stop when there are enough: nothing is ever sorted, so
 * one character that fits half of all people is as fast as a rare name. */

#define G_LOG_DOMAIN "cadre-find"

#include "config.h"

#include <string.h>

#include "cadre-find.h"
#include "cadre-name.h"
#include "cadre-search-index.h"

/* More words only make the question slower: the rest is left out. */
#define MOST_WORDS 6

/* Places of lu and nu that are also tried as lü and nü. */
#define MOST_UMLAUTS 2

/* How far the hits of words are counted to see which word has the fewest:
 * further only if all have that many. */
static const int enough_to_compare[] = { 200, 4000 };

/* Sorts after all texts that begin with what it follows. */
#define AFTER_ALL "\xf4\x8f\xbf\xbf"

typedef enum
{
  WORD_TEXT,
  WORD_LETTERS,
  WORD_DIGITS,
} WordKind;

typedef struct
{
  WordKind kind;
  char *text;          /* letters in lower case */
  char *name;          /* as a name is stored */
  char *match;         /* both for FTS5 */
  char *name_match;
  GPtrArray *sounds;   /* spellings of letters: lu, lv */
} Word;

struct _CadreFind
{
  GPtrArray *words;    /* Word */
  char *condition;
};

/* One way in which a word finds people, best first. @filter stands for the
 * conditions of the other words. */
typedef struct
{
  WordKind kind;       /* WORD_TEXT: for all kinds */
  const char *sql;
} Source;

static const Source sources[] = {
  { WORD_TEXT, "SELECT p.id FROM person p WHERE p.name = :name0 @filter ORDER BY p.birth, p.id" },
  { WORD_TEXT, "SELECT p.id FROM person p WHERE p.name >= :name0 AND p.name < :name_end0 @filter "
               "ORDER BY p.name, p.birth, p.id" },
  /* Whole keys stand before longer ones. */
  { WORD_LETTERS, "SELECT p.id FROM person_key k CROSS JOIN person p ON p.id = k.person_id "
                  "WHERE k.word >= :sound AND k.word < :sound_end @filter ORDER BY k.word, k.person_id" },
  { WORD_DIGITS, "SELECT p.id FROM person p WHERE p.id_number >= :text0 AND p.id_number < :end0 @filter "
                 "ORDER BY p.id_number, p.id" },
  /* Whose name begins so has been looked at. */
  { WORD_TEXT, "SELECT p.id FROM person_name_fts (:name_match0) f CROSS JOIN person p ON p.id = f.rowid "
               "WHERE NOT (p.name >= :name0 AND p.name < :name_end0) @filter ORDER BY f.rowid" },
  /* By position inside a unit, as its index has it. */
  { WORD_TEXT, "SELECT p.id FROM unit_fts (:match0) f CROSS JOIN person p ON p.unit_id = f.rowid "
               "WHERE TRUE @filter ORDER BY f.rowid" },
  { WORD_TEXT, "SELECT p.id FROM person_text_fts (:match0) f CROSS JOIN person p ON p.id = f.rowid "
               "WHERE TRUE @filter ORDER BY f.rowid" },
};

static void
word_free (gpointer data)
{
  Word *self = data;

  g_free (self->text);
  g_free (self->name);
  g_free (self->match);
  g_free (self->name_match);
  g_ptr_array_unref (self->sounds);
  g_free (self);
}

/* The beginning of an ID number: digits, the last of 18 may be X. */
static gboolean
is_id_number_prefix (const char *text)
{
  gsize digits = strspn (text, "0123456789");

  return digits > 0 && (text[digits] == '\0' || (digits == 17 && g_ascii_strcasecmp (text + digits, "x") == 0));
}

static WordKind
word_kind (const char *text)
{
  if (is_id_number_prefix (text))
    return WORD_DIGITS;
  if (text[strspn (text, "abcdefghijklmnopqrstuvwxyz")] == '\0')
    return WORD_LETTERS;

  return WORD_TEXT;
}

/* lu may be lü, and is in the index as lv then: all combinations. */
static void
add_spellings (GPtrArray  *spellings,
               const char *letters,
               gsize       from,
               guint       n_umlauts)
{
  g_ptr_array_add (spellings, g_strdup (letters));
  if (n_umlauts == MOST_UMLAUTS)
    return;

  for (gsize i = from; letters[i] != '\0'; i++)
    if ((letters[i] == 'l' || letters[i] == 'n') && letters[i + 1] == 'u')
      {
        g_autofree char *other = g_strdup (letters);

        other[i + 1] = 'v';
        add_spellings (spellings, other, i + 2, n_umlauts + 1);
      }
}

static char *
lower_case (const char *text)
{
  g_autoptr(GString) lower = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      g_string_append_unichar (lower, c);
    }
  /* ü as it may be typed; the pinyin has v. */
  if (strspn (lower->str, "abcdefghijklmnopqrstuvwxyz\xc3\xbc") == lower->len)
    g_string_replace (lower, "ü", "v", 0);

  return g_strdup (lower->str);
}

static Word *
word_new (const char *typed)
{
  Word *self = g_new0 (Word, 1);

  self->text = lower_case (typed);
  self->kind = word_kind (self->text);
  if (self->kind == WORD_DIGITS)
    {
      g_free (self->text);
      self->text = g_ascii_strup (typed, -1);
    }
  self->name = cadre_name_normalize (typed);
  self->match = cadre_search_quote (typed);
  self->name_match = cadre_search_quote (self->name);
  self->sounds = g_ptr_array_new_with_free_func (g_free);
  if (self->kind == WORD_LETTERS)
    add_spellings (self->sounds, self->text, 0, 0);

  return self;
}

static void
bind_text (CadreStatement *statement,
           const char     *name,
           guint           number,
           const char     *value,
           const char     *suffix)
{
  g_autofree char *parameter = g_strdup_printf ("%s%u", name, number);
  g_autofree char *text = NULL;
  int index = cadre_statement_find_parameter (statement, parameter);

  if (index == 0)
    return;

  text = g_strconcat (value, suffix, NULL);
  cadre_statement_bind_text (statement, index, text);
}

static void
word_bind (const Word     *self,
           guint           number,
           CadreStatement *statement)
{
  bind_text (statement, ":text", number, self->text, "");
  bind_text (statement, ":end", number, self->text, AFTER_ALL);
  bind_text (statement, ":name", number, self->name, "");
  bind_text (statement, ":name_end", number, self->name, AFTER_ALL);
  bind_text (statement, ":match", number, self->match, "");
  bind_text (statement, ":name_match", number, self->name_match, "");
  for (guint i = 0; i < self->sounds->len; i++)
    {
      g_autofree char *name = g_strdup_printf (":sound%u_", i);
      g_autofree char *end_name = g_strdup_printf (":sound_end%u_", i);

      bind_text (statement, name, number, g_ptr_array_index (self->sounds, i), "");
      bind_text (statement, end_name, number, g_ptr_array_index (self->sounds, i), AFTER_ALL);
    }
}

/* Whether the person p has the word: for people that another word found. */
static void
append_filter (GString    *sql,
               const Word *word,
               guint       n)
{
  g_string_append_printf (sql,
                          " AND (cadre_contains (:name%u, p.name, p.former_name) "
                          "OR cadre_contains (:text%u, p.post_full, p.post_short, p.note) "
                          "OR p.unit_id IN (SELECT rowid FROM unit_fts (:match%u))", n, n, n);
  if (word->kind == WORD_DIGITS)
    g_string_append_printf (sql, " OR (p.id_number >= :text%u AND p.id_number < :end%u)", n, n);
  if (word->kind == WORD_LETTERS)
    g_string_append_printf (sql, " OR cadre_sounds (p.name, :text%u)", n);
  g_string_append_c (sql, ')');
}

/* Whether the person p is among all that have the word. */
static void
append_condition (GString    *sql,
                  const Word *word,
                  guint       n)
{
  g_string_append_printf (sql,
                          "%sp.id IN (SELECT rowid FROM person_name_fts (:name_match%u) "
                          "UNION ALL SELECT rowid FROM person_text_fts (:match%u) "
                          "UNION ALL SELECT m.id FROM unit_fts (:match%u) f JOIN person m ON m.unit_id = f.rowid",
                          n > 0 ? " AND " : "", n, n, n);
  if (word->kind == WORD_DIGITS)
    g_string_append_printf (sql, " UNION ALL SELECT id FROM person WHERE id_number >= :text%u AND id_number < :end%u",
                            n, n);
  for (guint i = 0; i < word->sounds->len; i++)
    g_string_append_printf (sql, " UNION ALL SELECT person_id FROM person_key "
                                 "WHERE word >= :sound%u_%u AND word < :sound_end%u_%u", i, n, i, n);
  g_string_append_c (sql, ')');
}

static GPtrArray *
split_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (word_free);
  g_autofree char *normal = cadre_text_normalize (text);
  g_autoptr(GString) word = g_string_new (NULL);

  for (const char *p = normal; words->len < MOST_WORDS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0 && !g_unichar_isspace (c))
        {
          g_string_append_unichar (word, c);
          continue;
        }

      if (word->len > 0)
        g_ptr_array_add (words, word_new (word->str));
      g_string_truncate (word, 0);
      if (c == 0)
        break;
    }

  return words;
}

/**
 * cadre_find_new:
 * @text: (nullable): what was typed
 *
 * Returns: (transfer full): the question
 */
CadreFind *
cadre_find_new (const char *text)
{
  CadreFind *self = g_new0 (CadreFind, 1);
  GString *condition = g_string_new (NULL);

  self->words = split_words (text);
  for (guint i = 0; i < self->words->len; i++)
    append_condition (condition, g_ptr_array_index (self->words, i), i);
  if (self->words->len == 0)
    g_string_append (condition, "TRUE");
  self->condition = g_string_free (condition, FALSE);

  return self;
}

void
cadre_find_free (CadreFind *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->words);
  g_free (self->condition);
  g_free (self);
}

/**
 * cadre_find_get_condition:
 *
 * For queries that show all hits in an order of their own.
 *
 * Returns: an SQL condition on the row p of the table person, with parameters
 *   that cadre_find_bind() binds; TRUE where nothing was typed
 */
const char *
cadre_find_get_condition (CadreFind *self)
{
  return self->condition;
}

/**
 * cadre_find_bind:
 *
 * Binds the parameters of the condition; other ones are left alone.
 */
void
cadre_find_bind (CadreFind      *self,
                 CadreStatement *statement)
{
  for (guint i = 0; i < self->words->len; i++)
    word_bind (g_ptr_array_index (self->words, i), i, statement);
}

/* The ids found so far, in order, none twice. */
typedef struct
{
  GArray *ids;
  GHashTable *seen;
  guint limit;
} Hits;

static gboolean
is_full (const Hits *hits)
{
  return hits->limit > 0 && hits->ids->len >= hits->limit;
}

static void
add_hit (Hits   *hits,
         gint64  id)
{
  if (g_hash_table_add (hits->seen, GSIZE_TO_POINTER ((gsize) id)))
    g_array_append_val (hits->ids, id);
}

static gboolean
run_source (CadreArchive   *archive,
            const Source   *source,
            GPtrArray      *words,
            const char     *sound,
            const char     *filter,
            Hits           *hits,
            GError        **error)
{
  g_autoptr(GString) sql = g_string_new (source->sql);
  g_autoptr(CadreStatement) statement = NULL;
  g_autoptr(GError) local_error = NULL;

  g_string_replace (sql, "@filter", filter, 1);
  statement = cadre_archive_prepare (archive, sql->str, error);
  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < words->len; i++)
    word_bind (g_ptr_array_index (words, i), i, statement);
  if (sound != NULL)
    {
      g_autofree char *end = g_strconcat (sound, AFTER_ALL, NULL);

      cadre_statement_bind_text (statement, cadre_statement_find_parameter (statement, ":sound"), sound);
      cadre_statement_bind_text (statement, cadre_statement_find_parameter (statement, ":sound_end"), end);
    }

  while (!is_full (hits) && cadre_statement_step (statement, &local_error))
    add_hit (hits, cadre_statement_get_int64 (statement, 0));

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The only value of the only row. */
static gboolean
step_int64 (CadreStatement  *statement,
            gint64          *value,
            GError         **error)
{
  g_autoptr(GError) local_error = NULL;

  *value = cadre_statement_step (statement, &local_error) ? cadre_statement_get_int64 (statement, 0) : 0;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The people who have all @words, by way of the first. */
static gboolean
find_by_first (CadreArchive  *archive,
               GPtrArray     *words,
               Hits          *hits,
               GError       **error)
{
  const Word *first = g_ptr_array_index (words, 0);
  g_autoptr(GString) filter = g_string_new (NULL);

  for (guint i = 1; i < words->len; i++)
    append_filter (filter, g_ptr_array_index (words, i), i);

  for (guint i = 0; i < G_N_ELEMENTS (sources) && !is_full (hits); i++)
    {
      gboolean by_sound = sources[i].kind == WORD_LETTERS;

      if (sources[i].kind != WORD_TEXT && sources[i].kind != first->kind)
        continue;
      for (guint j = 0; j < (by_sound ? first->sounds->len : 1); j++)
        if (!run_source (archive, &sources[i], words, by_sound ? g_ptr_array_index (first->sounds, j) : NULL,
                         filter->str, hits, error))
          return FALSE;
    }

  return TRUE;
}

static Hits
hits_new (guint limit)
{
  return (Hits) { g_array_new (FALSE, FALSE, sizeof (gint64)), g_hash_table_new (NULL, NULL), limit };
}

/* Who a word finds, by the index alone: there is no need to look at them. */
static const char * const rough_hits[] = {
  [WORD_TEXT] = "",
  [WORD_LETTERS] = "SELECT 1 FROM person_key WHERE word >= :text0 AND word < :end0 UNION ALL ",
  [WORD_DIGITS] = "SELECT 1 FROM person WHERE id_number >= :text0 AND id_number < :end0 UNION ALL ",
};

static gboolean
count_roughly (CadreArchive  *archive,
               const Word    *word,
               int            enough,
               gint64        *n,
               GError       **error)
{
  g_autofree char *sql = NULL;
  g_autoptr(CadreStatement) statement = NULL;

  sql = g_strdup_printf ("SELECT count(*) FROM (%sSELECT 1 FROM person_name_fts (:name_match0) "
                         "UNION ALL SELECT 1 FROM person_text_fts (:match0) "
                         "UNION ALL SELECT 1 FROM unit_fts (:match0) f CROSS JOIN person p ON p.unit_id = f.rowid "
                         "LIMIT :enough)", rough_hits[word->kind]);
  statement = cadre_archive_prepare (archive, sql, error);
  if (statement == NULL)
    return FALSE;

  word_bind (word, 0, statement);
  cadre_statement_bind_int64 (statement, cadre_statement_find_parameter (statement, ":enough"), enough);
  return step_int64 (statement, n, error);
}

/* Puts the word that fewest people have first: only those are looked at. */
static gboolean
put_rarest_first (CadreArchive  *archive,
                  GPtrArray     *words,
                  GError       **error)
{
  gpointer first = words->pdata[0];
  guint rarest = 0;

  for (guint round = 0; round < G_N_ELEMENTS (enough_to_compare); round++)
    {
      gint64 fewest = enough_to_compare[round];

      for (guint i = 0; i < words->len; i++)
        {
          gint64 n;

          if (!count_roughly (archive, words->pdata[i], enough_to_compare[round], &n, error))
            return FALSE;
          if (n < fewest)
            {
              fewest = n;
              rarest = i;
            }
        }
      if (fewest < enough_to_compare[round])
        break;
    }

  words->pdata[0] = words->pdata[rarest];
  words->pdata[rarest] = first;
  return TRUE;
}

typedef struct
{
  gint64 id;
  guint place;     /* found as the how many-th */
  int rank;        /* 0: a word is the name, 1: its beginning, 2: no word */
} Ranked;

static int
rank_name (const char *name,
           GPtrArray  *words)
{
  int rank = 2;

  for (guint i = 0; i < words->len && rank > 0; i++)
    {
      const Word *word = g_ptr_array_index (words, i);
      g_autofree char *initials = NULL;

      if (g_str_equal (name, word->name))
        return 0;
      if (g_str_has_prefix (name, word->name))
        rank = 1;
      if (word->kind != WORD_LETTERS || !cadre_name_sounds (name, word->text))
        continue;

      rank = 1;
      initials = cadre_name_initials (name);
      if (g_str_equal (initials, word->text))
        return 0;
    }

  return rank;
}

static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *x = a, *y = b;

  return x->rank != y->rank ? x->rank - y->rank : x->place < y->place ? -1 : 1;
}

/* The word by which people were found need not be their name: put those
 * first whose name was asked for. */
static gboolean
rank_hits (CadreArchive  *archive,
           GPtrArray     *words,
           GArray        *ids,
           GError       **error)
{
  g_autoptr(GArray) ranked = g_array_sized_new (FALSE, FALSE, sizeof (Ranked), ids->len);
  g_autoptr(CadreStatement) name = NULL;

  name = cadre_archive_prepare (archive, "SELECT name FROM person WHERE id = ?1", error);
  if (name == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      Ranked one = { g_array_index (ids, gint64, i), i, 2 };
      g_autoptr(GError) local_error = NULL;

      cadre_statement_bind_int64 (name, 1, one.id);
      if (cadre_statement_step (name, &local_error))
        one.rank = rank_name (cadre_statement_get_text (name, 0), words);
      cadre_statement_reset (name);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_array_append_val (ranked, one);
    }

  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < ids->len; i++)
    g_array_index (ids, gint64, i) = g_array_index (ranked, Ranked, i).id;

  return TRUE;
}

/**
 * cadre_find_people:
 * @text: what was typed, see #CadreFind
 * @limit: the most hits wanted, 0 for all
 *
 * The best hits come first: the name itself (or the whole pinyin, initials),
 * names that begin so, names that hold it, people of a unit, the rest. Each
 * part has a fixed order of its own, so the same question has the same answer.
 *
 * Cancel it by the cancellable of @archive.
 *
 * Returns: (transfer full) (element-type gint64): ids of people, none where
 *   nothing was typed; %NULL with @error set
 */
GArray *
cadre_find_people (CadreArchive  *archive,
                   const char    *text,
                   guint          limit,
                   GError       **error)
{
  g_autoptr(CadreFind) find = cadre_find_new (text);
  Hits hits = hits_new (limit);
  gboolean done = TRUE;

  if (find->words->len > 1)
    done = put_rarest_first (archive, find->words, error);
  if (done && find->words->len > 0)
    done = find_by_first (archive, find->words, &hits, error);
  if (done && find->words->len > 1)
    done = rank_hits (archive, find->words, hits.ids, error);

  g_hash_table_unref (hits.seen);
  if (!done)
    g_clear_pointer (&hits.ids, g_array_unref);
  return hits.ids;
}

/**
 * cadre_find_count:
 * @count: (out): how many people cadre_find_people() would find without limit
 *
 * May take some time with a million people; cancel it by the cancellable of
 * @archive.
 */
gboolean
cadre_find_count (CadreArchive  *archive,
                  const char    *text,
                  gint64        *count,
                  GError       **error)
{
  g_autoptr(CadreFind) find = cadre_find_new (text);
  g_autoptr(CadreStatement) statement = NULL;
  g_autofree char *sql = NULL;

  *count = 0;
  if (find->words->len == 0)
    return TRUE;

  sql = g_strdup_printf ("SELECT count(*) FROM person p WHERE %s", find->condition);
  statement = cadre_archive_prepare (archive, sql, error);
  if (statement == NULL)
    return FALSE;

  cadre_find_bind (find, statement);
  return step_int64 (statement, count, error);
}
