// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The hierarchy as a Boost graph, without a copy: all groups above a skill, by breadth-first search.

#include <cstdio>
#include <string>

#include <boost/graph/breadth_first_search.hpp>
#include <overstap/graph.hpp>
#include <overstap/overstap.hpp>

namespace {

struct PrintGroups : boost::default_bfs_visitor {
  const overstap::Taxonomy* taxonomy;
  explicit PrintGroups(const overstap::Taxonomy* t) : taxonomy(t) {}
  void discover_vertex(overstap::Concept c, const overstap::CsrGraph&) const {
    std::printf("%s\n", std::string(taxonomy->Label(c, "en")).c_str());
  }
};

}  // namespace

int main() {
  const auto taxonomy = overstap::StarterTaxonomy();
  if (!taxonomy.ok()) return 1;
  const auto skills = taxonomy->Concepts(overstap::ConceptKind::kSkill);
  boost::breadth_first_search(overstap::BroaderGraph(*taxonomy), skills.first, boost::visitor(PrintGroups(&*taxonomy)));
  return 0;
}
