/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-person-data"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-history.h"
#include "cadre-hours.h"
#include "cadre-id-number.h"
#include "cadre-journal.h"
#include "cadre-person-data.h"
#include "cadre-photo.h"
#include "cadre-record-typed.h"

#define MAX_ACTIONS 200

/* Of one action, so many changes are told. */
#define MAX_CHANGES 6

/* The groups in the order of the page, and which fields make a line: the first
 * with a value, or all of them joined. */
static const struct
{
  CadrePersonGroupInfo info;
  const char *title[3];     /* joined by spaces */
  const char *subtitle[5];  /* joined by · */
  const char *trailing[2];  /* the first that has a value */
} groups[CADRE_PERSON_N_GROUPS] = {
  { { "training", "study", N_("Study Records") }, { "title" }, { "since", "until", "mode", "institution", "result" }, { "hours", "hours_claimed" } },
  { { "training", "enrolment", N_("Classes") }, { "class_id" }, { "group_name", "office", "completion", "result" }, { "score" } },
  { { "assessment", "assessment", N_("Assessments") }, { "year", "kind" }, { "reason", "document", "post_then" }, { "conclusion" } },
  { { "postings", "posting", N_("Postings") }, { "unit_id", "kind" }, { "since", "until", "end_reason", "sender_post", "document" }, { "term_text" } },
  { { "postings", "reserve", N_("Reserve") }, { "status", "direction" }, { "since", "until", "post_name", "mentor", "measures" }, { "appraisal" } },
  { { "posts", "appointment", N_("Posts") }, { "unit_name", "unit_id", "post_name" }, { "since", "until", "document", "change_kind" }, { "post_level" } },
  { { "posts", "rank_history", N_("Levels and Ranks") }, { "scheme", "value" }, { "since", "until", "document" }, { "status" } },
  { { "posts", "resume_entry", N_("Resume, Entry by Entry") }, { "text" }, { "since", "until", NULL }, { NULL } },
  { { "education", "education", N_("Education and Degrees") }, { "education", "degree" }, { "since", "until", "school", "major" }, { "mode" } },
  { { "education", "professional_title", N_("Professional Titles") }, { "title" }, { "since", "body" }, { NULL } },
  { { "family", "family", N_("Family") }, { "relation", "name" }, { "birth", "political_status", "post" }, { NULL } },
  { { "rewards", "reward", N_("Rewards and Sanctions") }, { "name" }, { "decided_on", "organ", "document", "effective_until" }, { "nature" } },
};

const CadrePersonGroupInfo *
cadre_person_data_get_group (guint group)
{
  g_return_val_if_fail (group < CADRE_PERSON_N_GROUPS, NULL);

  return &groups[group].info;
}

static void
line_free (gpointer data)
{
  CadrePersonLine *line = data;

  g_free (line->title);
  g_free (line->subtitle);
  g_free (line->trailing);
  g_clear_pointer (&line->lines, g_ptr_array_unref);
  g_free (line);
}

static GPtrArray *
lines_new (void)
{
  return g_ptr_array_new_with_free_func (line_free);
}

/**
 * cadre_person_data_new:
 * @as_of: (nullable): an earlier date, %NULL for today
 *
 * Returns: (transfer full): what cadre_person_data_load() is to fill
 */
CadrePersonData *
cadre_person_data_new (gint64           person_id,
                       const CadreDate *as_of)
{
  CadrePersonData *self = g_new0 (CadrePersonData, 1);

  self->person_id = person_id;
  self->is_past = as_of != NULL;
  self->as_of = as_of != NULL ? *as_of : cadre_date_today ();

  return self;
}

void
cadre_person_data_free (gpointer data)
{
  CadrePersonData *self = data;

  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->career, g_ptr_array_unref);
  g_clear_pointer (&self->standings, g_ptr_array_unref);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_hash_table_unref);
  g_clear_object (&self->photo);
  for (guint i = 0; i < CADRE_PERSON_N_GROUPS; i++)
    g_clear_pointer (&self->groups[i], g_ptr_array_unref);
  g_free (self->age);
  g_free (self);
}

/* Values in a row. The end of a period follows its beginning with a dash, and
 * a unit that is named twice is told once. */
static char *
join (GHashTable         *shown,
      const char * const *keys,
      guint               n_keys,
      const char         *separator)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *before = NULL;

  for (guint i = 0; i < n_keys && keys[i] != NULL; i++)
    {
      const char *value = g_hash_table_lookup (shown, keys[i]);
      gboolean is_end = g_str_equal (keys[i], "until") && before != NULL;

      if (is_end)
        g_string_append_printf (text, "–%s", value != NULL ? value : "");
      else if (value != NULL && *value != '\0' && g_strcmp0 (value, before) != 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", value);
      before = value;
    }

  return g_strdup (text->str);
}

