/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * Every function with NULL for every pointer, numbers out of range, handles of another taxonomy. Each must be refused, with
 * the outputs cleared, and none may crash.
 */
#include "check.h"

/* Outputs begin with something in them, so that clearing shows. */
static size_t number = 77;
static ovs_concept concept_out = 77;
static ovs_concept concepts[4];
static int64_t scores[4];
static double shares[4];
static int32_t codes[4];
static char text[64];
#define AGAIN (number = 77, concept_out = 77)
#define CLEARED(call) (AGAIN, INVALID(call), CHECK(number == 0))
#define NO_CONCEPT(call) (AGAIN, INVALID(call), CHECK(concept_out == OVS_NO_CONCEPT))
/* `handle` of the scope points somewhere before, and nowhere after. */
#define NO_HANDLE(call) (handle = garbage, INVALID(call), CHECK(handle == NULL))

static void taxonomy(const small *s) {
  const ovs_taxonomy *t = s->taxonomy;
  ovs_taxonomy *const garbage = s->taxonomy;
  ovs_taxonomy *handle;
  ovs_concept last = 77;
  const uint32_t size = ovs_taxonomy_size(t);

  INVALID(ovs_taxonomy_open_default(NULL, NULL));
  INVALID(ovs_taxonomy_load_file("x", NULL, NULL));
  NO_HANDLE(ovs_taxonomy_load_file(NULL, &handle, NULL));
  INVALID(ovs_taxonomy_load_memory("x", 1, NULL, NULL));
  NO_HANDLE(ovs_taxonomy_load_memory(NULL, 0, &handle, NULL));
  NO_HANDLE(ovs_taxonomy_load_memory(NULL, 10, &handle, NULL));
  INVALID(ovs_taxonomy_load_json("x", "{}", 2, NULL, NULL));
  NO_HANDLE(ovs_taxonomy_load_json(NULL, "{}", 2, &handle, NULL));
  NO_HANDLE(ovs_taxonomy_load_json("x", NULL, 2, &handle, NULL));
  INVALID(ovs_taxonomy_save_file(NULL, "x", NULL));
  INVALID(ovs_taxonomy_save_file(t, NULL, NULL));
  INVALID(ovs_taxonomy_save_file(t, "", NULL));
  CHECK(ovs_taxonomy_ref(NULL) == NULL);
  ovs_taxonomy_unref(NULL);
  CHECK(ovs_taxonomy_size(NULL) == 0);
  INVALID(ovs_taxonomy_concepts(NULL, 0, &concept_out, &last, NULL));
  CHECK(concept_out == 0 && last == 0);
  INVALID(ovs_taxonomy_concepts(t, 0, NULL, &last, NULL));
  INVALID(ovs_taxonomy_concepts(t, 0, &concept_out, NULL, NULL));
  INVALID(ovs_taxonomy_concepts(t, -1, &concept_out, &last, NULL));
  INVALID(ovs_taxonomy_concepts(t, 7, &concept_out, &last, NULL));
  CHECK(ovs_taxonomy_kind(NULL, 0) == OVS_KIND_NONE && ovs_taxonomy_kind(t, size) == OVS_KIND_NONE && ovs_taxonomy_kind(t, OVS_NO_CONCEPT) == OVS_KIND_NONE);
  CHECK((AGAIN, ovs_taxonomy_uri(NULL, 0, &number) == NULL) && number == 0);
  CHECK(ovs_taxonomy_uri(t, size, NULL) == NULL && ovs_taxonomy_uri(t, 0, NULL) != NULL);
  CHECK((AGAIN, ovs_taxonomy_label(NULL, 0, "nl", &number) == NULL) && number == 0);
  CHECK(ovs_taxonomy_label(t, size, "nl", NULL) == NULL && ovs_taxonomy_label(t, 0, NULL, NULL) == NULL && ovs_taxonomy_label(t, 0, "nl", NULL) != NULL);
  NO_CONCEPT(ovs_taxonomy_find(NULL, "x", 1, &concept_out, NULL));
  NO_CONCEPT(ovs_taxonomy_find(t, NULL, 1, &concept_out, NULL));
  INVALID(ovs_taxonomy_find(t, "x", 1, NULL, NULL));
  CHECK(ovs_taxonomy_hash(NULL) == NULL);
  CHECK(ovs_taxonomy_about(NULL, "edition", NULL) == NULL && ovs_taxonomy_about(t, NULL, NULL) == NULL && ovs_taxonomy_about(t, "edition", NULL) != NULL);
  CHECK(ovs_taxonomy_isco(NULL, 0) == 0 && ovs_taxonomy_isco(t, size) == 0 && ovs_taxonomy_nlqf(NULL, 0) == 0 && ovs_taxonomy_nlqf(t, size) == 0);
  CLEARED(ovs_taxonomy_search(NULL, "x", 1, 4, concepts, codes, &number, NULL));
  CLEARED(ovs_taxonomy_search(t, NULL, 1, 4, concepts, codes, &number, NULL));
  INVALID(ovs_taxonomy_search(t, "x", 1, 4, concepts, codes, NULL, NULL));
  CLEARED(ovs_taxonomy_resolve(NULL, "x", 1, &concept_out, 4, concepts, &number, NULL));
  NO_CONCEPT(ovs_taxonomy_resolve(t, NULL, 1, &concept_out, 4, concepts, &number, NULL));
  CLEARED(ovs_taxonomy_resolve(t, "x", 1, NULL, 4, concepts, &number, NULL));
  NO_CONCEPT(ovs_taxonomy_resolve(t, "x", 1, &concept_out, 4, concepts, NULL, NULL));
}

