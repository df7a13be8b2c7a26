/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * Many threads on the same handles, the batch against the single call for several numbers of threads, and cancelling.
 * Worth most under ThreadSanitizer.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "check.h"

enum { WORKERS = 8, ROUNDS = 200, CAPACITY = 12 };

typedef struct work {
  ovs_engine *engine; /* its own reference */
  ovs_concept occupation;
  size_t faults;
} work;

/* CHECK counts in plain variables, so threads count their own faults. */
static void *use(void *argument) {
  work *w = (work *)argument;
  int round;
  for (round = 0; round < ROUNDS; ++round) {
    ovs_taxonomy *t = ovs_taxonomy_ref(ovs_engine_taxonomy(w->engine));
    ovs_engine *e = ovs_engine_ref(w->engine);
    ovs_profile *p = NULL;
    ovs_explanation *x = NULL;
    ovs_concept ids[3];
    size_t count = 0;
    w->faults += ovs_profile_from_occupations(t, &w->occupation, 1, &p, NULL) != OVS_OK;
    ovs_taxonomy_unref(t);
    w->faults += ovs_rank_transitions(e, p, NULL, 3, ids, NULL, NULL, &count, NULL) != OVS_OK || count == 0;
    w->faults += ovs_explain_match(e, p, ids[0], &x, NULL) != OVS_OK;
    ovs_engine_unref(e);
    ovs_profile_unref(ovs_profile_ref(p));
    ovs_profile_unref(p);
    ovs_explanation_unref(ovs_explanation_ref(x));
    ovs_explanation_unref(x);
  }
  ovs_engine_unref(w->engine);
  return NULL;
}

static void references(ovs_engine *engine) {
  pthread_t threads[WORKERS];
  work jobs[WORKERS];
  int i;
  for (i = 0; i < WORKERS; ++i) {
    jobs[i].engine = ovs_engine_ref(engine);
    jobs[i].occupation = (ovs_concept)i;
    jobs[i].faults = 0;
    CHECK(pthread_create(&threads[i], NULL, use, &jobs[i]) == 0);
  }
  ovs_engine_unref(engine); /* the threads' references keep it alive; the last one frees it in its thread */
  for (i = 0; i < WORKERS; ++i) {
    CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(jobs[i].faults == 0);
  }
}

typedef struct answer {
  ovs_concept ids[CAPACITY];
  int64_t scores[CAPACITY];
  double readiness[CAPACITY];
  size_t count;
  ovs_status status;
} answer;

typedef struct batch {
  const ovs_profile **profiles;
  answer *single;
  ovs_concept *ids;
  int64_t *scores;
  double *readiness;
  size_t *counts;
  ovs_status *statuses;
  size_t n;
} batch;

/* A profile of every occupation, one empty one among them, and what the single call says of each. */
static batch batch_open(const ovs_engine *e) {
  const ovs_taxonomy *t = ovs_engine_taxonomy(e);
  ovs_concept first, last;
  batch b;
  size_t i;
  OK(ovs_taxonomy_concepts(t, OVS_KIND_OCCUPATION, &first, &last, NULL));
  b.n = last - first;
  b.profiles = (const ovs_profile **)calloc(b.n, sizeof *b.profiles);
  b.single = (answer *)calloc(b.n, sizeof *b.single);
  b.ids = (ovs_concept *)calloc(b.n * CAPACITY, sizeof *b.ids);
  b.scores = (int64_t *)calloc(b.n * CAPACITY, sizeof *b.scores);
  b.readiness = (double *)calloc(b.n * CAPACITY, sizeof *b.readiness);
  b.counts = (size_t *)calloc(b.n, sizeof *b.counts);
  b.statuses = (ovs_status *)calloc(b.n, sizeof *b.statuses);
  for (i = 0; i < b.n; ++i) {
    const ovs_concept occupation = first + (ovs_concept)i;
    ovs_profile *p = NULL;
    answer *a = &b.single[i];
    OK(ovs_profile_from_occupations(t, &occupation, i == 5 ? 0 : 1, &p, NULL));
    b.profiles[i] = p;
    a->status = ovs_rank_transitions(e, p, NULL, CAPACITY, a->ids, a->scores, a->readiness, &a->count, NULL);
  }
  CHECK(b.n > 8 && b.single[5].status == OVS_TOO_LITTLE_DATA && b.single[4].status == OVS_OK);
  return b;
}

static void batch_close(batch *b) {
  size_t i;
  for (i = 0; i < b->n; ++i) ovs_profile_unref((ovs_profile *)b->profiles[i]);
  free((void *)b->profiles);
  free(b->single);
  free(b->ids);
  free(b->scores);
  free(b->readiness);
  free(b->counts);
  free(b->statuses);
}

static ovs_status run(const ovs_engine *e, batch *b, uint32_t threads, ovs_cancelled_fn cancelled, void *user) {
  ovs_rank_options options = OVS_RANK_OPTIONS_INIT;
  options.threads = threads;
  return ovs_rank_transitions_batch(e, b->profiles, b->n, &options, cancelled, user, CAPACITY, b->ids, b->scores, b->readiness, b->counts, b->statuses, NULL);
}

static int asked_to_stop(void *user) {
  int *left = (int *)user;
  return (*left)-- <= 0;
}

static void batches(const ovs_engine *e, batch *b) {
  static const uint32_t threads[] = {0, 1, 2, 8, 0xFFFFFFFFu};
  size_t k, i, differing;
  for (k = 0; k < sizeof threads / sizeof *threads; ++k) {
    int left = 1 << 30;
    memset(b->scores, 0x55, b->n * CAPACITY * sizeof *b->scores);
    OK(run(e, b, threads[k], k % 2 ? asked_to_stop : NULL, &left));
    differing = 0;
    for (i = 0; i < b->n; ++i) {
      const answer *a = &b->single[i];
      differing += b->statuses[i] != a->status || b->counts[i] != a->count || memcmp(b->ids + i * CAPACITY, a->ids, a->count * sizeof *a->ids) != 0 ||
                   memcmp(b->scores + i * CAPACITY, a->scores, a->count * sizeof *a->scores) != 0 ||
                   memcmp(b->readiness + i * CAPACITY, a->readiness, a->count * sizeof *a->readiness) != 0;
    }
    CHECK(differing == 0);
  }
  for (k = 1; k <= 4; k += 3) {
    int left = k == 1 ? 3 : 0;
    differing = 0;
    CHECK(run(e, b, (uint32_t)k, asked_to_stop, &left) == OVS_E_CANCELLED);
    for (i = 0; i < b->n; ++i) differing += b->counts[i] != 0 || b->statuses[i] != OVS_E_CANCELLED;
    CHECK(differing == 0);
  }
}

int main(void) {
  ovs_taxonomy *t = NULL;
  ovs_engine *e = NULL;
  batch b;
  OK(ovs_taxonomy_open_default(&t, NULL));
  OK(ovs_engine_create(t, NULL, &e, NULL));
  ovs_taxonomy_unref(t);
  b = batch_open(e);
  batches(e, &b);
  batch_close(&b);
  references(e);
  return checks_done();
}
