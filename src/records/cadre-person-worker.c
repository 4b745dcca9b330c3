/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The thread behind a list of people: its own connection, jobs in a queue.
 * A newer snapshot interrupts the one that runs; the page asked for last is
 * fetched first, since that is where the user looks. */

#define G_LOG_DOMAIN "cadre-person-worker"

#include "config.h"

#include "cadre-filter.h"
#include "cadre-find.h"
#include "cadre-person-list-private.h"

typedef enum
{
  JOB_SNAPSHOT,
  JOB_PAGE,
  JOB_QUIT,
} JobKind;

typedef struct
{
  JobKind kind;
  guint generation;
  CadrePersonQuery query;
  guint page;
  GArray *ids;
} Job;

struct _CadrePersonWorker
{
  gatomicrefcount ref_count;
  GThread *thread;
  GAsyncQueue *jobs;
  GCancellable *cancellable;  /* of the snapshot that runs */
  GMutex lock;                /* guards cancellable */
  guint generation;           /* atomic: the newest asked for */
  char *path;
  CadrePersonWorkerFuncs funcs;
  GWeakRef list;
};

/* One column: its catalogue key, what it shows, and what it sorts by. */
static const struct
{
  const char *key;
  const char *text;
  const char *sort;
} columns[CADRE_PERSON_N_COLUMNS] = {
  [CADRE_PERSON_NAME] = { "name", "p.name", "cadre_pinyin_sort (p.name)" },
  [CADRE_PERSON_SEX] = { "sex", "p.sex", "p.sex" },
  [CADRE_PERSON_BIRTH] = { "birth", "replace (p.birth, '-', '.')", "p.birth" },
  [CADRE_PERSON_UNIT] = { "unit_id", "coalesce (u.short_name, u.name)", "u.path" },
  [CADRE_PERSON_POST] = { "post_full", "coalesce (p.post_short, p.post_full)", "p.post_full" },
  [CADRE_PERSON_LEVEL] = { "post_level", "p.post_level", "p.post_level" },
  [CADRE_PERSON_RANK] = { "rank", "p.rank", "p.rank" },
  [CADRE_PERSON_EDUCATION] = { "fulltime_education", "coalesce (p.inservice_education, p.fulltime_education)",
                               "coalesce (p.inservice_education, p.fulltime_education)" },
  [CADRE_PERSON_ETHNIC_GROUP] = { "ethnic_group", "p.ethnic_group", "p.ethnic_group" },
  [CADRE_PERSON_POLITICAL_STATUS] = { "political_status", "p.political_status", "p.political_status" },
  [CADRE_PERSON_WORK_START] = { "work_start", "replace (p.work_start, '-', '.')", "p.work_start" },
  [CADRE_PERSON_CATEGORY] = { "category", "p.category", "p.category" },
  [CADRE_PERSON_ID_NUMBER] = { "id_number", "p.id_number", "p.id_number" },
  [CADRE_PERSON_PHONE] = { "phone", "p.phone", "p.phone" },
};

const char *
cadre_person_column_get_key (CadrePersonColumn column)
{
  g_return_val_if_fail (column < CADRE_PERSON_N_COLUMNS, NULL);

  return columns[column].key;
}

static void
job_free (Job *job)
{
  g_free (job->query.text);
  g_free (job->query.people);
  g_free (job->query.filter);
  g_clear_pointer (&job->ids, g_array_unref);
  g_free (job);
}

static void
worker_unref (CadrePersonWorker *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_async_queue_unref (self->jobs);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->lock);
  g_weak_ref_clear (&self->list);
  g_free (self->path);
  g_free (self);
}

/* Each statement gives ids in order; they follow each other. The order by
 * units walks two indexes and sorts nothing. */
static const char unit_order_sql[] =
  "SELECT p.id FROM unit u CROSS JOIN person p ON p.unit_id = u.id ORDER BY u.path, u.id, p.position, p.id";