static void catalogue(const small *s) {
  const ovs_catalogue *c = s->catalogue;
  ovs_catalogue *const garbage = s->catalogue;
  ovs_catalogue *handle;
  ovs_course course = OVS_COURSE_INIT;
  const uint32_t size = ovs_catalogue_size(c);

  INVALID(ovs_catalogue_open_default(NULL, NULL));
  INVALID(ovs_catalogue_load_file("x", NULL, NULL));
  NO_HANDLE(ovs_catalogue_load_file(NULL, &handle, NULL));
  INVALID(ovs_catalogue_load_memory("x", 1, NULL, NULL));
  NO_HANDLE(ovs_catalogue_load_memory(NULL, 10, &handle, NULL));
  INVALID(ovs_catalogue_load_json("x", "{}", 2, NULL, NULL));
  NO_HANDLE(ovs_catalogue_load_json(NULL, "{}", 2, &handle, NULL));
  NO_HANDLE(ovs_catalogue_load_json("x", NULL, 2, &handle, NULL));
  {
    const char *paths[2] = {"x", NULL};
    const ovs_catalogue *norms[1] = {NULL};
    INVALID(ovs_catalogue_import(OVS_FEED_EDUDEX, paths, 1, NULL, NULL, 0, 0, NULL, NULL, NULL));
    NO_HANDLE(ovs_catalogue_import(OVS_FEED_EDUDEX, NULL, 1, NULL, NULL, 0, 0, &handle, NULL, NULL));
    NO_HANDLE(ovs_catalogue_import(OVS_FEED_EDUDEX, paths, 2, NULL, NULL, 0, 0, &handle, NULL, NULL));
    NO_HANDLE(ovs_catalogue_import(OVS_FEED_EDUDEX, paths, 1, NULL, NULL, 1, 0, &handle, NULL, NULL));
    NO_HANDLE(ovs_catalogue_import(OVS_FEED_EDUDEX, paths, 1, NULL, norms, 1, 0, &handle, NULL, NULL));
    NO_HANDLE(ovs_catalogue_import(77, paths, 1, NULL, NULL, 0, 0, &handle, NULL, NULL));
    NO_HANDLE(ovs_catalogue_import(OVS_FEED_OEAPI, paths, 1, NULL, NULL, 0, 0xFFFFFFFFu, &handle, NULL, NULL));
  }
  INVALID(ovs_catalogue_save_file(NULL, "x", NULL));
  INVALID(ovs_catalogue_save_file(c, NULL, NULL));
  CHECK(ovs_catalogue_ref(NULL) == NULL);
  ovs_catalogue_unref(NULL);
  CHECK(ovs_catalogue_size(NULL) == 0);
  CHECK((AGAIN, ovs_catalogue_uri(NULL, 0, &number) == NULL) && number == 0);
  CHECK(ovs_catalogue_uri(c, size, NULL) == NULL && ovs_catalogue_uri(c, OVS_NO_COURSE, NULL) == NULL);
  CHECK(ovs_catalogue_label(NULL, 0, "nl", NULL) == NULL && ovs_catalogue_label(c, size, "nl", NULL) == NULL && ovs_catalogue_label(c, 0, NULL, NULL) == NULL);
  NO_CONCEPT(ovs_catalogue_find(NULL, "x", 1, &concept_out, NULL));
  NO_CONCEPT(ovs_catalogue_find(c, NULL, 1, &concept_out, NULL));
  INVALID(ovs_catalogue_find(c, "x", 1, NULL, NULL));
  course.hours = 77;
  INVALID(ovs_catalogue_course(NULL, 0, &course, NULL));
  CHECK(course.hours == 0 && course.struct_size == sizeof course);
  INVALID(ovs_catalogue_course(c, 0, NULL, NULL));
  course.hours = 77;
  INVALID(ovs_catalogue_course(c, size, &course, NULL));
  CHECK(course.hours == 0);
}

