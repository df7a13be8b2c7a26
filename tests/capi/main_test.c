/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * What the C API is for: open, look up, rank, explain, suggest. On a taxonomy small enough to know the answers, and on the
 * embedded one, whose answers must hang together.
 */
#include "check.h"

/* `length` by address: it is set by the call that gives `text`, in an order C does not fix. */
static int same_text(const char *text, const size_t *length, const char *expected) {
  return text && strlen(expected) == *length && strcmp(text, expected) == 0;
}

static void library(void) {
  CHECK(ovs_version() == ((uint32_t)OVS_VERSION_MAJOR << 24 | (uint32_t)OVS_VERSION_MINOR << 16 | (uint32_t)OVS_VERSION_PATCH));
  CHECK(strcmp(ovs_version_string(), "0.1.0") == 0);
  CHECK(strcmp(ovs_status_name(OVS_OK), "OVS_OK") == 0);
  CHECK(strcmp(ovs_status_name(OVS_E_AMBIGUOUS), "OVS_E_AMBIGUOUS") == 0);
  CHECK(strcmp(ovs_status_name(OVS_TOO_LITTLE_DATA), "OVS_TOO_LITTLE_DATA") == 0);
  CHECK(strcmp(ovs_status_name(-5), "unknown status") == 0);
}

static void taxonomy(const small *s) {
  const ovs_taxonomy *t = s->taxonomy;
  ovs_concept first, last, id, choices[8];
  int32_t matches[8];
  size_t length = 0, count = 0;
  ovs_error error = OVS_ERROR_INIT;

  CHECK(ovs_taxonomy_size(t) == 17);
  OK(ovs_taxonomy_concepts(t, OVS_KIND_OCCUPATION, &first, &last, NULL));
  CHECK(first == 0 && last == 5);
  for (id = first; id < last; ++id) CHECK(ovs_taxonomy_kind(t, id) == OVS_KIND_OCCUPATION);
  OK(ovs_taxonomy_concepts(t, OVS_KIND_LICENCE, &first, &last, NULL));
  CHECK(last - first == 1 && last == 17);
  CHECK(ovs_taxonomy_kind(t, first) == OVS_KIND_LICENCE);

  CHECK(same_text(ovs_taxonomy_uri(t, s->cook, &length), &length, "urn:test:occupation/kok"));
  CHECK(same_text(ovs_taxonomy_label(t, s->cashier, "nl", &length), &length, "Kassamedewerker"));
  CHECK(same_text(ovs_taxonomy_label(t, s->cashier, "en", &length), &length, "Cashier"));
  CHECK(same_text(ovs_taxonomy_label(t, s->undescribed, "fr", &length), &length, "Onbeschreven werk"));
  CHECK(same_text(ovs_taxonomy_about(t, "name@nl", &length), &length, "Proefje"));
  CHECK(ovs_taxonomy_about(t, "source", &length) == NULL && length == 0);
  CHECK(strlen(ovs_taxonomy_hash(t)) == 32);
  CHECK(ovs_taxonomy_isco(t, s->cashier) == 5230 && ovs_taxonomy_isco(t, s->undescribed) == 0);
  CHECK(ovs_taxonomy_nlqf(t, s->shop) == 20 && ovs_taxonomy_nlqf(t, s->warehouse) == 0);

  OK(ovs_taxonomy_find(t, "urn:test:occupation/kok and more", 23, &id, NULL));
  CHECK(id == s->cook);
  CHECK(ovs_taxonomy_find(t, "urn:test:occupation/geen", OVS_TERMINATED, &id, &error) == OVS_E_NOT_FOUND);
  CHECK(id == OVS_NO_CONCEPT && error.code == OVS_E_NOT_FOUND && strstr(error.message, "occupation/geen"));

  OK(ovs_taxonomy_search(t, "Winkel", OVS_TERMINATED, 8, choices, matches, &count, &error));
  CHECK(count == 1 && choices[0] == s->shop && matches[0] == OVS_TITLE_PREFIX);
  CHECK(error.code == OVS_OK && error.message[0] == '\0');
  OK(ovs_taxonomy_search(t, "hulp", OVS_TERMINATED, 1, choices, NULL, &count, NULL));
  CHECK(count == 1);
  OK(ovs_taxonomy_search(t, "hulp", OVS_TERMINATED, 8, NULL, matches, &count, NULL));
  CHECK(count == 2 && matches[0] == OVS_TITLE_ALTERNATIVE);
  OK(ovs_taxonomy_search(t, "xyzxyz", OVS_TERMINATED, 8, choices, matches, &count, NULL));
  CHECK(count == 0);

  OK(ovs_taxonomy_resolve(t, "Caissiere", OVS_TERMINATED, &id, 8, choices, &count, NULL));
  CHECK(id == s->cashier && count == 0);
  CHECK(ovs_taxonomy_resolve(t, "hulp", OVS_TERMINATED, &id, 8, choices, &count, &error) == OVS_E_AMBIGUOUS);
  CHECK(id == OVS_NO_CONCEPT && count == 2 && choices[0] != choices[1]);
  CHECK(choices[0] == s->cashier || choices[0] == s->cook);
  CHECK(ovs_taxonomy_resolve(t, "hulp", OVS_TERMINATED, &id, 1, choices, &count, NULL) == OVS_E_AMBIGUOUS);
  CHECK(count == 1);
  CHECK(ovs_taxonomy_resolve(t, "kassamedewerkr", OVS_TERMINATED, &id, 8, choices, &count, &error) == OVS_E_NOT_FOUND);
  CHECK(id == OVS_NO_CONCEPT && count == 1 && choices[0] == s->cashier);
  CHECK(ovs_taxonomy_resolve(t, "\xff\xfe", OVS_TERMINATED, &id, 8, choices, &count, &error) == OVS_E_NOT_FOUND);
  CHECK(count == 0 && strchr(error.message, '\xff') == NULL);
}

