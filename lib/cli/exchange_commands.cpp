// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Commands between taxonomies, and from a taxonomy to other programs: export, diff, translate.

#include <map>
#include <memory>
#include <utility>

#include "cli/person.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/json.hpp"
#include "overstap/versions.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

// --- export --------------------------------------------------------------------------------------------------------

enum class ExportFormat { kJson, kNTriples };
struct ExportOptions {
  ExportFormat format = ExportFormat::kJson;
  std::string output;
};

Outcome Export(Session& session, const ExportOptions& options) {
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, OpenTaxonomy(session));
  std::optional<CourseCatalogue> courses;
  if (options.format == ExportFormat::kJson) {
    OVS_ASSIGN_OR_RETURN(courses, OpenCatalogue(session));
  }
  const auto write = [&](const TextSink& sink) {
    return options.format == ExportFormat::kJson ? WriteTaxonomyJson(taxonomy, courses ? &*courses : nullptr, sink) : WriteTaxonomyNTriples(taxonomy, sink);
  };
  if (options.output.empty()) {
    OVS_RETURN_IF_ERROR(write([&](std::string_view piece) -> Status {
      session.out.Write(piece);
      return session.out.failed() ? Error(ErrorCode::kIo, "standard output cannot be written") : absl::OkStatus();
    }));
    return Exit::kOk;
  }
  OVS_RETURN_IF_ERROR(SaveText(options.output, write));
  if (session.json) {
    session.Json(ObjectJson(std::vector<JsonMember>{{"file", options.output}, {"hash", taxonomy.snapshot().Hash()}}));
  } else {
    session.Paragraph(session.Text(Say::kExported, Plain(options.output)), 0, 2);
  }
  return Exit::kOk;
}

// --- diff ----------------------------------------------------------------------------------------------------------

struct DiffOptions {
  std::string before, after;
  std::uint32_t limit = 10;
};

/// A list under its heading, cut at `limit`; nothing when it is empty.
template <typename List, typename Line>
void ShowList(Session& session, const DiffOptions& options, Say heading, const List& list, const Line& line) {
  if (list.empty()) return;
  session.Paragraph(Cat(session.Text(heading), ": ", Number(list.size(), session.language)));
  std::size_t shown = 0;
  for (const auto& item : list) {
    if (shown++ == options.limit) break;
    session.Paragraph(Plain(line(item)), 2, 2);
  }
  if (list.size() > options.limit) session.Paragraph(session.Text(Say::kMoreOfThem, Number(list.size() - options.limit, session.language)), 2, 2);
}

std::string Arrow(std::string_view before, std::string_view after) { return Cat(before, " -> ", after); }

std::string Joined(const std::vector<std::string>& uris) {
  std::string text;
  for (const auto& uri : uris) detail::Append(text, text.empty() ? "" : ", ", uri);
  return text;
}