static void profile(const small *s) {
  const ovs_taxonomy *t = s->taxonomy;
  ovs_profile *const garbage = s->profile;
  ovs_profile *handle;
  const ovs_concept skill = small_concept(s, "urn:test:skill/koken"), group = small_concept(s, "urn:test:group/verkoop");
  const ovs_concept nothing = OVS_NO_CONCEPT;
  uint8_t level = 5;
  int32_t evidence = -1;

  NO_HANDLE(ovs_profile_build(NULL, &skill, NULL, 1, &handle, NULL));
  NO_HANDLE(ovs_profile_build(t, NULL, NULL, 1, &handle, NULL));
  INVALID(ovs_profile_build(t, &skill, NULL, 1, NULL, NULL));
  NO_HANDLE(ovs_profile_build(t, &skill, &level, 1, &handle, NULL));
  NO_HANDLE(ovs_profile_build(t, &group, NULL, 1, &handle, NULL));
  NO_HANDLE(ovs_profile_build(t, &nothing, NULL, 1, &handle, NULL));
  NO_HANDLE(ovs_profile_build(t, &s->cook, NULL, 1, &handle, NULL));
  NO_HANDLE(ovs_profile_from_occupations(NULL, &s->cook, 1, &handle, NULL));
  NO_HANDLE(ovs_profile_from_occupations(t, NULL, 1, &handle, NULL));
  INVALID(ovs_profile_from_occupations(t, &s->cook, 1, NULL, NULL));
  NO_HANDLE(ovs_profile_from_occupations(t, &skill, 1, &handle, NULL));
  NO_HANDLE(ovs_profile_from_occupations(t, &nothing, 1, &handle, NULL));
  NO_HANDLE(ovs_profile_create(NULL, NULL, 0, NULL, NULL, NULL, 0, NULL, &handle, NULL));
  NO_HANDLE(ovs_profile_create(t, NULL, 1, NULL, NULL, NULL, 0, NULL, &handle, NULL));
  NO_HANDLE(ovs_profile_create(t, NULL, 0, NULL, NULL, NULL, 1, NULL, &handle, NULL));
  INVALID(ovs_profile_create(t, NULL, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL));
  NO_HANDLE(ovs_profile_create(t, NULL, 0, &skill, NULL, &evidence, 1, NULL, &handle, NULL));
  evidence = 5;
  NO_HANDLE(ovs_profile_create(t, NULL, 0, &skill, NULL, &evidence, 1, NULL, &handle, NULL));
  CHECK(ovs_profile_ref(NULL) == NULL);
  ovs_profile_unref(NULL);
  CHECK(ovs_profile_size(NULL) == 0 && ovs_profile_nlqf(NULL) == 0);
  NO_CONCEPT(ovs_profile_item(NULL, 0, &concept_out, &level, &evidence, NULL));
  CHECK(level == 0 && evidence == 0);
  INVALID(ovs_profile_item(s->profile, 0, NULL, &level, &evidence, NULL));
  NO_CONCEPT(ovs_profile_item(s->profile, ovs_profile_size(s->profile), &concept_out, NULL, NULL, NULL));
  NO_CONCEPT(ovs_profile_item(s->profile, (size_t)-1, &concept_out, NULL, NULL, NULL));
}