static void catalogue(const small *s) {
  const ovs_catalogue *c = s->catalogue;
  ovs_course course = OVS_COURSE_INIT;
  ovs_course_id id = 7;
  size_t length = 0;
  CHECK(ovs_catalogue_size(c) == 3);
  OK(ovs_catalogue_find(c, "urn:test:course/heftruck", OVS_TERMINATED, &id, NULL));
  CHECK(same_text(ovs_catalogue_uri(c, id, &length), &length, "urn:test:course/heftruck"));
  CHECK(same_text(ovs_catalogue_label(c, id, "en", &length), &length, "Forklift course"));
  OK(ovs_catalogue_course(c, id, &course, NULL));
  CHECK(course.struct_size == sizeof course && course.type == OVS_COURSE_LICENCE && course.form == (OVS_FORM_DAYTIME | OVS_FORM_WORK_BASED));
  CHECK(course.provider == OVS_PROVIDER_PRIVATE && course.cost_min == 250 && course.cost_max == 350 && course.hours == 16 && course.weeks == 1);
  CHECK(course.nlqf == 0 && course.entry_nlqf == 0);
  OK(ovs_catalogue_find(c, "urn:test:course/waren", OVS_TERMINATED, &id, NULL));
  CHECK(same_text(ovs_catalogue_label(c, id, "nl", &length), &length, "urn:test:course/waren"));
  OK(ovs_catalogue_course(c, id, &course, NULL));
  CHECK(course.type == OVS_COURSE_SHORT && course.cost_min == OVS_UNKNOWN_AMOUNT && course.hours == OVS_UNKNOWN_AMOUNT && course.weeks == OVS_UNKNOWN_AMOUNT);
  CHECK(ovs_catalogue_find(c, "urn:test:course/geen", OVS_TERMINATED, &id, NULL) == OVS_E_NOT_FOUND && id == OVS_NO_COURSE);
  CHECK(ovs_engine_unknown_course_skills(s->engine) == 1);
}

