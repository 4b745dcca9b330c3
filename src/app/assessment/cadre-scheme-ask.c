/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-scheme-ask"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cadre-ask.h"
#include "cadre-scheme-actions.h"
#include "cadre-scheme-ask.h"
#include "cadre-scheme-edit.h"

/* What is done once the answers are there. */
typedef struct
{
  CadreWindow *window;
  CadreSchemeVerb verb;
  gint64 scheme_id;
  GPtrArray *first;        /* char: texts before the answers */
  GPtrArray *keys;         /* char: the field of each answer; NULL: none goes before it */
  GPtrArray *choices;      /* GStrv: word, value, … of each answer; NULL: as answered */
} Asked;

static void
strv_free (gpointer strv)
{
  g_strfreev (strv);
}

static Asked *
asked_new (CadreWindow           *window,
           CadreSchemeVerb        verb,
           const CadreSchemeData *data)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->window = g_object_ref (window);
  asked->verb = verb;
  asked->scheme_id = data->scheme->id;
  asked->first = g_ptr_array_new_with_free_func (g_free);
  asked->keys = g_ptr_array_new_with_free_func (g_free);
  asked->choices = g_ptr_array_new_with_free_func (strv_free);
  return asked;
}

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->window);
  g_ptr_array_unref (asked->first);
  g_ptr_array_unref (asked->keys);
  g_ptr_array_unref (asked->choices);
  g_free (asked);
}

/* The value that the word of a choice stands for. */
static const char *
find_value (char       **choices,
            const char  *word)
{
  for (guint i = 0; choices != NULL && choices[i] != NULL; i += 2)
    if (g_str_equal (choices[i], word))
      return choices[i + 1];

  return word;
}

static void
answered_cb (const char * const *answers,
             gpointer            user_data)
{
  Asked *asked = user_data;
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < asked->first->len; i++)
    g_ptr_array_add (texts, g_ptr_array_index (asked->first, i));
  for (guint i = 0; answers[i] != NULL; i++)
    {
      if (g_ptr_array_index (asked->keys, i) != NULL)
        g_ptr_array_add (texts, g_ptr_array_index (asked->keys, i));
      g_ptr_array_add (texts, (gpointer) find_value (g_ptr_array_index (asked->choices, i), answers[i]));
    }
  g_ptr_array_add (texts, NULL);
  cadre_scheme_actions_do (asked->window, asked->verb, asked->scheme_id, (const char * const *) texts->pdata, NULL, NULL);
}

/* ---- questions */

/* The questions of a dialog, as they come together. */
typedef struct
{
  Asked *asked;
  GArray *questions;       /* CadreQuestion */
  GPtrArray *kept;         /* what their texts and choices lie in */
} Questions;

static Questions
questions_new (Asked *asked)
{
  return (Questions) { asked, g_array_new (FALSE, FALSE, sizeof (CadreQuestion)), g_ptr_array_new_with_free_func (strv_free) };
}

/* @choices: (transfer full) (nullable): word, value, … */
static void
add_question (Questions  *self,
              const char *key,
              const char *title,
              const char *text,
              char      **choices,
              gboolean    needed)
{
  CadreQuestion question = { title, NULL, NULL, needed };
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  char **kept;

  for (guint i = 0; choices != NULL && choices[i] != NULL; i += 2)
    g_strv_builder_add (words, choices[i]);
  if (choices != NULL)
    {
      kept = g_strv_builder_end (words);
      g_ptr_array_add (self->kept, kept);
      question.choices = (const char * const *) kept;
    }
  g_strv_builder_add (texts, text != NULL ? text : "");
  kept = g_strv_builder_end (texts);
  g_ptr_array_add (self->kept, kept);
  question.text = kept[0];
  g_array_append_val (self->questions, question);
  g_ptr_array_add (self->asked->keys, g_strdup (key));
  g_ptr_array_add (self->asked->choices, choices);
}

/* The words of a code; where it may be empty, first what that means. */
static char **
list_choices (const CadreField *field,
              const char       *empty)
{
  static const char * const yes_no[] = { "否", "0", "是", "1", NULL };
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (field->kind == CADRE_FIELD_BOOL)
    return g_strdupv ((char **) yes_no);
  if (field->words == NULL)
    return NULL;

  if (empty != NULL)
    g_strv_builder_add_many (builder, empty, "", NULL);
  for (guint i = 0; field->words[i] != NULL; i += 2)
    g_strv_builder_add_many (builder, field->words[i + 1], field->words[i], NULL);

  return g_strv_builder_end (builder);
}

