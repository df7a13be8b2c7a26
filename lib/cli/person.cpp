// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Titles and names on the command line into concepts: found, or the choices shown; never guessed.

#include "cli/person.hpp"

#include <charconv>
#include <ctime>
#include <initializer_list>
#include <utility>

#include "overstap/person.hpp"

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
  Named named;
  for (const auto kind : kinds) {
    const auto range = taxonomy.Concepts(kind);
    for (Concept c = range.first; c < range.last && !folded.empty(); ++c) named.Add(taxonomy.snapshot(), c, folded);
  }
  const auto& [exact, near] = named;
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

/// "kok@36/24": a title, how many months in the job, how many months ago it ended. Without the part behind @ nothing is stated.
std::optional<std::pair<std::string, Experience>> SplitExperience(const std::string& text) {
  const auto at = text.rfind('@');
  if (at == std::string::npos) return std::pair(text, Experience());
  const auto slash = text.find('/', at);
  const auto number = [&](std::size_t from, std::size_t to) -> std::optional<std::uint16_t> {
    std::uint16_t value = 0;
    const auto [end, failure] = std::from_chars(text.data() + from, text.data() + to, value);
    return from < to && failure == std::errc() && end == text.data() + to ? std::optional(value) : std::nullopt;
  };
  Experience experience;
  experience.months = number(at + 1, slash == std::string::npos ? text.size() : slash);
  if (slash != std::string::npos) experience.months_since = number(slash + 1, text.size());
  if (!experience.months || (slash != std::string::npos && !experience.months_since)) return std::nullopt;
  return std::pair(text.substr(0, at), experience);
}

/// The document that --person or --vum names, and what of it was left out.
StatusOr<Profile> ReadDocument(const Session& session, const ProfileOptions& options, const Taxonomy& taxonomy) {
  const bool vum = !options.vum.empty();
  const auto& path = vum ? options.vum : options.person;
  OVS_ASSIGN_OR_RETURN(const auto source, ReadSource(path));
  OVS_ASSIGN_OR_RETURN(auto document, vum ? ReadVumPerson(source, taxonomy, options.date.empty() ? Today() : options.date) : overstap::ReadPerson(source, taxonomy));
  for (const auto& note : document.report.notes) {
    session.Warn(Cat(Plain(path), ":", note.position.line, ": ", Word(note.kind, session.language), note.what.empty() ? "" : ": ", Plain(note.what)));
  }
  return std::move(document.profile);
}

}  // namespace

void Named::Add(const Snapshot& snapshot, std::uint32_t thing, std::string_view folded) {
  constexpr std::size_t kMostNear = 8;
  bool is_exact = false, is_near = false;
  for (const auto& text : snapshot.Texts(thing)) {
    if (text.kind == TextKind::kDefinition) continue;
    const auto label = Fold(snapshot.String(text.string));
    is_exact = is_exact || label == folded;
    is_near = is_near || label.find(folded) != std::string::npos;
  }
  if (is_exact) exact.push_back(thing);
  else if (is_near && near.size() < kMostNear) near.push_back(thing);
}

std::string Today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[sizeof "2026-11-27"];
  return std::strftime(text, sizeof text, "%Y-%m-%d", &local) != 0 ? text : "";
}

