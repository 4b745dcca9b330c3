/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree of units: counties with their departments, townships and villages. */

#define G_LOG_DOMAIN "cadre-sample"

#include "config.h"

#include <string.h>

#include "cadre-sample-private.h"

/* A county of this many people has this many units of each kind. */
#define COUNTY_PEOPLE 3000
#define COUNTY_TOWNSHIPS 14
#define COUNTY_VILLAGES 580

/* 271 of its villages must have a first secretary, 51 of them 软弱涣散村. */
#define COUNTY_COVERED 271
#define COUNTY_WEAK 51

static const char *const industries[] = { "茶叶", "莼菜", "山药", "黄连", "高山蔬菜", "生猪", "肉牛", "烟叶", "乡村旅游", "中药材" };

typedef struct
{
  CadreSample *sample;
  int county;
  const char *county_name;
  const char *county_path;
  gint64 county_id;
  int n_people;
  int n_departments;
  int n_townships;
  int n_villages;
  int n_covered;
  int n_weak;
  int village;          /* villages made so far */
} County;

static SampleUnit *
add_unit (CadreSample     *self,
          SampleUnitKind   kind,
          int              county,
          int              n_people,
          char            *name,
          const char      *short_name)
{
  SampleUnit *unit = g_new0 (SampleUnit, 1);

  unit->kind = kind;
  unit->county = county;
  unit->n_people = n_people;
  unit->name = name;
  unit->short_name = g_strdup (short_name);
  g_ptr_array_add (self->units, unit);

  return unit;
}

static gboolean
insert_unit (CadreSample  *self,
             SampleUnit   *unit,
             gint64        parent_id,
             int           position,
             const char   *path,
             const char   *kind,
             const char   *level,
             GError      **error)
{
  g_autofree char *code = g_strdup_printf ("4298%02d.%s", unit->county % 100 + 1, path);
  g_autofree char *division = g_strdup_printf ("4298%02d", unit->county % 100 + 1);

  unit->parent_id = parent_id;
  return _cadre_sample_insert (self, SAMPLE_ROW_UNIT, &unit->id, error, "uIittttttt",
                               parent_id, (gint64) position, path, unit->name, unit->short_name, code, kind, level,
                               division);
}

/* The share of the @i-th of @n when @total is dealt out evenly. */
static int
share (int total,
       int i,
       int n)
{
  return (int) ((gint64) total * (i + 1) / n - (gint64) total * i / n);
}

