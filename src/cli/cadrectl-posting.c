/* SPDX-License-Identifier: GPL-3.0-or-later */

/* posting: someone is sent to a village, a posting ends, is recalled; a batch
 * is proposed and sent. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-people.h"
#include "cadre-posting-proposal.h"
#include "cadre-units.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

/* What the words after the command say; those of all verbs. */
typedef struct
{
  char *since;
  char *until;
  char *document;
  char *end_document;
  char *reason;
  char *cause;
  char *detail;
  char *successor;
  char *expertise;
  char *as_of;
  double years;
  int below_age;
  gboolean tied;
  gboolean off_reserve;
  gboolean not_commended;
  gboolean ending;
  gboolean apply;
} Words;

static void
words_clear (Words *words)
{
  char *texts[] = { words->since, words->until, words->document, words->end_document, words->reason, words->cause,
                    words->detail, words->successor, words->expertise, words->as_of };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* As it is stored; what cannot be read is left for the archive to refuse. */
static void
take_date (char **text)
{
  CadreDate date;
  char *canonical;

  if (*text == NULL || !cadre_date_parse (*text, &date))
    return;

  canonical = cadre_date_format (&date, CADRE_DATE_ISO);
  g_free (*text);
  *text = canonical;
}

static gboolean
begin (CadreArchive  *archive,
       const Words   *words,
       const char    *person,
       gint64         unit_id,
       const char    *kind,
       GError       **error)
{
  const CadrePostingOrder order = {
    .person_id = cadre_people_identify (archive, person, error), .unit_id = unit_id, .kind = kind,
    .since = words->since, .term_years = words->years, .is_tied = words->tied, .document = words->document,
  };

  return order.person_id != 0 && cadre_posting_begin (archive, &order, error) != 0;
}

static gboolean
decide (CadreArchive  *archive,
        const Words   *words,
        gint64         posting_id,
        GError       **error)
{
  g_autoptr(GArray) proposed = cadre_posting_list_consequences (archive, posting_id, error);

  if (proposed == NULL)
    return FALSE;

  for (guint i = 0; i < proposed->len; i++)
    {
      CadrePostingConsequence consequence = g_array_index (proposed, CadrePostingConsequence, i);
      gboolean decided = consequence == CADRE_POSTING_LEAVES_RESERVE ? words->off_reserve : words->not_commended;

      if (decided && !cadre_posting_decide (archive, posting_id, consequence, error))
        return FALSE;
    }

  return TRUE;
}

/* Who comes next is sent to the same village, as what ends. */
static gboolean
begin_next (CadreArchive  *archive,
            const Words   *words,
            gint64         posting_id,
            GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  g_autofree char *kind = NULL;
  gint64 unit_id;

  row = cadre_archive_prepare (archive, "SELECT unit_id, kind FROM posting WHERE id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, posting_id);
  if (!cadre_statement_step (row, error))
    return FALSE;
  if (cadre_statement_is_null (row, 0))
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                           _("The posting that ends names no village; end it without --successor, and send who comes next by posting begin"));
      return FALSE;
    }

  unit_id = cadre_statement_get_int64 (row, 0);
  kind = cadre_statement_dup_text (row, 1);
  g_clear_pointer (&row, cadre_statement_free);
  return begin (archive, words, words->successor, unit_id, kind, error);
}

static gboolean
end (CadreArchive  *archive,
     const Words   *words,
     const char    *person,
     GError       **error)
{
  gint64 person_id = cadre_people_identify (archive, person, error);
  CadrePostingEnding ending = { .until = words->until, .reason = words->reason, .document = words->end_document,
                                .cause = words->cause, .detail = words->detail };

  ending.posting_id = person_id != 0 ? cadre_posting_find_current (archive, person_id, error) : 0;
  if (ending.posting_id == 0 || !cadre_posting_end (archive, &ending, error) ||
      !decide (archive, words, ending.posting_id, error))
    return FALSE;

  return words->successor == NULL || begin_next (archive, words, ending.posting_id, error);
}

/* ---- a batch */

static void
print_proposals (Cadrectl  *self,
                 GPtrArray *proposals)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  for (guint i = 0; i < proposals->len; i++)
    {
      const CadrePostingProposal *proposal = g_ptr_array_index (proposals, i);

      json_builder_begin_object (json);
      cadrectl_json_int (json, "unit", proposal->unit_id);
      cadrectl_json_text (json, "name", proposal->unit);
      cadrectl_json_text (json, "above", proposal->township);
      cadrectl_json_int (json, "person", proposal->person_id);
      cadrectl_json_text (json, "proposed", proposal->person);
      cadrectl_json_text (json, "post", proposal->post);
      cadrectl_json_text (json, "reasons", proposal->reasons);
      cadrectl_json_int (json, "fit", proposal->n_eligible);
      json_builder_end_object (json);
      if (!self->json)
        g_print ("%s\t%s\t%s\t%s\t%s\t%s\t%u\n", proposal->township != NULL ? proposal->township : "", proposal->unit,
                 proposal->standing, proposal->person != NULL ? proposal->person : "-",
                 proposal->post != NULL ? proposal->post : "", proposal->reasons != NULL ? proposal->reasons : "",
                 proposal->n_eligible);
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);
}

