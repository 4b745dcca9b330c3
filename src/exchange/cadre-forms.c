/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Appointment forms read as sheets: one form (.lrmx or .lrm), or a folder of
 * them, is a workbook of two sheets, the people and their families, with the
 * heads that the catalogue knows. So a form goes the way of every other sheet:
 * matched, planned, decided on, applied. The photo and the whole form, for what
 * has no field, are cells too: of the names that they will be kept under. */

#define G_LOG_DOMAIN "cadre-forms"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-content.h"
#include "cadre-date.h"
#include "cadre-forms-private.h"
#include "cadre-name.h"
#include "cadre-workbook-private.h"

#define PARTY "RuDangShiJian"

/* The columns of the people: the form's element and the head it gets. */
static const struct
{
  const char *element;
  const char *head;
  gboolean date_only;     /* left out where the text is no date: 民建 */
} people_columns[] = {
  { "XingMing", "姓名", FALSE },
  { "ShenFenZheng", "身份证号", FALSE },
  { "XingBie", "性别", FALSE },
  { "ChuShengNianYue", "出生年月", FALSE },
  { "MinZu", "民族", FALSE },
  { "JiGuan", "籍贯", FALSE },
  { "ChuShengDi", "出生地", FALSE },
  { PARTY, "入党时间", TRUE },
  { PARTY, "入党时间文字", FALSE },
  { "CanJiaGongZuoShiJian", "参加工作时间", FALSE },
  { "JianKangZhuangKuang", "健康状况", FALSE },
  { "ZhuanYeJiShuZhiWu", "专业技术职务", FALSE },
  { "ShuXiZhuanYeYouHeZhuanChang", "熟悉专业有何特长", FALSE },
  { "QuanRiZhiJiaoYu_XueLi", "全日制学历", FALSE },
  { "QuanRiZhiJiaoYu_XueWei", "全日制学位", FALSE },
  { "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "全日制毕业院校及专业", FALSE },
  { "ZaiZhiJiaoYu_XueLi", "在职学历", FALSE },
  { "ZaiZhiJiaoYu_XueWei", "在职学位", FALSE },
  { "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "在职毕业院校及专业", FALSE },
  { "XianRenZhiWu", "工作单位及职务", FALSE },
  { "JianLi", "简历", FALSE },
  { "JiangChengQingKuang", "奖惩综述", FALSE },
  { "NianDuKaoHeJieGuo", "年度考核结果综述", FALSE },
};

/* The last columns: files, by the names that the archive will keep them under. */
static const char * const file_heads[CADRE_FORM_N_FILES] = { "照片文件", "任免审批表文件" };

static const char * const family_heads[] = {
  "姓名", "身份证号", "本人出生年月", "称谓", "家庭成员姓名", "出生日期", "政治面貌", "工作单位及职务",
};

enum
{
  SHEET_PEOPLE,
  SHEET_FAMILY,
};

typedef struct
{
  CadreReader parent;
  GPtrArray *paths;       /* (element-type filename) */
} FormsReader;

/* The sheet on its way to the visitor. */
typedef struct
{
  const CadreSheetVisitor *visitor;
  gpointer user_data;
  guint32 row;
  gboolean stopped;
} Telling;

static gboolean
is_form_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".lrmx") || g_str_has_suffix (lower, ".lrm");
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* A form and where it comes in the order of a list of names. */
typedef struct
{
  char *path;
  guint place;
} Placed;

/* Which of @names, in normal form, a file's name begins with: 张三.lrmx,
 * 张三4228….lrmx. The longest: 王小 is not 王小明. */
static guint
find_place (const char         *path,
            const char * const *names)
{
  g_autofree char *base = g_filename_display_basename (path);
  g_autofree char *key = cadre_head_normalize (base);
  gsize longest = 0;
  guint place = G_MAXUINT;

  for (guint i = 0; names[i] != NULL; i++)
    {
      gsize length = strlen (names[i]);

      if (length > longest && g_str_has_prefix (key, names[i]))
        {
          longest = length;
          place = i;
        }
    }

  return place;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Placed *left = a, *right = b;

  return left->place != right->place ? (left->place < right->place ? -1 : 1) : strcmp (left->path, right->path);
}

static void
sort_by_names (GPtrArray          *paths,
               const char * const *order)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));

  for (guint i = 0; order[i] != NULL; i++)
    g_ptr_array_add (names, cadre_head_normalize (order[i]));
  g_ptr_array_add (names, NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      Placed one = { paths->pdata[i], find_place (paths->pdata[i], (const char * const *) names->pdata) };

      g_array_append_val (placed, one);
    }
  g_array_sort (placed, compare_places);
  for (guint i = 0; i < paths->len; i++)
    paths->pdata[i] = g_array_index (placed, Placed, i).path;
}