static gboolean
add_departments (County  *county,
                 int      n_people,
                 GError **error)
{
  CadreSample *self = county->sample;

  for (int i = 0; i < county->n_departments; i++)
    {
      g_auto(GStrv) fields = g_strsplit (self->words.departments[i], "|", -1);
      g_autoptr(GString) name = g_string_new (fields[0]);
      g_autofree char *path = g_strdup_printf ("%s%05d.", county->county_path, i + 1);
      SampleUnit *unit;

      if (g_strv_length (fields) != 4)
        continue;

      g_string_replace (name, "@", county->county_name, 0);
      unit = add_unit (self, SAMPLE_UNIT_DEPARTMENT, county->county, share (n_people, i, county->n_departments),
                       g_strdup (name->str), fields[1]);
      unit->is_institution = g_str_equal (fields[2], "事业单位");
      if (!insert_unit (self, unit, county->county_id, i + 1, path, fields[2], fields[3], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_village_years (CadreSample  *self,
                   gint64        unit_id,
                   gboolean      poor,
                   GError      **error)
{
  static const int years[] = { 2016, 2017, 2024, 2025 };
  int households = _cadre_sample_between (self, 180, 900);
  int people = households * _cadre_sample_between (self, 30, 40) / 10;
  int income = _cadre_sample_between (self, 20, 90);
  const char *industry = industries[_cadre_sample_below (self, G_N_ELEMENTS (industries))];

  for (guint i = poor ? 0 : 2; i < G_N_ELEMENTS (years); i++)
    {
      int poor_households = poor && years[i] < 2020 ? households * (2030 - years[i]) / 60 : 0;

      if (!_cadre_sample_insert (self, SAMPLE_ROW_UNIT_YEAR, NULL, error, "iiiiiidt", unit_id, (gint64) years[i],
                                 (gint64) households, (gint64) people, (gint64) poor_households,
                                 (gint64) poor_households * 3, (income + 5 * (int) i) / 10.0, industry))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_status (CadreSample  *self,
            gint64        unit_id,
            const char   *status,
            const char   *since,
            const char   *until,
            GError      **error)
{
  return _cadre_sample_insert (self, SAMPLE_ROW_UNIT_STATUS, NULL, error, "ittttiI", unit_id, status, since, until,
                               "县组文〔2015〕18号", (gint64) 1, (gint64) 0);
}

/* The poor villages first, then the weak ones of 2015, then those of 2024. */
static gboolean
add_village_statuses (County  *county,
                      gint64   unit_id,
                      int      v,
                      GError **error)
{
  CadreSample *self = county->sample;
  int n_poor = county->n_covered - county->n_weak;

  if (county->county != 0)
    return TRUE;
  if (v < n_poor)
    return add_status (self, unit_id, "建档立卡贫困村", "2014-01", "2020-12", error) &&
           add_status (self, unit_id, "脱贫村", "2021-01", NULL, error);
  if (v < county->n_covered)
    return add_status (self, unit_id, "软弱涣散村", "2015-03", "2018-12", error);
  if (v < county->n_covered + county->n_weak)
    return add_status (self, unit_id, "软弱涣散村", "2024-03", NULL, error);

  return TRUE;
}

static char *
village_name (CadreSample *self,
              GHashTable  *taken)
{
  int n_heads = (int) g_strv_length (self->words.village_heads);
  int n_tails = (int) g_strv_length (self->words.village_tails);

  for (int attempt = 0;; attempt++)
    {
      char *name = g_strconcat (self->words.village_heads[_cadre_sample_below (self, n_heads)],
                                attempt > 20 ? self->words.village_heads[_cadre_sample_below (self, n_heads)] : "",
                                self->words.village_tails[_cadre_sample_below (self, n_tails)], "村", NULL);

      /* Two villages of one name in a township would be one too many. */
      if (attempt > 100 || g_hash_table_add (taken, g_strdup (name)))
        return name;
      g_free (name);
    }
}

static gboolean
add_villages (County            *county,
              const SampleUnit  *township,
              const char        *township_path,
              int                n_villages,
              int                n_people,
              GError           **error)
{
  CadreSample *self = county->sample;
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int n_poor = county->n_covered - county->n_weak;

  for (int i = 0; i < n_villages; i++, county->village++)
    {
      g_autofree char *name = village_name (self, taken);
      g_autofree char *path = g_strdup_printf ("%s%05d.", township_path, i + 1);
      gboolean poor = county->county == 0 && county->village < n_poor;
      SampleUnit *unit = add_unit (self, SAMPLE_UNIT_VILLAGE, county->county, share (n_people, i, n_villages),
                                   g_strconcat (township->short_name, name, NULL), name);

      if (!insert_unit (self, unit, township->id, i + 1, path, "村", NULL, error) ||
          !add_village_statuses (county, unit->id, county->village, error) ||
          !add_village_years (self, unit->id, poor, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_townships (County  *county,
               int      n_people,
               int      n_village_people,
               GError **error)
{
  CadreSample *self = county->sample;
  int n = county->n_townships;

  for (int i = 0; i < n; i++)
    {
      const char *name = self->words.townships[(county->county * 5 + i) % self->words.n_townships];
      g_autofree char *path = g_strdup_printf ("%s%05d.", county->county_path, county->n_departments + i + 1);
      SampleUnit *unit = add_unit (self, SAMPLE_UNIT_TOWNSHIP, county->county, share (n_people, i, n),
                                   g_strdup_printf ("%s县%s", county->county_name, name), name);

      if (!insert_unit (self, unit, county->county_id, county->n_departments + i + 1, path, "乡镇", "乡、科级", error) ||
          !add_villages (county, unit, path, share (county->n_villages, i, n), share (n_village_people, i, n), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_county (County      *county,
            gint64       parent_id,
            const char  *parent_path,
            GError     **error)
{
  CadreSample *self = county->sample;
  g_autofree char *path = g_strdup_printf ("%s%05d.", parent_path, county->county + 1);
  int n_leaders = MAX (1, county->n_people * 12 / 1000);
  int n_departments = county->n_people * 38 / 100;
  int n_townships = county->n_people * 14 / 100;
  SampleUnit *unit;

  county->county_path = path;
  unit = add_unit (self, SAMPLE_UNIT_COUNTY, county->county, n_leaders,
                   g_strdup_printf ("%s县", county->county_name), county->county_name);
  if (!insert_unit (self, unit, parent_id, county->county + 1, path, "领导机构", "县、处级", error))
    return FALSE;
  county->county_id = unit->id;

  return add_departments (county, n_departments, error) &&
         add_townships (county, n_townships, county->n_people - n_leaders - n_departments - n_townships, error);
}

static int
scaled (int whole,
        int n_people,
        int least)
{
  return CLAMP (whole * n_people / COUNTY_PEOPLE, least, whole);
}

/*
 * _cadre_sample_add_units:
 *
 * One county up to 3,000 people, smaller ones with fewer units; above that
 * as many counties as it takes, under one prefecture.
 */
gboolean
_cadre_sample_add_units (CadreSample  *self,
                         guint         n_people,
                         GError      **error)
{
  int n_counties = MAX (1, ((int) n_people + COUNTY_PEOPLE / 2) / COUNTY_PEOPLE);
  const char *parent_path = "";
  gint64 parent_id = 0;

  self->n_counties = n_counties;
  if (n_counties > 1)
    {
      SampleUnit *prefecture = add_unit (self, SAMPLE_UNIT_COUNTY, 0, 0, g_strdup ("清云州"), "清云");

      parent_path = "00001.";
      if (!insert_unit (self, prefecture, 0, 1, parent_path, "领导机构", "地、厅、司、局级", error))
        return FALSE;
      parent_id = prefecture->id;
    }

  for (int i = 0; i < n_counties; i++)
    {
      g_autofree char *name = NULL;
      int n = share ((int) n_people, i, n_counties);
      County county = {
        .sample = self, .county = i, .n_people = n,
        .n_departments = scaled (self->words.n_departments, n, 4),
        .n_townships = scaled (COUNTY_TOWNSHIPS, n, 2),
        .n_villages = scaled (COUNTY_VILLAGES, n, 4),
        .n_covered = scaled (COUNTY_COVERED, n, 2),
        .n_weak = scaled (COUNTY_WEAK, n, 1),
      };

      name = g_strdup (self->words.counties[i % self->words.n_counties]);
      county.county_name = name;
      if (!add_county (&county, parent_id, parent_path, error))
        return FALSE;
    }

  return TRUE;
}
