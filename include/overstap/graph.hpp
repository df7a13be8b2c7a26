// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The one door to Boost.Graph: a compressed-row adjacency (any hierarchy or transition graph of ours) seen as a BGL graph
// without a copy. No other header includes boost/graph.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include "overstap/taxonomy.hpp"

namespace overstap {

/// Models VertexListGraph, IncidenceGraph and AdjacencyGraph. Vertices are 0..vertices-1; row v is target[begin[v]..begin[v+1]).
/// Borrows both arrays.
struct CsrGraph {
  std::span<const std::uint32_t> begin;   ///< vertices + 1
  std::span<const std::uint32_t> target;  ///< edges
  std::uint32_t vertices() const { return static_cast<std::uint32_t>(begin.size() - 1); }
};

/// An edge; `index` is its position in CsrGraph::target and can key edge properties.
struct CsrEdge {
  std::uint32_t source = 0, index = 0, target = 0;
  friend bool operator==(const CsrEdge&, const CsrEdge&) = default;
};

class CsrEdgeIterator : public boost::iterator_facade<CsrEdgeIterator, CsrEdge, boost::random_access_traversal_tag, CsrEdge> {
 public:
  CsrEdgeIterator() = default;
  CsrEdgeIterator(const std::uint32_t* target, std::uint32_t source, std::uint32_t index)
      : target_(target), source_(source), index_(index) {}

 private:
  friend class boost::iterator_core_access;
  CsrEdge dereference() const { return {source_, index_, target_[index_]}; }
  bool equal(const CsrEdgeIterator& other) const { return index_ == other.index_; }
  void increment() { ++index_; }
  void decrement() { --index_; }
  void advance(std::ptrdiff_t n) { index_ = static_cast<std::uint32_t>(index_ + n); }
  std::ptrdiff_t distance_to(const CsrEdgeIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.index_) - static_cast<std::ptrdiff_t>(index_);
  }
  const std::uint32_t* target_ = nullptr;
  std::uint32_t source_ = 0, index_ = 0;
};

using CsrVertexIterator = boost::counting_iterator<std::uint32_t>;

inline std::pair<CsrVertexIterator, CsrVertexIterator> vertices(const CsrGraph& g) {
  return {CsrVertexIterator(0), CsrVertexIterator(g.vertices())};
}
inline std::uint32_t num_vertices(const CsrGraph& g) { return g.vertices(); }
inline std::uint32_t num_edges(const CsrGraph& g) { return static_cast<std::uint32_t>(g.target.size()); }
inline std::pair<CsrEdgeIterator, CsrEdgeIterator> out_edges(std::uint32_t v, const CsrGraph& g) {
  return {{g.target.data(), v, g.begin[v]}, {g.target.data(), v, g.begin[v + 1]}};
}
inline std::uint32_t out_degree(std::uint32_t v, const CsrGraph& g) { return g.begin[v + 1] - g.begin[v]; }
inline std::pair<const std::uint32_t*, const std::uint32_t*> adjacent_vertices(std::uint32_t v, const CsrGraph& g) {
  return {g.target.data() + g.begin[v], g.target.data() + g.begin[v + 1]};
}
inline std::uint32_t source(const CsrEdge& e, const CsrGraph&) { return e.source; }
inline std::uint32_t target(const CsrEdge& e, const CsrGraph&) { return e.target; }
inline boost::typed_identity_property_map<std::uint32_t> get(boost::vertex_index_t, const CsrGraph&) { return {}; }

/// The hierarchy of a taxonomy: an edge from every concept to each of its broader concepts. Lives as long as the taxonomy.
inline CsrGraph BroaderGraph(const Taxonomy& taxonomy) { return {taxonomy.broader_begin(), taxonomy.broader()}; }

}  // namespace overstap

namespace boost {
template <>
struct graph_traits<overstap::CsrGraph> {
  struct traversal_category : vertex_list_graph_tag, incidence_graph_tag, adjacency_graph_tag {};
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = overstap::CsrEdge;
  using directed_category = directed_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using vertex_iterator = overstap::CsrVertexIterator;
  using out_edge_iterator = overstap::CsrEdgeIterator;
  using adjacency_iterator = const std::uint32_t*;
  using vertices_size_type = std::uint32_t;
  using edges_size_type = std::uint32_t;
  using degree_size_type = std::uint32_t;
  static vertex_descriptor null_vertex() { return overstap::kNoConcept; }
};
template <>
struct property_map<overstap::CsrGraph, vertex_index_t> {
  using type = typed_identity_property_map<std::uint32_t>;
  using const_type = type;
};
}  // namespace boost

namespace overstap {

/// An edge that closes a cycle of `graph` (target is an ancestor of source or the same), or nothing when it has none. O(V + E).
inline std::optional<CsrEdge> FindCycle(const CsrGraph& graph) {
  struct Visitor : boost::default_dfs_visitor {
    std::optional<CsrEdge>* found;
    explicit Visitor(std::optional<CsrEdge>* f) : found(f) {}
    void back_edge(const CsrEdge& e, const CsrGraph&) const {
      if (!*found) *found = e;
    }
  };
  std::optional<CsrEdge> found;
  if (graph.vertices() == 0) return found;
  // One plain entry a vertex: BGL's own default is a packed map behind a shared_ptr.
  std::vector<boost::default_color_type> colour(graph.vertices());
  boost::depth_first_search(graph, Visitor(&found),
                            boost::make_iterator_property_map(colour.begin(), boost::typed_identity_property_map<std::uint32_t>()));
  return found;
}

}  // namespace overstap
