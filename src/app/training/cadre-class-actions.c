/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-class-actions"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "cadre-class-actions.h"
#include "cadre-class-close.h"
#include "cadre-class-roll.h"
#include "cadre-entry-grid.h"
#include "cadre-record-typed.h"
#include "cadre-training-plan.h"

/* 优秀学员: at most this part of a class, in hundredths. */
#define OUTSTANDING_PERCENT 10

/* Before the key of a part of the marks, in the key of a cell. */
#define MARK_PREFIX "mark:"

static const char *const verb_names[] = {
  [CADRE_CLASS_DO_ADVANCE] = N_("Take the class a step on: %s"),
  [CADRE_CLASS_DO_BACK] = N_("Take the class a step back: %s"),
  [CADRE_CLASS_DO_CLOSE] = N_("Close the class %s"),
  [CADRE_CLASS_DO_REOPEN] = N_("Re-open the class %s"),
  [CADRE_CLASS_DO_COMPUTE] = N_("Compute the scores of %s"),
  [CADRE_CLASS_DO_OUTSTANDING] = N_("Choose the outstanding students of %s"),
  [CADRE_CLASS_DO_RESUME] = N_("Enter the class in résumés: %s"),
};

/* What a job takes and leaves. */
typedef struct
{
  gint64 class_id;
  CadreClassVerb verb;
  GPtrArray *edits;        /* CadreGridEdit */
  GArray *person_ids;
} ClassJob;

static ClassJob *
class_job_new (gint64 class_id)
{
  ClassJob *job = g_new0 (ClassJob, 1);

  job->class_id = class_id;
  return job;
}

static void
class_job_free (gpointer data)
{
  ClassJob *job = data;

  g_clear_pointer (&job->edits, g_ptr_array_unref);
  g_clear_pointer (&job->person_ids, g_array_unref);
  g_free (job);
}

static char *
name_action (const char *format,
             const char *class_name)
{
  g_autoptr(GString) name = g_string_new (format);

  g_string_replace (name, "%s", class_name, 1);
  return g_strdup (name->str);
}

/* ---- on the worker */

