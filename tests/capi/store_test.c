/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * A job board's use of the C API: vacancies and persons that come and go, ranked from both sides, saved and opened, searched on another
 * thread while they change.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <unistd.h>

#include "check.h"

enum { REGION_NORTH = 1, REGION_SOUTH = 2, FULL_TIME = 10, PART_TIME = 11 };

/* Three skills of the small taxonomy. */
static void three(const small *s, ovs_concept skills[3]) {
  ovs_concept first = 0, last = 0;
  OK(ovs_taxonomy_concepts(s->taxonomy, OVS_KIND_SKILL, &first, &last, NULL));
  CHECK(last - first >= 3);
  skills[0] = first, skills[1] = first + 1, skills[2] = first + 2;
}

/* Vacancies 7 (skills 0 and 1), 8 (1 and 2), 9 (0 alone). */
static void fill(ovs_store *store, const ovs_concept s[3], uint64_t snapshot) {
  const uint64_t ids[3] = {8, 7, 9};
  const size_t items[4] = {0, 2, 4, 5}, tags_at[4] = {0, 2, 4, 5};
  const ovs_concept concepts[5] = {s[1], s[2], s[0], s[1], s[0]};
  const uint8_t levels[5] = {2, 0, 4, 2, 1};
  const uint32_t tags[5] = {REGION_NORTH, FULL_TIME, REGION_SOUTH, PART_TIME, REGION_NORTH};
  ovs_store_change change = OVS_STORE_CHANGE_INIT;
  OK(ovs_store_apply(store, ids, 3, items, concepts, levels, tags_at, tags, NULL, 0, &change, NULL));
  CHECK(change.snapshot == snapshot && change.added + change.replaced == 3 && change.deleted == 0);
}

