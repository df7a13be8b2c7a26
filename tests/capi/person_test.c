/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * Documents about a person through the C API: read, written, read again; what is left out is told; what cannot be meant is refused.
 */
#include "check.h"

static ovs_status load(const small *s, int32_t form, const char *text, ovs_profile **out, ovs_report **report, ovs_error *error) {
  return ovs_profile_load_json(s->taxonomy, form, "person.json", text, strlen(text), "2026-11-27", out, report, error);
}

static void own_form(const small *s) {
  ovs_profile *person = NULL, *again = NULL;
  ovs_report *report = NULL;
  ovs_error error = OVS_ERROR_INIT;
  char json[4096], twice[4096];
  size_t length = 0, i;
  ovs_concept id, cooking = small_concept(s, "urn:test:skill/koken");
  OK(load(s, OVS_PERSON_OVERSTAP,
          "{\"overstap_person\": 1, \"jobs\": [{\"occupation\": \"urn:test:occupation/kok\", \"months\": 12, \"months_since\": 0}], \"denied\": [\"urn:test:skill/koken\"], \"nlqf\": 3}",
          &person, &report, NULL));
  CHECK(ovs_profile_nlqf(person) == 30 && ovs_profile_size(person) > 0);
  for (i = 0; i < ovs_profile_size(person); ++i) {
    OK(ovs_profile_item(person, i, &id, NULL, NULL, NULL));
    CHECK(id != cooking);
  }
  CHECK(strstr(ovs_report_json(report, NULL), "\"denied\":1") != NULL);
  ovs_report_unref(report);

  CHECK(ovs_profile_to_json(person, NULL, 0, &length, NULL) == OVS_E_BUFFER_TOO_SMALL && length > 0);
  OK(ovs_profile_to_json(person, json, sizeof json, &length, NULL));
  OK(load(s, OVS_PERSON_OVERSTAP, json, &again, NULL, NULL));
  OK(ovs_profile_to_json(again, twice, sizeof twice, &length, NULL));
  CHECK(strcmp(json, twice) == 0 && ovs_profile_size(again) == ovs_profile_size(person));
  ovs_profile_unref(again);
  ovs_profile_unref(person);

  again = (ovs_profile *)1;
  CHECK(load(s, OVS_PERSON_OVERSTAP, "{\"overstap_person\": 1,\n \"name\": \"x\"}", &again, NULL, &error) == OVS_E_MALFORMED);
  CHECK(again == NULL && error.line == 2);
  CHECK(load(s, OVS_PERSON_OVERSTAP, "{\"overstap_person\": 1,\n \"denied\": [\"urn:nowhere\"]}", &again, NULL, &error) == OVS_E_MALFORMED);
  CHECK(strstr(error.message, "urn:nowhere") != NULL);
  CHECK(load(s, OVS_PERSON_OVERSTAP, "{\"overstap_person\": 2}", &again, NULL, NULL) == OVS_E_FORMAT_VERSION);
}

static void vum(const small *s) {
  ovs_profile *person = NULL;
  ovs_report *report = NULL;
  OK(load(s, OVS_PERSON_VUM,
          "{\"naam\": \"Niemand\", \"arbeidsmarktkwalificatie\": {\"competentiebeheersing\": [{\"codeCompetentie\": \"urn:test:skill/koken\"}, {\"codeCompetentie\": \"urn:nowhere\"}],"
          "\"werkervaring\": [{\"beroep\": {\"codeBeroepsnaam\": \"urn:test:occupation/kassamedewerker\"}, \"datumAanvangWerkzaamheden\": \"2020-01-01\"}]}}",
          &person, &report, NULL));
  CHECK(ovs_profile_size(person) > 1);
  CHECK(strstr(ovs_report_json(report, NULL), "urn:nowhere") != NULL && strstr(ovs_report_json(report, NULL), "Niemand") == NULL);
  ovs_profile_unref(person);
  ovs_report_unref(report);
}

static void wrong(const small *s) {
  ovs_profile *person = (ovs_profile *)1;
  ovs_report *report = (ovs_report *)1;
  const char *text = "{\"overstap_person\": 1}";
  char json[64];
  size_t length = 77;
  INVALID(ovs_profile_load_json(NULL, 0, "n", text, strlen(text), NULL, &person, &report, NULL));
  CHECK(person == NULL && report == NULL);
  INVALID(ovs_profile_load_json(s->taxonomy, 2, "n", text, strlen(text), NULL, &person, &report, NULL));
  INVALID(ovs_profile_load_json(s->taxonomy, -1, "n", text, strlen(text), NULL, &person, &report, NULL));
  INVALID(ovs_profile_load_json(s->taxonomy, 0, NULL, text, strlen(text), NULL, &person, &report, NULL));
  INVALID(ovs_profile_load_json(s->taxonomy, 0, "n", NULL, 0, NULL, &person, &report, NULL));
  INVALID(ovs_profile_load_json(s->taxonomy, 0, "n", text, strlen(text), NULL, NULL, &report, NULL));
  INVALID(ovs_profile_load_json(s->taxonomy, OVS_PERSON_VUM, "n", text, strlen(text), NULL, &person, &report, NULL));
  INVALID(ovs_profile_load_json(s->taxonomy, OVS_PERSON_VUM, "n", text, strlen(text), "yesterday", &person, &report, NULL));
  INVALID(ovs_profile_to_json(NULL, json, sizeof json, &length, NULL));
  CHECK(length == 0);
  INVALID(ovs_profile_to_json(s->profile, NULL, 4, &length, NULL));
  INVALID(ovs_profile_to_json(s->profile, json, sizeof json, NULL, NULL));
  OK(ovs_profile_load_json(s->taxonomy, 0, "n", text, strlen(text), NULL, &person, NULL, NULL));  /* nobody, and that is allowed */
  CHECK(ovs_profile_size(person) == 0);
  ovs_profile_unref(person);
}

int main(void) {
  small s = small_open();
  own_form(&s);
  vum(&s);
  wrong(&s);
  small_close(&s);
  return checks_done();
}
