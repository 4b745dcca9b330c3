/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-round-actions"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "cadre-date.h"
#include "cadre-entry-grid.h"
#include "cadre-round.h"
#include "cadre-round-actions.h"
#include "cadre-round-results.h"
#include "cadre-round-scores.h"
#include "cadre-rounds.h"

/* What a job takes and leaves. */
typedef struct
{
  CadreRoundVerb verb;
  gint64 id;               /* of what it is done to */
  GStrv texts;
  GArray *person_ids;
  GPtrArray *edits;        /* CadreGridEdit */
  char *scorer;
  gint64 made;             /* what it made */
} RoundJob;

static const char *const verb_names[] = {
  [CADRE_ROUND_DO_CREATE] = N_("Make a Round of Assessment"),
  [CADRE_ROUND_DO_DELETE] = N_("Delete a Round of Assessment"),
  [CADRE_ROUND_DO_COMPUTE] = N_("Compute a Round of Assessment"),
  [CADRE_ROUND_DO_CAP] = N_("Change the Cap of a Round"),
  [CADRE_ROUND_DO_LOCK] = N_("Lock a Round of Assessment"),
  [CADRE_ROUND_DO_REOPEN] = N_("Re-open a Round of Assessment"),
  [CADRE_ROUND_DO_TAKE_SUGGESTIONS] = N_("Set People Aside"),
  [CADRE_ROUND_DO_SET_ASIDE] = N_("Set a Person Aside"),
  [CADRE_ROUND_DO_TAKE_BACK] = N_("Let a Person Take Part Again"),
  [CADRE_ROUND_DO_REMOVE] = N_("Take a Person out of a Round"),
  [CADRE_ROUND_DO_DECIDE] = N_("Decide a Grade"),
  [CADRE_ROUND_DO_UNDECIDE] = N_("Take a Decision Back"),
  [CADRE_ROUND_DO_TRY] = N_("Begin a Trial"),
  [CADRE_ROUND_DO_KEEP] = N_("Keep a Trial"),
  [CADRE_ROUND_DO_DROP] = N_("Drop a Trial"),
};

static RoundJob *
round_job_new (gint64 id)
{
  RoundJob *job = g_new0 (RoundJob, 1);

  job->id = id;
  return job;
}

static void
round_job_free (gpointer data)
{
  RoundJob *job = data;

  g_strfreev (job->texts);
  g_clear_pointer (&job->person_ids, g_array_unref);
  g_clear_pointer (&job->edits, g_ptr_array_unref);
  g_free (job->scorer);
  g_free (job);
}

/**
 * cadre_round_actions_get_made:
 * @data: what a #CadreDoneFunc got
 *
 * Returns: the id of the round or trial that was made
 */
gint64
cadre_round_actions_get_made (gpointer data)
{
  return ((RoundJob *) data)->made;
}

/* ---- on the worker */

static gboolean
lock_round (CadreArchive    *archive,
            const RoundJob  *self,
            GError         **error)
{
  CadreDate today = cadre_date_today ();
  g_autofree char *date = cadre_date_format (&today, CADRE_DATE_ISO);

  return cadre_round_lock (archive, self->id, date, self->texts[0], error);
}

/* The new one and what it stands by are computed at once: nobody has to ask for it. */
static gboolean
keep_trial (CadreArchive    *archive,
            const RoundJob  *self,
            GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce ((SELECT trial_of FROM assessment_round WHERE id = %" G_GINT64_FORMAT "), 0)",
                                          self->id);
  CadreRoundSummary summary;
  gint64 round_id = 0;

  return cadre_archive_query_int64 (archive, sql, &round_id, error) && cadre_round_keep_trial (archive, self->id, error) &&
         cadre_round_compute (archive, round_id, &summary, error);
}