static void profile(const small *s) {
  const ovs_concept skills[2] = {small_concept(s, "urn:test:skill/koken"), small_concept(s, "urn:test:knowledge/waren")};
  const uint8_t levels[2] = {2, 1};
  const int32_t evidence[2] = {OVS_EVIDENCE_DIPLOMA, OVS_EVIDENCE_CONFIRMED};
  ovs_profile_options options = OVS_PROFILE_OPTIONS_INIT;
  ovs_profile *p = NULL;
  ovs_concept id;
  uint8_t level;
  int32_t how;
  size_t i;

  CHECK(ovs_profile_size(s->profile) == 5 && ovs_profile_nlqf(s->profile) == 10);
  OK(ovs_profile_build(s->taxonomy, skills, levels, 2, &p, NULL));
  CHECK(ovs_profile_size(p) == 2 && ovs_profile_nlqf(p) == 0);
  for (i = 0; i < 2; ++i) {
    OK(ovs_profile_item(p, i, &id, &level, &how, NULL));
    CHECK(how == OVS_EVIDENCE_CLAIMED && (id == skills[0] ? level == 2 : id == skills[1] && level == 1));
  }
  ovs_profile_unref(p);
  OK(ovs_profile_build(s->taxonomy, skills, NULL, 2, &p, NULL));
  OK(ovs_profile_item(p, 0, &id, NULL, NULL, NULL));
  ovs_profile_unref(p);

  options.nlqf = 45;
  OK(ovs_profile_create(s->taxonomy, &s->cashier, 1, skills, levels, evidence, 2, &options, &p, NULL));
  CHECK(ovs_profile_size(p) == 6 && ovs_profile_nlqf(p) == 45);
  for (i = 0; i < 6; ++i) {
    OK(ovs_profile_item(p, i, &id, &level, &how, NULL));
    if (id == skills[1]) CHECK(level == 1 && how == OVS_EVIDENCE_CONFIRMED);
  }
  ovs_profile_unref(p);
  OK(ovs_profile_create(s->taxonomy, NULL, 0, NULL, NULL, NULL, 0, NULL, &p, NULL));
  CHECK(ovs_profile_size(p) == 0);
  ovs_profile_unref(p);
}

static void rank(const small *s) {
  ovs_rank_options options = OVS_RANK_OPTIONS_INIT;
  ovs_concept ids[10];
  int64_t scores[10];
  double readiness[10];
  size_t count = 0, i;
  ovs_error error = OVS_ERROR_INIT;
  ovs_profile *empty = NULL;

  CHECK(ovs_engine_taxonomy(s->engine) == s->taxonomy);
  OK(ovs_rank_transitions(s->engine, s->profile, NULL, 10, ids, scores, readiness, &count, NULL));
  CHECK(count == 2 && ids[0] == s->shop); /* a cook is less alike than chance */
  for (i = 0; i < count; ++i) {
    CHECK(ids[i] != s->cashier && scores[i] > 0 && scores[i] <= OVS_SCORE_ONE && readiness[i] > 0 && readiness[i] <= 1);
    CHECK(i == 0 || scores[i - 1] >= scores[i]);
  }
  OK(ovs_rank_transitions(s->engine, s->profile, NULL, 1, ids, NULL, NULL, &count, NULL));
  CHECK(count == 1 && ids[0] == s->shop);
  OK(ovs_rank_transitions(s->engine, s->profile, NULL, 0, NULL, NULL, NULL, &count, NULL));
  CHECK(count == 0);
  options.flags = OVS_RANK_WITH_ORIGINS;
  OK(ovs_rank_transitions(s->engine, s->profile, &options, 10, ids, scores, readiness, &count, NULL));
  CHECK(count == 3 && ids[0] == s->cashier && scores[0] == OVS_SCORE_ONE && readiness[0] == 1.0);
  options.flags |= OVS_RANK_WITH_ZERO;
  OK(ovs_rank_transitions(s->engine, s->profile, &options, 10, ids, scores, NULL, &count, NULL));
  CHECK(count == 4 && ids[3] == s->cook && scores[3] < 0 && scores[3] >= -OVS_SCORE_ONE);
  options.min_score = -1; /* as 0: none is left out */
  OK(ovs_rank_transitions(s->engine, s->profile, &options, 10, NULL, NULL, NULL, &count, NULL));
  CHECK(count == 4);
  options.min_score = 1;
  OK(ovs_rank_transitions(s->engine, s->profile, &options, 10, NULL, NULL, NULL, &count, NULL));
  CHECK(count == 3);
  options.min_score = 0;
  options.flags = OVS_RANK_WITH_ORIGINS;
  options.limit = 2;
  OK(ovs_rank_transitions(s->engine, s->profile, &options, 10, ids, scores, NULL, &count, NULL));
  CHECK(count == 2);
  options.min_score = scores[1] + 1;
  OK(ovs_rank_transitions(s->engine, s->profile, &options, 10, NULL, NULL, NULL, &count, NULL));
  CHECK(count == 1);

  OK(ovs_profile_build(s->taxonomy, NULL, NULL, 0, &empty, NULL));
  CHECK(ovs_rank_transitions(s->engine, empty, NULL, 10, ids, scores, readiness, &count, &error) == OVS_TOO_LITTLE_DATA);
  CHECK(count == 0 && error.code == OVS_TOO_LITTLE_DATA && error.message[0] != '\0');
  ovs_profile_unref(empty);
}

