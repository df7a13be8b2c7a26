// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Titles and names on the command line into concepts: found, or the choices shown; never guessed.

#include "cli/person.hpp"

#include <initializer_list>
#include <utility>

namespace overstap::cli {
namespace {

using detail::Cat;

void ListChoices(const Session& session, const Taxonomy& taxonomy, std::span<const Concept> choices) {
  for (const auto c : choices) session.Detail(Cat("  ", session.Label(taxonomy, c), "  ", Plain(taxonomy.Uri(c))));
}

std::vector<Concept> ConceptsOf(std::span<const TitleHit> hits) {
  std::vector<Concept> concepts;
  for (const auto& hit : hits) concepts.push_back(hit.concept_id);
  return concepts;
}

Exit ResolveOccupation(const Session& session, const Taxonomy& taxonomy, const std::string& title, Concept* out) {
  const auto resolution = ResolveTitle(taxonomy, title);
  const auto choices = ConceptsOf(resolution.choices);
  switch (resolution.outcome) {
    case TitleResolution::Outcome::kFound:
      *out = resolution.concept_id;
      return Exit::kOk;
    case TitleResolution::Outcome::kAmbiguous:
      session.Warn(session.Text(Say::kAmbiguousTitle, Plain(title)));
      ListChoices(session, taxonomy, choices);
      return Exit::kAmbiguous;
    case TitleResolution::Outcome::kNotFound: break;
  }
  session.Warn(session.Text(Say::kTitleNotFound, Plain(title)));
  session.Detail(session.Text(choices.empty() ? Say::kTryOther : Say::kDidYouMean));
  ListChoices(session, taxonomy, choices);
  return Exit::kNotFound;
}

/// A concept of one of these kinds, by URI or else by the exact name; like ResolveTitle, never a guess.
Exit ResolveName(const Session& session, const Taxonomy& taxonomy, const std::string& name, std::initializer_list<ConceptKind> kinds, Say unknown, Say ambiguous,
                 Concept* out) {
  if (const auto found = taxonomy.Find(name)) {
    *out = *found;
    return Exit::kOk;
  }
  const auto folded = Fold(name);
  std::vector<Concept> exact, near;
  for (const auto kind : kinds) {
    const auto range = taxonomy.Concepts(kind);
    for (Concept c = range.first; c < range.last && !folded.empty(); ++c) {
      bool is_exact = false, is_near = false;
      for (const auto& text : taxonomy.Texts(c)) {
        if (text.kind == TextKind::kDefinition) continue;
        const auto label = Fold(taxonomy.snapshot().String(text.string));
        is_exact = is_exact || label == folded;
        is_near = is_near || label.find(folded) != std::string::npos;
      }
      if (is_exact) exact.push_back(c);
      else if (is_near && near.size() < 8) near.push_back(c);
    }
  }
  if (exact.size() == 1) {
    *out = exact.front();
    return Exit::kOk;
  }
  session.Warn(session.Text(exact.empty() ? unknown : ambiguous, Plain(name)));
  if (exact.empty() && !near.empty()) session.Detail(session.Text(Say::kDidYouMean));
  ListChoices(session, taxonomy, exact.empty() ? near : exact);
  return exact.empty() ? Exit::kNotFound : Exit::kAmbiguous;
}

/// What a person can have.
Exit ResolveSkill(const Session& session, const Taxonomy& taxonomy, const std::string& name, Concept* out) {
  return ResolveName(session, taxonomy, name, {ConceptKind::kSkill, ConceptKind::kKnowledge, ConceptKind::kTask, ConceptKind::kLicence}, Say::kSkillNotFound,
                     Say::kSkillAmbiguous, out);
}

/// "name:3" is name and level 3, unless all of it is a URI.
std::pair<std::string, Level> SplitLevel(const Taxonomy& taxonomy, const std::string& text) {
  const auto n = text.size();
  const bool has_level = n > 2 && text[n - 2] == ':' && text[n - 1] >= '1' && text[n - 1] <= '0' + kMaxLevel;
  if (!has_level || taxonomy.Find(text)) return {text, Level{0}};
  return {text.substr(0, n - 2), static_cast<Level>(text[n - 1] - '0')};
}

}  // namespace

void AddProfileOptions(CLI::App& command, ProfileOptions& options, bool with_target) {
  command.add_option(with_target ? "FROM" : "TITLE", options.titles, "Past job: a title or URI; several are several jobs")->option_text("...");
  // One value an option, or the titles behind it would be taken for skills.
  command.add_option("--skill", options.skills, "What the person has besides: a skill, knowledge area, task or licence, by URI or name,\n"
                                               "with a level 1 to 4 where known; once for each")
      ->option_text("URI[:LEVEL]")->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_option("--level", options.level, "Level of education of the person: entry, 1, 2, 3, 4, 4+, 5, 6, 7 or 8")
      ->option_text("NLQF")->check([](const std::string& text) { return ParseNlqf(text) ? std::string() : Cat("level ", Plain(text), " is not one of entry, 1, 2, 3, 4, 4+, 5, 6, 7, 8"); });
  if (with_target) command.add_option("--to", options.target, "The occupation to look at: a title or URI")->option_text("TITLE (required)")->required();
}

Exit ResolveCondition(const Session& session, const Taxonomy& taxonomy, const std::string& name, Concept* out) {
  return ResolveName(session, taxonomy, name, {ConceptKind::kCondition}, Say::kConditionNotFound, Say::kConditionAmbiguous, out);
}

Outcome ReadPerson(Session& session, const ProfileOptions& options, Person* person) {
  if (options.titles.empty() && options.skills.empty()) {
    session.Warn(session.Text(Say::kNeedTitleOrSkill));
    return Exit::kUsage;
  }
  OVS_ASSIGN_OR_RETURN(person->taxonomy, OpenTaxonomy(session));
  const auto& taxonomy = person->taxonomy;
  ProfileBuilder builder(taxonomy);
  for (const auto& title : options.titles) {
    Concept occupation = kNoConcept;
    if (const auto exit = ResolveOccupation(session, taxonomy, title, &occupation); exit != Exit::kOk) return exit;
    OVS_RETURN_IF_ERROR(builder.AddOccupation(occupation));
  }
  for (const auto& skill : options.skills) {
    const auto [name, level] = SplitLevel(taxonomy, skill);
    Concept concept_id = kNoConcept;
    if (const auto exit = ResolveSkill(session, taxonomy, name, &concept_id); exit != Exit::kOk) return exit;
    OVS_RETURN_IF_ERROR(builder.Add(concept_id, level));
    person->extras.push_back(concept_id);
  }
  if (!options.target.empty()) {
    if (const auto exit = ResolveOccupation(session, taxonomy, options.target, &person->target); exit != Exit::kOk) return exit;
  }
  if (!options.level.empty()) builder.SetNlqf(*ParseNlqf(options.level));
  person->profile = builder.Build();
  return Exit::kOk;
}

}  // namespace overstap::cli
