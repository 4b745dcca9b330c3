/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-field-edit.h"
#include "cadre-record-typed.h"

typedef struct
{
  CadreCatalogue *catalogue;
  const CadreRecordKind *kind;
  gint64 id;
  char *key;
  char *text;
  char *fault;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *self = data;

  g_object_unref (self->catalogue);
  g_free (self->key);
  g_free (self->text);
  g_free (self->fault);
  g_free (self);
}

static gboolean
edit_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Edit *self = data;
  g_autoptr(GError) fault = NULL;

  if (cadre_record_set_typed (archive, self->catalogue, self->kind, self->id, self->key, self->text, &fault))
    return TRUE;

  self->fault = g_strdup (fault->message);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static void
done_cb (gboolean done,
         gpointer data,
         gpointer user_data)
{
  g_autoptr(CadreForm) form = user_data;
  Edit *self = data;

  if (!done && self->fault != NULL)
    cadre_form_set_fault (form, self->key, self->fault);
}

/**
 * cadre_field_edit:
 * @form: where it was typed; told if the archive does not take it
 * @id: of the record that the form shows
 * @key: of a field
 * @text: as typed
 * @name: what Undo will name
 *
 * Saves what was typed into one field.
 */
void
cadre_field_edit (CadreWindow *window,
                  CadreForm   *form,
                  gint64       id,
                  const char  *key,
                  const char  *text,
                  const char  *name)
{
  Edit *self = g_new0 (Edit, 1);

  self->catalogue = g_object_ref (cadre_form_get_catalogue (form));
  self->kind = cadre_form_get_kind (form);
  self->id = id;
  self->key = g_strdup (key);
  self->text = g_strdup (text);
  cadre_window_act (window, "edit", name, edit_job, self, edit_free, done_cb, g_object_ref (form));
}