static void engine(const small *s) {
  const ovs_engine *e = s->engine;
  const ovs_profile *p = s->profile;
  ovs_engine *const garbage = s->engine;
  ovs_engine *handle;
  const ovs_profile *profiles[2] = {s->profile, NULL};
  size_t counts[2] = {77, 77};
  ovs_status statuses[2] = {77, 77};

  NO_HANDLE(ovs_engine_create(NULL, s->catalogue, &handle, NULL));
  INVALID(ovs_engine_create(s->taxonomy, s->catalogue, NULL, NULL));
  CHECK(ovs_engine_ref(NULL) == NULL);
  ovs_engine_unref(NULL);
  CHECK(ovs_engine_taxonomy(NULL) == NULL && ovs_engine_unknown_course_skills(NULL) == 0);

  CLEARED(ovs_rank_transitions(NULL, p, NULL, 4, concepts, scores, shares, &number, NULL));
  CLEARED(ovs_rank_transitions(e, NULL, NULL, 4, concepts, scores, shares, &number, NULL));
  INVALID(ovs_rank_transitions(e, p, NULL, 4, concepts, scores, shares, NULL, NULL));
  INVALID(ovs_rank_transitions_batch(NULL, profiles, 1, NULL, NULL, NULL, 4, concepts, scores, shares, counts, statuses, NULL));
  CHECK(counts[0] == 0 && counts[1] == 77 && statuses[0] == OVS_E_INVALID_ARGUMENT && statuses[1] == 77);
  INVALID(ovs_rank_transitions_batch(e, NULL, 1, NULL, NULL, NULL, 4, concepts, scores, shares, counts, statuses, NULL));
  INVALID(ovs_rank_transitions_batch(e, profiles, 1, NULL, NULL, NULL, 4, concepts, scores, shares, NULL, statuses, NULL));
  INVALID(ovs_rank_transitions_batch(e, profiles, 2, NULL, NULL, NULL, 2, concepts, scores, shares, counts, statuses, NULL));
  CHECK(counts[0] == 0 && counts[1] == 0 && statuses[1] == OVS_E_INVALID_ARGUMENT);
  CHECK(ovs_rank_transitions_batch(e, profiles, 2, NULL, NULL, NULL, (size_t)-1, concepts, scores, shares, counts, statuses, NULL) == OVS_E_LIMIT);
  OK(ovs_rank_transitions_batch(e, NULL, 0, NULL, NULL, NULL, 4, NULL, NULL, NULL, NULL, NULL, NULL));
  OK(ovs_rank_transitions_batch(e, profiles, 1, NULL, NULL, NULL, 4, NULL, NULL, NULL, counts, NULL, NULL));
  CHECK(counts[0] == 2);
  CLEARED(ovs_rank_transitions_json(NULL, p, "nl", NULL, text, sizeof text, &number, NULL));
  CLEARED(ovs_rank_transitions_json(e, NULL, "nl", NULL, text, sizeof text, &number, NULL));
  CLEARED(ovs_rank_transitions_json(e, p, NULL, NULL, text, sizeof text, &number, NULL));
  CLEARED(ovs_rank_transitions_json(e, p, "nl", NULL, NULL, 64, &number, NULL));
  INVALID(ovs_rank_transitions_json(e, p, "nl", NULL, text, sizeof text, NULL, NULL));
}

static void explanation(const small *s) {
  const ovs_engine *e = s->engine;
  const ovs_profile *p = s->profile;
  ovs_explanation *garbage = NULL, *handle, *x;
  ovs_requirement r = OVS_REQUIREMENT_INIT;
  int32_t list;
  OK(ovs_explain_match(e, p, s->cashier, &garbage, NULL));
  x = garbage;

  NO_HANDLE(ovs_explain_match(NULL, p, s->cook, &handle, NULL));
  NO_HANDLE(ovs_explain_match(e, NULL, s->cook, &handle, NULL));
  INVALID(ovs_explain_match(e, p, s->cook, NULL, NULL));
  NO_HANDLE(ovs_explain_match(e, p, OVS_NO_CONCEPT, &handle, NULL));
  NO_HANDLE(ovs_explain_match(e, p, small_concept(s, "urn:test:skill/koken"), &handle, NULL));
  CHECK(ovs_explanation_ref(NULL) == NULL);
  ovs_explanation_unref(NULL);
  scores[0] = 77;
  INVALID(ovs_explanation_score(NULL, scores, NULL));
  CHECK(scores[0] == 0);
  INVALID(ovs_explanation_score(x, NULL, NULL));
  shares[0] = 77;
  INVALID(ovs_explanation_readiness(NULL, 0, shares, NULL));
  CHECK(shares[0] == 0);
  INVALID(ovs_explanation_readiness(x, 0, NULL, NULL));
  INVALID(ovs_explanation_readiness(x, -2, shares, NULL));
  INVALID(ovs_explanation_readiness(x, 5, shares, NULL));
  CHECK(ovs_explanation_contribution_count(NULL) == 0 && ovs_explanation_condition_count(NULL) == 0);
  CHECK(ovs_explanation_requirement_count(NULL, OVS_LIST_GAP) == 0 && ovs_explanation_requirement_count(x, 3) == 0);
  NO_CONCEPT(ovs_explanation_contribution(NULL, 0, &concept_out, codes, scores, NULL));
  INVALID(ovs_explanation_contribution(x, 0, NULL, codes, scores, NULL));
  NO_CONCEPT(ovs_explanation_contribution(x, ovs_explanation_contribution_count(x), &concept_out, codes, scores, NULL));
  OK(ovs_explanation_contribution(x, 0, &concept_out, NULL, NULL, NULL));
  r.weight = 77;
  INVALID(ovs_explanation_requirement(NULL, OVS_LIST_MATCHED, 0, &r, NULL));
  CHECK(r.weight == 0 && r.concept_id == OVS_NO_CONCEPT && r.struct_size == sizeof r);
  INVALID(ovs_explanation_requirement(x, OVS_LIST_MATCHED, 0, NULL, NULL));
  INVALID(ovs_explanation_requirement(x, -1, 0, &r, NULL));
  INVALID(ovs_explanation_requirement(x, 3, 0, &r, NULL));
  for (list = 0; list < 3; ++list) INVALID(ovs_explanation_requirement(x, list, ovs_explanation_requirement_count(x, list), &r, NULL));
  NO_CONCEPT(ovs_explanation_condition(NULL, 0, &concept_out, codes, NULL));
  INVALID(ovs_explanation_condition(x, 0, NULL, codes, NULL));
  NO_CONCEPT(ovs_explanation_condition(x, 2, &concept_out, codes, NULL));
  OK(ovs_explanation_condition(x, 0, &concept_out, NULL, NULL));
#define TEXT(function)                                              \
  (CLEARED(function(NULL, "nl", text, sizeof text, &number, NULL)), \
   CLEARED(function(x, NULL, text, sizeof text, &number, NULL)),    \
   CLEARED(function(x, "nl", NULL, sizeof text, &number, NULL)), INVALID(function(x, "nl", text, sizeof text, NULL, NULL)))
  TEXT(ovs_explanation_reason);
  TEXT(ovs_explanation_to_json);
  TEXT(ovs_explanation_gap_to_json);
  ovs_explanation_unref(x);
}

