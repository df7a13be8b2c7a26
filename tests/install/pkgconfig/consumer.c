/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/* A C program built against the installed shared library. */

#include <overstap/overstap.h>
#include <stdio.h>

int main(void) {
  ovs_taxonomy *taxonomy = NULL;
  ovs_error error;
  error.struct_size = (uint32_t)sizeof error;
  if (ovs_taxonomy_open_default(&taxonomy, &error) != OVS_OK) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  printf("c: version %s, hash %s\n", ovs_version_string(), ovs_taxonomy_hash(taxonomy));
  ovs_taxonomy_unref(taxonomy);
  return 0;
}
