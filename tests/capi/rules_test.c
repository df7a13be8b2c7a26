/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * The rules that all functions share: options of older and newer callers, structs of any size, text that is copied out,
 * errors that are filled or left alone.
 */
#include "check.h"

/* Options of a caller whose header is newer: the same fields and more behind them. */
typedef struct newer_rank_options {
  ovs_rank_options known;
  uint64_t later[2];
} newer_rank_options;

static ovs_status rank(const small *s, const void *options) {
  ovs_concept ids[4];
  size_t count = 77;
  const ovs_status status = ovs_rank_transitions(s->engine, s->profile, (const ovs_rank_options *)options, 4, ids, NULL, NULL, &count, NULL);
  CHECK(status == OVS_OK ? count > 0 : count == 0);
  return status;
}

static ovs_status suggest(const small *s, const ovs_course_options *options) {
  size_t count = 77;
  return ovs_suggest_courses(s->engine, s->profile, s->cook, options, 4, NULL, NULL, NULL, &count, NULL);
}

static ovs_status make_profile(const small *s, const ovs_profile_options *options) {
  ovs_profile *p = NULL;
  const ovs_status status = ovs_profile_create(s->taxonomy, &s->cook, 1, NULL, NULL, NULL, 0, options, &p, NULL);
  CHECK((p != NULL) == (status == OVS_OK));
  ovs_profile_unref(p);
  return status;
}

static void options(const small *s) {
  ovs_rank_options o = OVS_RANK_OPTIONS_INIT;
  ovs_course_options c = OVS_COURSE_OPTIONS_INIT;
  ovs_profile_options p = OVS_PROFILE_OPTIONS_INIT;
  newer_rank_options newer;
  unsigned nlqf, valid = 0;
  OK(rank(s, NULL));
  OK(rank(s, &o));
  o.limit = 0;
  o.threads = 0;
  OK(rank(s, &o));
  o.flags = OVS_RANK_WITH_ORIGINS | OVS_RANK_WITH_ZERO;
  OK(rank(s, &o));
  o.flags = 4;
  INVALID(rank(s, &o));
  o.flags = 0x80000001u;
  INVALID(rank(s, &o));
  o.flags = 0;
  o.struct_size = 0;
  INVALID(rank(s, &o));
  o.struct_size = (uint32_t)sizeof o - 1;
  INVALID(rank(s, &o));
  o.struct_size = 0xFFFFFFFFu; /* believed, it would be read to the end of memory */
  INVALID(rank(s, &o));

  memset(&newer, 0, sizeof newer);
  newer.known.struct_size = (uint32_t)sizeof newer;
  OK(rank(s, &newer));
  newer.later[1] = 1;
  INVALID(rank(s, &newer));
  newer.known.struct_size = (uint32_t)sizeof newer - 8;
  OK(rank(s, &newer));

  OK(suggest(s, NULL));
  for (c.order = OVS_ORDER_VALUE; c.order <= OVS_ORDER_PER_HOUR; ++c.order) OK(suggest(s, &c));
  INVALID(suggest(s, &c));
  c.order = -1;
  INVALID(suggest(s, &c));
  c.order = OVS_ORDER_VALUE;
  c.flags = OVS_COURSES_IN_STEPS;
  OK(suggest(s, &c));
  c.least_gain_percent = c.least_fit_percent = 100;
  OK(suggest(s, &c));
  c.least_gain_percent = 101;
  INVALID(suggest(s, &c));
  c.least_gain_percent = 0;
  c.least_fit_percent = 101;
  INVALID(suggest(s, &c));
  c.least_fit_percent = 0;
  c.flags = 2;
  INVALID(suggest(s, &c));
  c.flags = 0;
  c.limit = c.hour_value = 0;
  OK(suggest(s, &c));
  c.struct_size = 4;
  INVALID(suggest(s, &c));

  for (nlqf = 0; nlqf < 400; ++nlqf) {
    p.nlqf = nlqf;
    valid += make_profile(s, &p) == OVS_OK;
  }
  CHECK(valid == 11); /* unknown, entry level, 1 to 8 and 4+ */
  p.nlqf = 0;
  p.struct_size = 0;
  INVALID(make_profile(s, &p));
}