static void ranking(const small *s) {
  ovs_concept skills[3];
  ovs_store *vacancies = NULL, *persons = NULL;
  ovs_store_reader *client = NULL, *employer = NULL;
  ovs_store_options options = OVS_STORE_OPTIONS_INIT;
  const uint8_t levels[2] = {2, 2};
  uint64_t ids[4], met[4], needed[4], snapshot = 0, person = 1, met_too = 0, needed_too = 0;
  int64_t scores[4], score_too = 0;
  size_t count = 0, begin[2] = {0, 2};
  ovs_error error = OVS_ERROR_INIT;
  three(s, skills);
  OK(ovs_store_create(s->engine, OVS_STORE_VACANCIES, &vacancies, NULL));
  OK(ovs_store_create(s->engine, OVS_STORE_PERSONS, &persons, NULL));
  OK(ovs_store_reader_create(vacancies, &client, NULL));
  fill(vacancies, skills, 1);
  OK(ovs_store_rank_vacancies(client, skills, levels, 2, NULL, 4, ids, scores, met, needed, &count, NULL));
  CHECK(count == 0); /* its snapshot was made before */
  OK(ovs_store_reader_refresh(client, &snapshot, NULL));
  CHECK(snapshot == 1);
  /* Skills 0 and 1 at level 2: all of 9, of 7 half of skill 0, of 8 skill 1 only. */
  OK(ovs_store_rank_vacancies(client, skills, levels, 2, NULL, 4, ids, scores, met, needed, &count, NULL));
  CHECK(count == 3 && ids[0] == 9 && met[0] == needed[0] && OVS_STORE_SCORE_ONE - scores[0] < 1000);
  CHECK(met[1] < needed[1] && met[2] < needed[2] && scores[1] >= scores[2] && scores[0] > scores[1] && scores[2] > 0);
  OK(ovs_store_rank_vacancies(client, skills, levels, 2, NULL, 1, ids, NULL, NULL, NULL, &count, NULL));
  CHECK(count == 1 && ids[0] == 9);
  OK(ovs_store_rank_vacancies(client, skills, levels, 2, NULL, 0, NULL, NULL, NULL, NULL, &count, NULL));
  CHECK(count == 0);
  options.least_score = scores[1];
  OK(ovs_store_rank_vacancies(client, skills, levels, 2, &options, 4, ids, NULL, NULL, NULL, &count, NULL));
  CHECK(count == 2);
  options.least_score = 0;
  {
    const uint32_t tags[3] = {REGION_NORTH, 99, FULL_TIME};
    const size_t both[3] = {0, 2, 3};
    options.tags = tags, options.group_begin = begin, options.group_count = 1;
    OK(ovs_store_rank_vacancies(client, skills, levels, 2, &options, 4, ids, NULL, NULL, NULL, &count, NULL));
    CHECK(count == 2 && ids[0] == 9 && ids[1] == 8);
    options.group_begin = both, options.group_count = 2;
    OK(ovs_store_rank_vacancies(client, skills, levels, 2, &options, 4, ids, NULL, NULL, NULL, &count, NULL));
    CHECK(count == 1 && ids[0] == 8);
    begin[1] = 0, options.group_begin = begin, options.group_count = 1;
    OK(ovs_store_rank_vacancies(client, skills, levels, 2, &options, 4, ids, NULL, NULL, NULL, &count, NULL));
    CHECK(count == 0); /* a group of no tags leaves nothing */
  }

  /* The employer of vacancy 7 sees this person with the same score. */
  {
    const size_t items[2] = {0, 2};
    const ovs_concept asked[2] = {skills[0], skills[1]};
    const uint8_t needs[2] = {4, 2};
    OK(ovs_store_apply(persons, &person, 1, items, skills, levels, NULL, NULL, NULL, 0, NULL, NULL));
    OK(ovs_store_reader_create(persons, &employer, NULL));
    OK(ovs_store_rank_persons(employer, asked, needs, 2, NULL, 1, &person, &score_too, &met_too, &needed_too, &count, NULL));
    CHECK(count == 1 && person == 1);
    OK(ovs_store_rank_vacancies(client, skills, levels, 2, NULL, 4, ids, scores, met, needed, &count, NULL));
    CHECK(ids[1] == 7 ? scores[1] == score_too && met[1] == met_too && needed[1] == needed_too : scores[2] == score_too && met[2] == met_too && needed[2] == needed_too);
  }
  CHECK(ovs_store_rank_persons(client, skills, levels, 2, NULL, 4, ids, NULL, NULL, NULL, &count, &error) == OVS_E_INVALID_ARGUMENT && strstr(error.message, "vacancies"));
  INVALID(ovs_store_rank_vacancies(employer, skills, levels, 2, NULL, 4, ids, NULL, NULL, NULL, &count, NULL));

  /* A profile of the engine is a client too. */
  {
    ovs_concept has[32];
    uint8_t at[32];
    size_t n = 0, i;
    for (i = 0; i < ovs_profile_size(s->profile) && n < 32; ++i, ++n) OK(ovs_profile_item(s->profile, i, &has[n], &at[n], NULL, NULL));
    OK(ovs_store_rank_vacancies(client, has, at, n, NULL, 4, ids, NULL, NULL, NULL, &count, NULL));
  }
  ovs_store_reader_unref(employer);
  ovs_store_reader_unref(client);
  ovs_store_unref(persons);
  ovs_store_unref(vacancies);
}