static const char no_unit_sql[] =
  "SELECT id FROM person WHERE unit_id IS NULL ORDER BY position, id";

static char *
order_clause (const CadrePersonQuery *query)
{
  const char *direction = query->descending ? "DESC" : "ASC";
  const char *sort;

  switch (query->order)
    {
    case CADRE_PERSON_ORDER_PINYIN:
      return g_strdup_printf ("cadre_pinyin_sort (p.name) %s, p.id", direction);
    case CADRE_PERSON_ORDER_STROKES:
      return g_strdup_printf ("cadre_stroke_sort (p.name) %s, p.id", direction);
    case CADRE_PERSON_ORDER_COLUMN:
      sort = columns[query->column].sort;
      break;
    case CADRE_PERSON_ORDER_UNIT:
    default:
      return g_strdup ("u.path IS NULL, u.path, p.position, p.id");
    }

  return g_strdup_printf ("%s IS NULL, %s %s, p.id", sort, sort, direction);
}

static gboolean
append_ids (CadreArchive            *archive,
            const char              *sql,
            const CadrePersonQuery  *query,
            CadreFind               *find,
            CadreFilter             *filter,
            GArray                  *ids,
            GError                 **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);
  int parameter;

  if (statement == NULL)
    return FALSE;

  cadre_find_bind (find, statement);
  if ((parameter = cadre_statement_find_parameter (statement, ":unit")) > 0)
    cadre_statement_bind_int64 (statement, parameter, query->unit_id);
  if ((parameter = cadre_statement_find_parameter (statement, ":tag")) > 0)
    cadre_statement_bind_int64 (statement, parameter, query->tag_id);
  if ((parameter = cadre_statement_find_parameter (statement, ":people")) > 0)
    cadre_statement_bind_text (statement, parameter, query->people);

  if (filter != NULL)
    {
      CadreDate today = cadre_date_today ();

      cadre_filter_bind (filter, statement, &today);
    }

  while (cadre_statement_step (statement, error))
    {
      gint64 id = cadre_statement_get_int64 (statement, 0);

      g_array_append_val (ids, id);
    }

  return cadre_statement_is_done (statement);
}

static gboolean
run_query (CadreArchive            *archive,
           const CadrePersonQuery  *query,
           GArray                  *ids,
           GError                 **error)
{
  g_autoptr(CadreFind) find = cadre_find_new (query->text);
  g_autofree char *order = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *filter_sql = NULL;
  g_autoptr(CadreFilter) filter = NULL;

  if (query->filter != NULL)
    {
      g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

      filter = catalogue != NULL ? cadre_filter_parse (catalogue, query->filter, error) : NULL;
      if (filter == NULL)
        return FALSE;
      filter_sql = cadre_filter_to_sql (filter, "p");
    }

  if (query->order == CADRE_PERSON_ORDER_UNIT && query->text == NULL && query->unit_id == 0 &&
      query->tag_id == 0 && query->people == NULL && filter == NULL)
    return append_ids (archive, unit_order_sql, query, find, NULL, ids, error) &&
           append_ids (archive, no_unit_sql, query, find, NULL, ids, error);

  order = order_clause (query);
  sql = g_strdup_printf ("SELECT p.id FROM person p "
                         "LEFT JOIN unit u ON u.id = p.unit_id "
                         "WHERE %s %s %s %s %s%s%s ORDER BY %s",
                         cadre_find_get_condition (find),
                         query->unit_id != 0 ? "AND p.unit_id IN (SELECT s.id FROM unit s, unit t "
                                               "WHERE t.id = :unit AND s.path BETWEEN t.path AND t.path || '~')" : "",
                         query->tag_id != 0 ? "AND p.id IN (SELECT person_id FROM person_tag WHERE tag_id = :tag)" : "",
                         query->people != NULL ? "AND p.id IN (SELECT value FROM json_each (:people))" : "",
                         filter != NULL ? "AND (" : "", filter != NULL ? filter_sql : "", filter != NULL ? ")" : "",
                         order);

  return append_ids (archive, sql, query, find, filter, ids, error);
}

