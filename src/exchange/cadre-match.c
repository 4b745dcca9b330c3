/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose row is this? ID number; name and birth; name and unit. What is left
 * open is said and never guessed. */

#define G_LOG_DOMAIN "cadre-match"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-id-number.h"
#include "cadre-match.h"

/* So many people of the archive to one row of the sheet. */
#define CLUES_TO_READ_ALL 4

typedef struct
{
  gint64 id;
  gint64 unit_id;
  const char *name;
  const char *birth;
  const char *id_number;    /* 18 characters, or "" */
  const char *post;
  const char *unit_name;
  guint next_same_name;     /* index + 1, 0: the last */
  guint next_same_id;
} Known;

struct _CadreMatcher
{
  GStringChunk *texts;
  GArray *people;           /* Known */
  GHashTable *by_id;        /* person id -> index + 1 */
  GHashTable *by_name;      /* -> index + 1 of the first */
  GHashTable *by_number;    /* 18 characters -> index + 1 of the first */
};

void
cadre_matcher_free (CadreMatcher *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->texts);
  g_array_unref (self->people);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_number);
  g_free (self);
}

/* ---- Loading ---- */

static void
append_json_string (GString    *json,
                    const char *text)
{
  g_string_append (json, json->len > 1 ? ",\"" : "\"");
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (json, '\\');
      if ((guchar) *text < 0x20)
        g_string_append_printf (json, "\\u%04x", *text);
      else
        g_string_append_c (json, *text);
    }
  g_string_append_c (json, '"');
}

/* 422802198503070011 was 422802850307001 before 1999. */
static char *
to_15 (const char *number)
{
  return strlen (number) == 18 && strncmp (number + 6, "19", 2) == 0
         ? g_strdup_printf ("%.6s%.9s", number, number + 8) : NULL;
}

static const char *
to_18 (CadreMatcher *self,
       const char   *number)
{
  g_autofree char *full = NULL;

  if (number == NULL || *number == '\0')
    return "";
  if (strlen (number) == 18)
    return g_string_chunk_insert (self->texts, number);

  full = cadre_id_number_to_18 (number);
  return full != NULL ? g_string_chunk_insert (self->texts, full) : "";
}

static const char *
keep (CadreMatcher *self,
      const char   *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert_const (self->texts, text) : "";
}

static void
add_person (CadreMatcher   *self,
            CadreStatement *row)
{
  gint64 id = cadre_statement_get_int64 (row, 0);
  guint index = self->people->len + 1;
  Known person = { .id = id };

  if (g_hash_table_contains (self->by_id, &id))
    return;

  person.name = keep (self, cadre_statement_get_text (row, 1));
  person.birth = keep (self, cadre_statement_get_text (row, 2));
  person.id_number = to_18 (self, cadre_statement_get_text (row, 3));
  person.unit_id = cadre_statement_get_int64 (row, 4);
  person.post = keep (self, cadre_statement_get_text (row, 5));
  person.unit_name = keep (self, cadre_statement_get_text (row, 6));
  person.next_same_name = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, person.name));
  g_hash_table_insert (self->by_name, (gpointer) person.name, GUINT_TO_POINTER (index));
  if (*person.id_number != '\0')
    {
      person.next_same_id = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_number, person.id_number));
      g_hash_table_insert (self->by_number, (gpointer) person.id_number, GUINT_TO_POINTER (index));
    }
  g_array_append_val (self->people, person);
  g_hash_table_insert (self->by_id, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (index));
}

#define PEOPLE \
  "SELECT p.id, p.name, p.birth, p.id_number, p.unit_id, p.post_full, " \
  "(SELECT name FROM unit WHERE id = p.unit_id) FROM person p "

/* @json: (nullable): closed with a bracket and bound */
static gboolean
load (CadreMatcher  *self,
      CadreArchive  *archive,
      const char    *sql,
      GString       *json,
      GError       **error)
{
  g_autoptr(CadreStatement) select = cadre_archive_prepare (archive, sql, error);

  if (select == NULL)
    return FALSE;

  if (json != NULL)
    cadre_statement_bind_text (select, 1, g_string_append_c (json, ']')->str);
  while (cadre_statement_step (select, error))
    add_person (self, select);
  if (!cadre_statement_is_done (select))
    return FALSE;

  return TRUE;
}

static gboolean
load_named (CadreMatcher          *self,
            CadreArchive          *archive,
            const CadreMatchClue  *clues,
            guint                  n_clues,
            GError               **error)
{
  g_autoptr(GString) names = g_string_new ("[");
  g_autoptr(GString) numbers = g_string_new ("[");

  for (guint i = 0; i < n_clues; i++)
    {
      const CadreMatchClue *clue = &clues[i];
      g_autofree char *other = NULL;

      if (*clue->name != '\0')
        append_json_string (names, clue->name);
      if (*clue->id_number == '\0')
        continue;
      append_json_string (numbers, clue->id_number);
      other = strlen (clue->id_number) == 15 ? cadre_id_number_to_18 (clue->id_number) : to_15 (clue->id_number);
      if (other != NULL)
        append_json_string (numbers, other);
    }

  return load (self, archive, PEOPLE "WHERE p.name IN (SELECT value FROM json_each (?1)) ORDER BY p.id DESC", names, error) &&
         load (self, archive, PEOPLE "WHERE p.id_number IN (SELECT value FROM json_each (?1)) ORDER BY p.id DESC", numbers, error);
}