/*
 * cadre_forms_find:
 * @order: (nullable): names of people
 *
 * Returns: (transfer full) (element-type filename): @path itself, or the forms
 *   in it where it is a folder: those of @order in its order, the others after
 *   them by name
 */
GPtrArray *
cadre_forms_find (const char         *path,
                  const char * const *order)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  if (folder == NULL)
    {
      g_ptr_array_add (paths, g_strdup (path));
      return paths;
    }

  while ((name = g_dir_read_name (folder)) != NULL)
    if (is_form_name (name))
      g_ptr_array_add (paths, g_build_filename (path, name, NULL));
  if (order != NULL)
    sort_by_names (paths, order);
  else
    g_ptr_array_sort (paths, compare_paths);

  return paths;
}

static gboolean
forms_open (CadreReader   *reader,
            GCancellable  *cancellable,
            GError       **error)
{
  FormsReader *self = (FormsReader *) reader;

  self->paths = cadre_forms_find (reader->path, reader->order);
  g_ptr_array_add (reader->sheets, cadre_sheet_info_new ("人员", FALSE));
  g_ptr_array_add (reader->sheets, cadre_sheet_info_new ("家庭成员", FALSE));

  return TRUE;
}

static void
forms_clear (CadreReader *reader)
{
  g_clear_pointer (&((FormsReader *) reader)->paths, g_ptr_array_unref);
}

static void
begin_row (Telling *telling)
{
  if (telling->visitor->row != NULL && !telling->visitor->row (telling->row, FALSE, telling->user_data))
    telling->stopped = TRUE;
}

static void
tell_cell (Telling    *telling,
           guint32     column,
           const char *text)
{
  CadreCell cell = { .type = CADRE_CELL_TEXT, .row = telling->row, .column = column, .text = text };

  if (text == NULL || *text == '\0' || telling->stopped)
    return;
  if (!telling->visitor->cell (&cell, telling->user_data))
    telling->stopped = TRUE;
}

static void
tell_heads (Telling *telling,
            int      sheet)
{
  begin_row (telling);
  if (sheet == SHEET_PEOPLE)
    for (guint i = 0; i < G_N_ELEMENTS (people_columns); i++)
      tell_cell (telling, i, people_columns[i].head);
  for (guint i = 0; sheet == SHEET_PEOPLE && i < CADRE_FORM_N_FILES; i++)
    tell_cell (telling, G_N_ELEMENTS (people_columns) + i, file_heads[i]);
  if (sheet == SHEET_FAMILY)
    for (guint i = 0; i < G_N_ELEMENTS (family_heads); i++)
      tell_cell (telling, i, family_heads[i]);
  telling->row++;
}

static gboolean
is_date (const char *text)
{
  CadreDate date;

  return text != NULL && cadre_date_parse (text, &date) && date.year > 0;
}

static void
tell_person (Telling   *telling,
             CadreLrmx *form)
{
  begin_row (telling);
  for (guint i = 0; i < G_N_ELEMENTS (people_columns); i++)
    {
      const char *text = cadre_lrmx_get (form, people_columns[i].element);

      if (!people_columns[i].date_only || is_date (text))
        tell_cell (telling, i, text);
    }
  for (guint i = 0; i < CADRE_FORM_N_FILES; i++)
    {
      g_autoptr(GBytes) file = _cadre_forms_get_file (form, i, NULL);
      g_autofree char *hash = file != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file) : NULL;

      tell_cell (telling, G_N_ELEMENTS (people_columns) + i, hash);
    }
  telling->row++;
}

static void
tell_family (Telling   *telling,
             CadreLrmx *form)
{
  GPtrArray *relatives = cadre_lrmx_get_relatives (form);

  for (guint i = 0; i < relatives->len && !telling->stopped; i++)
    {
      const CadreLrmxRelative *relative = g_ptr_array_index (relatives, i);
      const char *texts[] = {
        cadre_lrmx_get (form, "XingMing"), cadre_lrmx_get (form, "ShenFenZheng"), cadre_lrmx_get (form, "ChuShengNianYue"),
        relative->relation, relative->name, relative->birth, relative->political_status, relative->post,
      };

      begin_row (telling);
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        tell_cell (telling, j, texts[j]);
      telling->row++;
    }
}

