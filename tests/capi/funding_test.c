/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * Funding through the C API: the rules compiled in, own rules beside them, answers for courses, and what cannot be meant.
 */
#define _POSIX_C_SOURCE 200809L
#include <unistd.h>

#include "check.h"

static const char kOwn[] =
    "{\"overstap_funding\": 1, \"base\": \"urn:own:\",\n"
    " \"facts\": {\"a_member\": {\"ask\": {\"nl\": \"Lid?\", \"en\": \"Member?\"}, \"yes\": {\"nl\": \"Lid.\", \"en\": \"Member.\"}, \"no\": {\"nl\": \"Geen lid.\", \"en\": \"No member.\"}}},\n"
    " \"rules\": [{\"id\": \"half\", \"name\": {\"nl\": \"De helft\", \"en\": \"Half\"}, \"description\": {\"nl\": \"De helft.\", \"en\": \"Half.\"}, \"kind\": \"fund\",\n"
    "  \"status\": \"in-force\", \"applicant\": \"person\", \"needs\": [{\"fact\": \"a_member\"}], \"share\": 50, \"periods\": [{\"from\": \"2026-01-01\", \"until\": \"2026-12-31\"}],\n"
    "  \"sources\": [{\"title\": \"t\", \"says\": \"all\", \"read\": \"2026-11-29\", \"basis\": \"notes\"}]}]}";

/* Whether the answer for the first course holds `text`. */
static int says(const ovs_funding *funding, const small *s, const char *context, const char *date, uint32_t flags, const char *text) {
  const ovs_course_id course = 0;
  ovs_report *report = NULL;
  int holds;
  OK(ovs_course_funding(funding, s->catalogue, &course, 1, context, OVS_TERMINATED, date, flags, "nl", &report, NULL));
  holds = strstr(ovs_report_json(report, NULL), text) != NULL;
  ovs_report_unref(report);
  return holds;
}

static void defaults(const small *s) {
  ovs_funding *funding = NULL, *twin;
  OK(ovs_funding_open_default(&funding, NULL));
  twin = ovs_funding_ref(funding);
  ovs_funding_unref(funding);
  CHECK(says(twin, s, NULL, "2026-11-29", 0, "\"name\":\"STAP-budget\",\"verdict\":\"no\""));
  CHECK(says(twin, s, NULL, "2024-01-01", 0, "De regeling is gestopt; de laatste dag was 31 december 2023."));
  CHECK(says(twin, s, NULL, "2026-11-29", 0, "\"drafts_left_out\":1") && !says(twin, s, NULL, "2026-11-29", 0, "llo-regeling"));
  CHECK(says(twin, s, NULL, "2026-11-29", OVS_FUNDING_DRAFTS, "llo-regeling"));
  CHECK(says(twin, s, NULL, "2026-11-29", 0, "\"total\":null") && says(twin, s, NULL, "2026-11-29", OVS_FUNDING_TOGETHER, "\"total\":{"));
  ovs_funding_unref(twin);
}

static void own(const small *s) {
  ovs_funding *base = NULL, *alone = NULL, *both = NULL;
  ovs_error error = OVS_ERROR_INIT;
  OK(ovs_funding_open_default(&base, NULL));
  OK(ovs_funding_load_json("own.json", kOwn, strlen(kOwn), NULL, &alone, NULL));
  OK(ovs_funding_load_json("own.json", kOwn, strlen(kOwn), base, &both, NULL));
  ovs_funding_unref(base); /* it was copied */
  CHECK(!says(alone, s, NULL, "2026-11-29", 0, "STAP") && says(both, s, NULL, "2026-11-29", 0, "STAP"));
  CHECK(says(alone, s, NULL, "2026-11-29", 0, "\"text\":\"Lid?\""));
  CHECK(says(both, s, "{\"overstap_funding_context\": 1, \"facts\": {\"a_member\": true}}", "2026-12-31", 0, "\"name\":\"De helft\",\"verdict\":\"yes\""));
  CHECK(says(both, s, "{\"overstap_funding_context\": 1, \"facts\": {\"a_member\": false}}", "2026-12-31", 0, "\"text\":\"Geen lid.\""));
  CHECK(says(both, s, "{\"overstap_funding_context\": 1, \"facts\": {\"a_member\": true}}", "2027-01-01", 0, "\"name\":\"De helft\",\"verdict\":\"no\""));
  ovs_funding_unref(alone);
  base = (ovs_funding *)1;
  CHECK(ovs_funding_load_json("own.json", kOwn, strlen(kOwn), both, &base, &error) == OVS_E_MALFORMED && base == NULL && error.line == 2);
  CHECK(ovs_funding_load_json("own.json", kOwn, 50, NULL, &base, &error) == OVS_E_MALFORMED && error.line > 0);
  CHECK(ovs_funding_load_json("own.json", "{\"overstap_funding\": 2}", 23, NULL, &base, &error) == OVS_E_FORMAT_VERSION);
  ovs_funding_unref(both);
}

static void files(const small *s) {
  char path[] = "/tmp/overstap-funding-XXXXXX";
  ovs_funding *funding = NULL;
  ovs_error error = OVS_ERROR_INIT;
  FILE *file;
  const int made = mkstemp(path);
  CHECK(made >= 0);
  file = fdopen(made, "wb");
  fputs(kOwn, file);
  fclose(file);
  OK(ovs_funding_load_file(path, NULL, &funding, NULL));
  CHECK(says(funding, s, NULL, "2026-11-29", 0, "urn:own:half"));
  ovs_funding_unref(funding);
  remove(path);
  funding = (ovs_funding *)1;
  CHECK(ovs_funding_load_file(path, NULL, &funding, &error) == OVS_E_IO && funding == NULL && strstr(error.message, path) != NULL);
}

static void wrong(const small *s) {
  ovs_funding *funding = NULL;
  ovs_report *report = (ovs_report *)1;
  ovs_error error = OVS_ERROR_INIT;
  const ovs_course_id one = 0, none = OVS_NO_COURSE;
  const char *context = "{\"overstap_funding_context\": 1,\n \"name\": \"Niemand\"}";
  OK(ovs_funding_open_default(&funding, NULL));
  CHECK(ovs_course_funding(funding, s->catalogue, &one, 1, context, OVS_TERMINATED, "2026-11-29", 0, "nl", &report, &error) == OVS_E_MALFORMED);
  CHECK(report == NULL && error.line == 2 && strstr(error.message, "Niemand") == NULL);
  CHECK(ovs_course_funding(funding, s->catalogue, &one, 1, "{\"overstap_funding_context\": 2}", OVS_TERMINATED, "2026-11-29", 0, "nl", &report, NULL) == OVS_E_FORMAT_VERSION);
  INVALID(ovs_course_funding(funding, s->catalogue, &none, 1, NULL, 0, "2026-11-29", 0, "nl", &report, NULL));
  INVALID(ovs_course_funding(funding, s->catalogue, &one, 1, NULL, 0, "today", 0, "nl", &report, &error));
  CHECK(strstr(error.message, "today") != NULL);
  INVALID(ovs_course_funding(funding, s->catalogue, &one, 1, NULL, 0, "2026-11-29", 4, "nl", &report, NULL));
  OK(ovs_course_funding(funding, s->catalogue, NULL, 0, NULL, 0, "2026-11-29", 0, "nl", &report, NULL));
  ovs_report_unref(report);
  ovs_funding_unref(funding);
}

int main(void) {
  small s = small_open();
  defaults(&s);
  own(&s);
  files(&s);
  wrong(&s);
  small_close(&s);
  return checks_done();
}