/**
 * cadre_matcher_new:
 *
 * Returns: (transfer full): the people that may be meant by any of the clues,
 *   or %NULL with @error set
 */
CadreMatcher *
cadre_matcher_new (CadreArchive          *archive,
                   const CadreMatchClue  *clues,
                   guint                  n_clues,
                   GError               **error)
{
  g_autoptr(CadreMatcher) self = g_new0 (CadreMatcher, 1);
  gint64 n_people = 0;

  self->texts = g_string_chunk_new (64 * 1024);
  self->people = g_array_new (FALSE, FALSE, sizeof (Known));
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_number = g_hash_table_new (g_str_hash, g_str_equal);

  if (!cadre_archive_query_int64 (archive, "SELECT count (*) FROM person", &n_people, error))
    return NULL;

  /* A sheet of nearly everybody: to read all is faster than to look each up. */
  if (n_people <= (gint64) n_clues * CLUES_TO_READ_ALL
      ? !load (self, archive, PEOPLE "ORDER BY p.id DESC", NULL, error)
      : !load_named (self, archive, clues, n_clues, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* ---- Matching ---- */

static const Known *
get_known (CadreMatcher *self,
           guint         index)
{
  return index > 0 ? &g_array_index (self->people, Known, index - 1) : NULL;
}

/* Dates agree as far as both are known: 1985 and 1985-03. */
static gboolean
dates_agree (const char *a,
             const char *b)
{
  return g_str_has_prefix (a, b) || g_str_has_prefix (b, a);
}

/* 市财政局局长 is at 市财政局. */
static gboolean
is_same_unit (const Known          *person,
              const CadreMatchClue *clue)
{
  if (clue->unit_id > 0 && clue->unit_id == person->unit_id)
    return TRUE;
  if (*clue->post == '\0')
    return FALSE;

  return g_str_equal (clue->post, person->post) ||
         (*person->unit_name != '\0' && g_str_has_prefix (clue->post, person->unit_name));
}

static void
compare (const Known          *person,
         const CadreMatchClue *clue,
         const char           *number,
         CadreMatchSimilar    *similar)
{
  *similar = (CadreMatchSimilar) {
    .person_id = person->id, .name = person->name, .birth = person->birth, .id_number = person->id_number,
    .post = person->post, .unit_id = person->unit_id,
  };
  similar->same_name = g_str_equal (person->name, clue->name);
  similar->same_id = *number != '\0' && g_str_equal (person->id_number, number);
  similar->other_id = *number != '\0' && *person->id_number != '\0' && !similar->same_id;
  if (*clue->birth != '\0' && *person->birth != '\0')
    {
      similar->same_birth = dates_agree (person->birth, clue->birth);
      similar->other_birth = !similar->same_birth;
    }
  similar->same_unit = is_same_unit (person, clue);
}

/* "" where there is none, or it cannot be right. */
static char *
full_number (const CadreMatchClue *clue)
{
  char *number = strlen (clue->id_number) == 15 ? cadre_id_number_to_18 (clue->id_number) : g_strdup (clue->id_number);

  return number != NULL ? number : g_strdup ("");
}

static void
add_same_number (CadreMatcher         *self,
                 const CadreMatchClue *clue,
                 const char           *number,
                 GArray               *list)
{
  CadreMatchSimilar similar;

  for (const Known *person = get_known (self, GPOINTER_TO_UINT (g_hash_table_lookup (self->by_number, number)));
       person != NULL; person = get_known (self, person->next_same_id))
    {
      compare (person, clue, number, &similar);
      g_array_append_val (list, similar);
    }
}

static void
add_same_name (CadreMatcher         *self,
               const CadreMatchClue *clue,
               const char           *number,
               GArray               *list)
{
  CadreMatchSimilar similar;

  for (const Known *person = get_known (self, GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, clue->name)));
       person != NULL; person = get_known (self, person->next_same_name))
    {
      compare (person, clue, number, &similar);
      if (!similar.same_id)
        g_array_append_val (list, similar);
    }
}

/**
 * cadre_matcher_list_similar:
 *
 * Returns: (transfer full) (element-type CadreMatchSimilar): who has the name
 *   or the ID number; texts belong to the matcher
 */
GArray *
cadre_matcher_list_similar (CadreMatcher         *self,
                            const CadreMatchClue *clue)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (CadreMatchSimilar));
  g_autofree char *number = full_number (clue);

  add_same_number (self, clue, number, list);
  add_same_name (self, clue, number, list);
  return list;
}

