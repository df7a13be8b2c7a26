/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * The smallest thing that checks, counts, and reads a file, for tests in C. Included once by each test program, which may
 * print nothing else: CTest compares the whole output with "N passed, 0 failed".
 */
#ifndef OVERSTAP_TESTS_CAPI_CHECK_H
#define OVERSTAP_TESTS_CAPI_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "overstap/overstap.h"

static int checks_passed, checks_failed;

static void check_that(int holds, const char *condition, const char *file, int line) {
  if (holds) {
    ++checks_passed;
  } else {
    ++checks_failed;
    printf("%s:%d: %s\n", file, line, condition);
  }
}

#define CHECK(condition) check_that((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define OK(call) CHECK((call) == OVS_OK)
#define INVALID(call) CHECK((call) == OVS_E_INVALID_ARGUMENT)

static int checks_done(void) {
  printf("%d passed, %d failed\n", checks_passed, checks_failed);
  return checks_failed == 0 ? 0 : 1;
}

/* Whole file; the caller frees. Ends the program when it cannot: a test without its data has nothing to say. */
static inline char *read_all(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  char *bytes = NULL;
  long end = -1;
  if (file && fseek(file, 0, SEEK_END) == 0) end = ftell(file);
  if (end >= 0) bytes = (char *)malloc((size_t)end + 1);
  if (!bytes || fseek(file, 0, SEEK_SET) != 0 || fread(bytes, 1, (size_t)end, file) != (size_t)end) {
    printf("cannot read %s\n", path);
    exit(1);
  }
  fclose(file);
  bytes[end] = '\0';
  *size = (size_t)end;
  return bytes;
}

/* The small taxonomy and catalogue of small.json, an engine of both, and the profile of a cashier. */
typedef struct small {
  char *json;
  size_t json_size;
  ovs_taxonomy *taxonomy;
  ovs_catalogue *catalogue;
  ovs_engine *engine;
  ovs_profile *profile;
  ovs_concept cashier, shop, cook, warehouse, undescribed;
} small;

static inline ovs_concept small_concept(const small *s, const char *uri) {
  ovs_concept id = 0;
  OK(ovs_taxonomy_find(s->taxonomy, uri, OVS_TERMINATED, &id, NULL));
  return id;
}

static inline small small_open(void) {
  small s;
  memset(&s, 0, sizeof s);
  s.json = read_all(OVERSTAP_CAPI_DIR "/small.json", &s.json_size);
  OK(ovs_taxonomy_load_json("small.json", s.json, s.json_size, &s.taxonomy, NULL));
  OK(ovs_catalogue_load_json("small.json", s.json, s.json_size, &s.catalogue, NULL));
  OK(ovs_engine_create(s.taxonomy, s.catalogue, &s.engine, NULL));
  s.cashier = small_concept(&s, "urn:test:occupation/kassamedewerker");
  s.shop = small_concept(&s, "urn:test:occupation/verkoper");
  s.cook = small_concept(&s, "urn:test:occupation/kok");
  s.warehouse = small_concept(&s, "urn:test:occupation/magazijnmedewerker");
  s.undescribed = small_concept(&s, "urn:test:occupation/onbeschreven");
  OK(ovs_profile_from_occupations(s.taxonomy, &s.cashier, 1, &s.profile, NULL));
  return s;
}

static inline void small_close(small *s) {
  ovs_profile_unref(s->profile);
  ovs_engine_unref(s->engine);
  ovs_catalogue_unref(s->catalogue);
  ovs_taxonomy_unref(s->taxonomy);
  free(s->json);
}

#endif
