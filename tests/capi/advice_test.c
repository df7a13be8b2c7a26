/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * Advice through the C API: options as JSON, figures from a file, why not, and what cannot be meant.
 */
#define _POSIX_C_SOURCE 200809L
#include <unistd.h>

#include "check.h"

static const char *report_text(const ovs_report *report) {
  size_t length = 0;
  const char *text = ovs_report_json(report, &length);
  CHECK(text != NULL && strlen(text) == length);
  return text ? text : "";
}

static int has(const ovs_report *report, const char *part) { return strstr(report_text(report), part) != NULL; }

static void lists(const small *s) {
  ovs_report *plain = NULL, *defaults = NULL, *hidden = NULL, *wide = NULL;
  char json[65536];
  size_t length = 0;
  OK(ovs_advise(s->engine, s->profile, NULL, 0, NULL, "nl", &plain, NULL));
  OK(ovs_advise(s->engine, s->profile, "{\"overstap_advice\": 1}", OVS_TERMINATED, NULL, "nl", &defaults, NULL));
  CHECK(strcmp(report_text(plain), report_text(defaults)) == 0);
  /* The plain ranking and the advice of all defaults are one answer. */
  OK(ovs_rank_transitions_json(s->engine, s->profile, "nl", NULL, json, sizeof json, &length, NULL));
  CHECK(strcmp(report_text(plain), json) == 0);
  CHECK(has(plain, "\"status\":\"ok\"") && has(plain, "\"wider\":null") && has(plain, "\"figures\":null") && has(plain, "\"hidden\":0"));

  OK(ovs_advise(s->engine, s->profile, "{\"overstap_advice\": 1, \"gates\": {\"regulated\": \"hide\", \"education\": \"hide\", \"licence\": \"hide\"}}", OVS_TERMINATED, NULL,
                "en", &hidden, NULL));
  CHECK(has(hidden, "\"hidden_by\":{\"regulated\":"));
  OK(ovs_advise(s->engine, s->profile, "{\"overstap_advice\": 1, \"limit\": 1, \"wider\": {\"limit\": 3, \"loss\": 1000}, \"with_zero\": true}", OVS_TERMINATED, NULL, "en", &wide, NULL));
  CHECK(has(wide, "\"wider\":["));
  ovs_report_unref(plain);
  ovs_report_unref(defaults);
  ovs_report_unref(hidden);
  ovs_report_unref(wide);
}

static void figures(const small *s) {
  char path[] = "/tmp/overstap-figures-XXXXXX";
  const int made = mkstemp(path);
  FILE *file = fdopen(made, "wb");
  ovs_figures *table = NULL, *twin;
  ovs_report *report = NULL;
  ovs_error error = OVS_ERROR_INIT;
  CHECK(made >= 0 && file != NULL);
  fputs("# source: invented\n# date: 2026-Q3\noccupation,wage\nurn:test:occupation/verkoper,2000\n", file);
  fclose(file);
  OK(ovs_figures_load_file(path, NULL, NULL, &table, NULL));
  CHECK(strcmp(ovs_figures_source(table), "invented") == 0 && strcmp(ovs_figures_date(table), "2026-Q3") == 0);
  OK(ovs_advise(s->engine, s->profile, "{\"overstap_advice\": 1, \"factors\": {\"wage\": {\"weight\": 100, \"worst\": 1000, \"best\": 2000}}}", OVS_TERMINATED, table, "nl", &report,
                NULL));
  CHECK(has(report, "\"source\":\"invented\"") && has(report, "\"value\":2000.000000") && has(report, "\"adjustment_units\":104857") && has(report, "\"tightness\":null"));
  ovs_report_unref(report);
  twin = ovs_figures_ref(table);
  CHECK(twin == table);
  ovs_figures_unref(twin);
  ovs_figures_unref(table);

  OK(ovs_figures_load_file(path, "us", "2026", &table, NULL));  /* what is said here counts */
  CHECK(strcmp(ovs_figures_source(table), "us") == 0);
  ovs_figures_unref(table);
  table = (ovs_figures *)1;
  CHECK(ovs_figures_load_file(path, "us", "yesterday", &table, &error) == OVS_E_MALFORMED && table == NULL);
  CHECK(strstr(error.message, "yesterday") != NULL);
  remove(path);
  CHECK(ovs_figures_load_file(path, NULL, NULL, &table, &error) == OVS_E_IO && table == NULL);
  INVALID(ovs_figures_load_file(NULL, NULL, NULL, &table, NULL));
  INVALID(ovs_figures_load_file(path, NULL, NULL, NULL, NULL));
  CHECK(ovs_figures_ref(NULL) == NULL && strcmp(ovs_figures_source(NULL), "") == 0 && strcmp(ovs_figures_date(NULL), "") == 0);
  ovs_figures_unref(NULL);
}