static void courses(const small *s) {
  const ovs_engine *e = s->engine;
  const ovs_profile *p = s->profile;
  ovs_engine *bare = NULL;
  ovs_report *report = NULL;
  const ovs_profile *none = NULL;
  const ovs_concept bad = OVS_NO_CONCEPT;
  ovs_plan_options plan = OVS_PLAN_OPTIONS_INIT;
  ovs_path_options path = OVS_PATH_OPTIONS_INIT;
  ovs_error error = OVS_ERROR_INIT;
  CLEARED(ovs_suggest_courses(NULL, p, s->cook, NULL, 4, concepts, shares, codes, &number, NULL));
  CLEARED(ovs_suggest_courses(e, NULL, s->cook, NULL, 4, concepts, shares, codes, &number, NULL));
  INVALID(ovs_suggest_courses(e, p, s->cook, NULL, 4, concepts, shares, codes, NULL, NULL));
  CLEARED(ovs_suggest_courses(e, p, OVS_NO_CONCEPT, NULL, 4, concepts, shares, codes, &number, NULL));
  CLEARED(ovs_suggest_courses_json(NULL, p, s->cook, "nl", NULL, text, sizeof text, &number, NULL));
  CLEARED(ovs_suggest_courses_json(e, NULL, s->cook, "nl", NULL, text, sizeof text, &number, NULL));
  CLEARED(ovs_suggest_courses_json(e, p, s->cook, NULL, NULL, text, sizeof text, &number, NULL));
  CLEARED(ovs_suggest_courses_json(e, p, s->cook, "nl", NULL, NULL, sizeof text, &number, NULL));
  INVALID(ovs_suggest_courses_json(e, p, s->cook, "nl", NULL, text, sizeof text, NULL, NULL));
  INVALID(ovs_unlock(NULL, p, 0, 0, 0, "nl", &report, NULL));
  INVALID(ovs_unlock(e, NULL, 0, 0, 0, "nl", &report, NULL));
  INVALID(ovs_unlock(e, p, 101, 0, 0, "nl", &report, NULL));
  INVALID(ovs_unlock(e, p, 0, 0, 1001, "nl", &report, NULL));
  INVALID(ovs_unlock(e, p, 0, 0, 0, NULL, &report, NULL));
  INVALID(ovs_unlock(e, p, 0, 0, 0, "nl", NULL, NULL));
  INVALID(ovs_plan_courses(NULL, p, s->cook, NULL, "nl", &report, NULL));
  INVALID(ovs_plan_courses(e, NULL, s->cook, NULL, "nl", &report, NULL));
  INVALID(ovs_plan_courses(e, p, OVS_NO_CONCEPT, NULL, "nl", &report, NULL));
  INVALID(ovs_plan_courses(e, p, s->cook, NULL, NULL, &report, NULL));
  INVALID(ovs_plan_courses(e, p, s->cook, NULL, "nl", NULL, NULL));
  INVALID(ovs_find_paths(NULL, p, s->cook, NULL, NULL, 0, "nl", &report, NULL));
  INVALID(ovs_find_paths(e, NULL, s->cook, NULL, NULL, 0, "nl", &report, NULL));
  INVALID(ovs_find_paths(e, p, OVS_NO_CONCEPT, NULL, NULL, 0, "nl", &report, NULL));
  INVALID(ovs_find_paths(e, p, s->cook, NULL, NULL, 0, NULL, &report, NULL));
  INVALID(ovs_find_paths(e, p, s->cook, NULL, NULL, 0, "nl", NULL, NULL));
  path.moves = 4;
  INVALID(ovs_find_paths(e, p, s->cook, &path, NULL, 0, "nl", &report, NULL));
  path.moves = 0, path.reserved = 1;
  INVALID(ovs_find_paths(e, p, s->cook, &path, NULL, 0, "nl", &report, NULL));
  INVALID(ovs_demand(NULL, &p, NULL, 1, &s->cook, NULL, 1, 0, 0, "nl", &report, NULL));
  INVALID(ovs_demand(e, NULL, NULL, 1, &s->cook, NULL, 1, 0, 0, "nl", &report, NULL));
  INVALID(ovs_demand(e, &none, NULL, 1, &s->cook, NULL, 1, 0, 0, "nl", &report, NULL));
  INVALID(ovs_demand(e, &p, NULL, 1, NULL, NULL, 1, 0, 0, "nl", &report, NULL));
  INVALID(ovs_demand(e, &p, NULL, 1, &bad, NULL, 1, 0, 0, "nl", &report, NULL));
  INVALID(ovs_demand(e, &p, NULL, 1, &s->cook, NULL, 1, 5, 0, "nl", &report, NULL));
  INVALID(ovs_demand(e, &p, NULL, 1, &s->cook, NULL, 1, 0, 100001, "nl", &report, NULL));
  INVALID(ovs_demand(e, &p, NULL, 1, &s->cook, NULL, 1, 0, 0, NULL, &report, NULL));
  INVALID(ovs_demand(e, &p, NULL, 1, &s->cook, NULL, 1, 0, 0, "nl", NULL, NULL));
  plan.held_count = 1;
  INVALID(ovs_plan_courses(e, p, s->cook, &plan, "nl", &report, NULL));
  plan.held = &bad;
  INVALID(ovs_plan_courses(e, p, s->cook, &plan, "nl", &report, NULL));
  plan.held = NULL, plan.held_count = 0;
  plan.goal = OVS_PLAN_ALL + 1;
  INVALID(ovs_plan_courses(e, p, s->cook, &plan, "nl", &report, NULL));
  plan.goal = OVS_PLAN_ALL, plan.ready_percent = 101;
  INVALID(ovs_plan_courses(e, p, s->cook, &plan, "nl", &report, NULL));
  plan.ready_percent = 80, plan.least_fit_percent = 101;
  INVALID(ovs_plan_courses(e, p, s->cook, &plan, "nl", &report, NULL));
  plan.least_fit_percent = 50, plan.reserved = 1;
  INVALID(ovs_plan_courses(e, p, s->cook, &plan, "nl", &report, NULL));
  OK(ovs_engine_create(s->taxonomy, NULL, &bare, NULL));
  INVALID(ovs_plan_courses(bare, p, s->cook, NULL, "nl", &report, NULL));
  CHECK(report == NULL);
  CLEARED(ovs_suggest_courses(bare, p, s->cook, NULL, 4, concepts, shares, codes, &number, &error));
  CHECK(strstr(error.message, "catalogue"));
  CLEARED(ovs_suggest_courses_json(bare, p, s->cook, "nl", NULL, text, sizeof text, &number, NULL));
  CHECK(ovs_engine_unknown_course_skills(bare) == 0);
  ovs_engine_unref(bare);
}

