/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-scheme-actions"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "cadre-entry-grid.h"
#include "cadre-scheme-actions.h"
#include "cadre-scheme-edit.h"
#include "cadre-scheme-tree.h"

/* What a job takes and leaves. */
typedef struct
{
  CadreSchemeVerb verb;
  gint64 id;               /* of the scheme */
  GStrv texts;
  GPtrArray *edits;        /* CadreGridEdit */
  gint64 made;             /* the scheme that it made */
} SchemeJob;

static const char *const verb_names[] = {
  [CADRE_SCHEME_DO_CREATE] = N_("Make a Scheme"),
  [CADRE_SCHEME_DO_COPY] = N_("Copy a Scheme"),
  [CADRE_SCHEME_DO_DELETE] = N_("Delete a Scheme"),
  [CADRE_SCHEME_DO_SET] = N_("Change a Scheme"),
  [CADRE_SCHEME_DO_ADD] = N_("Add an Indicator"),
  [CADRE_SCHEME_DO_SET_INDICATOR] = N_("Change an Indicator"),
  [CADRE_SCHEME_DO_REMOVE] = N_("Remove an Indicator"),
  [CADRE_SCHEME_DO_PLACE] = N_("Move an Indicator"),
  [CADRE_SCHEME_DO_SCORERS] = N_("Change Who Scores"),
};

static void
scheme_job_free (gpointer data)
{
  SchemeJob *job = data;

  g_strfreev (job->texts);
  g_clear_pointer (&job->edits, g_ptr_array_unref);
  g_free (job);
}

/**
 * cadre_scheme_actions_get_made:
 * @data: what a #CadreDoneFunc got
 *
 * Returns: the id of the scheme that was made
 */
gint64
cadre_scheme_actions_get_made (gpointer data)
{
  return ((SchemeJob *) data)->made;
}

/* ---- on the worker */

/* @pairs: field, text, … */
static gboolean
set_fields (CadreArchive  *archive,
            gint64         scheme_id,
            const char    *indicator,
            char         **pairs,
            GError       **error)
{
  for (; pairs[0] != NULL; pairs += 2)
    if (!cadre_scheme_set (archive, scheme_id, indicator, pairs[0], pairs[1], error))
      return FALSE;

  return TRUE;
}

static gboolean
add_indicator (CadreArchive  *archive,
               gint64         scheme_id,
               char         **texts,
               GError       **error)
{
  const char *parent = *texts[0] != '\0' ? texts[0] : NULL;

  return cadre_scheme_add_indicator (archive, scheme_id, parent, NULL, texts[1], error) != 0 &&
         set_fields (archive, scheme_id, texts[1], texts + 2, error);
}

static gboolean
set_scorers (CadreArchive  *archive,
             gint64         scheme_id,
             char         **pairs,
             GError       **error)
{
  for (; pairs[0] != NULL; pairs += 2)
    if (*pairs[1] != '\0' ? !cadre_scheme_set_scorers (archive, scheme_id, pairs[0], pairs[1], error)
                          : !cadre_scheme_remove_scorers (archive, scheme_id, pairs[0], error))
      return FALSE;

  return TRUE;
}

static gboolean
verb_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  SchemeJob *self = data;

  switch (self->verb)
    {
    case CADRE_SCHEME_DO_CREATE:
      self->made = cadre_scheme_create (archive, NULL, self->texts[0], error);
      return self->made != 0;
    case CADRE_SCHEME_DO_COPY:
      self->made = cadre_scheme_copy (archive, self->id, self->texts[0], error);
      return self->made != 0;
    case CADRE_SCHEME_DO_DELETE:
      return cadre_scheme_delete (archive, self->id, error);
    case CADRE_SCHEME_DO_SET:
      return set_fields (archive, self->id, NULL, self->texts, error);
    case CADRE_SCHEME_DO_ADD:
      return add_indicator (archive, self->id, self->texts, error);
    case CADRE_SCHEME_DO_SET_INDICATOR:
      return set_fields (archive, self->id, self->texts[0], self->texts + 1, error);
    case CADRE_SCHEME_DO_REMOVE:
      return cadre_scheme_remove_indicator (archive, self->id, self->texts[0], error);
    case CADRE_SCHEME_DO_PLACE:
      return cadre_scheme_place_indicator (archive, self->id, self->texts[0], (guint) atoi (self->texts[1]), error);
    case CADRE_SCHEME_DO_SCORERS:
      return set_scorers (archive, self->id, self->texts, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* A column is a field, a row an indicator. */
static gboolean
edit_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  SchemeJob *self = data;

  for (guint i = 0; i < self->edits->len; i++)
    {
      const CadreGridEdit *edit = g_ptr_array_index (self->edits, i);
      g_autofree char *sql = g_strdup_printf ("SELECT key FROM indicator WHERE id = %" G_GINT64_FORMAT, edit->row_id);
      g_autofree char *indicator = cadre_archive_query_text (archive, sql, error);

      if (indicator == NULL || !cadre_scheme_set (archive, self->id, indicator, edit->key, edit->text, error))
        return FALSE;
    }

  return TRUE;
}

/* ---- in the window */

/**
 * cadre_scheme_actions_do:
 * @scheme_id: 0 where it is made
 * @texts: (nullable): what the verb needs
 */
void
cadre_scheme_actions_do (CadreWindow        *window,
                         CadreSchemeVerb     verb,
                         gint64              scheme_id,
                         const char * const *texts,
                         CadreDoneFunc       done,
                         gpointer            user_data)
{
  SchemeJob *job = g_new0 (SchemeJob, 1);

  job->verb = verb;
  job->id = scheme_id;
  job->texts = g_strdupv ((char **) texts);
  cadre_window_act (window, "assessment", _(verb_names[verb]), verb_job, job, scheme_job_free, done, user_data);
}

/**
 * cadre_scheme_actions_edit:
 * @edits: (element-type CadreGridEdit): cells of the tree; taken as one action, or none
 */
void
cadre_scheme_actions_edit (CadreWindow   *window,
                           gint64         scheme_id,
                           GPtrArray     *edits,
                           CadreDoneFunc  done,
                           gpointer       user_data)
{
  SchemeJob *job = g_new0 (SchemeJob, 1);

  job->id = scheme_id;
  job->edits = g_ptr_array_ref (edits);
  cadre_window_act (window, "assessment", _("Change a Scheme"), edit_job, job, scheme_job_free, done, user_data);
}