static void why_not(const small *s) {
  ovs_report *report = NULL;
  ovs_error error = OVS_ERROR_INIT;
  OK(ovs_why_not(s->engine, s->profile, s->cook, 1, 3, NULL, 0, "nl", &report, NULL));
  CHECK(has(report, "\"place\":{\"rank\":") && has(report, "\"helps\":[{") && has(report, "\"sentences\":["));
  ovs_report_unref(report);
  OK(ovs_why_not(s->engine, s->profile, s->cashier, 10, 3, NULL, 0, "en", &report, NULL));  /* a past occupation */
  CHECK(has(report, "\"place\":null") && has(report, "You have done this work already"));
  ovs_report_unref(report);
  OK(ovs_why_not(s->engine, s->profile, s->undescribed, 0, 0, NULL, 0, "en", &report, NULL));
  CHECK(has(report, "too little data"));
  ovs_report_unref(report);
  report = (ovs_report *)1;
  INVALID(ovs_why_not(s->engine, s->profile, OVS_NO_CONCEPT, 10, 3, NULL, 0, "en", &report, NULL));
  CHECK(report == NULL);
  CHECK(ovs_why_not(s->engine, s->profile, s->cook, 10, 3, "{\"overstap_advice\": 1,\n\"gates\": 3}", OVS_TERMINATED, "en", &report, &error) == OVS_E_MALFORMED);
  CHECK(report == NULL && error.line == 2);
}

static void questions(const small *s) {
  ovs_report *report = NULL;
  OK(ovs_questions(s->engine, s->profile, 0, "nl", &report, NULL));
  CHECK(has(report, "\"status\":\"ok\"") && has(report, "\"questions\":["));
  ovs_report_unref(report);
  report = (ovs_report *)1;
  INVALID(ovs_questions(s->engine, s->profile, 101, "nl", &report, NULL));
  CHECK(report == NULL);
  INVALID(ovs_questions(NULL, s->profile, 5, "nl", &report, NULL));
  INVALID(ovs_questions(s->engine, NULL, 5, "nl", &report, NULL));
  INVALID(ovs_questions(s->engine, s->profile, 5, NULL, &report, NULL));
  INVALID(ovs_questions(s->engine, s->profile, 5, "nl", NULL, NULL));
}

static void wrong(const small *s) {
  ovs_report *report = (ovs_report *)1;
  ovs_error error = OVS_ERROR_INIT;
  INVALID(ovs_advise(NULL, s->profile, NULL, 0, NULL, "nl", &report, NULL));
  CHECK(report == NULL);
  INVALID(ovs_advise(s->engine, NULL, NULL, 0, NULL, "nl", &report, NULL));
  INVALID(ovs_advise(s->engine, s->profile, NULL, 0, NULL, NULL, &report, NULL));
  INVALID(ovs_advise(s->engine, s->profile, NULL, 0, NULL, "nl", NULL, NULL));
  INVALID(ovs_why_not(NULL, s->profile, s->cook, 1, 1, NULL, 0, "nl", &report, NULL));
  INVALID(ovs_why_not(s->engine, NULL, s->cook, 1, 1, NULL, 0, "nl", &report, NULL));
  INVALID(ovs_why_not(s->engine, s->profile, s->cook, 1, 1, NULL, 0, NULL, &report, NULL));
  INVALID(ovs_why_not(s->engine, s->profile, s->cook, 1, 1, NULL, 0, "nl", NULL, NULL));
  CHECK(ovs_advise(s->engine, s->profile, "{\"overstap_advice\": 1,\n \"limit\": 0}", OVS_TERMINATED, NULL, "nl", &report, &error) == OVS_E_MALFORMED);
  CHECK(report == NULL && error.line == 2 && strstr(error.message, "limit") != NULL);
  CHECK(ovs_advise(s->engine, s->profile, "{\"overstap_advice\": 2}", OVS_TERMINATED, NULL, "nl", &report, NULL) == OVS_E_FORMAT_VERSION);
  CHECK(ovs_advise(s->engine, s->profile, "{\"overstap_advice\": 1}", 4, NULL, "nl", &report, NULL) == OVS_E_MALFORMED);
  CHECK(ovs_advise(s->engine, s->profile, "", 0, NULL, "nl", &report, NULL) == OVS_E_MALFORMED);
}

int main(void) {
  small s = small_open();
  lists(&s);
  figures(&s);
  why_not(&s);
  questions(&s);
  wrong(&s);
  small_close(&s);
  return checks_done();
}
