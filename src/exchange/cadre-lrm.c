/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The older form, .lrm with its photo in a .pic beside it: one record of GBK
 * text, "v0","v1",…, in which quotes are not escaped and values have line
 * breaks. So it is split at "," and not read as CSV. */

#define G_LOG_DOMAIN "cadre-lrm"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-lrmx-private.h"

#define MAX_LRM_BYTES (1024 * 1024)
#define MAX_PIC_BYTES (8 * 1024 * 1024)
#define MIN_VALUES 31

/* The elements of the newer form, by the value's place; NULL: no such one,
 * or one that is several (9 and 10: education; 20 to 24: the family). */
static const char * const places[] = {
  "XingMing", "XingBie", "ChuShengNianYue", "MinZu", "JiGuan", "RuDangShiJian", "JianKangZhuangKuang", "ChuShengDi",
  "CanJiaGongZuoShiJian", NULL, NULL, "ZhuanYeJiShuZhiWu", NULL, NULL, NULL, NULL, "ShuXiZhuanYeYouHeZhuanChang",
  "JianLi", "JiangChengQingKuang", "NianDuKaoHeJieGuo", NULL, NULL, NULL, NULL, NULL, "XianRenZhiWu", "NiRenZhiWu",
  "NiMianZhiWu", "RenMianLiYou", "ChengBaoDanWei", "JiSuanNianLingShiJian", "TianBiaoRen", "TianBiaoShiJian",
  "ShenFenZheng",
};

/* Value 9: full-time education and degree, in-service education and degree;
 * value 10 the schools of the same. */
static const char * const educations[] = {
  "QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei",
};
static const char * const schools[] = {
  "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
  "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
};

#define EDUCATION_PLACE 9
#define SCHOOL_PLACE 10
#define FAMILY_PLACE 20
#define N_FAMILY_PLACES 5

static void
set_parts (CadreLrmx          *form,
           const char         *value,
           const char * const *names)
{
  g_auto(GStrv) parts = g_strsplit_set (value, "#@", 4);

  for (guint i = 0; parts[i] != NULL; i++)
    cadre_lrmx_set (form, names[i], g_strstrip (parts[i]));
}

static void
set_family (CadreLrmx  *form,
            char      **values)
{
  g_autoptr(GPtrArray) relatives = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_lrmx_relative_free);
  char **columns[N_FAMILY_PLACES];
  guint n[N_FAMILY_PLACES];

  for (guint i = 0; i < N_FAMILY_PLACES; i++)
    {
      columns[i] = g_strsplit (values[FAMILY_PLACE + i], "@", -1);
      n[i] = g_strv_length (columns[i]);
    }

#define AT(column, row) (row < n[column] ? g_strstrip (columns[column][row]) : "")
  for (guint row = 0; row < n[1]; row++)
    if (*AT (0, row) != '\0' || *AT (1, row) != '\0')
      g_ptr_array_add (relatives, cadre_lrmx_relative_new (AT (0, row), AT (1, row), AT (2, row), AT (3, row), AT (4, row)));
#undef AT

  cadre_lrmx_set_relatives (form, relatives);
  for (guint i = 0; i < N_FAMILY_PLACES; i++)
    g_strfreev (columns[i]);
}

/* Without its outer quotes, split where the inner ones meet. */
static char **
split_values (const char *text)
{
  g_autofree char *record = g_strstrip (g_strdup (text));
  gsize length = strlen (record);

  if (length < 2 || record[0] != '"' || record[length - 1] != '"')
    return NULL;

  record[length - 1] = '\0';
  return g_strsplit (record + 1, "\",\"", -1);
}

static GBytes *
load_photo (const char *path)
{
  const char *dot = strrchr (path, '.');
  g_autofree char *base = g_strndup (path, dot != NULL ? (gsize) (dot - path) : strlen (path));
  static const char * const suffixes[] = { ".pic", ".PIC", ".Pic" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *pic = g_strconcat (base, suffixes[i], NULL);
      GBytes *photo = _cadre_lrmx_load (pic, MAX_PIC_BYTES, NULL);

      if (photo != NULL)
        return photo;
    }

  return NULL;
}

static void
fill_form (CadreLrmx  *form,
           char      **values,
           guint       n_values)
{
  for (guint i = 0; i < MIN (n_values, G_N_ELEMENTS (places)); i++)
    if (places[i] != NULL)
      {
        /* The résumé's margins mean something. */
        if (!g_str_equal (places[i], "JianLi"))
          g_strstrip (values[i]);
        cadre_lrmx_set (form, places[i], values[i]);
      }

  set_parts (form, values[EDUCATION_PLACE], educations);
  set_parts (form, values[SCHOOL_PLACE], schools);
  set_family (form, values);
}

/**
 * cadre_lrmx_read_lrm:
 * @path: a .lrm file; a .pic of the same name is its photo
 *
 * Returns: (transfer full): the form in the newer one's terms, or %NULL with
 *   @error set
 */
CadreLrmx *
cadre_lrmx_read_lrm (const char  *path,
                     GError     **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr(GBytes) bytes = _cadre_lrmx_load (path, MAX_LRM_BYTES, error);
  g_autofree char *text = NULL;
  g_auto(GStrv) values = NULL;
  g_autoptr(GBytes) photo = NULL;
  CadreLrmx *form;
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  text = g_convert (data, (gssize) size, "UTF-8", "GB18030", NULL, NULL, NULL);
  values = text != NULL ? split_values (text) : NULL;
  if (values == NULL || g_strv_length (values) < MIN_VALUES)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                   _("%s: this is not a form of the 任免表编辑器; save it anew there and try again"), name);
      return NULL;
    }

  form = cadre_lrmx_new ();
  fill_form (form, values, g_strv_length (values));
  photo = load_photo (path);
  cadre_lrmx_set_photo (form, photo);

  return form;
}