static void
add_field (Questions             *self,
           const CadreRecordKind *kind,
           const char            *key,
           GHashTable            *shown,
           const char            *empty)
{
  const CadreField *field = cadre_record_kind_get_field (kind, key);
  const char *text = shown != NULL ? g_hash_table_lookup (shown, key) : NULL;

  add_question (self, key, field->label, text != NULL ? text : empty, list_choices (field, empty), field->required);
}

static void
ask (Questions         *self,
     const char        *heading,
     const char        *body,
     const char        *accept,
     CadreAnsweredFunc  answered)
{
  cadre_ask (GTK_WINDOW (self->asked->window), heading, body, accept, (CadreQuestion *) (gpointer) self->questions->data,
             self->questions->len, answered, self->asked, asked_free);
  g_array_unref (self->questions);
  g_ptr_array_unref (self->kept);
}

static const CadreIndicator *
get_indicator (const CadreSchemeData *data,
               guint                  i)
{
  return g_ptr_array_index (data->scheme->indicators, i);
}

static const char *
get_shown (const CadreSchemeData *data,
           guint                  i,
           const char            *key)
{
  return g_hash_table_lookup (g_ptr_array_index (data->shown, i), key);
}

/* A sum is one by what is below it, and what is computed by its formula: the other ways are chosen. */
static void
add_way (Questions             *self,
         const CadreRecordKind *kind,
         const char            *shown)
{
  const CadreField *field = cadre_record_kind_get_field (kind, "way");
  g_autoptr(GStrvBuilder) choices = g_strv_builder_new ();

  for (guint i = 0; field->words[i] != NULL; i += 2)
    if (!g_str_equal (field->words[i], "group") && !g_str_equal (field->words[i], "computed"))
      g_strv_builder_add_many (choices, field->words[i + 1], field->words[i], NULL);
  add_question (self, "way", field->label, shown, g_strv_builder_end (choices), TRUE);
}

/* ---- what is asked */

/**
 * cadre_scheme_ask_add:
 * @current: (nullable): where the keyboard is
 *
 * Asks for a new indicator, and adds it.
 */
void
cadre_scheme_ask_add (CadreWindow           *window,
                      const CadreSchemeData *data,
                      const CadreIndicator  *current)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (data->catalogue, "indicator");
  Questions self = questions_new (asked_new (window, CADRE_SCHEME_DO_ADD, data));
  g_autoptr(GStrvBuilder) above = g_strv_builder_new ();
  const CadreIndicator *parent = NULL;

  if (current != NULL)
    parent = current->is_group ? current : current->parent >= 0 ? get_indicator (data, (guint) current->parent) : NULL;
  g_strv_builder_add_many (above, _("At the Top"), "", NULL);
  for (guint i = 0; i < data->scheme->indicators->len; i++)
    if (get_indicator (data, i)->formula == NULL && get_indicator (data, i)->nature == CADRE_INDICATOR_SCORE)
      g_strv_builder_add_many (above, get_indicator (data, i)->name, get_indicator (data, i)->key, NULL);

  add_question (&self, NULL, _("Below"), parent != NULL ? parent->name : NULL, g_strv_builder_end (above), TRUE);
  add_question (&self, NULL, cadre_record_kind_get_field (kind, "name")->label, NULL, NULL, TRUE);
  add_field (&self, kind, "nature", NULL, NULL);
  ask (&self, _("New Indicator"), _("It gets the weight that its siblings leave of 100."), _("_Add"), answered_cb);
}

/**
 * cadre_scheme_ask_indicator:
 *
 * Asks for what the grid has no column for, and changes it.
 */
void
cadre_scheme_ask_indicator (CadreWindow           *window,
                            const CadreSchemeData *data,
                            const CadreIndicator  *indicator)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (data->catalogue, "indicator");
  Asked *asked = asked_new (window, CADRE_SCHEME_DO_SET_INDICATOR, data);
  Questions self = questions_new (asked);
  guint i = 0;

  g_ptr_array_find (data->scheme->indicators, indicator, &i);
  g_ptr_array_add (asked->first, g_strdup (indicator->key));
  add_field (&self, kind, "name", g_ptr_array_index (data->shown, i), NULL);
  if (!indicator->is_group)
    {
      add_field (&self, kind, "nature", g_ptr_array_index (data->shown, i), NULL);
      if (indicator->formula == NULL)
        add_way (&self, kind, get_shown (data, i, "way"));
      add_field (&self, kind, "trim", g_ptr_array_index (data->shown, i), NULL);
    }
  add_field (&self, kind, "missing", g_ptr_array_index (data->shown, i), _("As the Scheme Says"));
  ask (&self, _("Change an Indicator"), NULL, _("_Change"), answered_cb);
}

