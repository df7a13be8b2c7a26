/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * Import, overlays, comparison, translation and export through the C API: what goes out comes back the same, reports are
 * there when asked for, and every wrong argument is refused with nothing handed out. What the readers understand of their
 * formats is tested in unit/.
 */
#define _POSIX_C_SOURCE 200809L
#include <unistd.h>

#include "check.h"

static const char kSmall[] = OVERSTAP_CAPI_DIR "/small.json";
static char folder[] = "/tmp/overstap-capi-XXXXXX";
static char overlay_path[64], other_path[64];

static void write_text(const char *name, const char *text) {
  FILE *file = fopen(name, "wb");
  CHECK(file != NULL && fwrite(text, 1, strlen(text), file) == strlen(text));
  if (file) fclose(file);
}

/* The report's JSON holds this text. */
static int tells(const ovs_report *report, const char *text) {
  size_t length = 0;
  const char *json = ovs_report_json(report, &length);
  return json && strlen(json) == length && json[0] == '{' && strstr(json, text) != NULL;
}

static ovs_status import_one(int32_t format, const char *path, ovs_taxonomy **out, ovs_error *error) {
  return ovs_taxonomy_import(format, &path, 1, NULL, out, NULL, NULL, error);
}

static void import(const small *s) {
  const char *paths[2] = {kSmall, NULL};
  ovs_taxonomy *t = NULL;
  ovs_catalogue *c = NULL;
  ovs_report *r = NULL;
  ovs_error error = OVS_ERROR_INIT;
  int32_t format;
  OK(ovs_taxonomy_import(OVS_IMPORT_JSON, paths, 1, NULL, &t, &c, &r, NULL));
  CHECK(strcmp(ovs_taxonomy_hash(t), ovs_taxonomy_hash(s->taxonomy)) == 0);
  CHECK(ovs_catalogue_size(c) == ovs_catalogue_size(s->catalogue));
  CHECK(tells(r, "\"files\"") && tells(r, "small.json") && tells(r, ovs_taxonomy_hash(t)));
  CHECK(ovs_report_ref(r) == r);
  ovs_report_unref(r);
  ovs_report_unref(r);
  ovs_catalogue_unref(c);
  ovs_taxonomy_unref(t);

  INVALID(ovs_taxonomy_import(OVS_IMPORT_JSON, paths, 0, NULL, &t, &c, &r, &error));
  CHECK(t == NULL && c == NULL && r == NULL);
  INVALID(ovs_taxonomy_import(OVS_IMPORT_JSON, paths, 2, NULL, &t, NULL, NULL, NULL));
  INVALID(ovs_taxonomy_import(OVS_IMPORT_JSON, NULL, 1, NULL, &t, NULL, NULL, NULL));
  INVALID(ovs_taxonomy_import(OVS_IMPORT_JSON, paths, 1, NULL, NULL, NULL, NULL, NULL));
  INVALID(ovs_taxonomy_import(-1, paths, 1, NULL, &t, NULL, NULL, NULL));
  INVALID(ovs_taxonomy_import(4, paths, 1, NULL, &t, NULL, NULL, NULL));
  INVALID(ovs_taxonomy_import(OVS_IMPORT_JSON, paths, 1, kSmall, &t, NULL, NULL, NULL)); /* only CompetentNL has a map */
  paths[1] = kSmall;
  INVALID(ovs_taxonomy_import(OVS_IMPORT_ESCO, paths, 2, NULL, &t, NULL, NULL, NULL));
  CHECK(ovs_taxonomy_import(OVS_IMPORT_JSON, paths, 2, NULL, &t, &c, &r, &error) == OVS_E_MALFORMED); /* everything is defined twice */
  CHECK(t == NULL && c == NULL && r == NULL && error.line > 0 && strstr(error.message, "small.json"));
  for (format = OVS_IMPORT_JSON; format <= OVS_IMPORT_ONET; ++format) {
    CHECK(import_one(format, "/nowhere/at/all", &t, &error) == OVS_E_IO && t == NULL && strstr(error.message, "/nowhere/at/all"));
  }
  paths[0] = kSmall;
  CHECK(ovs_taxonomy_import(OVS_IMPORT_COMPETENTNL, paths, 1, kSmall, &t, NULL, NULL, &error) == OVS_E_MALFORMED && t == NULL); /* that is no map */
  CHECK(ovs_report_json(NULL, NULL) == NULL);
  CHECK(ovs_report_ref(NULL) == NULL);
  ovs_report_unref(NULL);
}