/* What must hold for any explanation: the parts add up to the whole. */
static void adds_up(const ovs_explanation *x, int64_t expected, double readiness) {
  int64_t score = 0, part = 0, sum = 0;
  double share = 0;
  uint64_t met = 0, weight = 0;
  size_t i;
  int32_t list;
  OK(ovs_explanation_score(x, &score, NULL));
  CHECK(score == expected);
  for (i = 0; i < ovs_explanation_contribution_count(x); ++i) {
    const int64_t last = part;
    ovs_concept id;
    int32_t dimension = -1;
    OK(ovs_explanation_contribution(x, i, &id, &dimension, &part, NULL));
    CHECK((i == 0 || part <= last) && dimension >= OVS_DIMENSION_SKILLS && dimension <= OVS_DIMENSION_FAMILY);
    if (dimension == OVS_DIMENSION_GROUPS) CHECK(id != OVS_NO_CONCEPT && part >= 0);
    if (dimension >= OVS_DIMENSION_WORDS) CHECK(id == OVS_NO_CONCEPT && part >= 0);
    sum += part;
  }
  CHECK(sum == score);
  for (list = OVS_LIST_MATCHED; list <= OVS_LIST_GAP; ++list) {
    for (i = 0; i < ovs_explanation_requirement_count(x, list); ++i) {
      ovs_requirement r = OVS_REQUIREMENT_INIT;
      OK(ovs_explanation_requirement(x, list, i, &r, NULL));
      CHECK(r.met <= r.weight && (list == OVS_LIST_GAP || (r.present == 1 && r.met == r.weight)));
      weight += r.weight;
      met += r.met;
    }
  }
  OK(ovs_explanation_readiness(x, OVS_RELEVANCE_ALL, &share, NULL));
  CHECK(share == readiness && (weight == 0 || share == (double)met / (double)weight));
}