static char *
first_of (GHashTable         *shown,
          const char * const *keys,
          guint               n_keys)
{
  for (guint i = 0; i < n_keys && keys[i] != NULL; i++)
    {
      const char *value = g_hash_table_lookup (shown, keys[i]);

      if (value != NULL && *value != '\0')
        return g_strdup (value);
    }

  return NULL;
}

/* A posting leads on to the page of the village. */
static gint64
find_village (GHashTable            *values,
              const CadreRecordKind *kind)
{
  const char *unit = g_str_equal (kind->key, "posting") ? g_hash_table_lookup (values, "unit_id") : NULL;

  return unit != NULL ? g_ascii_strtoll (unit, NULL, 10) : 0;
}

static gboolean
load_group (CadrePersonData  *self,
            CadreArchive     *archive,
            guint             group,
            GError          **error)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (self->catalogue, groups[group].info.kind);
  g_autoptr(GPtrArray) records = NULL;

  records = self->is_past ? cadre_record_list_as_of (archive, kind, self->person_id, &self->as_of, error)
                          : cadre_record_list (archive, kind, self->person_id, error);
  if (records == NULL)
    return FALSE;

  self->groups[group] = lines_new ();
  for (guint i = 0; i < records->len; i++)
    {
      const CadreRecord *record = g_ptr_array_index (records, i);
      g_autoptr(GHashTable) shown = cadre_record_show (archive, self->catalogue, kind, record->values);
      CadrePersonLine *line = g_new0 (CadrePersonLine, 1);

      line->id = record->id;
      line->title = join (shown, groups[group].title, G_N_ELEMENTS (groups[group].title), " ");
      line->subtitle = join (shown, groups[group].subtitle, G_N_ELEMENTS (groups[group].subtitle), " · ");
      line->village_id = find_village (record->values, kind);
      line->trailing = first_of (shown, groups[group].trailing, G_N_ELEMENTS (groups[group].trailing));
      g_ptr_array_add (self->groups[group], line);
    }

  return TRUE;
}

/* What a study record did for a standing, and why. */
static CadrePersonLine *
describe_record (const CadreHoursRecord *record)
{
  CadrePersonLine *line = g_new0 (CadrePersonLine, 1);
  g_autofree char *hours = cadre_hours_format (record->hours);

  line->id = record->study_id;
  line->title = g_strdup (record->title);
  line->subtitle = g_strdup_printf ("%s%s%s · %s · %s", record->since != NULL ? record->since : "",
                                    record->until != NULL ? "–" : "", record->until != NULL ? record->until : "",
                                    record->mode, record->reason != NULL ? record->reason : "");
  line->trailing = record->counted ? g_steal_pointer (&hours) : g_strdup (_("not counted"));

  return line;
}

/* 已完成 72 学时，还差 18 学时 (or 3 天) — with the clause. */
static CadrePersonLine *
describe_standing (const CadreHoursStanding *standing)
{
  CadrePersonLine *line = g_new0 (CadrePersonLine, 1);
  g_autofree char *from = cadre_date_format (&standing->from, CADRE_DATE_DOTTED);
  g_autofree char *until = cadre_date_format (&standing->until, CADRE_DATE_DOTTED);
  g_autofree char *done = cadre_hours_format (standing->done.hours);
  g_autofree char *required = cadre_hours_format (standing->required.hours);
  g_autofree char *missing = cadre_hours_format (standing->missing.hours);

  line->title = g_strdup_printf ("%s  %s–%s", standing->regime_name, from, until);
  line->subtitle = g_strdup_printf (_("%s of %s hours done · %s"), done, required,
                                    standing->clause != NULL ? standing->clause : standing->set_name);
  line->lines = lines_new ();
  for (guint i = 0; standing->records != NULL && i < standing->records->len; i++)
    g_ptr_array_add (line->lines, describe_record (g_ptr_array_index (standing->records, i)));
  line->trailing = standing->is_met ? g_strdup (_("Met")) : g_strdup_printf (_("%s hours missing"), missing);

  return line;
}

static gboolean
load_standings (CadrePersonData  *self,
                CadreArchive     *archive,
                GError          **error)
{
  g_autoptr(CadreHoursRules) rules = cadre_hours_rules_load (archive, &self->as_of, error);
  g_autoptr(GPtrArray) standings = NULL;

  if (rules == NULL)
    return FALSE;

  standings = cadre_hours_get_standing (archive, rules, self->person_id, error);
  if (standings == NULL)
    return FALSE;

  self->standings = lines_new ();
  for (guint i = 0; i < standings->len; i++)
    g_ptr_array_add (self->standings, describe_standing (g_ptr_array_index (standings, i)));

  return TRUE;
}

