/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-round-ask"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-ask.h"
#include "cadre-round-actions.h"
#include "cadre-round-ask.h"

/* What is done once the answers are there, and to what. */
typedef struct
{
  CadreWindow *window;
  CadreRoundVerb verb;
  gint64 id;
} Asked;

static Asked *
asked_new (CadreWindow    *window,
           CadreRoundVerb  verb,
           gint64          id)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->window = g_object_ref (window);
  asked->verb = verb;
  asked->id = id;
  return asked;
}

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->window);
  g_free (asked);
}

/* A trial that was made is what one wants to see. */
static void
done_cb (gboolean done,
         gpointer data,
         gpointer user_data)
{
  g_autoptr(CadreWindow) window = user_data;

  if (done && cadre_round_actions_get_made (data) != 0)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-trial", "x", cadre_round_actions_get_made (data));
}

static void
answered_cb (const char * const *answers,
             gpointer            user_data)
{
  Asked *asked = user_data;

  cadre_round_actions_do (asked->window, asked->verb, asked->id, answers, done_cb, g_object_ref (asked->window));
}

static void
ask (CadreWindow         *window,
     CadreRoundVerb       verb,
     gint64               id,
     const char          *heading,
     const char          *body,
     const char          *accept,
     const CadreQuestion *questions,
     guint                n_questions)
{
  cadre_ask (GTK_WINDOW (window), heading, body, accept, questions, n_questions, answered_cb, asked_new (window, verb, id), asked_free);
}

/* ---- the cap */

/* The words of the schema, in the order of the choices. */
static const char *const rounding_words[] = { "down", "nearest", "up" };
static const char *const pool_words[] = { "unit", "all" };
static const char *const rounding_choices[] = { N_("Down"), N_("To the Nearest"), N_("Up") };
static const char *const pool_choices[] = { N_("In Each Unit"), N_("All Together") };

static const char *
find_word (const char        *choice,
           const char *const *choices,
           const char *const *words,
           guint              n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (choice, _(choices[i])))
      return words[i];

  return words[0];
}

static const char *
find_choice (const char        *word,
             const char *const *choices,
             const char *const *words,
             guint              n)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return _(choices[i]);

  return _(choices[0]);
}

static void
cap_answered_cb (const char * const *answers,
                 gpointer            user_data)
{
  Asked *asked = user_data;
  const char *texts[] = { answers[0], answers[1],
                          find_word (answers[2], rounding_choices, rounding_words, G_N_ELEMENTS (rounding_words)),
                          find_word (answers[3], pool_choices, pool_words, G_N_ELEMENTS (pool_words)), NULL };

  cadre_round_actions_do (asked->window, CADRE_ROUND_DO_CAP, asked->id, texts, NULL, NULL);
}

/**
 * cadre_round_ask_cap:
 * @info: a round or trial
 *
 * Asks for another cap of the highest grade, and takes it.
 */
void
cadre_round_ask_cap (CadreWindow          *window,
                             const CadreRoundInfo *info)
{
  const char *roundings[] = { _(rounding_choices[0]), _(rounding_choices[1]), _(rounding_choices[2]), NULL };
  const char *pools[] = { _(pool_choices[0]), _(pool_choices[1]), NULL };
  g_autofree char *percent = g_strdup_printf ("%g", info->cap * 100);
  const CadreQuestion questions[] = {
    { _("Percent of Those Who Take Part"), percent, NULL, TRUE },
    { _("Approval for More than 20 %"), info->cap_approval, NULL, FALSE },
    { _("Rounding"), find_choice (info->cap_rounding, rounding_choices, rounding_words, G_N_ELEMENTS (rounding_words)), roundings, TRUE },
    { _("Shared Out"), find_choice (info->cap_pool, pool_choices, pool_words, G_N_ELEMENTS (pool_words)), pools, TRUE },
  };

  cadre_ask (GTK_WINDOW (window), _("Cap of the Highest Grade"), NULL, _("_Change"), questions, G_N_ELEMENTS (questions),
             cap_answered_cb, asked_new (window, CADRE_ROUND_DO_CAP, info->id), asked_free);
}

