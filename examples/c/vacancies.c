/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * Vacancies that come and go, ranked for a client, and the client as an employer finds them. usage: vacancies TITLE
 * Vacancies are made of what occupations of the starter set ask; a job board has its own, with its own numbers.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "overstap/overstap.h"

enum { MOST = 256, UTRECHT = 1, TILBURG = 2 };

typedef struct list {
  ovs_concept concepts[MOST];
  uint8_t levels[MOST];
  size_t count;
} list;

static void must(ovs_status status, const ovs_error *error) {
  if (status == OVS_OK) return;
  fprintf(stderr, "%s: %s\n", ovs_status_name(status), error->message);
  exit(1);
}

/* The skills and knowledge areas of a profile. */
static void items_of(const ovs_profile *profile, list *out, ovs_error *error) {
  size_t i;
  out->count = 0;
  for (i = 0; i < ovs_profile_size(profile) && out->count < MOST; ++i, ++out->count) {
    must(ovs_profile_item(profile, i, &out->concepts[out->count], &out->levels[out->count], NULL, error), error);
  }
}

int main(int argc, char **argv) {
  ovs_error error = OVS_ERROR_INIT;
  ovs_taxonomy *taxonomy = NULL;
  ovs_engine *engine = NULL;
  ovs_profile *client = NULL;
  ovs_store *vacancies = NULL, *persons = NULL;
  ovs_store_reader *reader = NULL;
  ovs_store_options options = OVS_STORE_OPTIONS_INIT;
  ovs_concept first = 0, last = 0, past = 0, occupation;
  list had, asked;
  uint64_t ids[5], met[5], needed[5], person = 1;
  size_t count = 0, i, region[2] = {0, 1};
  const uint32_t utrecht = UTRECHT;

  if (argc != 2) return fprintf(stderr, "usage: vacancies TITLE\n"), 2;
  must(ovs_taxonomy_open_default(&taxonomy, &error), &error);
  must(ovs_engine_create(taxonomy, NULL, &engine, &error), &error);
  must(ovs_taxonomy_resolve(taxonomy, argv[1], OVS_TERMINATED, &past, 0, NULL, &count, &error), &error);
  must(ovs_profile_from_occupations(taxonomy, &past, 1, &client, &error), &error);
  items_of(client, &had, &error);

  /* A vacancy for every occupation, every second one in Utrecht. Real ones come in batches: one call, one snapshot. */
  must(ovs_store_create(engine, OVS_STORE_VACANCIES, &vacancies, &error), &error);
  must(ovs_taxonomy_concepts(taxonomy, OVS_KIND_OCCUPATION, &first, &last, &error), &error);
  for (occupation = first; occupation < last; ++occupation) {
    ovs_profile *asks = NULL;
    const uint64_t number = 1000 + (occupation - first);
    const uint32_t tag = number % 2 == 0 ? UTRECHT : TILBURG;
    size_t begin[2] = {0, 0}, tags[2] = {0, 1};
    must(ovs_profile_from_occupations(taxonomy, &occupation, 1, &asks, &error), &error);
    items_of(asks, &asked, &error);
    begin[1] = asked.count;
    must(ovs_store_apply(vacancies, &number, 1, begin, asked.concepts, asked.levels, tags, &tag, NULL, 0, NULL, &error), &error);
    ovs_profile_unref(asks);
  }
  must(ovs_store_compact(vacancies, 0, NULL, &error), &error);

  must(ovs_store_reader_create(vacancies, &reader, &error), &error);
  options.limit = 5;
  options.group_begin = region, options.tags = &utrecht, options.group_count = 1;
  must(ovs_store_rank_vacancies(reader, had.concepts, had.levels, had.count, &options, 5, ids, NULL, met, needed, &count, &error), &error);
  printf("In Utrecht, for: %s\n", ovs_taxonomy_label(taxonomy, past, "nl", NULL));
  for (i = 0; i < count; ++i) {
    printf("%5" PRIu64 "  %3" PRIu64 " %%  %s\n", ids[i], 100 * met[i] / needed[i], ovs_taxonomy_label(taxonomy, first + (ovs_concept)(ids[i] - 1000), "nl", NULL));
  }

  /* The employer of the first one asks the other way round, and the pair has the same figures. */
  if (count > 0) {
    const size_t begin[2] = {0, had.count};
    uint64_t met_too = 0, needed_too = 0;
    ovs_store_reader *employer = NULL;
    must(ovs_store_reader_document(reader, ids[0], MOST, asked.concepts, asked.levels, &asked.count, 0, NULL, NULL, &error), &error);
    must(ovs_store_create(engine, OVS_STORE_PERSONS, &persons, &error), &error);
    must(ovs_store_apply(persons, &person, 1, begin, had.concepts, had.levels, NULL, NULL, NULL, 0, NULL, &error), &error);
    must(ovs_store_reader_create(persons, &employer, &error), &error);
    must(ovs_store_rank_persons(employer, asked.concepts, asked.levels, asked.count, NULL, 1, &person, NULL, &met_too, &needed_too, &count, &error), &error);
    printf("For vacancy %" PRIu64 " person %" PRIu64 " has %" PRIu64 " of %" PRIu64 "%s\n", ids[0], person, met_too, needed_too,
           met_too == met[0] && needed_too == needed[0] ? ", as seen from the other side" : "");
    ovs_store_reader_unref(employer);
  }

  ovs_store_unref(persons);
  ovs_store_reader_unref(reader);
  ovs_store_unref(vacancies);
  ovs_profile_unref(client);
  ovs_engine_unref(engine);
  ovs_taxonomy_unref(taxonomy);
  return 0;
}