static void overlay(const small *s) {
  const char *paths[2] = {overlay_path, overlay_path};
  ovs_taxonomy *t = NULL;
  ovs_report *r = NULL;
  ovs_error error = OVS_ERROR_INIT;
  int32_t same = 77;
  write_text(overlay_path,
             "{\"overstap_overlay\": 1, \"name\": \"Here\", \"author\": \"A. Tester\", \"date\": \"2026-11-01\", \"reason\": \"a test\",\n"
             " \"change\": [{\"id\": \"urn:test:occupation/kok\", \"status\": \"historic\"}]}");
  OK(ovs_taxonomy_overlay(s->taxonomy, paths, 1, &t, &r, NULL));
  CHECK(ovs_taxonomy_concept_status(t, s->cook) == 1 && ovs_taxonomy_concept_status(s->taxonomy, s->cook) == 0);
  CHECK(ovs_taxonomy_concept_status(t, ovs_taxonomy_size(t)) == -1 && ovs_taxonomy_concept_status(NULL, 0) == -1);
  CHECK(tells(r, "A. Tester"));
  ovs_report_unref(r);

  OK(ovs_taxonomy_diff(s->taxonomy, t, &same, &r, NULL));
  CHECK(same == 0 && tells(r, "urn:test:occupation/kok") && tells(r, "historic"));
  ovs_report_unref(r);
  OK(ovs_taxonomy_diff(t, t, &same, NULL, NULL));
  CHECK(same == 1);
  INVALID(ovs_taxonomy_diff(NULL, t, &same, &r, NULL));
  CHECK(same == 0 && r == NULL);

  OK(ovs_taxonomy_info(t, s->catalogue, &r, NULL));
  CHECK(tells(r, ovs_taxonomy_hash(t)) && tells(r, "\"warnings\""));
  ovs_report_unref(r);
  INVALID(ovs_taxonomy_info(NULL, NULL, &r, NULL));
  INVALID(ovs_taxonomy_info(t, NULL, NULL, NULL));
  ovs_taxonomy_unref(t);

  INVALID(ovs_taxonomy_overlay(NULL, paths, 1, &t, NULL, NULL));
  INVALID(ovs_taxonomy_overlay(s->taxonomy, paths, 0, &t, NULL, NULL));
  INVALID(ovs_taxonomy_overlay(s->taxonomy, paths, 1, NULL, NULL, NULL));
  write_text(overlay_path, "{\"overstap_overlay\": 1,\n \"nonsense\": 2}");
  CHECK(ovs_taxonomy_overlay(s->taxonomy, paths, 1, &t, &r, &error) == OVS_E_MALFORMED && t == NULL && r == NULL);
  CHECK(error.line > 0 && strstr(error.message, overlay_path));
}

static void export_and_back(const small *s) {
  const char *paths[1] = {other_path};
  ovs_taxonomy *t = NULL;
  ovs_catalogue *c = NULL;
  OK(ovs_taxonomy_export_file(s->taxonomy, s->catalogue, OVS_EXPORT_JSON, other_path, NULL));
  OK(ovs_taxonomy_import(OVS_IMPORT_JSON, paths, 1, NULL, &t, &c, NULL, NULL));
  CHECK(strcmp(ovs_taxonomy_hash(t), ovs_taxonomy_hash(s->taxonomy)) == 0 && ovs_catalogue_size(c) == ovs_catalogue_size(s->catalogue));
  ovs_catalogue_unref(c);
  ovs_taxonomy_unref(t);
  remove(other_path);
  snprintf(other_path, sizeof other_path, "%s/graph.nt", folder);
  OK(ovs_taxonomy_export_file(s->taxonomy, NULL, OVS_EXPORT_NTRIPLES, other_path, NULL));
  OK(ovs_taxonomy_import(OVS_IMPORT_COMPETENTNL, paths, 1, NULL, &t, NULL, NULL, NULL));
  CHECK(ovs_taxonomy_size(t) == ovs_taxonomy_size(s->taxonomy));
  ovs_taxonomy_unref(t);
  INVALID(ovs_taxonomy_export_file(s->taxonomy, s->catalogue, OVS_EXPORT_NTRIPLES, other_path, NULL));
  INVALID(ovs_taxonomy_export_file(s->taxonomy, NULL, 2, other_path, NULL));
  INVALID(ovs_taxonomy_export_file(s->taxonomy, NULL, OVS_EXPORT_JSON, NULL, NULL));
  INVALID(ovs_taxonomy_export_file(NULL, NULL, OVS_EXPORT_JSON, other_path, NULL));
  CHECK(ovs_taxonomy_export_file(s->taxonomy, NULL, OVS_EXPORT_JSON, "/nowhere/at/all", NULL) == OVS_E_IO);
}