static gboolean
verb_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  RoundJob *self = data;
  CadreRoundSummary summary;

  switch (self->verb)
    {
    case CADRE_ROUND_DO_CREATE:
      self->made = cadre_round_create (archive, self->id, self->texts[0], atoi (self->texts[1]), error);
      return self->made != 0;
    case CADRE_ROUND_DO_DELETE:
      return cadre_round_delete (archive, self->id, error);
    case CADRE_ROUND_DO_COMPUTE:
      return cadre_round_compute (archive, self->id, &summary, error);
    case CADRE_ROUND_DO_CAP:
      return cadre_round_set_cap (archive, self->id, g_strtod (self->texts[0], NULL) / 100, self->texts[1], self->texts[2],
                                  self->texts[3], error);
    case CADRE_ROUND_DO_LOCK:
      return lock_round (archive, self, error);
    case CADRE_ROUND_DO_REOPEN:
      return cadre_round_reopen (archive, self->id, self->texts[0], error);
    case CADRE_ROUND_DO_TAKE_SUGGESTIONS:
      return cadre_round_take_suggestions (archive, self->id, NULL, error);
    case CADRE_ROUND_DO_SET_ASIDE:
      return cadre_round_set_outside (archive, self->id, self->texts[0], self->texts[1], error);
    case CADRE_ROUND_DO_TAKE_BACK:
      return cadre_round_set_outside (archive, self->id, NULL, NULL, error);
    case CADRE_ROUND_DO_REMOVE:
      return cadre_round_remove_person (archive, self->id, error);
    case CADRE_ROUND_DO_DECIDE:
      return cadre_round_decide (archive, self->id, self->texts[0], self->texts[1], self->texts[2], error);
    case CADRE_ROUND_DO_UNDECIDE:
      return cadre_round_decide (archive, self->id, NULL, NULL, NULL, error);
    case CADRE_ROUND_DO_TRY:
      self->made = cadre_round_try (archive, self->id, self->texts[0], error);
      return self->made != 0;
    case CADRE_ROUND_DO_KEEP:
      return keep_trial (archive, self, error);
    case CADRE_ROUND_DO_DROP:
      return cadre_round_drop_trial (archive, self->id, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
add_job (CadreJob      *job,
         CadreArchive  *archive,
         gpointer       data,
         GError       **error)
{
  RoundJob *self = data;

  return cadre_round_add_people (archive, self->id, (const gint64 *) (gpointer) self->person_ids->data, self->person_ids->len, NULL,
                                 error);
}

/* A column is an indicator, a row a participant. */
static gboolean
score_job (CadreJob      *job,
           CadreArchive  *archive,
           gpointer       data,
           GError       **error)
{
  RoundJob *self = data;

  for (guint i = 0; i < self->edits->len; i++)
    {
      const CadreGridEdit *edit = g_ptr_array_index (self->edits, i);

      if (!cadre_round_set_score (archive, edit->row_id, g_ascii_strtoll (edit->key, NULL, 10), self->id, self->scorer, edit->text, NULL,
                                  error))
        return FALSE;
    }

  return TRUE;
}

/* ---- in the window */

/**
 * cadre_round_actions_do:
 * @id: what it is done to
 * @texts: (nullable): what the verb needs
 */
void
cadre_round_actions_do (CadreWindow        *window,
                        CadreRoundVerb      verb,
                        gint64              id,
                        const char * const *texts,
                        CadreDoneFunc       done,
                        gpointer            user_data)
{
  RoundJob *job = round_job_new (id);

  job->verb = verb;
  job->texts = g_strdupv ((char **) texts);
  cadre_window_act (window, "assessment", _(verb_names[verb]), verb_job, job, round_job_free, done, user_data);
}

/**
 * cadre_round_actions_add:
 * @person_ids: (element-type gint64): who is to be in the round
 */
void
cadre_round_actions_add (CadreWindow *window,
                         gint64       round_id,
                         GArray      *person_ids)
{
  RoundJob *job = round_job_new (round_id);

  job->person_ids = g_array_ref (person_ids);
  cadre_window_act (window, "assessment", _("Add People to a Round"), add_job, job, round_job_free, NULL, NULL);
}

/**
 * cadre_round_actions_score:
 * @group_id: whose sheet, 0 for the office's
 * @edits: (element-type CadreGridEdit): cells; taken as one action, or none
 */
void
cadre_round_actions_score (CadreWindow   *window,
                           gint64         group_id,
                           const char    *scorer,
                           GPtrArray     *edits,
                           CadreDoneFunc  done,
                           gpointer       user_data)
{
  RoundJob *job = round_job_new (group_id);

  job->scorer = g_strdup (scorer);
  job->edits = g_ptr_array_ref (edits);
  cadre_window_act (window, "assessment", _("Enter Scores"), score_job, job, round_job_free, done, user_data);
}