void AddProfileOptions(CLI::App& command, ProfileOptions& options, bool with_target) {
  command.add_option(with_target ? "FROM" : "TITLE", options.titles, "Past job: a title or URI; several are several jobs. TITLE@36/24: for 36 months, until 24\n"
                                                                                      "months ago; what is long ago or was short counts less")->option_text("...");
  // One value an option, or the titles behind it would be taken for skills.
  command.add_option("--skill", options.skills, "What the person has besides: a skill, knowledge area, task or licence, by URI or name,\n"
                                               "with a level 1 to 4 where known; once for each")
      ->option_text("URI[:LEVEL]")->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  const auto several = [&](const char* name, std::vector<std::string>& values, const char* help) {
    command.add_option(name, values, help)->option_text("URI")->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  several("--no", options.denied, "What the person does not have, though a past job may ask it, by URI or name; once for each");
  several("--unsure", options.unsure, "What the person cannot say: past jobs decide, and it is not asked again; once for each");
  auto* person = command.add_option("--person", options.person, "A person as \"overstap person\" writes it (taxonomy/schema/overstap-person-1.schema.json)")->option_text("FILE");
  command.add_option("--vum", options.vum, "A job seeker's profile as Dutch employment services exchange it (VUM 3, JSON)")->option_text("FILE")->excludes(person);
  command.add_option("--date", options.date, "Day to count the jobs of --vum to, and of --funding, such as 2026-11-27 (today)")->option_text("DATE");
  command.add_option("--level", options.level, "Level of education of the person: entry, 1, 2, 3, 4, 4+, 5, 6, 7 or 8")
      ->option_text("NLQF")->check([](const std::string& text) { return ParseNlqf(text) ? std::string() : Cat("level ", Plain(text), " is not one of entry, 1, 2, 3, 4, 4+, 5, 6, 7, 8"); });
  if (with_target) command.add_option("--to", options.target, "The occupation to look at: a title or URI")->option_text("TITLE (required)")->required();
}

Exit ResolveCondition(const Session& session, const Taxonomy& taxonomy, const std::string& name, Concept* out) {
  return ResolveName(session, taxonomy, name, {ConceptKind::kCondition}, Say::kConditionNotFound, Say::kConditionAmbiguous, out);
}

Outcome ReadPerson(Session& session, const ProfileOptions& options, Person* person) {
  if (options.titles.empty() && options.skills.empty() && options.person.empty() && options.vum.empty()) {
    session.Warn(session.Text(Say::kNeedTitleOrSkill));
    return Exit::kUsage;
  }
  OVS_ASSIGN_OR_RETURN(person->taxonomy, OpenTaxonomy(session));
  const auto& taxonomy = person->taxonomy;
  Profile start;
  if (!options.person.empty() || !options.vum.empty()) {
    OVS_ASSIGN_OR_RETURN(start, ReadDocument(session, options, taxonomy));
  }
  ProfileBuilder builder(taxonomy, start);
  for (const auto& text : options.titles) {
    auto job = std::optional(std::pair(text, Experience()));
    if (!taxonomy.Find(text)) job = SplitExperience(text);
    if (!job) {
      session.Warn(session.Text(Say::kBadMonths, Plain(text)));
      return Exit::kUsage;
    }
    Concept occupation = kNoConcept;
    if (const auto exit = ResolveOccupation(session, taxonomy, job->first, &occupation); exit != Exit::kOk) return exit;
    OVS_RETURN_IF_ERROR(builder.AddOccupation(occupation, job->second));
  }
  for (const auto& skill : options.skills) {
    const auto [name, level] = SplitLevel(taxonomy, skill);
    Concept concept_id = kNoConcept;
    if (const auto exit = ResolveSkill(session, taxonomy, name, &concept_id); exit != Exit::kOk) return exit;
    OVS_RETURN_IF_ERROR(builder.Add(concept_id, level));
    person->extras.push_back(concept_id);
  }
  for (const bool no : {true, false}) {
    for (const auto& name : no ? options.denied : options.unsure) {
      Concept concept_id = kNoConcept;
      if (const auto exit = ResolveSkill(session, taxonomy, name, &concept_id); exit != Exit::kOk) return exit;
      OVS_RETURN_IF_ERROR(no ? builder.Deny(concept_id) : builder.Unsure(concept_id));
    }
  }
  if (!options.target.empty()) {
    if (const auto exit = ResolveOccupation(session, taxonomy, options.target, &person->target); exit != Exit::kOk) return exit;
  }
  if (!options.level.empty()) builder.SetNlqf(*ParseNlqf(options.level));
  person->profile = builder.Build();
  return Exit::kOk;
}

}  // namespace overstap::cli