static void
scorers_answered_cb (const char * const *answers,
                     gpointer            user_data)
{
  Asked *asked = user_data;
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();
  guint n = asked->keys->len - 2;

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (texts, g_ptr_array_index (asked->keys, i));
      g_ptr_array_add (texts, (gpointer) answers[i]);
    }
  if (*answers[n] != '\0')
    {
      g_ptr_array_add (texts, (gpointer) answers[n]);
      g_ptr_array_add (texts, (gpointer) (*answers[n + 1] != '\0' ? answers[n + 1] : "0"));
    }
  g_ptr_array_add (texts, NULL);
  cadre_scheme_actions_do (asked->window, asked->verb, asked->scheme_id, (const char * const *) texts->pdata, NULL, NULL);
}

/**
 * cadre_scheme_ask_scorers:
 *
 * Asks for the weight of each group of those who score, and for one more.
 */
void
cadre_scheme_ask_scorers (CadreWindow           *window,
                          const CadreSchemeData *data)
{
  Questions self = questions_new (asked_new (window, CADRE_SCHEME_DO_SCORERS, data));

  for (guint i = 0; i < data->scheme->groups->len; i++)
    {
      const CadreScorerGroup *group = g_ptr_array_index (data->scheme->groups, i);
      g_autofree char *weight = g_strdup_printf ("%.10g", cadre_decimal_to_double (group->weight));

      add_question (&self, group->name, group->name, weight, NULL, FALSE);
    }
  add_question (&self, NULL, _("Others Who Score"), NULL, NULL, FALSE);
  add_question (&self, NULL, _("Their Weight"), NULL, NULL, FALSE);
  ask (&self, _("Who Scores"),
       _("The weight of each, 100 together; an empty weight takes them away. Without anybody the office enters each score once."),
       _("_Change"), scorers_answered_cb);
}

/* none, all, or by each indicator that is scored. */
static void
add_tie_rule (Questions             *self,
              const CadreSchemeData *data,
              const CadreRecordKind *kind)
{
  const CadreScheme *scheme = data->scheme;
  g_autofree char *shown = g_strdup (scheme->tie_rule == CADRE_TIE_ALL ? _("All Get It") : _("None Gets It"));
  g_autoptr(GStrvBuilder) choices = g_strv_builder_new ();

  g_strv_builder_add_many (choices, _("None Gets It"), "none", _("All Get It"), "all", NULL);
  for (guint i = 0; i < scheme->indicators->len; i++)
    {
      const CadreIndicator *indicator = get_indicator (data, i);
      g_autofree char *word = g_strdup_printf (_("Who Has More of %s"), indicator->name);
      g_autofree char *value = g_strconcat (CADRE_TIE_BY_INDICATOR, indicator->key, NULL);

      if (indicator->nature == CADRE_INDICATOR_SCORE)
        g_strv_builder_add_many (choices, word, value, NULL);
      if (scheme->tie_rule == CADRE_TIE_INDICATOR && scheme->tie_indicator == (int) i)
        {
          g_free (shown);
          shown = g_strdup (word);
        }
    }
  add_question (self, "tie_rule", cadre_record_kind_get_field (kind, "tie_rule")->label, shown, g_strv_builder_end (choices), TRUE);
}

/**
 * cadre_scheme_ask_settings:
 *
 * Asks for what holds for the whole scheme: rounding, ties, grades, the cap
 * that a new round begins with.
 */
void
cadre_scheme_ask_settings (CadreWindow           *window,
                           const CadreSchemeData *data)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (data->catalogue, "scheme");
  Questions self = questions_new (asked_new (window, CADRE_SCHEME_DO_SET, data));
  g_autofree char *grades = cadre_scheme_format_grades (data->scheme);

  add_field (&self, kind, "name", data->settings, NULL);
  add_field (&self, kind, "source", data->settings, NULL);
  add_field (&self, kind, "decimals", data->settings, NULL);
  add_field (&self, kind, "rounding", data->settings, NULL);
  add_field (&self, kind, "missing", data->settings, NULL);
  add_tie_rule (&self, data, kind);
  add_question (&self, "grades", _("Grades, from the Highest"), grades, NULL, TRUE);
  add_field (&self, kind, "excellent_cap", data->settings, NULL);
  add_field (&self, kind, "cap_rounding", data->settings, NULL);
  add_field (&self, kind, "cap_pool", data->settings, NULL);
  add_field (&self, kind, "into_archive", data->settings, NULL);
  ask (&self, _("Settings of the Scheme"), NULL, _("_Change"), answered_cb);
}