static void documents(const small *s) {
  ovs_concept skills[3], concepts[4];
  ovs_store *store = NULL, *twin;
  ovs_store_reader *reader = NULL, *held;
  ovs_store_change change = OVS_STORE_CHANGE_INIT;
  ovs_store_info info = OVS_STORE_INFO_INIT;
  uint8_t levels[4];
  uint32_t tags[4];
  size_t items = 0, tagged = 0;
  int32_t more = 77;
  const uint64_t gone[3] = {7, 1000, 7};
  ovs_error error = OVS_ERROR_INIT;
  three(s, skills);
  OK(ovs_store_create(s->engine, OVS_STORE_VACANCIES, &store, NULL));
  twin = ovs_store_ref(store);
  ovs_store_unref(store);
  store = twin;
  fill(store, skills, 1);
  fill(store, skills, 2);
  OK(ovs_store_apply(store, NULL, 0, NULL, NULL, NULL, NULL, NULL, gone, 3, &change, NULL));
  CHECK(change.snapshot == 3 && change.deleted == 1 && change.added == 0);
  OK(ovs_store_inspect(store, &info, NULL));
  CHECK(info.documents == 2 && info.snapshot == 3 && info.side == OVS_STORE_VACANCIES && info.segments >= 1 && info.bytes > 0 && info.rows >= 2 && info.items >= 3);
  OK(ovs_store_compact(store, 0, &more, NULL));
  CHECK(more == 0);
  OK(ovs_store_reader_create(store, &reader, NULL));
  held = ovs_store_reader_ref(reader);
  ovs_store_reader_unref(reader);
  ovs_store_unref(store); /* a reader keeps it */
  OK(ovs_store_reader_document(held, 8, 4, concepts, levels, &items, 4, tags, &tagged, NULL));
  CHECK(items == 2 && concepts[0] == skills[1] && levels[0] == 2 && concepts[1] == skills[2] && levels[1] == 1);
  CHECK(tagged == 2 && tags[0] == REGION_NORTH && tags[1] == FULL_TIME);
  CHECK(ovs_store_reader_document(held, 8, 1, concepts, NULL, &items, 0, NULL, NULL, &error) == OVS_E_BUFFER_TOO_SMALL && items == 2 && strstr(error.message, "2 items"));
  OK(ovs_store_reader_document(held, 8, 0, NULL, NULL, &items, 0, NULL, &tagged, NULL));
  CHECK(ovs_store_reader_document(held, 7, 4, concepts, NULL, &items, 0, NULL, NULL, &error) == OVS_E_NOT_FOUND && items == 0 && strstr(error.message, "snapshot 3"));
  ovs_store_reader_unref(held);
}

static void files(const small *s) {
  char path[] = "/tmp/overstap-store-XXXXXX";
  ovs_concept skills[3];
  ovs_store *store = NULL, *opened = NULL;
  ovs_store_info info = OVS_STORE_INFO_INIT;
  ovs_taxonomy *starter = NULL;
  ovs_engine *other = NULL;
  ovs_error error = OVS_ERROR_INIT;
  size_t size = 0;
  char *bytes;
  three(s, skills);
  CHECK(mkstemp(path) >= 0);
  OK(ovs_store_create(s->engine, OVS_STORE_VACANCIES, &store, NULL));
  fill(store, skills, 1);
  OK(ovs_store_save_file(store, path, NULL));
  OK(ovs_store_load_file(s->engine, path, &opened, NULL));
  fill(opened, skills, 2);
  OK(ovs_store_save_file(opened, path, NULL)); /* over the file it is mapped from */
  OK(ovs_store_inspect(opened, &info, NULL));
  CHECK(info.documents == 3 && info.snapshot == 2);
  ovs_store_unref(opened);
  bytes = read_all(path, &size);
  OK(ovs_store_load_memory(s->engine, bytes, size, &opened, NULL));
  ovs_store_unref(opened);
  bytes[size / 2] ^= 1;
  opened = (ovs_store *)1;
  CHECK(ovs_store_load_memory(s->engine, bytes, size, &opened, NULL) != OVS_OK && opened == NULL);
  CHECK(ovs_store_load_memory(s->engine, bytes, 10, &opened, NULL) == OVS_E_MALFORMED);
  free(bytes);
  CHECK(ovs_store_load_file(s->engine, "/nowhere/at/all", &opened, &error) == OVS_E_IO && strstr(error.message, "/nowhere/at/all"));
  CHECK(ovs_store_save_file(store, "/nowhere/at/all", NULL) == OVS_E_IO);
  OK(ovs_taxonomy_open_default(&starter, NULL));
  OK(ovs_engine_create(starter, NULL, &other, NULL));
  CHECK(ovs_store_load_file(other, path, &opened, &error) == OVS_E_INVALID_ARGUMENT && strstr(error.message, "taxonomy"));
  ovs_engine_unref(other);
  ovs_taxonomy_unref(starter);
  ovs_store_unref(store);
  unlink(path);
}

