/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An archive and a sheet typed in the test itself. */

#pragma once

#include <glib/gstdio.h>

#include "cadre-plan.h"
#include "cadre-test.h"

typedef struct
{
  CadreTestArchive base;
  CadreCatalogue *catalogue;
  char *sheet;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  cadre_test_set_up (&self->base, data);
  self->catalogue = cadre_catalogue_new (self->base.archive, &error);
  g_assert_no_error (error);
  self->sheet = g_build_filename (self->base.folder, "表.csv", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->catalogue);
  g_free (self->sheet);
  cadre_test_tear_down (&self->base, data);
}

static CadrePlan *
plan_with (Fixture                *self,
           const char             *text,
           const CadrePlanRequest *wish)
{
  g_autoptr(GError) error = NULL;
  CadrePlanRequest request = *wish;
  CadrePlan *plan;

  g_file_set_contents (self->sheet, text, -1, &error);
  g_assert_no_error (error);
  request.path = self->sheet;
  plan = cadre_plan_new (self->base.archive, self->catalogue, &request, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

static CadrePlan *
plan (Fixture    *self,
      const char *kind,
      const char *text)
{
  return plan_with (self, text, &(CadrePlanRequest) { .kind = kind });
}

static CadrePlanResult
apply (Fixture   *self,
       CadrePlan *plan_to_apply)
{
  g_autoptr(GError) error = NULL;
  CadrePlanResult result;

  cadre_plan_apply (plan_to_apply, self->base.archive, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static void
take_in (Fixture    *self,
         const char *kind,
         const char *text)
{
  g_autoptr(CadrePlan) made = plan (self, kind, text);

  apply (self, made);
}

static void
assert_states (CadrePlan  *made,
               const char *expected)
{
  static const char letters[] = "ncsdrk";
  g_autoptr(GString) states = g_string_new (NULL);

  for (guint i = 0; i < cadre_plan_n_rows (made); i++)
    g_string_append_c (states, letters[g_bit_nth_lsf (cadre_plan_get_state (made, i), -1)]);
  g_assert_cmpstr (states->str, ==, expected);
}