static gboolean
verb_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  ClassJob *self = data;
  CadreDate today = cadre_date_today ();

  switch (self->verb)
    {
    case CADRE_CLASS_DO_ADVANCE:
      return cadre_class_advance (archive, self->class_id, error);
    case CADRE_CLASS_DO_BACK:
      return cadre_class_step_back (archive, self->class_id, error);
    case CADRE_CLASS_DO_CLOSE:
      return cadre_class_close (archive, self->class_id, &today, NULL, error);
    case CADRE_CLASS_DO_REOPEN:
      return cadre_class_reopen (archive, self->class_id, error);
    case CADRE_CLASS_DO_COMPUTE:
      return cadre_class_compute_scores (archive, self->class_id, NULL, error);
    case CADRE_CLASS_DO_OUTSTANDING:
      return cadre_class_choose_outstanding (archive, self->class_id, OUTSTANDING_PERCENT, NULL, error);
    case CADRE_CLASS_DO_RESUME:
      return cadre_class_offer_resume (archive, self->class_id, NULL, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* 请假 of a session counts its hours; nothing typed is no record. */
static gboolean
set_attendance (CadreArchive    *archive,
                CadreCatalogue  *catalogue,
                gint64           enrolment_id,
                gint64           session_id,
                const char      *text,
                GError         **error)
{
  const CadreField *field = cadre_record_kind_get_field (cadre_catalogue_get_kind (catalogue, "attendance"), "status");
  g_autofree char *status = NULL;
  g_autoptr(CadreStatement) store = NULL;

  if (*text != '\0')
    {
      status = cadre_record_parse_value (archive, catalogue, field, text, NULL, error);
      if (status == NULL)
        return FALSE;
    }

  store = cadre_archive_prepare (archive,
                                 status == NULL ? "DELETE FROM attendance WHERE session_id = ?1 AND enrolment_id = ?2"
                                 : "INSERT INTO attendance (session_id, enrolment_id, status, leave_hours) "
                                   "SELECT id, ?2, ?3, iif (?3 = '请假', hours, NULL) FROM session WHERE id = ?1 "
                                   "ON CONFLICT (session_id, enrolment_id) DO UPDATE SET status = excluded.status, "
                                   "leave_hours = excluded.leave_hours", error);
  if (store == NULL)
    return FALSE;

  cadre_statement_bind_int64 (store, 1, session_id);
  cadre_statement_bind_int64 (store, 2, enrolment_id);
  if (status != NULL)
    cadre_statement_bind_text (store, 3, status);
  return cadre_statement_run (store, error);
}

static gboolean
apply_edit (CadreArchive         *archive,
            CadreCatalogue       *catalogue,
            const CadreGridEdit  *edit,
            GError              **error)
{
  if (g_str_has_prefix (edit->key, "session:"))
    return set_attendance (archive, catalogue, edit->row_id, atoll (edit->key + 8), edit->text, error);

  return cadre_record_set_typed (archive, catalogue, cadre_catalogue_get_kind (catalogue, "enrolment"), edit->row_id,
                                 edit->key, edit->text, error);
}

static gboolean
is_mark (const CadreGridEdit *edit)
{
  return g_str_has_prefix (edit->key, MARK_PREFIX);
}

/* Marks first: what was typed for a composite or its word stands above what
 * follows from them. */
static gboolean
apply_edits (CadreArchive    *archive,
             CadreCatalogue  *catalogue,
             const ClassJob  *self,
             GError         **error)
{
  g_autoptr(GArray) marks = g_array_new (FALSE, FALSE, sizeof (CadreMark));

  for (guint i = 0; i < self->edits->len; i++)
    {
      const CadreGridEdit *edit = g_ptr_array_index (self->edits, i);
      CadreMark mark = { edit->row_id, 0, edit->text };

      if (!is_mark (edit))
        continue;
      mark.part_id = atoll (edit->key + strlen (MARK_PREFIX));
      g_array_append_val (marks, mark);
    }
  if (!cadre_class_set_marks (archive, (const CadreMark *) (gpointer) marks->data, marks->len, error))
    return FALSE;

  for (guint i = 0; i < self->edits->len; i++)
    {
      const CadreGridEdit *edit = g_ptr_array_index (self->edits, i);

      if (!is_mark (edit) && !apply_edit (archive, catalogue, edit, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
edit_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  ClassJob *self = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  return catalogue != NULL && apply_edits (archive, catalogue, self, error);
}

static gboolean
add_job (CadreJob      *job,
         CadreArchive  *archive,
         gpointer       data,
         GError       **error)
{
  ClassJob *self = data;

  return cadre_class_add_students (archive, self->class_id, (const gint64 *) (gpointer) self->person_ids->data,
                                   self->person_ids->len, NULL, error);
}

/* ---- in the window */

/**
 * cadre_class_actions_do:
 * @class_name: for the name of the action
 */
void
cadre_class_actions_do (CadreWindow    *window,
                        gint64          class_id,
                        const char     *class_name,
                        CadreClassVerb  verb)
{
  ClassJob *job = class_job_new (class_id);
  g_autofree char *name = name_action (_(verb_names[verb]), class_name);

  job->verb = verb;
  cadre_window_act (window, "class", name, verb_job, job, class_job_free, NULL, NULL);
}

/**
 * cadre_class_actions_edit:
 * @edits: (element-type CadreGridEdit): cells of the roll or of attendance
 *
 * Takes all of them as one action, or none.
 */
void
cadre_class_actions_edit (CadreWindow   *window,
                          gint64         class_id,
                          const char    *class_name,
                          GPtrArray     *edits,
                          CadreDoneFunc  done,
                          gpointer       user_data)
{
  ClassJob *job = class_job_new (class_id);
  g_autofree char *name = name_action (_("Change the roll of %s"), class_name);

  job->edits = g_ptr_array_ref (edits);
  cadre_window_act (window, "class", name, edit_job, job, class_job_free, done, user_data);
}

/**
 * cadre_class_actions_add:
 * @person_ids: (element-type gint64): who is to be in the class
 */
void
cadre_class_actions_add (CadreWindow *window,
                         gint64       class_id,
                         const char  *class_name,
                         GArray      *person_ids)
{
  ClassJob *job = class_job_new (class_id);
  g_autofree char *name = name_action (_("Add students to %s"), class_name);

  job->person_ids = g_array_ref (person_ids);
  cadre_window_act (window, "class", name, add_job, job, class_job_free, NULL, NULL);
}

/* ---- a class of the plan */

static gboolean
make_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  ClassJob *self = data;

  /* The line of the plan goes in, the class comes out. */
  self->class_id = cadre_training_plan_make_class (archive, self->class_id, error);
  return self->class_id != 0;
}

static void
made_cb (gboolean done,
         gpointer data,
         gpointer user_data)
{
  g_autoptr(CadreWindow) window = user_data;

  if (done)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-class", "x", ((ClassJob *) data)->class_id);
}

/**
 * cadre_class_actions_make_of_plan:
 * @plan_id: a line of the plan
 *
 * Makes a class of it and opens that.
 */
void
cadre_class_actions_make_of_plan (CadreWindow *window,
                                  gint64       plan_id)
{
  cadre_window_act (window, "class", _("Make a class of the plan"), make_job, class_job_new (plan_id), class_job_free,
                    made_cb, g_object_ref (window));
}