static void explain(const small *s) {
  ovs_explanation *x = NULL;
  ovs_requirement r = OVS_REQUIREMENT_INIT;
  ovs_concept ids[10], id;
  int64_t scores[10], score = 1;
  double readiness[10], share = 0;
  int32_t relevance = -2;
  size_t count = 0, i, length = 0;
  char text[4096];

  OK(ovs_rank_transitions(s->engine, s->profile, NULL, 10, ids, scores, readiness, &count, NULL));
  for (i = 0; i < count; ++i) {
    OK(ovs_explain_match(s->engine, s->profile, ids[i], &x, NULL));
    adds_up(x, scores[i], readiness[i]);
    ovs_explanation_unref(x);
  }

  OK(ovs_explain_match(s->engine, s->profile, s->shop, &x, NULL));
  CHECK(ovs_explanation_requirement_count(x, OVS_LIST_MATCHED) == 2);
  CHECK(ovs_explanation_requirement_count(x, OVS_LIST_GAP) == 1); /* knowledge of goods: important at the till, essential in the shop */
  OK(ovs_explanation_requirement(x, OVS_LIST_GAP, 0, &r, NULL));
  CHECK(r.concept_id == small_concept(s, "urn:test:knowledge/waren") && r.present == 1 && r.need == 3 && r.met * 10 == r.weight * 6);
  OK(ovs_explanation_readiness(x, OVS_RELEVANCE_IMPORTANT, &share, NULL));
  CHECK(share == 1.0);
  OK(ovs_explanation_readiness(x, OVS_RELEVANCE_ESSENTIAL, &share, NULL));
  CHECK(share > 0.6 && share < 1.0);
  OK(ovs_explanation_reason(x, "nl", text, sizeof text, &length, NULL));
  CHECK(strlen(text) == length && strstr(text, "Klanten helpen"));
  OK(ovs_explanation_reason(x, "en-GB", text, sizeof text, &length, NULL));
  CHECK(strstr(text, "Help customers"));
  OK(ovs_explanation_to_json(x, "nl", text, sizeof text, &length, NULL));
  CHECK(text[0] == '{' && text[length - 1] == '}' && strstr(text, "urn:test:skill/kassa"));
  OK(ovs_explanation_gap_to_json(x, "nl", text, sizeof text, &length, NULL));
  CHECK(text[0] == '{' && text[length - 1] == '}');
  ovs_explanation_unref(x);

  OK(ovs_explain_match(s->engine, s->profile, s->warehouse, &x, NULL));
  CHECK(ovs_explanation_requirement_count(x, OVS_LIST_GAP) == 2); /* lifting, and planning, which was only somewhat part of the work */
  OK(ovs_explanation_requirement(x, OVS_LIST_GAP, 0, &r, NULL));
  CHECK(r.concept_id == small_concept(s, "urn:test:skill/tillen") && r.relevance == OVS_RELEVANCE_ESSENTIAL && r.present == 0 && r.met == 0 && r.weight > 0);
  CHECK(ovs_explanation_requirement_count(x, OVS_LIST_LICENCES) == 1);
  OK(ovs_explanation_requirement(x, OVS_LIST_LICENCES, 0, &r, NULL));
  CHECK(r.concept_id == small_concept(s, "urn:test:licence/heftruck") && r.present == 0);
  CHECK(ovs_explanation_condition_count(x) == 0);
  ovs_explanation_unref(x);

  OK(ovs_explain_match(s->engine, s->profile, s->cashier, &x, NULL));
  CHECK(ovs_explanation_condition_count(x) == 2);
  OK(ovs_explanation_condition(x, 0, &id, &relevance, NULL));
  CHECK(id == small_concept(s, "urn:test:condition/nacht") && relevance == OVS_RELEVANCE_SOMEWHAT);
  OK(ovs_explanation_condition(x, 1, &id, &relevance, NULL));
  CHECK(id == small_concept(s, "urn:test:condition/buiten") && relevance == OVS_RELEVANCE_NOT_RELEVANT);
  ovs_explanation_unref(x);

  OK(ovs_explain_match(s->engine, s->profile, s->undescribed, &x, NULL));
  CHECK(ovs_explanation_score(x, &score, NULL) == OVS_TOO_LITTLE_DATA && score == 0);
  CHECK(ovs_explanation_contribution_count(x) == 0 && ovs_explanation_requirement_count(x, OVS_LIST_GAP) == 1);
  ovs_explanation_unref(x);
}

