// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The JSON forms of what maintaining a taxonomy gives: reports of imports and overlays, the difference between two versions, and what became
// of a profile that was translated. The forms of matching are in json_writer.cpp.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_out.hpp"
#include "overstap/json.hpp"

namespace overstap {
namespace {

using detail::JsonText;

void PutTaxonomy(JsonText& j, const Taxonomy& taxonomy) {
  j.Put("hash", taxonomy.snapshot().Hash());
  j.Put("bytes", std::uint64_t{taxonomy.snapshot().bytes().size()});
  j.Put("concepts", taxonomy.size());
  j.Put("relations", std::uint64_t{taxonomy.relation_count()});
}

void PutCounts(JsonText& j, std::string_view key, const std::vector<NamedCount>& counts) {
  j.OpenList(key);
  for (const auto& [name, count] : counts) {
    j.Open();
    j.Put("name", name);
    j.Put("count", count);
    j.Close();
  }
  j.CloseList();
}

using Counts = std::initializer_list<std::pair<std::string_view, std::uint64_t>>;
using Lists = std::initializer_list<std::pair<std::string_view, const std::vector<std::string>*>>;
using NamedCounts = std::initializer_list<std::pair<std::string_view, const std::vector<NamedCount>*>>;

/// The form of every import: where it went, what was built, and what the reader says of itself.
std::string ImportJson(const BuildReport& build, const Taxonomy& taxonomy, std::string_view file, Counts counts, NamedCounts named, Lists lists) {
  JsonText j;
  j.Open();
  if (!file.empty()) j.Put("file", file);
  PutTaxonomy(j, taxonomy);
  j.Put("relations_merged", build.relations_merged);
  j.Put("relevance_conflicts", build.relevance_conflicts);
  for (const auto& [key, count] : counts) j.Put(key, count);
  for (const auto& [key, list] : named) PutCounts(j, key, *list);
  for (const auto& [key, texts] : lists) j.PutTexts(key, *texts);
  j.PutTexts("build_notes", build.notes);
  j.Close();
  return j.Finish();
}

}  // namespace

std::string ReportJson(const JsonReport& r, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file) {
  return ImportJson(build, taxonomy, file, {}, {}, {{"files", &r.files}});
}

std::string ReportJson(const EscoReport& r, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file) {
  return ImportJson(build, taxonomy, file,
                    {{"occupations", r.occupations},
                     {"skills", r.skills},
                     {"knowledge", r.knowledge},
                     {"skill_groups", r.skill_groups},
                     {"isco_groups", r.isco_groups},
                     {"relations_read", r.relations_read},
                     {"essential_and_optional", r.essential_and_optional},
                     {"broader_read", r.broader_read}},
                    {}, {{"files", &r.files}, {"missing", &r.missing}, {"notes", &r.notes}});
}

std::string ReportJson(const RdfReport& r, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file) {
  return ImportJson(build, taxonomy, file,
                    {{"triples", r.triples},
                     {"triples_repeated", r.triples_repeated},
                     {"occupations", r.occupations},
                     {"skills", r.skills},
                     {"knowledge", r.knowledge},
                     {"tasks", r.tasks},
                     {"conditions", r.conditions},
                     {"groups", r.groups},
                     {"licences", r.licences},
                     {"qualifications", r.qualifications},
                     {"relations_read", r.relations_read},
                     {"labels_not_current", r.labels_not_current}},
                    {{"unknown_predicates", &r.unknown_predicates}, {"unknown_classes", &r.unknown_classes}, {"dangling", &r.dangling}},
                    {{"files", &r.files}, {"notes", &r.notes}});
}

std::string ReportJson(const OnetReport& r, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file) {
  return ImportJson(build, taxonomy, file,
                    {{"occupations", r.occupations},
                     {"skills", r.skills},
                     {"knowledge", r.knowledge},
                     {"abilities", r.abilities},
                     {"work_activities", r.work_activities},
                     {"technologies", r.technologies},
                     {"tasks", r.tasks},
                     {"groups", r.groups},
                     {"ratings_read", r.ratings_read},
                     {"ratings_suppressed", r.ratings_suppressed},
                     {"not_relevant", r.not_relevant},
                     {"alternate_titles", r.alternate_titles},
                     {"related", r.related}},
                    {}, {{"files", &r.files}, {"missing", &r.missing}, {"notes", &r.notes}});
}

std::string ReportJson(const CourseFeedReport& r, const CourseCatalogue& courses, std::string_view file) {
  JsonText j;
  j.Open();
  if (!file.empty()) j.Put("file", file);
  j.Put("hash", courses.snapshot().Hash());
  j.Put("bytes", std::uint64_t{courses.snapshot().bytes().size()});
  const Counts counts = {{"documents", r.documents},
                         {"documents_refused", r.documents_refused},
                         {"records", r.records},
                         {"courses", r.courses},
                         {"refused", r.refused},
                         {"repeated", r.repeated},
                         {"not_offered", r.not_offered},
                         {"offerings", r.offerings},
                         {"offerings_not_open", r.offerings_not_open},
                         {"from_references", r.from_references},
                         {"from_norms", r.from_norms},
                         {"from_fields", r.from_fields},
                         {"teaching_nothing", r.teaching_nothing},
                         {"without_price", r.without_price},
                         {"without_level", r.without_level},
                         {"without_weeks", r.without_weeks},
                         {"without_hours", r.without_hours}};
  for (const auto& [key, count] : counts) j.Put(key, count);
  j.OpenList("problems");
  for (const auto& problem : r.problems) {
    j.Open();
    j.Put("what", problem.what);
    j.Put("count", problem.count);
    j.PutTexts("examples", problem.examples);
    j.Close();
  }
  j.CloseList();
  j.PutTexts("files", r.files);
  j.PutTexts("notes", r.notes);
  j.Close();
  return j.Finish();
}

std::string ReportJson(const OverlayReport& report, const Taxonomy& taxonomy, std::string_view file) {
  JsonText j;
  j.Open();
  if (!file.empty()) j.Put("file", file);
  PutTaxonomy(j, taxonomy);
  j.Put("overlays", std::uint64_t{taxonomy.Overlays().size()});
  j.Put("changes", std::uint64_t{taxonomy.Changes().size()});
  j.OpenList("layers");
  for (const auto& layer : report.layers) {
    j.Open();
    j.Put("file", layer.file);
    j.Put("name", layer.name);
    j.Put("author", layer.author);
    j.Put("date", layer.date);
    j.Put("added", layer.added);
    j.Put("changed", layer.changed);
    j.Put("removed", layer.removed);
    j.Close();
  }
  j.CloseList();
  j.PutTexts("notes", report.notes);
  j.Close();
  return j.Finish();
}

std::string DiffJson(const TaxonomyDiff& diff, const Taxonomy& before, const Taxonomy& after) {
  JsonText j;
  const auto put_version = [&](std::string_view key, const Taxonomy& taxonomy) {
    j.OpenObject(key);
    PutTaxonomy(j, taxonomy);
    j.Close();
  };
  const auto put_items = [&](std::string_view key, const std::vector<TaxonomyDiff::Item>& items) {
    j.OpenList(key);
    for (const auto& item : items) {
      j.Open();
      j.Put("uri", item.uri);
      j.Put("kind", Name(item.kind));
      j.Put("label", item.label);
      j.Close();
    }
    j.CloseList();
  };
  const auto put_links = [&](std::string_view key, const std::vector<TaxonomyDiff::Link>& links) {
    j.OpenList(key);
    for (const auto& link : links) {
      j.Open();
      j.Put("from", link.from);
      j.Put("to", link.to);
      j.Close();
    }
    j.CloseList();
  };
  const auto put_strength = [&](std::string_view key, Relevance relevance, Level level, Importance importance) {
    j.OpenObject(key);
    j.Put("relevance", Name(relevance));
    j.PutStated("level", level);
    j.PutStated("importance", importance);
    j.Close();
  };
  const auto put_replacements = [&](std::string_view key, const std::vector<TaxonomyDiff::Replacement>& replacements) {
    j.OpenList(key);
    for (const auto& replacement : replacements) {
      j.Open();
      j.PutTexts("before", replacement.before);
      j.PutTexts("after", replacement.after);
      j.Close();
    }
    j.CloseList();
  };

  j.Open();
  put_version("before", before);
  put_version("after", after);
  j.OpenObject("counts");
  j.Put("added", std::uint64_t{diff.added.size()});
  j.Put("removed", std::uint64_t{diff.removed.size()});
  j.Put("relabelled", std::uint64_t{diff.relabelled.size()});
  j.Put("other_texts_added", diff.other_texts_added);
  j.Put("other_texts_removed", diff.other_texts_removed);
  j.Put("attributes", std::uint64_t{diff.attributes.size()});
  j.Put("relations_added", std::uint64_t{diff.relations_added.size()});
  j.Put("relations_removed", std::uint64_t{diff.relations_removed.size()});
  j.Put("relations_changed", std::uint64_t{diff.relations_changed.size()});
  j.Put("broader_added", std::uint64_t{diff.broader_added.size()});
  j.Put("broader_removed", std::uint64_t{diff.broader_removed.size()});
  j.Put("matches_added", diff.matches_added);
  j.Put("matches_removed", diff.matches_removed);
  j.Put("replaced", std::uint64_t{diff.replaced.size()});
  j.Put("merged", std::uint64_t{diff.merged.size()});
  j.Put("split", std::uint64_t{diff.split.size()});
  j.Close();
  put_items("added", diff.added);
  put_items("removed", diff.removed);
  j.OpenList("relabelled");
  for (const auto& label : diff.relabelled) {
    j.Open();
    j.Put("uri", label.uri);
    j.Put("language", label.language);
    j.Put("before", label.before);
    j.Put("after", label.after);
    j.Close();
  }
  j.CloseList();
  j.OpenList("attributes");
  for (const auto& attribute : diff.attributes) {
    j.Open();
    j.Put("uri", attribute.uri);
    j.Put("name", attribute.name);
    j.Put("before", attribute.before);
    j.Put("after", attribute.after);
    j.Close();
  }
  j.CloseList();
  put_links("relations_added", diff.relations_added);
  put_links("relations_removed", diff.relations_removed);
  j.OpenList("relations_changed");
  for (const auto& change : diff.relations_changed) {
    j.Open();
    j.Put("from", change.from);
    j.Put("to", change.to);
    put_strength("before", change.before, change.level_before, change.importance_before);
    put_strength("after", change.after, change.level_after, change.importance_after);
    j.Close();
  }
  j.CloseList();
  put_links("broader_added", diff.broader_added);
  put_links("broader_removed", diff.broader_removed);
  put_replacements("replaced", diff.replaced);
  put_replacements("merged", diff.merged);
  put_replacements("split", diff.split);
  j.Close();
  return j.Finish();
}

std::string TranslationJson(const Translation& translation, const Taxonomy& from, const Taxonomy& to, Language language) {
  JsonText j;
  const auto put_concept = [&](const Taxonomy& taxonomy, Concept c) {
    j.Put("uri", taxonomy.Uri(c));
    j.Put("label", taxonomy.Label(c, Tag(language)));
    j.Put("kind", Name(taxonomy.Kind(c)));
  };
  const auto put_concepts = [&](std::string_view key, std::span<const Concept> concepts) {
    j.OpenList(key);
    for (const auto c : concepts) j.Open(), put_concept(to, c), j.Close();
    j.CloseList();
  };

  j.Open();
  j.Put("from", from.snapshot().Hash());
  j.Put("to", to.snapshot().Hash());
  j.Put("answers_lost", translation.answers_lost);
  j.OpenObject("counts");
  for (int o = 0; o < kItemOutcomes; ++o) j.Put(Name(static_cast<ItemOutcome>(o)), translation.Count(static_cast<ItemOutcome>(o)));
  j.Close();
  j.OpenList("entries");
  for (const auto& entry : translation.entries) {
    j.Open();
    put_concept(from, entry.source);
    j.Put("origin", entry.origin);
    j.Put("outcome", Name(entry.outcome));
    if (entry.why == ItemReason::kNone) j.PutNull("why");
    else j.Put("why", Name(entry.why));
    if (entry.targets.empty()) {  // no link was followed
      j.PutNull("via"), j.PutNull("link");
    } else {
      j.Put("via", Name(entry.via)), j.Put("link", Name(entry.link));
    }
    put_concepts("targets", entry.targets);
    j.Close();
  }
  j.CloseList();
  const auto& profile = translation.profile;
  j.OpenObject("profile");
  put_concepts("origins", profile.origins());
  j.OpenList("items");
  for (const auto& item : profile.items()) {
    j.Open();
    put_concept(to, item.concept_id);
    j.Put("strength", Name(item.strength));
    j.PutStated("level", item.level);
    j.Put("evidence", Name(item.evidence));
    j.PutRatio("worth", item.worth, kFullWorth);
    j.Close();
  }
  j.CloseList();
  put_concepts("denied", profile.denied());
  put_concepts("unsure", profile.unsure());
  if (profile.Nlqf() == kNlqfUnknown) j.PutNull("nlqf");
  else j.Put("nlqf", NlqfName(profile.Nlqf()));
  j.Put("nlqf_inferred", profile.nlqf_inferred());
  j.Close();
  j.Close();
  return j.Finish();
}

}  // namespace overstap