/* When and by whom, and what it changed of this person. */
static char *
describe_action (const CadreJournalEntry *entry,
                 GPtrArray               *changes)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *time = cadre_journal_format_time (entry->happened_at);
  guint n_changes = 0;

  g_string_printf (text, "%s · %s", time, entry->actor);
  for (guint i = 0; i < changes->len; i++)
    {
      const CadreHistoryLine *change = g_ptr_array_index (changes, i);

      if (change->action_id != entry->id)
        continue;
      if (++n_changes <= MAX_CHANGES)
        g_string_append_printf (text, "\n%s", change->text);
    }
  if (n_changes > MAX_CHANGES)
    g_string_append (text, "\n…");

  return g_strdup (text->str);
}

static gboolean
load_actions (CadrePersonData  *self,
              CadreArchive     *archive,
              GError          **error)
{
  g_autoptr(GPtrArray) entries = cadre_journal_list (archive, self->person_id, MAX_ACTIONS, error);

  g_autoptr(GPtrArray) changes = NULL;

  if (entries == NULL)
    return FALSE;
  changes = cadre_history_of_person (archive, self->catalogue, self->person_id, error);
  if (changes == NULL)
    return FALSE;

  self->actions = lines_new ();
  for (guint i = 0; i < entries->len; i++)
    {
      const CadreJournalEntry *entry = g_ptr_array_index (entries, i);
      CadrePersonLine *line = g_new0 (CadrePersonLine, 1);

      line->id = entry->id;
      line->title = g_strdup (entry->name);
      line->subtitle = describe_action (entry, changes);
      g_ptr_array_add (self->actions, line);
    }

  return TRUE;
}

static void
warn (CadrePersonData *self,
      const char      *key,
      const char      *message)
{
  g_hash_table_insert (self->warnings, g_strdup (key), g_strdup (message));
}

/* The birth found in the personal file counts; the card may differ. */
static void
compare_with_id_number (CadrePersonData *self,
                        GHashTable      *values)
{
  const char *number = g_hash_table_lookup (values, "id_number");
  const char *birth = g_hash_table_lookup (values, "birth");
  const char *sex = g_hash_table_lookup (values, "sex");
  g_autofree char *canonical = NULL;
  g_autofree char *on_card = NULL;
  CadreDate date;

  self->warnings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (number == NULL || *number == '\0')
    return;
  if (cadre_id_number_check (number, &canonical) != CADRE_ID_NUMBER_OK)
    {
      warn (self, "id_number", _("this number is not valid"));
      return;
    }

  date = cadre_id_number_get_birth (canonical);
  on_card = cadre_date_format (&date, CADRE_DATE_ISO);
  if (birth != NULL && *birth != '\0' && !g_str_has_prefix (on_card, birth))
    {
      g_autofree char *message = g_strdup_printf (_("the ID number says %s"), on_card);

      warn (self, "birth", message);
    }
  if (sex != NULL && *sex != '\0' && g_strcmp0 (sex, cadre_id_number_get_sex (canonical)) != 0)
    {
      g_autofree char *message = g_strdup_printf (_("the ID number says %s"), cadre_id_number_get_sex (canonical));

      warn (self, "sex", message);
    }
}

static void
compute_age (CadrePersonData *self,
             GHashTable      *values)
{
  const char *birth = g_hash_table_lookup (values, "birth");
  CadreDate date;

  if (birth != NULL && cadre_date_parse (birth, &date))
    self->age = g_strdup_printf ("%d", cadre_date_age (&date, &self->as_of));
}

/**
 * cadre_person_data_load:
 * @data: a #CadrePersonData
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_person_data_load (CadreJob      *job,
                        CadreArchive  *archive,
                        gpointer       data,
                        GError       **error)
{
  CadrePersonData *self = data;
  const CadreRecordKind *person;
  g_autoptr(GHashTable) values = NULL;

  self->catalogue = cadre_catalogue_new (archive, error);
  if (self->catalogue == NULL)
    return FALSE;

  person = cadre_catalogue_get_kind (self->catalogue, "person");
  values = cadre_record_get (archive, person, self->person_id, error);
  if (values == NULL)
    return FALSE;

  self->shown = cadre_record_show (archive, self->catalogue, person, values);
  compute_age (self, values);
  compare_with_id_number (self, values);
  self->photo = cadre_photo_load (archive, g_hash_table_lookup (values, "photo"));
  self->career = cadre_career_list (archive, self->person_id, &self->as_of, error);
  if (self->career == NULL)
    return FALSE;

  for (guint i = 0; i < CADRE_PERSON_N_GROUPS; i++)
    if (!load_group (self, archive, i, error))
      return FALSE;

  return load_standings (self, archive, error) && load_actions (self, archive, error);
}