static void courses(const small *s) {
  ovs_course_options options = OVS_COURSE_OPTIONS_INIT;
  ovs_report *plan = NULL;
  ovs_course_id ids[4], forklift, cook;
  double gains[4];
  int32_t entries[4];
  size_t count = 0, length = 0;
  char text[4096];
  OK(ovs_catalogue_find(s->catalogue, "urn:test:course/heftruck", OVS_TERMINATED, &forklift, NULL));
  OK(ovs_catalogue_find(s->catalogue, "urn:test:course/kok", OVS_TERMINATED, &cook, NULL));
  OK(ovs_suggest_courses(s->engine, s->profile, s->warehouse, NULL, 4, ids, gains, entries, &count, NULL));
  CHECK(count == 1 && ids[0] == forklift && gains[0] > 0.8 && gains[0] < 1.0 && entries[0] == OVS_ENTRY_OPEN);
  options.order = OVS_ORDER_COVERAGE;
  OK(ovs_suggest_courses(s->engine, s->profile, s->cook, &options, 4, ids, gains, entries, &count, NULL));
  CHECK(count == 2 && ids[0] == forklift && ids[1] == cook && entries[1] == OVS_ENTRY_LEVEL_TOO_LOW && gains[1] > gains[0] && gains[1] < 1);
  OK(ovs_suggest_courses(s->engine, s->profile, s->cook, &options, 1, ids, NULL, NULL, &count, NULL));
  CHECK(count == 1);
  options.flags = OVS_COURSES_IN_STEPS; /* only what the person can enter */
  OK(ovs_suggest_courses(s->engine, s->profile, s->cook, &options, 4, ids, gains, entries, &count, NULL));
  CHECK(count == 1 && ids[0] == forklift && entries[0] == OVS_ENTRY_OPEN);
  options.flags = 0;
  OK(ovs_suggest_courses(s->engine, s->profile, s->shop, &options, 4, ids, gains, NULL, &count, NULL));
  CHECK(count == 1 && strcmp(ovs_catalogue_uri(s->catalogue, ids[0], NULL), "urn:test:course/waren") == 0 && gains[0] == 1.0);
  OK(ovs_suggest_courses_json(s->engine, s->profile, s->cook, "nl", &options, text, sizeof text, &length, NULL));
  CHECK(strlen(text) == length && strstr(text, "urn:test:course/kok") && strstr(text, "level_too_low"));
  OK(ovs_plan_courses(s->engine, s->profile, s->warehouse, NULL, "nl", &plan, NULL));
  CHECK(strstr(ovs_report_json(plan, NULL), "\"goal\":\"quickest\"") && strstr(ovs_report_json(plan, NULL), "urn:test:course/heftruck"));
  ovs_report_unref(plan);
}

/* The embedded taxonomy: every title resolves, everything ranked is explained, and JSON tells the same. */
static void starter(void) {
  ovs_taxonomy *t = NULL;
  ovs_catalogue *c = NULL;
  ovs_engine *e = NULL;
  ovs_concept first, last, from;
  OK(ovs_taxonomy_open_default(&t, NULL));
  OK(ovs_catalogue_open_default(&c, NULL));
  OK(ovs_engine_create(t, c, &e, NULL));
  CHECK(ovs_catalogue_size(c) > 0 && ovs_engine_unknown_course_skills(e) == 0);
  ovs_taxonomy_unref(t);  /* the engine keeps its own */
  ovs_catalogue_unref(c);
  t = ovs_engine_taxonomy(e);
  OK(ovs_taxonomy_concepts(t, OVS_KIND_OCCUPATION, &first, &last, NULL));
  CHECK(last - first > 20);
  for (from = first; from < last; from += 7) {
    ovs_profile *p = NULL;
    ovs_concept ids[10], found;
    int64_t scores[10];
    double readiness[10];
    size_t count = 0, length = 0, i, none = 0;
    char *json;
    OK(ovs_taxonomy_resolve(t, ovs_taxonomy_label(t, from, "nl", NULL), OVS_TERMINATED, &found, 0, NULL, &none, NULL));
    CHECK(found == from);
    OK(ovs_profile_from_occupations(t, &from, 1, &p, NULL));
    OK(ovs_rank_transitions(e, p, NULL, 10, ids, scores, readiness, &count, NULL));
    CHECK(count == 10);
    CHECK(ovs_rank_transitions_json(e, p, "nl", NULL, NULL, 0, &length, NULL) == OVS_E_BUFFER_TOO_SMALL);
    json = (char *)malloc(length + 1);
    OK(ovs_rank_transitions_json(e, p, "nl", NULL, json, length + 1, &length, NULL));
    for (i = 0; i < count; ++i) {
      char units[48];
      ovs_explanation *x = NULL;
      OK(ovs_explain_match(e, p, ids[i], &x, NULL));
      adds_up(x, scores[i], readiness[i]);
      ovs_explanation_unref(x);
      CHECK(strstr(json, ovs_taxonomy_uri(t, ids[i], NULL)));
      snprintf(units, sizeof units, "\"score_units\":%lld", (long long)scores[i]);
      CHECK(strstr(json, units));
    }
    free(json);
    ovs_profile_unref(p);
  }
  ovs_engine_unref(e);
}

int main(void) {
  small s = small_open();
  library();
  taxonomy(&s);
  catalogue(&s);
  profile(&s);
  rank(&s);
  explain(&s);
  courses(&s);
  small_close(&s);
  starter();
  return checks_done();
}
