// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// CsrGraph as a graph of Boost's, and FindCycle against a plain search.

#include "overstap/graph.hpp"

#include <boost/concept/assert.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <doctest/doctest.h>

#include <set>
#include <vector>

#include "oracle/oracle.hpp"
#include "oracle/random_graph.hpp"

using namespace overstap;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<CsrGraph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<CsrGraph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<CsrGraph>));

namespace {

struct Made {
  std::vector<std::uint32_t> begin, target;
  CsrGraph graph() const { return {begin, target}; }
};
Made FromEdges(std::uint32_t vertices, const std::set<std::pair<std::uint32_t, std::uint32_t>>& edges) {
  Made m;
  m.begin.assign(vertices + 1, 0);
  for (const auto& [from, to] : edges) ++m.begin[from + 1], m.target.push_back(to);
  for (std::uint32_t v = 0; v < vertices; ++v) m.begin[v + 1] += m.begin[v];
  return m;
}

std::set<std::uint32_t> Reachable(const CsrGraph& g, std::uint32_t from) {
  std::set<std::uint32_t> seen;
  std::vector<std::uint32_t> open{from};
  while (!open.empty()) {
    const auto v = open.back();
    open.pop_back();
    for (auto i = g.begin[v]; i < g.begin[v + 1]; ++i) {
      if (seen.insert(g.target[i]).second) open.push_back(g.target[i]);
    }
  }
  return seen;
}

/// By the definition: some vertex reaches itself.
bool HasCycle(const CsrGraph& g) {
  for (std::uint32_t v = 0; v < g.vertices(); ++v) {
    if (Reachable(g, v).contains(v)) return true;
  }
  return false;
}

struct Collect : boost::default_bfs_visitor {
  std::set<std::uint32_t>* seen;
  explicit Collect(std::set<std::uint32_t>* s) : seen(s) {}
  void discover_vertex(std::uint32_t v, const CsrGraph&) const { seen->insert(v); }
};

}  // namespace

TEST_CASE("Graph: rows, edges and degrees are those of the arrays") {
  const auto m = FromEdges(4, {{0, 1}, {0, 3}, {2, 3}});
  const auto g = m.graph();
  CHECK(num_vertices(g) == 4);
  CHECK(num_edges(g) == 3);
  CHECK(out_degree(0, g) == 2);
  CHECK(out_degree(1, g) == 0);
  std::vector<CsrEdge> edges;
  for (auto [v, last] = vertices(g); v != last; ++v) {
    const auto [first, end] = out_edges(*v, g);
    CHECK(end - first == static_cast<std::ptrdiff_t>(out_degree(*v, g)));
    for (auto e = first; e != end; ++e) edges.push_back(*e);
    for (auto [a, stop] = adjacent_vertices(*v, g); a != stop; ++a) CHECK(*a < 4);
  }
  CHECK(edges == std::vector<CsrEdge>{{0, 0, 1}, {0, 1, 3}, {2, 2, 3}});
  auto [at, end] = out_edges(0, g);
  CHECK(*(at + 1) == CsrEdge{0, 1, 3});
  CHECK(*--end == CsrEdge{0, 1, 3});
  CHECK(source(edges[2], g) == 2);
  CHECK(target(edges[2], g) == 3);
}

TEST_CASE("Graph: FindCycle says what a plain search says, and its edge closes a circle") {
  test::Random random(7);
  int cyclic = 0;
  for (int round = 0; round < 3000; ++round) {
    const auto n = 1 + random.Below(9);
    std::set<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (auto e = random.Below(2 * n + 1); e > 0; --e) edges.emplace(random.Below(n), random.Below(n));
    const auto m = FromEdges(n, edges);
    const auto found = FindCycle(m.graph());
    REQUIRE(found.has_value() == HasCycle(m.graph()));
    if (!found) continue;
    ++cyclic;
    CHECK(edges.contains({found->source, found->target}));
    CHECK(m.target[found->index] == found->target);
    CHECK((found->source == found->target || Reachable(m.graph(), found->target).contains(found->source)));
  }
  CHECK(cyclic > 500);
  CHECK(cyclic < 2500);
}

TEST_CASE("Graph: FindCycle takes an empty graph, a self loop and a chain of a million") {
  CHECK_FALSE(FindCycle(FromEdges(0, {}).graph()).has_value());
  CHECK_FALSE(FindCycle(FromEdges(1, {}).graph()).has_value());
  CHECK(FindCycle(FromEdges(1, {{0, 0}}).graph()) == CsrEdge{0, 0, 0});
  Made chain;
  constexpr std::uint32_t n = 1000000;
  for (std::uint32_t v = 0; v < n; ++v) chain.begin.push_back(v), chain.target.push_back(v + 1);
  chain.begin.push_back(n - 1);
  chain.target.pop_back();
  CHECK_FALSE(FindCycle(chain.graph()).has_value());
  chain.begin.back() = n;
  chain.target.push_back(0);
  CHECK(FindCycle(chain.graph()).has_value());
}

TEST_CASE("Graph: Boost's breadth_first_search finds the ancestors of a concept") {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const auto taxonomy = test::RandomTaxonomy(seed, test::Medium());
    const oracle::Oracle oracle(taxonomy, {});
    const auto graph = BroaderGraph(taxonomy);
    CHECK(num_vertices(graph) == taxonomy.size());
    CHECK(num_edges(graph) == taxonomy.broader_count());
    const auto skills = taxonomy.Concepts(ConceptKind::kSkill);
    for (Concept c = skills.first; c < skills.last; ++c) {
      std::set<std::uint32_t> seen;
      boost::breadth_first_search(graph, c, boost::visitor(Collect(&seen)));
      seen.erase(c);
      CHECK(seen == oracle.Above(c));
    }
  }
}