static void structs(const small *s) {
  struct {
    ovs_course known;
    unsigned char later[16];
  } newer;
  ovs_course older = OVS_COURSE_INIT;
  size_t i;
  memset(&newer, 0x55, sizeof newer);
  newer.known.struct_size = (uint32_t)sizeof newer;
  OK(ovs_catalogue_course(s->catalogue, 0, &newer.known, NULL));
  CHECK(newer.known.struct_size == sizeof newer && newer.known.hours == 16);
  for (i = 0; i < sizeof newer.later; ++i) CHECK(newer.later[i] == 0x55);
  older.struct_size -= 1;
  older.hours = 77;
  INVALID(ovs_catalogue_course(s->catalogue, 0, &older, NULL));
  CHECK(older.hours == 77);
  older.struct_size = 0;
  INVALID(ovs_catalogue_course(s->catalogue, 0, &older, NULL));
}

typedef ovs_status (*text_function)(const ovs_explanation *, const char *, char *, size_t, size_t *, ovs_error *);

/* For every capacity from nothing to more than enough. */
static void text_rule(const ovs_explanation *x, text_function function) {
  static char buffer[8192], expected[8192];
  size_t length = 77, need, capacity;
  OK(function(x, "nl", expected, sizeof expected, &need, NULL));
  CHECK(strlen(expected) == need && need > 10);
  CHECK(function(x, "nl", NULL, 0, &length, NULL) == OVS_E_BUFFER_TOO_SMALL && length == need);
  for (capacity = 0; capacity < need + 3; ++capacity) {
    ovs_status status;
    memset(buffer, 0x55, sizeof buffer);
    length = 77;
    status = function(x, "nl", buffer, capacity, &length, NULL);
    CHECK(length == need && buffer[capacity] == 0x55);
    if (capacity > need) {
      CHECK(status == OVS_OK && strcmp(buffer, expected) == 0);
    } else {
      CHECK(status == OVS_E_BUFFER_TOO_SMALL && (capacity == 0 || buffer[0] == '\0'));
    }
  }
}

static void text(const small *s) {
  ovs_explanation *x = NULL;
  OK(ovs_explain_match(s->engine, s->profile, s->warehouse, &x, NULL));
  text_rule(x, ovs_explanation_reason);
  text_rule(x, ovs_explanation_to_json);
  text_rule(x, ovs_explanation_gap_to_json);
  ovs_explanation_unref(x);
}

static void errors(const small *s) {
  struct {
    ovs_error known;
    unsigned char later[8];
  } newer;
  ovs_error error = OVS_ERROR_INIT;
  ovs_taxonomy *t = NULL;
  char title[600];
  ovs_concept id;
  size_t count, i, shift;
  static const char *const broken = "{\n  \"overstap\": 1,\n  \"concepts\": [\n    {\"id\": 5}\n  ]\n}\n";

  CHECK(ovs_taxonomy_load_json("broken.json", broken, strlen(broken), &t, &error) == OVS_E_MALFORMED);
  CHECK(t == NULL && error.line == 4 && error.byte_offset > 30 && strstr(error.message, "broken.json:4:"));
  OK(ovs_taxonomy_find(s->taxonomy, "urn:test:skill/kassa", OVS_TERMINATED, &id, &error));
  CHECK(error.code == OVS_OK && error.line == 0 && error.byte_offset == 0 && error.message[0] == '\0');

  /* Cut between characters, wherever the cut falls. */
  for (shift = 0; shift < 4; ++shift) {
    memset(title, 'a', shift);
    for (i = shift; i + 4 < sizeof title; i += 4) memcpy(title + i, "\xF0\x9F\x91\xB7", 4);
    CHECK(ovs_taxonomy_resolve(s->taxonomy, title, i, &id, 0, NULL, &count, &error) == OVS_E_NOT_FOUND);
    i = strlen(error.message);
    CHECK(i > 250 && i < 256 && memcmp(error.message + i - 4, "\xF0\x9F\x91\xB7", 4) == 0);
  }

  error.struct_size = 8;
  error.code = 77;
  INVALID(ovs_taxonomy_find(NULL, "x", 1, &id, &error));
  CHECK(error.code == 77);
  memset(&newer, 0x55, sizeof newer);
  newer.known.struct_size = (uint32_t)sizeof newer;
  INVALID(ovs_taxonomy_find(NULL, "x", 1, &id, &newer.known));
  CHECK(newer.known.code == OVS_E_INVALID_ARGUMENT && newer.known.struct_size == sizeof newer && strstr(newer.known.message, "taxonomy"));
  for (i = 0; i < sizeof newer.later; ++i) CHECK(newer.later[i] == 0x55);
}

int main(void) {
  small s = small_open();
  options(&s);
  structs(&s);
  text(&s);
  errors(&s);
  small_close(&s);
  return checks_done();
}