Outcome Diff(Session& session, const DiffOptions& options) {
  OVS_ASSIGN_OR_RETURN(const auto before, ReadTaxonomy(options.before));
  OVS_ASSIGN_OR_RETURN(const auto after, ReadTaxonomy(options.after));
  const auto diff = DiffTaxonomies(before, after);
  const auto exit = diff.empty() ? Exit::kOk : Exit::kNo;
  if (session.json) {
    session.Json(DiffJson(diff, before, after));
    return exit;
  }
  if (diff.empty()) {
    session.Paragraph(session.Text(Say::kSame));
    return exit;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  const auto label = [](const TaxonomyDiff::Item& item) { return Cat(item.label, "  ", item.uri); };
  ShowList(session, options, Say::kAddedConcepts, diff.added, label);
  ShowList(session, options, Say::kRemovedConcepts, diff.removed, label);
  const auto replacement = [](const TaxonomyDiff::Replacement& r) { return Arrow(Joined(r.before), Joined(r.after)); };
  ShowList(session, options, Say::kReplaced, diff.replaced, replacement);
  ShowList(session, options, Say::kMergedConcepts, diff.merged, replacement);
  ShowList(session, options, Say::kSplitConcepts, diff.split, replacement);
  ShowList(session, options, Say::kRelabelled, diff.relabelled,
           [](const TaxonomyDiff::Relabelled& r) { return Cat(r.uri, " (", r.language, "): ", Arrow(r.before, r.after)); });
  ShowList(session, options, Say::kAttributesChanged, diff.attributes,
           [](const TaxonomyDiff::Attribute& a) { return Cat(a.uri, " ", a.name, ": ", Arrow(a.before, a.after)); });
  const auto link = [](const TaxonomyDiff::Link& l) { return Cat(l.from, "  ", l.to); };
  ShowList(session, options, Say::kRelationsAdded, diff.relations_added, link);
  ShowList(session, options, Say::kRelationsRemoved, diff.relations_removed, link);
  ShowList(session, options, Say::kRelationsChanged, diff.relations_changed,
           [](const TaxonomyDiff::RelationChange& r) { return Cat(r.from, "  ", r.to, ": ", Arrow(Name(r.before), Name(r.after))); });
  ShowList(session, options, Say::kBroaderAdded, diff.broader_added, link);
  ShowList(session, options, Say::kBroaderRemoved, diff.broader_removed, link);
  if (diff.other_texts_added + diff.other_texts_removed > 0) session.Paragraph(session.Text(Say::kOtherTexts, number(diff.other_texts_added), number(diff.other_texts_removed)));
  if (diff.matches_added + diff.matches_removed > 0) session.Paragraph(session.Text(Say::kMatchChanges, number(diff.matches_added), number(diff.matches_removed)));
  return exit;
}

// --- translate -----------------------------------------------------------------------------------------------------

struct TranslateOptions {
  ProfileOptions profile;
  std::string into, crosswalk;
  bool versions = false;
};

std::string TaxonomyName(const Session& session, const Taxonomy& taxonomy) {
  auto name = Plain(taxonomy.snapshot().AboutIn("name", Tag(session.language)));
  if (name.empty()) name = session.Text(Say::kNameless);
  if (const auto edition = taxonomy.snapshot().About("edition"); !edition.empty()) detail::Append(name, " ", Plain(edition));
  return name;
}

Outcome Translate(Session& session, const TranslateOptions& options) {
  Person person;
  OVS_ASSIGN_OR_RETURN(const auto exit, ReadPerson(session, options.profile, &person));
  if (exit != Exit::kOk) return exit;
  OVS_ASSIGN_OR_RETURN(const auto into, ReadTaxonomy(options.into));
  std::vector<std::string> notes;
  OVS_ASSIGN_OR_RETURN(const auto crosswalk, FindCrosswalk(person.taxonomy, into, options.versions, options.crosswalk.empty() ? nullptr : &options.crosswalk, &notes));
  const auto translation = TranslateProfile(person.taxonomy, person.profile, into, crosswalk);
  const bool nothing = translation.profile.items().empty() && translation.profile.origins().empty();
  if (session.json) {
    session.Json(TranslationJson(translation, person.taxonomy, into, session.language));
    return nothing ? Exit::kNo : Exit::kOk;
  }
  const auto count = [&](ItemOutcome outcome) { return Number(translation.Count(outcome), session.language); };
  session.Paragraph(session.Text(Say::kTranslated, TaxonomyName(session, person.taxonomy), TaxonomyName(session, into), count(ItemOutcome::kKept), count(ItemOutcome::kSplit),
                                 count(ItemOutcome::kMerged), count(ItemOutcome::kApproximated), count(ItemOutcome::kLost)), 0, 2);
  session.Paragraph(session.Text(Say::kCrosswalkLinks, Number(crosswalk.links().size(), session.language)));
  for (const auto& note : notes) session.Paragraph(Plain(note), 0, 2);
  for (const auto& entry : translation.entries) {
    // What a past job brings along is as many lines as it has requirements, and says nothing that the job's own line does not.
    if (entry.why == ItemReason::kOriginCarries) continue;
    auto line = session.Label(person.taxonomy, entry.source);
    if (entry.origin) detail::Append(line, " (", session.Text(Say::kPastJob), ")");
    detail::Append(line, ": ", Word(entry.outcome, session.language));
    if (const auto why = Word(entry.why, session.language); !why.empty()) detail::Append(line, ", ", why);
    std::string targets;
    for (const auto target : entry.targets) detail::Append(targets, targets.empty() ? " -> " : ", ", session.Label(into, target));
    session.Paragraph(Cat(line, targets), 2, 2);
  }
  return nothing ? Exit::kNo : Exit::kOk;
}

}  // namespace

void AddExchangeCommands(CLI::App& app, Session& session, std::vector<Command>& commands) {
  auto* export_command = app.add_subcommand("export", "Write a taxonomy for other programs: Overstap JSON, or SKOS as N-Triples.\nNL: schrijf een taxonomie weg voor andere programma's.");
  const auto export_options = std::make_shared<ExportOptions>();
  const std::map<std::string, ExportFormat> formats = {{"json", ExportFormat::kJson}, {"ntriples", ExportFormat::kNTriples}};
  export_command->add_option("FORMAT", export_options->format, "json: everything, courses too; ntriples: SKOS with CompetentNL's vocabulary")
      ->option_text("json|ntriples")->required()->transform(CLI::CheckedTransformer(formats).description("json|ntriples"));
  export_command->add_option("-o,--output", export_options->output, "File to write (standard output)")->option_text("FILE");
  AddCommonOptions(*export_command, session);
  commands.push_back({export_command, [export_options](Session& s) { return Export(s, *export_options); }});

  auto* diff = app.add_subcommand("diff", "What changed between two versions of a taxonomy. Exit code 1 when anything did.\nNL: wat is er anders tussen twee versies?");
  const auto diff_options = std::make_shared<DiffOptions>();
  diff->add_option("BEFORE", diff_options->before, "Snapshot or Overstap JSON")->option_text(" ")->required();
  diff->add_option("AFTER", diff_options->after, "Snapshot or Overstap JSON")->option_text(" ")->required();
  diff->add_option("--limit", diff_options->limit, "Most lines shown of each list (10)")->option_text("N")->check(CLI::Range(1, 1000000));
  AddOutputOptions(*diff, session);
  commands.push_back({diff, [diff_options](Session& s) { return Diff(s, *diff_options); }});

  auto* translate = app.add_subcommand("translate", "Carry a person's profile over to another taxonomy, or version, with a report of what is lost.\n"
                                                    "NL: zet een profiel over naar een andere taxonomie of versie.");
  const auto translate_options = std::make_shared<TranslateOptions>();
  AddProfileOptions(*translate, translate_options->profile, false);
  translate->add_option("--into", translate_options->into, "Taxonomy to translate to: snapshot or Overstap JSON")->option_text("FILE (required)")->required();
  translate->add_option("--crosswalk", translate_options->crosswalk, "Links besides the matches in the taxonomies: ESCO's crosswalk form, or CSV with from,type,to")->option_text("FILE");
  translate->add_flag("--versions", translate_options->versions, "The two are versions of one taxonomy: go by URI, replacements and labels");
  AddTaxonomyOption(*translate, session);
  AddOutputOptions(*translate, session);
  commands.push_back({translate, [translate_options](Session& s) { return Translate(s, *translate_options); }});
}

}  // namespace overstap::cli