static gboolean
propose (Cadrectl      *self,
         CadreArchive  *archive,
         const Words   *words,
         GError       **error)
{
  CadrePostingCriteria criteria = {
    .as_of = cadre_date_today (), .ending_days = words->ending ? CADRE_COVERAGE_ENDING_DAYS : 0, .party_members = TRUE, .work_years = 2,
    .below_age = (guint) MAX (words->below_age, 0), .expertise = words->expertise,
  };
  const CadrePostingOrder order = {
    .kind = CADRE_FIRST_SECRETARY, .since = words->since, .term_years = words->years, .is_tied = words->tied,
    .document = words->document,
  };
  g_autoptr(GPtrArray) proposals = NULL;

  if (words->as_of != NULL && (!cadre_date_parse (words->as_of, &criteria.as_of) || !cadre_date_is_complete (&criteria.as_of)))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is not a day; write it as 2025-12-31"), words->as_of);
      return FALSE;
    }

  proposals = cadre_posting_propose (archive, &criteria, error);
  if (proposals == NULL)
    return FALSE;

  print_proposals (self, proposals);
  return !words->apply || cadre_posting_begin_all (archive, proposals, &order, NULL, error);
}

/* ---- the command */

static const struct
{
  const char *verb;
  const char *action;      /* msgid */
  int least, most;         /* words after the verb */
} verbs[] = {
  { "begin", N_("Post someone to a village"), 2, 2 },
  { "end", N_("End a posting"), 1, 1 },
  { "recall", N_("Recall someone"), 1, 1 },
  { "propose", N_("Post a batch to villages"), 0, 0 },
};

static gboolean
run_verb (Cadrectl      *self,
          CadreArchive  *archive,
          Words         *words,
          const char    *verb,
          char         **arguments,
          GError       **error)
{
  if (g_str_equal (verb, "begin"))
    {
      gint64 unit_id = cadre_units_identify (archive, arguments[1], error);

      return unit_id != 0 && begin (archive, words, arguments[0], unit_id, CADRE_FIRST_SECRETARY, error);
    }
  if (g_str_equal (verb, "propose"))
    return propose (self, archive, words, error);

  if (g_str_equal (verb, "recall"))
    {
      g_free (words->reason);
      words->reason = g_strdup (CADRE_POSTING_RECALL);
    }
  return end (archive, words, arguments[0], error);
}

static int
run (Cadrectl  *self,
     Words     *words,
     guint      verb,
     char     **arguments)
{
  gboolean writes = !g_str_equal (verbs[verb].verb, "propose") || words->apply;
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreArchive) archive = cadrectl_open (self, writes ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  g_autoptr(CadreAction) action = NULL;

  if (archive == NULL)
    return cadrectl_fail (error);

  take_date (&words->since);
  take_date (&words->until);
  if (writes)
    {
      action = cadre_action_begin (archive, "posting", _(verbs[verb].action), &error);
      if (action == NULL)
        return cadrectl_fail (error);
    }
  if (!run_verb (self, archive, words, verbs[verb].verb, arguments, &error) ||
      (writes && !cadre_action_commit (action, &error)))
    return cadrectl_fail (error);

  return 0;
}

int
cadrectl_posting (Cadrectl *self,
                  int       argc,
                  char    **argv)
{
  g_auto(Words) words = { .years = 2 };
  int status;
  const GOptionEntry entries[] = {
    { "since", 's', 0, G_OPTION_ARG_STRING, &words.since, N_("When who is sent begins"), N_("DATE") },
    { "years", 0, 0, G_OPTION_ARG_DOUBLE, &words.years, N_("The term in years; 2"), N_("YEARS") },
    { "tied", 0, 0, G_OPTION_ARG_NONE, &words.tied, N_("Until the village's status ends"), NULL },
    { "document", 'd', 0, G_OPTION_ARG_STRING, &words.document, N_("The document by which someone is sent"), N_("TEXT") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &words.until, N_("The last day or month in post"), N_("DATE") },
    { "reason", 'r', 0, G_OPTION_ARG_STRING, &words.reason, N_("Why it ends: 任满, 轮换, 提拔 …"), N_("REASON") },
    { "end-document", 0, 0, G_OPTION_ARG_STRING, &words.end_document, N_("The document by which it ends"), N_("TEXT") },
    { "cause", 'c', 0, G_OPTION_ARG_STRING, &words.cause, N_("The cause of a recall"), N_("CAUSE") },
    { "detail", 0, 0, G_OPTION_ARG_STRING, &words.detail, N_("What happened"), N_("TEXT") },
    { "off-reserve", 0, 0, G_OPTION_ARG_NONE, &words.off_reserve, N_("Decided: off the reserve"), NULL },
    { "not-commended", 0, 0, G_OPTION_ARG_NONE, &words.not_commended, N_("Decided: no commendation this year"), NULL },
    { "successor", 0, 0, G_OPTION_ARG_STRING, &words.successor, N_("Who comes next"), N_("PERSON") },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &words.as_of, N_("Propose as of this day; today"), N_("DATE") },
    { "ending", 0, 0, G_OPTION_ARG_NONE, &words.ending, N_("Propose, too, where terms end"), NULL },
    { "below-age", 0, 0, G_OPTION_ARG_INT, &words.below_age, N_("Propose only who is not yet so old"), N_("AGE") },
    { "expertise", 0, 0, G_OPTION_ARG_STRING, &words.expertise, N_("Propose first who knows this"), N_("WORDS") },
    { "apply", 0, 0, G_OPTION_ARG_NONE, &words.apply, N_("Send all who are proposed"), NULL },
    { NULL }
  };

  if (!cadrectl_parse ("posting begin PERSON UNIT|end PERSON|recall PERSON|propose",
                       _("Sends someone to a village, ends a posting, or proposes a batch."), entries, &argc, &argv, &status))
    return status;
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].verb))
      return cadrectl_argument_count ("posting", argc, verbs[i].least + 1, verbs[i].most + 1)
             ? run (self, &words, i, argv + 2) : 2;

  return cadrectl_usage (_("posting: say begin, end, recall or propose"));
}
