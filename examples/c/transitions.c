/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * From a Dutch job title to other work, in C: which occupations are near, why, what is missing, and which courses teach it.
 * Usage: transitions [TITLE]
 */
#include <stdio.h>
#include <stdlib.h>

#include "overstap/overstap.h"

enum { MOVES = 10, CHOICES = 8, MISSING = 3, COURSES = 3 };

static double percent(int64_t score) { return 100.0 * (double)score / (double)OVS_SCORE_ONE; }

/* The occupation behind a title; OVS_NO_CONCEPT, with advice on stderr, when there is none or more than one. */
static ovs_concept resolve(const ovs_taxonomy *taxonomy, const char *title) {
  ovs_error error = OVS_ERROR_INIT;
  ovs_concept occupation, choices[CHOICES];
  size_t count, i;
  const ovs_status status = ovs_taxonomy_resolve(taxonomy, title, OVS_TERMINATED, &occupation, CHOICES, choices, &count, &error);
  if (status == OVS_OK) return occupation;
  fprintf(stderr, "%s\n", error.message);
  if (count > 0) fprintf(stderr, status == OVS_E_AMBIGUOUS ? "Choose one of:\n" : "Did you mean:\n");
  for (i = 0; i < count; ++i) fprintf(stderr, "  %s\n", ovs_taxonomy_label(taxonomy, choices[i], "nl", NULL));
  return OVS_NO_CONCEPT;
}

static ovs_status print_gap(const ovs_taxonomy *taxonomy, const ovs_explanation *x, ovs_error *error) {
  const size_t count = ovs_explanation_requirement_count(x, OVS_LIST_GAP);
  size_t i;
  for (i = 0; i < count && i < MISSING; ++i) {
    ovs_requirement missing = OVS_REQUIREMENT_INIT;
    const ovs_status status = ovs_explanation_requirement(x, OVS_LIST_GAP, i, &missing, error);
    if (status != OVS_OK) return status;
    printf("%s%s", i == 0 ? "      Missing: " : ", ", ovs_taxonomy_label(taxonomy, missing.concept_id, "nl", NULL));
  }
  if (count > MISSING) printf(" and %zu more", count - MISSING);
  if (count > 0) printf("\n");
  return OVS_OK;
}

static ovs_status print_courses(const ovs_engine *engine, const ovs_catalogue *catalogue, const ovs_profile *profile, ovs_concept occupation,
                                ovs_error *error) {
  ovs_course_options options = OVS_COURSE_OPTIONS_INIT;
  ovs_course_id courses[COURSES];
  double gains[COURSES];
  int32_t entries[COURSES];
  size_t count, i;
  ovs_status status;
  options.flags = OVS_COURSES_IN_STEPS; /* courses that go together, mostly about this work, and no crumbs */
  options.least_gain_percent = 10;
  options.least_fit_percent = 50;
  status = ovs_suggest_courses(engine, profile, occupation, &options, COURSES, courses, gains, entries, &count, error);
  if (status != OVS_OK) return status;
  for (i = 0; i < count; ++i) {
    printf("      Course:  %s (%.0f%% of what is missing%s)\n", ovs_catalogue_label(catalogue, courses[i], "nl", NULL), 100 * gains[i],
           entries[i] == OVS_ENTRY_OPEN ? "" : entries[i] == OVS_ENTRY_UNKNOWN ? "; check the entry level" : "; asks something first");
  }
  return OVS_OK;
}

static ovs_status print_move(const ovs_engine *engine, const ovs_catalogue *catalogue, const ovs_profile *profile, ovs_concept occupation, int64_t score,
                             double readiness, ovs_error *error) {
  const ovs_taxonomy *taxonomy = ovs_engine_taxonomy(engine);
  ovs_explanation *x = NULL;
  char reason[1024];
  size_t length;
  ovs_status status = ovs_explain_match(engine, profile, occupation, &x, error);
  printf("%5.1f%%  %s (has %.0f%% of what is asked)\n", percent(score), ovs_taxonomy_label(taxonomy, occupation, "nl", NULL), 100 * readiness);
  if (status == OVS_OK) status = ovs_explanation_reason(x, "nl", reason, sizeof reason, &length, error);
  if (status == OVS_OK) printf("      %s\n", reason);
  if (status == OVS_OK) status = print_gap(taxonomy, x, error);
  if (status == OVS_OK) status = print_courses(engine, catalogue, profile, occupation, error);
  ovs_explanation_unref(x);
  return status;
}

int main(int argc, char **argv) {
  const char *title = argc > 1 ? argv[1] : "kassamedewerker";
  ovs_error error = OVS_ERROR_INIT;
  ovs_taxonomy *taxonomy = NULL;
  ovs_catalogue *catalogue = NULL;
  ovs_engine *engine = NULL;
  ovs_profile *profile = NULL;
  ovs_concept from = OVS_NO_CONCEPT, moves[MOVES];
  int64_t scores[MOVES];
  double readiness[MOVES];
  size_t count = 0, i;

  ovs_status status = ovs_taxonomy_open_default(&taxonomy, &error);
  if (status == OVS_OK) status = ovs_catalogue_open_default(&catalogue, &error);
  if (status == OVS_OK) status = ovs_engine_create(taxonomy, catalogue, &engine, &error);
  if (status == OVS_OK) {
    from = resolve(taxonomy, title);
    if (from != OVS_NO_CONCEPT) {
      printf("From %s:\n", ovs_taxonomy_label(taxonomy, from, "nl", NULL));
      status = ovs_profile_from_occupations(taxonomy, &from, 1, &profile, &error);
      if (status == OVS_OK) status = ovs_rank_transitions(engine, profile, NULL, MOVES, moves, scores, readiness, &count, &error);
      for (i = 0; i < count && status == OVS_OK; ++i) status = print_move(engine, catalogue, profile, moves[i], scores[i], readiness[i], &error);
    }
  }
  if (status != OVS_OK) fprintf(stderr, "%s: %s\n", ovs_status_name(status), error.message);

  ovs_profile_unref(profile);
  ovs_engine_unref(engine);
  ovs_catalogue_unref(catalogue);
  ovs_taxonomy_unref(taxonomy);
  return status == OVS_OK && from != OVS_NO_CONCEPT ? EXIT_SUCCESS : EXIT_FAILURE;
}
