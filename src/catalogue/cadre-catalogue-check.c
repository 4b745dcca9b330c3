/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values of one record against each other. These are the rules of the
 * official tools (校核), which warn: a recognised birth may differ from the
 * identity card's, and a person decides. */

#define G_LOG_DOMAIN "cadre-catalogue"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-catalogue-private.h"
#include "cadre-id-number.h"

/* @later is at least @years after @earlier. */
static const struct
{
  const char *kind;
  const char *earlier;
  const char *later;
  int years;
  CadreRemarkLevel level;
} orders[] = {
  { "person", "birth", "work_start", 16, CADRE_REMARK_HINT },
  { "person", "birth", "party_joined", 18, CADRE_REMARK_HINT },
  { "person", "work_start", "post_since", 0, CADRE_REMARK_WARNING },
  { "person", "post_level_since", "post_since", 0, CADRE_REMARK_HINT },
  { "appointment", "since", "until", 0, CADRE_REMARK_WARNING },
  { "rank_history", "since", "until", 0, CADRE_REMARK_WARNING },
  { "education", "since", "until", 0, CADRE_REMARK_WARNING },
  { "education", "until", "degree_on", 0, CADRE_REMARK_HINT },
  { "resume_entry", "since", "until", 0, CADRE_REMARK_WARNING },
  { "reward", "decided_on", "effective_until", 0, CADRE_REMARK_WARNING },
  { "class", "since", "until", 0, CADRE_REMARK_WARNING },
  { "segment", "since", "until", 0, CADRE_REMARK_WARNING },
  { "study", "since", "until", 0, CADRE_REMARK_WARNING },
  { "posting", "since", "until", 0, CADRE_REMARK_WARNING },
  { "posting", "since", "planned_end", 0, CADRE_REMARK_WARNING },
  { "reserve", "since", "until", 0, CADRE_REMARK_WARNING },
  { "unit_status", "since", "until", 0, CADRE_REMARK_WARNING },
};

void
cadre_remark_free (CadreRemark *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

static void
add (GPtrArray        *remarks,
     const CadreField *field,
     CadreRemarkLevel  level,
     char             *text)
{
  CadreRemark *remark = g_new0 (CadreRemark, 1);

  remark->field = field;
  remark->level = level;
  remark->text = text;
  g_ptr_array_add (remarks, remark);
}

static gboolean
get_date (GHashTable *values,
          const char *key,
          CadreDate  *date)
{
  const char *text = g_hash_table_lookup (values, key);

  return text != NULL && *text != '\0' && cadre_date_parse (text, date);
}

/* To the precision that both have: 2016 is not before 2016-05. */
static gboolean
is_before (CadreDate a,
           CadreDate b)
{
  if (a.month == 0 || b.month == 0)
    a.month = b.month = a.day = b.day = 0;
  if (a.day == 0 || b.day == 0)
    a.day = b.day = 0;

  return cadre_date_compare (&a, &b) < 0;
}

static void
check_orders (const CadreRecordKind *kind,
              GHashTable            *values,
              GPtrArray             *remarks)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const CadreField *earlier, *later;
      CadreDate from, to;

      if (!g_str_equal (orders[i].kind, kind->key) || !get_date (values, orders[i].earlier, &from) ||
          !get_date (values, orders[i].later, &to))
        continue;

      from = cadre_date_add_months (&from, orders[i].years * 12);
      if (!is_before (to, from))
        continue;

      earlier = cadre_record_kind_get_field (kind, orders[i].earlier);
      later = cadre_record_kind_get_field (kind, orders[i].later);
      add (remarks, later, orders[i].level,
           orders[i].years == 0
             ? g_strdup_printf (_("“%s” is before “%s”; correct one of them"), later->label, earlier->label)
             : g_strdup_printf (_("“%s” is less than %d years after “%s”; look at both"), later->label,
                                orders[i].years, earlier->label));
    }
}

static void
check_id_number (const CadreRecordKind *kind,
                 GHashTable            *values,
                 GPtrArray             *remarks)
{
  const CadreField *field = cadre_record_kind_get_field (kind, "id_number");
  const char *number = field != NULL ? g_hash_table_lookup (values, "id_number") : NULL;
  const char *sex = g_hash_table_lookup (values, "sex");
  CadreDate birth, on_card;

  if (number == NULL || *number == '\0')
    return;

  on_card = cadre_id_number_get_birth (number);
  if (get_date (values, "birth", &birth) && on_card.year != 0 && (is_before (birth, on_card) || is_before (on_card, birth)))
    {
      g_autofree char *left = cadre_date_format (&on_card, CADRE_DATE_DOTTED);
      g_autofree char *right = cadre_date_format (&birth, CADRE_DATE_DOTTED);

      add (remarks, cadre_record_kind_get_field (kind, "birth"), CADRE_REMARK_WARNING,
           g_strdup_printf (_("the ID number says born %s, the record %s; keep the recognised one"), left, right));
    }

  if (sex != NULL && *sex != '\0' && cadre_id_number_get_sex (number) != NULL &&
      !g_str_equal (sex, cadre_id_number_get_sex (number)))
    add (remarks, cadre_record_kind_get_field (kind, "sex"), CADRE_REMARK_HINT,
         g_strdup_printf (_("the ID number says %s, the record %s; look at both"), cadre_id_number_get_sex (number), sex));
}

static void
check_ended (const CadreRecordKind *kind,
             GHashTable            *values,
             GPtrArray             *remarks)
{
  const char *until = g_hash_table_lookup (values, "until");

  if (g_str_equal (kind->key, "appointment") && g_strcmp0 (g_hash_table_lookup (values, "status"), "已免") == 0 &&
      (until == NULL || *until == '\0'))
    add (remarks, cadre_record_kind_get_field (kind, "until"), CADRE_REMARK_WARNING,
         g_strdup (_("the post has ended, but no date says when; fill it in")));
}

/**
 * cadre_catalogue_check_record:
 * @values: (element-type utf8 utf8): canonical texts of a whole record
 *
 * Looks at the values of a record together: the birth and sex that the ID
 * number says, dates that come before what they follow, ages at work and
 * party entry. None of these refuses a record.
 *
 * Returns: (transfer full) (element-type CadreRemark): what somebody should
 *   look at; empty where all is well
 */
GPtrArray *
cadre_catalogue_check_record (CadreCatalogue        *self,
                              const CadreRecordKind *kind,
                              GHashTable            *values)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_remark_free);

  check_id_number (kind, values, remarks);
  check_orders (kind, values, remarks);
  check_ended (kind, values, remarks);

  return remarks;
}