static CadreMatch
doubtful (const char *reason)
{
  return (CadreMatch) { CADRE_MATCH_DOUBTFUL, 0, reason };
}

static CadreMatch
found (gint64      person_id,
       const char *reason)
{
  return (CadreMatch) { CADRE_MATCH_FOUND, person_id, reason };
}

static CadreMatch
match_by_number (GArray *similar)
{
  const CadreMatchSimilar *first = &g_array_index (similar, CadreMatchSimilar, 0);

  if (similar->len > 1 && g_array_index (similar, CadreMatchSimilar, 1).same_id)
    return doubtful (_("several people in the archive have this ID number"));
  if (!first->same_name)
    return doubtful (_("the ID number belongs to someone of another name"));

  return found (first->person_id, _("ID number"));
}

/* The only one of the list for whom @test holds; %NULL where none or several,
 * told apart by @n. */
static const CadreMatchSimilar *
find_only (GArray    *similar,
           gboolean (*test) (const CadreMatchSimilar *),
           guint     *n)
{
  const CadreMatchSimilar *only = NULL;

  *n = 0;
  for (guint i = 0; i < similar->len; i++)
    {
      const CadreMatchSimilar *candidate = &g_array_index (similar, CadreMatchSimilar, i);

      if (!candidate->other_id && test (candidate))
        {
          only = candidate;
          (*n)++;
        }
    }

  return *n == 1 ? only : NULL;
}

static gboolean
agrees_in_birth (const CadreMatchSimilar *similar)
{
  return similar->same_birth;
}

static gboolean
agrees_in_birth_and_unit (const CadreMatchSimilar *similar)
{
  return similar->same_birth && similar->same_unit;
}

static gboolean
agrees_in_unit (const CadreMatchSimilar *similar)
{
  return similar->same_unit && !similar->other_birth;
}

static gboolean
may_be (const CadreMatchSimilar *similar)
{
  return !similar->other_birth || similar->same_unit;
}

static const CadreMatchSimilar *
find_same_post (GArray               *similar,
                const CadreMatchClue *clue)
{
  const CadreMatchSimilar *only = NULL;

  for (guint i = 0; i < similar->len; i++)
    {
      const CadreMatchSimilar *candidate = &g_array_index (similar, CadreMatchSimilar, i);

      if (!agrees_in_unit (candidate) || candidate->other_id || *clue->post == '\0' ||
          !g_str_equal (candidate->post, clue->post))
        continue;
      if (only != NULL)
        return NULL;
      only = candidate;
    }

  return only;
}

static CadreMatch
match_by_name (GArray               *similar,
               const CadreMatchClue *clue)
{
  const CadreMatchSimilar *only;
  guint n;

  if (*clue->birth != '\0')
    {
      only = find_only (similar, agrees_in_birth, &n);
      if (only != NULL)
        return found (only->person_id, _("name and birth"));
      if (n > 1)
        {
          only = find_only (similar, agrees_in_birth_and_unit, &n);
          return only != NULL ? found (only->person_id, _("name, birth and unit"))
                              : doubtful (_("several people have this name and birth"));
        }
    }

  only = find_only (similar, agrees_in_unit, &n);
  if (only == NULL && n > 1)
    {
      only = find_same_post (similar, clue);
      return only != NULL ? found (only->person_id, _("name, unit and post"))
                          : doubtful (_("several people of this unit have this name"));
    }
  if (only != NULL)
    return found (only->person_id, _("name and unit"));

  find_only (similar, may_be, &n);
  if (n == 0)
    return (CadreMatch) { CADRE_MATCH_NOBODY, 0, _("nobody in the archive has this name") };

  return doubtful (n == 1 ? _("one person in the archive has this name, but nothing else agrees")
                          : _("several people in the archive have this name, and nothing tells them apart"));
}

/**
 * cadre_matcher_match:
 *
 * Returns: whose row it is, or why that cannot be said
 */
CadreMatch
cadre_matcher_match (CadreMatcher         *self,
                     const CadreMatchClue *clue)
{
  g_autoptr(GArray) similar = NULL;
  g_autofree char *number = NULL;
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, clue->name));

  /* By far the most common case of a first import. */
  if (first == 0 && (*clue->id_number == '\0' || g_hash_table_size (self->by_number) == 0))
    return (CadreMatch) { CADRE_MATCH_NOBODY, 0, _("nobody in the archive has this name") };

  similar = g_array_new (FALSE, FALSE, sizeof (CadreMatchSimilar));
  number = full_number (clue);
  add_same_number (self, clue, number, similar);
  if (similar->len > 0)
    return match_by_number (similar);

  add_same_name (self, clue, number, similar);
  return match_by_name (similar, clue);
}