static void feeds(const small *s) {
  const char *paths[2] = {other_path, other_path};
  const ovs_catalogue *norms[2] = {s->catalogue, NULL};
  ovs_catalogue *c = NULL;
  ovs_report *r = NULL;
  ovs_error error = OVS_ERROR_INIT;
  int32_t format;
  write_text(other_path, "<program><programClassification><programId>1</programId><orgUnitId>o</orgUnitId></programClassification><programDescriptions>"
                         "<programName>Een</programName></programDescriptions></program>");
  OK(ovs_catalogue_import(OVS_FEED_EDUDEX, paths, 1, s->taxonomy, norms, 1, 0, &c, &r, NULL));
  CHECK(ovs_catalogue_size(c) == 1 && tells(r, "\"teaching_nothing\":1") && strcmp(ovs_catalogue_uri(c, 0, NULL), "urn:edudex:o:1") == 0);
  ovs_catalogue_unref(c);
  ovs_report_unref(r);
  OK(ovs_catalogue_import(OVS_FEED_EDUDEX, paths, 2, NULL, NULL, 0, 0, &c, NULL, NULL)); /* one file, named twice */
  CHECK(ovs_catalogue_size(c) == 1);
  ovs_catalogue_unref(c);
  c = (ovs_catalogue *)paths;
  CHECK(ovs_catalogue_import(OVS_FEED_OEAPI, paths, 1, NULL, NULL, 0, 0, &c, &r, &error) == OVS_E_MALFORMED && c == NULL && r == NULL && error.line == 1);
  OK(ovs_catalogue_import(OVS_FEED_OEAPI, paths, 1, NULL, NULL, 0, OVS_FEED_KEEP_GOING, &c, &r, NULL));
  CHECK(ovs_catalogue_size(c) == 0 && tells(r, "\"documents_refused\":1"));
  ovs_catalogue_unref(c);
  ovs_report_unref(r);
  for (format = -1; format <= 2; format += 3) INVALID(ovs_catalogue_import(format, paths, 1, NULL, NULL, 0, 0, &c, NULL, NULL));
  INVALID(ovs_catalogue_import(OVS_FEED_EDUDEX, paths, 0, NULL, NULL, 0, 0, &c, NULL, NULL));
  INVALID(ovs_catalogue_import(OVS_FEED_EDUDEX, paths, 1, NULL, NULL, 0, 2, &c, NULL, NULL));
  INVALID(ovs_catalogue_import(OVS_FEED_EDUDEX, paths, 1, NULL, norms, 2, 0, &c, NULL, NULL));
  CHECK(ovs_catalogue_import(OVS_FEED_EDUDEX, (paths[0] = "/nowhere/at/all", paths), 1, NULL, NULL, 0, 0, &c, NULL, &error) == OVS_E_IO && strstr(error.message, "/nowhere/at/all"));
}

static void translate(const small *s) {
  ovs_profile *p = NULL;
  ovs_report *r = NULL;
  OK(ovs_profile_translate(s->profile, s->taxonomy, OVS_CROSSWALK_VERSIONS, NULL, "nl", &p, &r, NULL));
  CHECK(ovs_profile_size(p) == ovs_profile_size(s->profile) && tells(r, "\"entries\""));
  ovs_profile_unref(p);
  ovs_report_unref(r);
  OK(ovs_profile_translate(s->profile, s->taxonomy, OVS_CROSSWALK_MATCHES, NULL, "en", &p, NULL, NULL)); /* nothing matches itself */
  CHECK(ovs_profile_size(p) == 0);
  ovs_profile_unref(p);
  write_text(overlay_path, "from,type,to\nurn:test:occupation/kassamedewerker,exact,urn:test:occupation/kok\n");
  OK(ovs_profile_translate(s->profile, s->taxonomy, OVS_CROSSWALK_MATCHES, overlay_path, "en", &p, &r, NULL));
  CHECK(ovs_profile_size(p) > 0 && tells(r, "\"kept\""));
  ovs_report_unref(r);
  ovs_profile_unref(p);
  INVALID(ovs_profile_translate(NULL, s->taxonomy, 0, NULL, "nl", &p, &r, NULL));
  CHECK(p == NULL && r == NULL);
  INVALID(ovs_profile_translate(s->profile, NULL, 0, NULL, "nl", &p, NULL, NULL));
  INVALID(ovs_profile_translate(s->profile, s->taxonomy, 2, NULL, "nl", &p, NULL, NULL));
  INVALID(ovs_profile_translate(s->profile, s->taxonomy, 0, NULL, NULL, &p, NULL, NULL));
  INVALID(ovs_profile_translate(s->profile, s->taxonomy, 0, NULL, "nl", NULL, NULL, NULL));
  CHECK(ovs_profile_translate(s->profile, s->taxonomy, 0, "/nowhere/at/all", "nl", &p, NULL, NULL) == OVS_E_IO);
}

int main(void) {
  small s = small_open();
  if (!mkdtemp(folder)) return 1;
  snprintf(overlay_path, sizeof overlay_path, "%s/overlay", folder);
  snprintf(other_path, sizeof other_path, "%s/other", folder);
  import(&s);
  overlay(&s);
  export_and_back(&s);
  feeds(&s);
  translate(&s);
  remove(overlay_path);
  remove(other_path);
  CHECK(rmdir(folder) == 0); /* no temporary file was left behind */
  small_close(&s);
  return checks_done();
}