typedef struct
{
  CadrePersonWorker *worker;
  JobKind kind;
  guint generation;
  guint page;
  GArray *ids;
  GPtrArray *texts;
  GError *error;
} Answer;

static gboolean
deliver_cb (gpointer data)
{
  Answer *answer = data;
  g_autoptr(GObject) list = g_weak_ref_get (&answer->worker->list);

  if (list != NULL && answer->generation == (guint) g_atomic_int_get (&answer->worker->generation))
    {
      if (answer->kind == JOB_SNAPSHOT)
        answer->worker->funcs.snapshot (list, answer->generation, answer->ids, answer->error);
      else
        answer->worker->funcs.page (list, answer->generation, answer->page, answer->texts);
    }

  return G_SOURCE_REMOVE;
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  worker_unref (answer->worker);
  g_clear_pointer (&answer->ids, g_array_unref);
  g_clear_pointer (&answer->texts, g_ptr_array_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

static Answer *
answer_new (CadrePersonWorker *self,
            const Job         *job)
{
  Answer *answer = g_new0 (Answer, 1);

  g_atomic_ref_count_inc (&self->ref_count);
  answer->worker = self;
  answer->kind = job->kind;
  answer->generation = job->generation;
  answer->page = job->page;
  return answer;
}

static void
send_answer (Answer *answer)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, deliver_cb, answer, answer_free);
}

static void
do_snapshot (CadrePersonWorker *self,
             CadreArchive      *archive,
             const Job         *job)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Answer *answer;

  g_mutex_lock (&self->lock);
  g_set_object (&self->cancellable, cancellable);
  g_mutex_unlock (&self->lock);

  if (job->generation != (guint) g_atomic_int_get (&self->generation))
    return;

  answer = answer_new (self, job);
  answer->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  cadre_archive_set_cancellable (archive, cancellable);
  run_query (archive, &job->query, answer->ids, &answer->error);
  cadre_archive_set_cancellable (archive, NULL);

  if (g_error_matches (answer->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    answer_free (answer);
  else
    send_answer (answer);
}

static char *
texts_sql (void)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < CADRE_PERSON_N_COLUMNS; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", columns[i].text);
  g_string_append (sql, " FROM person p LEFT JOIN unit u ON u.id = p.unit_id WHERE p.id = ?1");

  return g_string_free (sql, FALSE);
}

