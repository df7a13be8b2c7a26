/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * Snapshot files: written and read back, absent, empty, cut at every byte, every byte changed. A damaged file is refused
 * with one of the codes for damage, from a file and from memory alike.
 */
#define _POSIX_C_SOURCE 200809L
#include <unistd.h>

#include "check.h"

static int is_damage(ovs_status status) { return status == OVS_E_MALFORMED || status == OVS_E_CHECKSUM || status == OVS_E_FORMAT_VERSION; }

static char folder[] = "/tmp/overstap-capi-XXXXXX";
static char path[64], other[64];

static void write_all(const char *name, const char *bytes, size_t size) {
  FILE *file = fopen(name, "wb");
  CHECK(file != NULL);
  if (!file) return;
  CHECK(size == 0 || fwrite(bytes, 1, size, file) == size);
  fclose(file);
}

/* The same for both kinds of handle. `step` keeps the number of lengths tried from files bearable. */
#define ROUND_TRIP(kind, handle, wrong)                                                        \
  do {                                                                                         \
    ovs_##kind *again = NULL;                                                                  \
    ovs_##wrong *not_this = NULL;                                                              \
    size_t size, second, i;                                                                    \
    char *bytes, *copy;                                                                        \
    unsigned missed = 0;                                                                       \
    ovs_error error = OVS_ERROR_INIT;                                                          \
    OK(ovs_##kind##_save_file(handle, path, NULL));                                            \
    OK(ovs_##kind##_save_file(handle, path, NULL)); /* over an existing file */                \
    bytes = read_all(path, &size);                                                             \
    OK(ovs_##kind##_load_file(path, &again, NULL));                                            \
    CHECK(ovs_##kind##_size(again) == ovs_##kind##_size(handle));                              \
    OK(ovs_##kind##_save_file(again, other, NULL));                                            \
    ovs_##kind##_unref(again);                                                                 \
    copy = read_all(other, &second);                                                           \
    CHECK(second == size && memcmp(bytes, copy, size) == 0);                                   \
    CHECK(ovs_##wrong##_load_file(path, &not_this, &error) == OVS_E_MALFORMED);                \
    CHECK(not_this == NULL && strstr(error.message, path));                                    \
    OK(ovs_##kind##_load_memory(bytes, size, &again, NULL));                                   \
    ovs_##kind##_unref(again);                                                                 \
    memmove(copy + 1, bytes, size); /* at an odd address */                                    \
    OK(ovs_##kind##_load_memory(copy + 1, size, &again, NULL));                                \
    ovs_##kind##_unref(again);                                                                 \
    for (i = 0; i < size; ++i) {                                                               \
      missed += !is_damage(ovs_##kind##_load_memory(bytes, i, &again, NULL)) || again != NULL; \
      bytes[i] ^= (char)(1 << (i % 8));                                                        \
      missed += !is_damage(ovs_##kind##_load_memory(bytes, size, &again, NULL)) || again;      \
      bytes[i] ^= (char)(1 << (i % 8));                                                        \
    }                                                                                          \
    CHECK(missed == 0);                                                                        \
    for (i = 0; i < size; i += 1 + size / 50) {                                                \
      write_all(path, bytes, i);                                                               \
      missed += !is_damage(ovs_##kind##_load_file(path, &again, &error)) || again != NULL;     \
    }                                                                                          \
    CHECK(missed == 0 && strstr(error.message, path));                                         \
    free(bytes);                                                                               \
    free(copy);                                                                                \
  } while (0)

static void absent(const small *s) {
  ovs_taxonomy *t = s->taxonomy;
  ovs_catalogue *c = s->catalogue;
  ovs_error error = OVS_ERROR_INIT;
  CHECK(ovs_taxonomy_load_file("/nowhere/at/all", &t, &error) == OVS_E_IO && t == NULL && strstr(error.message, "/nowhere/at/all"));
  CHECK(ovs_catalogue_load_file("/nowhere/at/all", &c, &error) == OVS_E_IO && c == NULL);
  CHECK(ovs_taxonomy_load_file(folder, &t, &error) == OVS_E_IO && t == NULL);
  CHECK(ovs_taxonomy_save_file(s->taxonomy, "/nowhere/at/all", &error) == OVS_E_IO);
  CHECK(ovs_catalogue_save_file(s->catalogue, folder, &error) == OVS_E_IO);
}

static void json(const small *s) {
  ovs_taxonomy *t = NULL;
  ovs_catalogue *c = NULL;
  size_t i;
  unsigned missed = 0;
  for (i = 0; i + 2 < s->json_size; ++i) {  /* without its last brace and line end it is never whole */
    missed += ovs_taxonomy_load_json("cut", s->json, i, &t, NULL) != OVS_E_MALFORMED || t != NULL;
    missed += ovs_catalogue_load_json("cut", s->json, i, &c, NULL) != OVS_E_MALFORMED || c != NULL;
  }
  CHECK(missed == 0);
  OK(ovs_taxonomy_load_json("empty", "{\"overstap\": 1}", 15, &t, NULL));
  OK(ovs_catalogue_load_json("empty", "{\"overstap\": 1}", 15, &c, NULL));
  CHECK(ovs_taxonomy_size(t) == 0 && ovs_catalogue_size(c) == 0);
  {
    ovs_engine *e = NULL;
    ovs_profile *p = NULL;
    size_t count = 77;
    OK(ovs_engine_create(t, c, &e, NULL));
    OK(ovs_profile_build(t, NULL, NULL, 0, &p, NULL));
    CHECK(ovs_rank_transitions(e, p, NULL, 5, NULL, NULL, NULL, &count, NULL) == OVS_TOO_LITTLE_DATA && count == 0);
    ovs_profile_unref(p);
    ovs_engine_unref(e);
  }
  ovs_taxonomy_unref(t);
  ovs_catalogue_unref(c);
}

int main(void) {
  small s = small_open();
  if (!mkdtemp(folder)) return 1;
  snprintf(path, sizeof path, "%s/one", folder);
  snprintf(other, sizeof other, "%s/two", folder);
  ROUND_TRIP(taxonomy, s.taxonomy, catalogue);
  ROUND_TRIP(catalogue, s.catalogue, taxonomy);
  absent(&s);
  json(&s);
  remove(path);
  remove(other);
  CHECK(rmdir(folder) == 0); /* no temporary file was left behind */
  small_close(&s);
  return checks_done();
}