/* ---- the rest */

/**
 * cadre_round_ask_lock:
 *
 * Asks for the approval's number, and locks the round.
 */
void
cadre_round_ask_lock (CadreWindow          *window,
                      const CadreRoundData *data)
{
  const CadreQuestion questions[] = { { _("Number of the Approval"), NULL, NULL, TRUE } };

  ask (window, CADRE_ROUND_DO_LOCK, data->round_id, _("Lock the Results?"),
       data->scheme->into_archive ? _("They become the year's assessments in everybody's archive.")
                                  : _("The scheme keeps them out of the archive of each person."),
       _("_Lock"), questions, G_N_ELEMENTS (questions));
}

/**
 * cadre_round_ask_reopen:
 *
 * Asks for the reason, and re-opens a locked round.
 */
void
cadre_round_ask_reopen (CadreWindow *window,
                        gint64       round_id)
{
  const CadreQuestion questions[] = { { _("Reason"), NULL, NULL, TRUE } };

  ask (window, CADRE_ROUND_DO_REOPEN, round_id, _("Re-open the Round?"),
       _("The locked results are kept, and stand in the archive until the round is locked again."), _("_Re-open"), questions,
       G_N_ELEMENTS (questions));
}

/**
 * cadre_round_ask_trial:
 *
 * Asks for a name, begins a trial and opens it.
 */
void
cadre_round_ask_trial (CadreWindow          *window,
                       const CadreRoundData *data)
{
  g_autofree char *name = g_strdup_printf (_("Trial %u"), data->trials->len + 1);
  const CadreQuestion questions[] = { { _("What It Is Called"), name, NULL, TRUE } };

  ask (window, CADRE_ROUND_DO_TRY, data->round_id, _("Try Other Weights or Another Cap"),
       _("The round stays as it is until you keep the trial."), _("_Begin"), questions, G_N_ELEMENTS (questions));
}

/**
 * cadre_round_ask_set_aside:
 *
 * Asks as what and why somebody does not take part.
 */
void
cadre_round_ask_set_aside (CadreWindow            *window,
                           const CadreRoundData   *data,
                           const CadreRoundResult *person)
{
  g_autofree char *heading = g_strdup_printf (_("%s Does Not Take Part"), person->name);
  const CadreQuestion questions[] = {
    { _("Conclusion"), person->outside_as, (const char * const *) data->outside_words, TRUE },
    { _("Reason"), person->reason, NULL, TRUE },
  };

  ask (window, CADRE_ROUND_DO_SET_ASIDE, person->participant_id, heading, NULL, _("_Set Aside"), questions, G_N_ELEMENTS (questions));
}

static GStrv
list_grades (const CadreScheme *scheme)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < scheme->grades->len; i++)
    {
      const CadreGradeLine *line = g_ptr_array_index (scheme->grades, i);

      g_strv_builder_add (words, line->civil_servant);
      if (g_strcmp0 (line->civil_servant, line->other) != 0)
        g_strv_builder_add (words, line->other);
    }

  return g_strv_builder_end (words);
}

/**
 * cadre_round_ask_decide:
 *
 * Asks for the grade that people decided, the reason and the document.
 */
void
cadre_round_ask_decide (CadreWindow            *window,
                        const CadreRoundData   *data,
                        const CadreRoundResult *person)
{
  g_auto(GStrv) grades = list_grades (data->scheme);
  g_autofree char *heading = g_strdup_printf (_("Decide the Grade of %s"), person->name);
  g_autofree char *body = g_strdup_printf (_("Computed: %s, with %.2f"), person->grade_computed, person->total);
  const CadreQuestion questions[] = {
    { _("Grade"), person->grade, (const char * const *) grades, TRUE },
    { _("Reason"), person->decided_reason, NULL, TRUE },
    { _("Number of the Document"), person->decided_document, NULL, FALSE },
  };

  ask (window, CADRE_ROUND_DO_DECIDE, person->participant_id, heading, body, _("_Decide"), questions, G_N_ELEMENTS (questions));
}