/* What pictures begin with. */
static const struct
{
  const char *magic;
  gsize length;
  const char *media;
} pictures[] = {
  { "\xff\xd8\xff", 3, "image/jpeg" },
  { "\x89PNG\r\n\x1a\n", 8, "image/png" },
  { "BM", 2, "image/bmp" },
  { "GIF8", 4, "image/gif" },
};

static const char *
get_picture_media (GBytes *photo)
{
  gsize size;
  const char *data = photo != NULL ? g_bytes_get_data (photo, &size) : NULL;

  for (guint i = 0; data != NULL && i < G_N_ELEMENTS (pictures); i++)
    if (size > pictures[i].length && memcmp (data, pictures[i].magic, pictures[i].length) == 0)
      return pictures[i].media;

  return NULL;
}

/*
 * _cadre_forms_get_file:
 * @media: (out) (optional): its media type
 *
 * Returns: (transfer full) (nullable): what of a form is kept as a file; %NULL
 *   where the form has no photo, or none that is a picture
 */
GBytes *
_cadre_forms_get_file (CadreLrmx      *form,
                       CadreFormFile   which,
                       const char    **media)
{
  GBytes *photo = cadre_lrmx_get_photo (form);
  const char *found = which == CADRE_FORM_FILE_WHOLE ? CADRE_FORM_MEDIA : get_picture_media (photo);

  if (media != NULL)
    *media = found;
  if (which == CADRE_FORM_FILE_WHOLE)
    return cadre_lrmx_to_bytes (form);

  return found != NULL ? g_bytes_ref (photo) : NULL;
}

static CadreLrmx *
read_form (const char  *path,
           GError     **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".lrm") ? cadre_lrmx_read_lrm (path, error) : cadre_lrmx_read (path, error);
}

static gboolean
forms_read (CadreReader              *reader,
            int                       sheet,
            const CadreSheetVisitor  *visitor,
            gpointer                  user_data,
            GCancellable             *cancellable,
            GError                  **error)
{
  FormsReader *self = (FormsReader *) reader;
  Telling telling = { visitor, user_data, 0, FALSE };

  tell_heads (&telling, sheet);
  for (guint i = 0; i < self->paths->len && !telling.stopped; i++)
    {
      g_autoptr(CadreLrmx) form = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      form = read_form (g_ptr_array_index (self->paths, i), error);
      if (form == NULL)
        return FALSE;
      (sheet == SHEET_PEOPLE ? tell_person : tell_family) (&telling, form);
    }

  return TRUE;
}

const CadreReaderClass cadre_forms_reader_class = {
  .size = sizeof (FormsReader),
  .open = forms_open,
  .read = forms_read,
  .clear = forms_clear,
};

/* ---- Into the archive ---- */

/*
 * _cadre_forms_keep:
 * @order: (nullable): as cadre_workbook_open_in_order() got it
 * @rows: (element-type guint32): rows of the people's sheet
 * @hashes: CADRE_FORM_N_FILES for each row: what the plan calls the files, or
 *   an empty text
 *
 * Keeps the files of the forms behind these rows, inside an action. A form
 * that is not the one any more that was planned with is an error.
 */
gboolean
_cadre_forms_keep (CadreArchive        *archive,
                   const char          *path,
                   const char * const  *order,
                   GArray              *rows,
                   GPtrArray           *hashes,
                   GError             **error)
{
  g_autoptr(GPtrArray) paths = cadre_forms_find (path, order);

  for (guint i = 0; i < rows->len; i++)
    {
      guint index = g_array_index (rows, guint32, i) - 1;
      g_autoptr(CadreLrmx) form = NULL;

      form = index < paths->len ? read_form (g_ptr_array_index (paths, index), error) : NULL;
      if (index < paths->len && form == NULL)
        return FALSE;

      for (guint j = 0; j < CADRE_FORM_N_FILES; j++)
        {
          const char *planned = g_ptr_array_index (hashes, i * CADRE_FORM_N_FILES + j);
          const char *media = NULL;
          g_autoptr(GBytes) file = form != NULL && *planned != '\0' ? _cadre_forms_get_file (form, j, &media) : NULL;
          g_autofree char *hash = NULL;

          if (*planned == '\0')
            continue;
          hash = file != NULL ? cadre_content_add (archive, file, media, error) : g_strdup ("");
          if (hash == NULL)
            return FALSE;
          if (!g_str_equal (hash, planned))
            {
              g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                           _("%s: the forms were changed since they were read; read them again"), path);
              return FALSE;
            }
        }
    }

  return TRUE;
}
