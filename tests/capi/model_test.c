/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * Parameters of the score through the C API, and where a score stands among those of random pairs.
 */
#include "check.h"

static ovs_engine *engine_of(ovs_taxonomy *taxonomy, const char *parameters) {
  ovs_engine *engine = NULL;
  OK(ovs_engine_create_with(taxonomy, NULL, parameters, OVS_TERMINATED, &engine, NULL));
  return engine;
}

/* The score of the first match of a cashier of small.json, or of the first occupation of the starter taxonomy. */
static int64_t first_score(const ovs_engine *engine, const ovs_profile *profile) {
  ovs_concept id = OVS_NO_CONCEPT;
  int64_t score = 0;
  size_t count = 0;
  OK(ovs_rank_transitions(engine, profile, NULL, 1, &id, &score, NULL, &count, NULL));
  CHECK(count == 1);
  return score;
}

static void parameters(const small *s) {
  ovs_error error = OVS_ERROR_INIT;
  ovs_engine *same = engine_of(s->taxonomy, NULL), *defaults = engine_of(s->taxonomy, "{\"overstap_model\": 1}");
  ovs_engine *skills = engine_of(s->taxonomy, "{\"overstap_model\": 1, \"dimensions\": {\"groups\": 0, \"words\": 0, \"family\": 0, \"tasks\": 0}}");
  ovs_engine *none = NULL;
  CHECK(strlen(ovs_engine_model_hash(same)) == 32);
  CHECK(strcmp(ovs_engine_model_hash(same), ovs_engine_model_hash(s->engine)) == 0);
  CHECK(strcmp(ovs_engine_model_hash(same), ovs_engine_model_hash(defaults)) == 0);
  CHECK(strcmp(ovs_engine_model_hash(same), ovs_engine_model_hash(skills)) != 0);
  CHECK(first_score(same, s->profile) == first_score(s->engine, s->profile));
  CHECK(first_score(same, s->profile) == first_score(defaults, s->profile));
  CHECK(first_score(same, s->profile) != first_score(skills, s->profile));
  CHECK(strcmp(ovs_engine_model_hash(NULL), "") == 0);

  CHECK(ovs_engine_create_with(s->taxonomy, NULL, "{\"overstap_model\": 1,\n\"spread\": 3}", OVS_TERMINATED, &none, &error) == OVS_E_MALFORMED);
  CHECK(none == NULL && error.line == 2 && strstr(error.message, "spread") != NULL);
  CHECK(ovs_engine_create_with(s->taxonomy, NULL, "{\"overstap_model\": 2}", OVS_TERMINATED, &none, NULL) == OVS_E_FORMAT_VERSION);
  CHECK(ovs_engine_create_with(s->taxonomy, NULL, "{\"overstap_model\": 1}", 5, &none, NULL) == OVS_E_MALFORMED);
  CHECK(ovs_engine_create_with(s->taxonomy, NULL, "", 0, &none, NULL) == OVS_E_MALFORMED);
  INVALID(ovs_engine_create_with(NULL, NULL, NULL, 0, &none, NULL));
  INVALID(ovs_engine_create_with(s->taxonomy, NULL, NULL, 0, NULL, NULL));
  CHECK(none == NULL);
  ovs_engine_unref(same);
  ovs_engine_unref(defaults);
  ovs_engine_unref(skills);
}

static void bands(const small *s) {
  ovs_taxonomy *starter = NULL;
  ovs_engine *engine;
  int64_t score;
  int32_t last = 0, band, last_band = OVS_BAND_NONE;
  /* small.json has too few occupations to say what is usual. */
  CHECK(ovs_engine_percentile(s->engine, OVS_SCORE_ONE) == -1 && ovs_engine_band(s->engine, OVS_SCORE_ONE) == OVS_BAND_UNKNOWN);
  CHECK(ovs_engine_percentile(NULL, 0) == -1 && ovs_engine_band(NULL, 0) == OVS_BAND_UNKNOWN);
  OK(ovs_taxonomy_open_default(&starter, NULL));
  engine = engine_of(starter, NULL);
  for (score = -OVS_SCORE_ONE; score <= OVS_SCORE_ONE; score += OVS_SCORE_ONE / 256) {
    const int32_t percentile = ovs_engine_percentile(engine, score);
    band = ovs_engine_band(engine, score);
    CHECK(percentile >= last && percentile <= 1000 && band >= last_band && band <= OVS_BAND_STRONG);
    CHECK(band == (percentile >= 990 ? OVS_BAND_STRONG : percentile >= 950 ? OVS_BAND_GOOD : percentile >= 800 ? OVS_BAND_SOME : OVS_BAND_NONE));
    last = percentile;
    last_band = band;
  }
  CHECK(last == 1000 && last_band == OVS_BAND_STRONG && ovs_engine_percentile(engine, -OVS_SCORE_ONE) == 0);
  CHECK(ovs_engine_percentile(engine, INT64_MAX) == 1000 && ovs_engine_percentile(engine, INT64_MIN) == 0);
  ovs_engine_unref(engine);
  ovs_taxonomy_unref(starter);
}

int main(void) {
  small s = small_open();
  parameters(&s);
  bands(&s);
  small_close(&s);
  return checks_done();
}