static void funding(const small *s) {
  const char rules[] = "{\"overstap_funding\": 1}";
  const ovs_course_id course = 0;
  ovs_funding *garbage = NULL, *handle, *f;
  ovs_report *report = NULL;
  OK(ovs_funding_load_json("rules", rules, strlen(rules), NULL, &garbage, NULL));
  f = garbage;
  INVALID(ovs_funding_open_default(NULL, NULL));
  NO_HANDLE(ovs_funding_load_file(NULL, NULL, &handle, NULL));
  INVALID(ovs_funding_load_file("/dev/null", NULL, NULL, NULL));
  NO_HANDLE(ovs_funding_load_json(NULL, rules, strlen(rules), NULL, &handle, NULL));
  NO_HANDLE(ovs_funding_load_json("rules", NULL, 0, NULL, &handle, NULL));
  INVALID(ovs_funding_load_json("rules", rules, strlen(rules), NULL, NULL, NULL));
  CHECK(ovs_funding_ref(NULL) == NULL);
  ovs_funding_unref(NULL);
  INVALID(ovs_course_funding(NULL, s->catalogue, &course, 1, NULL, 0, "2026-11-29", 0, "nl", &report, NULL));
  INVALID(ovs_course_funding(f, NULL, &course, 1, NULL, 0, "2026-11-29", 0, "nl", &report, NULL));
  INVALID(ovs_course_funding(f, s->catalogue, NULL, 1, NULL, 0, "2026-11-29", 0, "nl", &report, NULL));
  INVALID(ovs_course_funding(f, s->catalogue, &course, 1, NULL, 0, NULL, 0, "nl", &report, NULL));
  INVALID(ovs_course_funding(f, s->catalogue, &course, 1, NULL, 0, "2026-11-29", 0, NULL, &report, NULL));
  INVALID(ovs_course_funding(f, s->catalogue, &course, 1, NULL, 0, "2026-11-29", 0, "nl", NULL, NULL));
  CHECK(report == NULL);
  ovs_funding_unref(f);
}