static void refusals(const small *s) {
  ovs_concept skills[3];
  ovs_store *store = NULL;
  ovs_store_reader *reader = NULL;
  ovs_store_info info = OVS_STORE_INFO_INIT;
  const uint64_t ids[2] = {1, 2}, same[2] = {5, 5};
  const size_t begin[3] = {0, 1, 2}, down[3] = {0, 2, 1}, one[2] = {0, 2};
  const uint8_t high[2] = {1, 5};
  ovs_concept unknown[2] = {0, OVS_NO_CONCEPT}, twice[2];
  uint64_t found[2];
  size_t count = 77;
  ovs_error error = OVS_ERROR_INIT;
  three(s, skills);
  twice[0] = twice[1] = skills[0];
  OK(ovs_store_create(s->engine, OVS_STORE_VACANCIES, &store, NULL));
  INVALID(ovs_store_apply(store, ids, 2, begin, unknown, NULL, NULL, NULL, NULL, 0, NULL, &error));
  CHECK(strstr(error.message, "document 2"));
  INVALID(ovs_store_apply(store, ids, 2, begin, skills, high, NULL, NULL, NULL, 0, NULL, &error));
  CHECK(strstr(error.message, "level is 5"));
  INVALID(ovs_store_apply(store, ids, 1, one, twice, NULL, NULL, NULL, NULL, 0, NULL, &error));
  INVALID(ovs_store_apply(store, same, 2, begin, skills, NULL, NULL, NULL, NULL, 0, NULL, &error));
  CHECK(strstr(error.message, "document 5 is there twice"));
  INVALID(ovs_store_apply(store, ids, 2, down, skills, NULL, NULL, NULL, NULL, 0, NULL, NULL));
  INVALID(ovs_store_apply(store, ids, 2, begin, skills, NULL, down, NULL, NULL, 0, NULL, NULL));
  OK(ovs_store_inspect(store, &info, NULL));
  CHECK(info.snapshot == 0 && info.documents == 0);
  OK(ovs_store_reader_create(store, &reader, NULL));
  INVALID(ovs_store_rank_vacancies(reader, unknown, NULL, 2, NULL, 2, found, NULL, NULL, NULL, &count, NULL));
  CHECK(count == 0);
  INVALID(ovs_store_rank_vacancies(reader, skills, high, 2, NULL, 2, found, NULL, NULL, NULL, &count, NULL));
  INVALID(ovs_store_rank_vacancies(reader, twice, NULL, 2, NULL, 2, found, NULL, NULL, NULL, &count, NULL));
  ovs_store_reader_unref(reader);
  ovs_store_unref(store);
}

typedef struct searching {
  const ovs_store *store;
  const ovs_concept *skills;
  int wrong;
  int *stop;
} searching;

static void *search(void *argument) {
  searching *work = (searching *)argument;
  ovs_store_reader *reader = NULL;
  uint64_t before = 0, snapshot = 0, ids[8];
  size_t count = 0;
  if (ovs_store_reader_create(work->store, &reader, NULL) != OVS_OK) ++work->wrong;
  while (!__atomic_load_n(work->stop, __ATOMIC_ACQUIRE)) {
    if (ovs_store_reader_refresh(reader, &snapshot, NULL) != OVS_OK || snapshot < before) ++work->wrong;
    before = snapshot;
    if (ovs_store_rank_vacancies(reader, work->skills, NULL, 3, NULL, 8, ids, NULL, NULL, NULL, &count, NULL) != OVS_OK || count != 3) ++work->wrong;
  }
  ovs_store_reader_unref(reader);
  return NULL;
}

static void threads(const small *s) {
  ovs_concept skills[3];
  ovs_store *store = NULL;
  pthread_t other;
  searching work;
  int stop = 0;
  uint64_t n;
  three(s, skills);
  OK(ovs_store_create(s->engine, OVS_STORE_VACANCIES, &store, NULL));
  fill(store, skills, 1);
  work.store = store, work.skills = skills, work.wrong = 0, work.stop = &stop;
  CHECK(pthread_create(&other, NULL, search, &work) == 0);
  for (n = 2; n < 200; ++n) {
    fill(store, skills, n);
    OK(ovs_store_compact(store, 0, NULL, NULL));
  }
  __atomic_store_n(&stop, 1, __ATOMIC_RELEASE);
  CHECK(pthread_join(other, NULL) == 0);
  CHECK(work.wrong == 0);
  ovs_store_unref(store);
}

int main(void) {
  small s = small_open();
  ranking(&s);
  documents(&s);
  files(&s);
  refusals(&s);
  threads(&s);
  small_close(&s);
  return checks_done();
}