static char **
read_row (CadreStatement  *statement,
          gint64           id,
          GError         **error)
{
  char **texts;
  gboolean found;
  g_autoptr(GError) local_error = NULL;

  cadre_statement_bind_int64 (statement, 1, id);
  found = cadre_statement_step (statement, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  texts = g_new0 (char *, CADRE_PERSON_N_COLUMNS + 1);
  for (int i = 0; i < CADRE_PERSON_N_COLUMNS; i++)
    {
      const char *text = found ? cadre_statement_get_text (statement, i) : NULL;

      texts[i] = g_strdup (text != NULL ? text : "");
    }
  cadre_statement_reset (statement);

  return texts;
}

/**
 * cadre_person_texts_read:
 * @person_ids: (array length=n_person_ids): who
 *
 * What a list of people shows of these, row by row.
 *
 * Returns: (transfer full) (element-type char**): for each person a text for
 *   each column, in the order of #CadrePersonColumn; %NULL with @error set
 */
GPtrArray *
cadre_person_texts_read (CadreArchive  *archive,
                         const gint64  *person_ids,
                         guint          n_person_ids,
                         GError       **error)
{
  g_autofree char *sql = texts_sql ();
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_full (n_person_ids, (GDestroyNotify) g_strfreev);

  if (statement == NULL)
    return NULL;

  for (guint i = 0; i < n_person_ids; i++)
    {
      char **texts = read_row (statement, person_ids[i], error);

      if (texts == NULL)
        return NULL;
      g_ptr_array_add (rows, texts);
    }

  return g_steal_pointer (&rows);
}

static void
do_page (CadrePersonWorker  *self,
         CadreArchive       *archive,
         const Job          *job)
{
  g_autoptr(GPtrArray) texts = NULL;
  Answer *answer;

  if (job->generation != (guint) g_atomic_int_get (&self->generation))
    return;

  texts = cadre_person_texts_read (archive, (const gint64 *) (gpointer) job->ids->data, job->ids->len, NULL);
  if (texts == NULL)
    return;

  answer = answer_new (self, job);
  answer->texts = g_steal_pointer (&texts);
  send_answer (answer);
}

static void
fail_snapshot (CadrePersonWorker *self,
               const Job         *job,
               const GError      *error)
{
  Answer *answer = answer_new (self, job);

  answer->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  answer->error = g_error_copy (error);
  send_answer (answer);
}

static gpointer
work (gpointer data)
{
  CadrePersonWorker *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreArchive) archive = cadre_archive_open (self->path, CADRE_ARCHIVE_READ, &error);
  gboolean quit = FALSE;

  while (!quit)
    {
      Job *job = g_async_queue_pop (self->jobs);

      if (job->kind == JOB_QUIT)
        quit = TRUE;
      else if (archive == NULL)
        fail_snapshot (self, job, error);
      else if (job->kind == JOB_SNAPSHOT)
        do_snapshot (self, archive, job);
      else
        do_page (self, archive, job);
      job_free (job);
    }

  g_clear_object (&archive);
  worker_unref (self);
  return NULL;
}

CadrePersonWorker *
_cadre_person_worker_new (const char                   *path,
                          const CadrePersonWorkerFuncs *funcs,
                          GObject                      *list)
{
  CadrePersonWorker *self = g_new0 (CadrePersonWorker, 1);

  /* One for the caller, one for the thread. */
  g_atomic_ref_count_init (&self->ref_count);
  g_atomic_ref_count_inc (&self->ref_count);
  g_mutex_init (&self->lock);
  g_weak_ref_init (&self->list, list);
  self->jobs = g_async_queue_new_full ((GDestroyNotify) job_free);
  self->path = g_strdup (path);
  self->funcs = *funcs;
  self->thread = g_thread_new ("people", work, self);

  return self;
}

static void
interrupt (CadrePersonWorker *self)
{
  g_mutex_lock (&self->lock);
  g_cancellable_cancel (self->cancellable);
  g_mutex_unlock (&self->lock);
}

/* Ends the thread after the job that runs, and gives the worker back. */
void
_cadre_person_worker_stop (CadrePersonWorker *self)
{
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_QUIT;
  g_atomic_int_inc (&self->generation);
  interrupt (self);
  g_async_queue_push_front (self->jobs, job);
  g_thread_join (self->thread);
  worker_unref (self);
}

void
_cadre_person_worker_snapshot (CadrePersonWorker      *self,
                               guint                   generation,
                               const CadrePersonQuery *query)
{
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_SNAPSHOT;
  job->generation = generation;
  job->query = *query;
  job->query.text = g_strdup (query->text);
  job->query.people = g_strdup (query->people);
  job->query.filter = g_strdup (query->filter);

  g_atomic_int_set (&self->generation, generation);
  interrupt (self);
  g_async_queue_push (self->jobs, job);
}

/* Snapshots asked for before @generation are not wanted any more. */
void
_cadre_person_worker_cancel (CadrePersonWorker *self,
                             guint              generation)
{
  g_atomic_int_set (&self->generation, generation);
  interrupt (self);
}

void
_cadre_person_worker_page (CadrePersonWorker *self,
                           guint              generation,
                           guint              page,
                           const gint64      *ids,
                           guint              n_ids)
{
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_PAGE;
  job->generation = generation;
  job->page = page;
  job->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  g_array_append_vals (job->ids, ids, n_ids);
  g_async_queue_push_front (self->jobs, job);
}