static void stores(const small *s) {
  const uint64_t id = 1;
  const size_t begin[2] = {0, 1}, groups[2] = {1, 0};
  const ovs_concept skill = s->cashier;
  uint64_t found = 0;
  size_t count = 77, items = 77;
  ovs_store *garbage = NULL, *store, *handle;
  ovs_store_reader *reader = NULL, *none;
  ovs_store_change change = OVS_STORE_CHANGE_INIT;
  ovs_store_info info = OVS_STORE_INFO_INIT;
  ovs_store_options options = OVS_STORE_OPTIONS_INIT;
  OK(ovs_store_create(s->engine, OVS_STORE_VACANCIES, &garbage, NULL));
  store = garbage;
  NO_HANDLE(ovs_store_create(NULL, 0, &handle, NULL));
  NO_HANDLE(ovs_store_create(s->engine, 2, &handle, NULL));
  NO_HANDLE(ovs_store_create(s->engine, -1, &handle, NULL));
  INVALID(ovs_store_create(s->engine, 0, NULL, NULL));
  NO_HANDLE(ovs_store_load_file(NULL, "/dev/null", &handle, NULL));
  NO_HANDLE(ovs_store_load_file(s->engine, NULL, &handle, NULL));
  INVALID(ovs_store_load_file(s->engine, "/dev/null", NULL, NULL));
  NO_HANDLE(ovs_store_load_memory(NULL, "x", 1, &handle, NULL));
  NO_HANDLE(ovs_store_load_memory(s->engine, NULL, 1, &handle, NULL));
  INVALID(ovs_store_load_memory(s->engine, "x", 1, NULL, NULL));
  INVALID(ovs_store_save_file(NULL, "/dev/null", NULL));
  CHECK(ovs_store_ref(NULL) == NULL);
  ovs_store_unref(NULL);
  CHECK(ovs_store_reader_ref(NULL) == NULL);
  ovs_store_reader_unref(NULL);
  INVALID(ovs_store_save_file(store, NULL, NULL));
  INVALID(ovs_store_apply(NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL));
  INVALID(ovs_store_apply(store, NULL, 1, begin, &skill, NULL, NULL, NULL, NULL, 0, NULL, NULL));
  INVALID(ovs_store_apply(store, &id, 1, NULL, &skill, NULL, NULL, NULL, NULL, 0, NULL, NULL));
  INVALID(ovs_store_apply(store, &id, 1, begin, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL));
  INVALID(ovs_store_apply(store, &id, 1, begin, &skill, NULL, begin, NULL, NULL, 0, NULL, NULL));
  INVALID(ovs_store_apply(store, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL));
  change.struct_size = 3;
  INVALID(ovs_store_apply(store, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, &change, NULL));
  INVALID(ovs_store_compact(NULL, 0, NULL, NULL));
  OK(ovs_store_compact(store, 0, NULL, NULL));
  INVALID(ovs_store_inspect(store, NULL, NULL));
  INVALID(ovs_store_inspect(NULL, &info, NULL));
  info.struct_size = 5000;
  INVALID(ovs_store_inspect(store, &info, NULL));
  none = (ovs_store_reader *)1;
  INVALID(ovs_store_reader_create(NULL, &none, NULL));
  CHECK(none == NULL);
  INVALID(ovs_store_reader_create(store, NULL, NULL));
  OK(ovs_store_reader_create(store, &reader, NULL));
  INVALID(ovs_store_reader_refresh(NULL, &found, NULL));
  OK(ovs_store_reader_refresh(reader, NULL, NULL));
  INVALID(ovs_store_rank_vacancies(NULL, &skill, NULL, 1, NULL, 1, &found, NULL, NULL, NULL, &count, NULL));
  CHECK(count == 0);
  INVALID(ovs_store_rank_vacancies(reader, NULL, NULL, 1, NULL, 1, &found, NULL, NULL, NULL, &count, NULL));
  INVALID(ovs_store_rank_vacancies(reader, &skill, NULL, 1, NULL, 1, &found, NULL, NULL, NULL, NULL, NULL));
  INVALID(ovs_store_rank_persons(NULL, &skill, NULL, 1, NULL, 1, &found, NULL, NULL, NULL, &count, NULL));
  INVALID(ovs_store_rank_persons(reader, &skill, NULL, 1, NULL, 1, &found, NULL, NULL, NULL, &count, NULL));
  options.group_count = 1;
  INVALID(ovs_store_rank_vacancies(reader, &skill, NULL, 1, &options, 1, &found, NULL, NULL, NULL, &count, NULL));
  options.group_begin = groups;
  INVALID(ovs_store_rank_vacancies(reader, &skill, NULL, 1, &options, 1, &found, NULL, NULL, NULL, &count, NULL));
  options.group_begin = begin;
  INVALID(ovs_store_rank_vacancies(reader, &skill, NULL, 1, &options, 1, &found, NULL, NULL, NULL, &count, NULL));
  options.group_count = 0, options.struct_size = 1;
  INVALID(ovs_store_rank_vacancies(reader, &skill, NULL, 1, &options, 1, &found, NULL, NULL, NULL, &count, NULL));
  OK(ovs_store_rank_vacancies(reader, NULL, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL, &count, NULL));
  INVALID(ovs_store_reader_document(NULL, 1, 0, NULL, NULL, &items, 0, NULL, &count, NULL));
  CHECK(items == 0 && count == 0);
  CHECK(ovs_store_reader_document(reader, 1, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL) == OVS_E_NOT_FOUND);
  ovs_store_reader_unref(reader);
  ovs_store_unref(store);
}

