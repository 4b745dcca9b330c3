/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-pane"

#include "config.h"

#include "cadre-pane.h"
#include "cadre-term.h"

typedef struct
{
  CadreSession *session;
  GCancellable *cancellable;  /* of what it asks; cancelled with the pane */
  gboolean stale;
} CadrePanePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CadrePane, cadre_pane, ADW_TYPE_BIN)

static CadrePanePrivate *
get_private (CadrePane *self)
{
  return cadre_pane_get_instance_private (self);
}

static void
load_if_stale (CadrePane *self)
{
  CadrePanePrivate *priv = get_private (self);

  if (priv->session == NULL || !priv->stale || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  priv->stale = FALSE;
  CADRE_PANE_GET_CLASS (self)->load (self);
}

static void
cadre_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cadre_pane_parent_class)->map (widget);

  load_if_stale (CADRE_PANE (widget));
}

static void
cadre_pane_dispose (GObject *object)
{
  CadrePanePrivate *priv = get_private (CADRE_PANE (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (cadre_pane_parent_class)->dispose (object);
}

static void
cadre_pane_finalize (GObject *object)
{
  g_clear_object (&get_private (CADRE_PANE (object))->cancellable);

  G_OBJECT_CLASS (cadre_pane_parent_class)->finalize (object);
}

static void
cadre_pane_class_init (CadrePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cadre_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = cadre_pane_finalize;
  GTK_WIDGET_CLASS (klass)->map = cadre_pane_map;
  g_type_ensure (CADRE_TYPE_TERM);
}

static void
cadre_pane_init (CadrePane *self)
{
  get_private (self)->cancellable = g_cancellable_new ();
}

/**
 * cadre_pane_get_session:
 *
 * Returns: (transfer none) (nullable): the archive it shows
 */
CadreSession *
cadre_pane_get_session (CadrePane *self)
{
  g_return_val_if_fail (CADRE_IS_PANE (self), NULL);

  return get_private (self)->session;
}

/**
 * cadre_pane_set_session:
 *
 * To be called once: the archive to show.
 */
void
cadre_pane_set_session (CadrePane *self,
                             CadreSession  *session)
{
  CadrePanePrivate *priv = get_private (self);

  g_return_if_fail (CADRE_IS_PANE (self));
  g_return_if_fail (priv->session == NULL);

  priv->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (cadre_pane_reload), self, G_CONNECT_SWAPPED);
  cadre_pane_reload (self);
}

/**
 * cadre_pane_get_cancellable:
 *
 * Returns: (transfer none): for what the pane asks; once the pane is gone the
 *   answers come as cancelled
 */
GCancellable *
cadre_pane_get_cancellable (CadrePane *self)
{
  g_return_val_if_fail (CADRE_IS_PANE (self), NULL);

  return get_private (self)->cancellable;
}

/**
 * cadre_pane_reload:
 *
 * Asks again, now or when the pane comes to sight.
 */
void
cadre_pane_reload (CadrePane *self)
{
  g_return_if_fail (CADRE_IS_PANE (self));

  get_private (self)->stale = TRUE;
  load_if_stale (self);
}

/**
 * cadre_pane_find:
 *
 * Puts the keyboard where one searches in this pane, if there is such a place.
 */
void
cadre_pane_find (CadrePane *self)
{
  g_return_if_fail (CADRE_IS_PANE (self));

  if (CADRE_PANE_GET_CLASS (self)->find != NULL)
    CADRE_PANE_GET_CLASS (self)->find (self);
}