/* Concept numbers of one taxonomy mean nothing in another; equal content is the same taxonomy. */
static void other_taxonomy(const small *s) {
  ovs_taxonomy *starter = NULL, *twin = NULL;
  ovs_profile *foreign = NULL, *equal = NULL;
  ovs_explanation *x = NULL;
  const ovs_profile *both[2] = {s->profile, NULL};
  size_t counts[2];
  ovs_error error = OVS_ERROR_INIT;
  ovs_concept first, last;
  OK(ovs_taxonomy_open_default(&starter, NULL));
  OK(ovs_taxonomy_concepts(starter, OVS_KIND_OCCUPATION, &first, &last, NULL));
  last -= 1;
  OK(ovs_profile_from_occupations(starter, &last, 1, &foreign, NULL));
  both[1] = foreign;
  CLEARED(ovs_rank_transitions(s->engine, foreign, NULL, 4, concepts, scores, shares, &number, &error));
  CHECK(strstr(error.message, ovs_taxonomy_hash(starter)));
  INVALID(ovs_rank_transitions_batch(s->engine, both, 2, NULL, NULL, NULL, 2, concepts, scores, shares, counts, NULL, &error));
  CHECK(strstr(error.message, "profile 1") && counts[0] == 0);
  CLEARED(ovs_rank_transitions_json(s->engine, foreign, "nl", NULL, text, sizeof text, &number, NULL));
  INVALID(ovs_explain_match(s->engine, foreign, 0, &x, NULL));
  CLEARED(ovs_suggest_courses(s->engine, foreign, 0, NULL, 4, concepts, shares, codes, &number, NULL));
  CLEARED(ovs_suggest_courses_json(s->engine, foreign, 0, "nl", NULL, text, sizeof text, &number, NULL));
  ovs_profile_unref(foreign);
  ovs_taxonomy_unref(starter);

  OK(ovs_taxonomy_load_json("again", s->json, s->json_size, &twin, NULL));
  CHECK(twin != s->taxonomy && strcmp(ovs_taxonomy_hash(twin), ovs_taxonomy_hash(s->taxonomy)) == 0);
  OK(ovs_profile_from_occupations(twin, &s->cashier, 1, &equal, NULL));
  ovs_taxonomy_unref(twin);  /* the profile keeps it */
  OK(ovs_rank_transitions(s->engine, equal, NULL, 4, concepts, scores, shares, &number, NULL));
  CHECK(number == 2 && concepts[0] == s->shop);
  ovs_profile_unref(equal);
}

int main(void) {
  small s = small_open();
  taxonomy(&s);
  catalogue(&s);
  profile(&s);
  engine(&s);
  explanation(&s);
  courses(&s);
  funding(&s);
  stores(&s);
  other_taxonomy(&s);
  small_close(&s);
  return checks_done();
}
