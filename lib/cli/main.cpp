// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The program `overstap`: reads the command line, runs one command, turns its outcome into a message and an exit code.
// The commands are in *_commands.cpp.

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

#include "cli/commands.hpp"
#include "overstap/overstap.h"

namespace overstap::cli {
namespace {

using detail::Cat;

constexpr const char* kDescription =
    "Overstap ranks work-to-work transitions, explains them and suggests courses, offline.\n"
    "NL: welk werk past bij iemands werk, wat ontbreekt er nog, en welke scholing helpt?";
constexpr const char* kFooter =
    "Language: --lang nl or en. Without it English when LC_ALL, or else LANG, begins with \"en\"; Dutch otherwise.\n"
    "Data: the embedded starter taxonomy and its courses, unless --taxonomy and --catalogue name others.\n"
    "It is a starter set, not CompetentNL.\n"
    "Results go to standard output, messages to standard error.\n"
    "Exit codes: 0 done; 1 the answer is \"no\" or nothing (too little data, nothing found); 2 wrong usage;\n"
    "  3 a title means several occupations; 4 title or skill not found; 5 an input file is malformed, damaged or\n"
    "  too new; 6 reading or writing failed; 9 internal error or out of memory.";

/// Language before the command line has been understood, for saying that it has not.
Language GuessLanguage(int count, const char* const* arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--lang" && i + 1 < count) return ParseLanguage(arguments[i + 1]);
    if (argument.starts_with("--lang=")) return ParseLanguage(argument.substr(7));
  }
  const auto of = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string_view(value ? value : "");
  };
  const auto locale = of("LC_ALL").empty() ? of("LANG") : of("LC_ALL");
  return locale.starts_with("en") ? Language::kEnglish : Language::kDutch;
}

Say SayOf(ErrorCode code) {
  switch (ExitOf(code)) {
    case Exit::kUsage: return Say::kErrorUsage;
    case Exit::kNotFound: return Say::kErrorNotFound;
    case Exit::kBadFile: return Say::kErrorBadFile;
    case Exit::kIo: return Say::kErrorIo;
    case Exit::kNo: return Say::kErrorTooLittle;
    default: return Say::kErrorInternal;
  }
}

Exit SayUsage(const Session& session, const CLI::App& app, const CLI::ParseError& error) {
  auto say = Say::kUsageValue;
  std::string what = Plain(error.what());
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::ExtrasError: say = Say::kUsageUnknown; break;
    case CLI::ExitCodes::RequiredError:
    case CLI::ExitCodes::ArgumentMismatch: say = Say::kUsageMissing; break;
    default: break;
  }
  // CLI11 misses a command before it minds a word that is none.
  if (const auto unknown = app.remaining(); app.get_subcommands().empty() && !unknown.empty()) {
    say = Say::kUsageUnknown;
    what = Plain(unknown.front());
  }
  std::string name = "overstap";
  for (const auto* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    name += Cat(" ", at->get_name());
  }
  session.Warn(session.Text(say, what));
  session.Detail(session.Text(Say::kSeeHelp, name));
  return Exit::kUsage;
}

Exit Run(Session& session, int count, const char* const* arguments) {
  session.language = GuessLanguage(count, arguments);
  CLI::App app(kDescription, "overstap");
  app.footer("Language, data and exit codes: overstap --help");
  app.get_formatter()->column_width(24);
  app.require_subcommand(1);
  app.set_version_flag("--version", Cat("overstap ", OVS_VERSION_MAJOR, ".", OVS_VERSION_MINOR, ".", OVS_VERSION_PATCH));
  std::vector<Command> commands;
  AddTransitionCommands(app, session, commands);
  AddMatchCommands(app, session, commands);
  AddPathCommands(app, session, commands);
  AddFundingCommand(app, session, commands);
  AddMatrixCommand(app, session, commands);
  AddModelCommand(app, session, commands);
  AddEvaluateCommand(app, session, commands);
  AddDataCommands(app, session, commands);
  AddImportCommands(app, session, commands);
  AddExchangeCommands(app, session, commands);
  app.footer(kFooter);  // the commands have the short one, which they took over when they were added
  try {
    app.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    session.out.Write(app.help());
    return Exit::kOk;
  } catch (const CLI::CallForVersion& version) {
    session.out.Write(Cat(version.what(), "\n"));
    return Exit::kOk;
  } catch (const CLI::ParseError& error) {
    return SayUsage(session, app, error);
  }
  for (const auto& command : commands) {
    if (!command.app->parsed()) continue;
    const auto outcome = command.run(session);
    if (outcome.ok()) return *outcome;
    const auto code = CodeOf(outcome.status());
    session.Warn(session.Text(SayOf(code), Plain(detail::Std(outcome.status().message()))));
    return ExitOf(code);
  }
  return Exit::kInternal;
}

/// Closed standard descriptors would be given to the next file opened, which would then get our output.
void FillStandardDescriptors() {
  for (int fd = 0; fd <= 2; ++fd) {
    // Opened the wrong way round, so that reading and writing fail as they should.
    if (::fcntl(fd, F_GETFD) == -1) ::open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
  }
}

}  // namespace

void Session::Warn(std::string_view message) const { std::fputs(Cat("overstap: ", message, "\n").c_str(), stderr); }
void Session::Detail(std::string_view line) const { std::fputs(Cat(line, "\n").c_str(), stderr); }

void AddOutputOptions(CLI::App& command, Session& session) {
  constexpr const char* kGroup = "Options of all commands";
  command.add_option("--lang", session.language_tag, "Language of texts")->option_text("nl|en")->check(CLI::IsMember({"nl", "en"}))->group(kGroup);
  command.add_flag("--json", session.json, "One line of JSON instead of text")->group(kGroup);
}

void AddTaxonomyOption(CLI::App& command, Session& session) {
  command.add_option("--taxonomy", session.taxonomy_path, "Snapshot or Overstap JSON (the embedded starter taxonomy)")->option_text("FILE")->group("Options of all commands");
}

void AddCommonOptions(CLI::App& command, Session& session) {
  AddOutputOptions(command, session);
  AddTaxonomyOption(command, session);
  constexpr const char* kGroup = "Options of all commands";
  command.add_option("--catalogue", session.catalogue_path, "Courses: snapshot or Overstap JSON (the starter's; none beside another taxonomy)")->option_text("FILE")->group(kGroup);
}

}  // namespace overstap::cli

int main(int count, char** arguments) {
  using overstap::cli::Exit;
  // A closed pipe or a file size limit is an error of write(), and said.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  overstap::cli::FillStandardDescriptors();
  try {
    overstap::cli::Session session;
    auto exit = overstap::cli::Run(session, count, arguments);
    if (!session.out.Flush()) {
      session.Warn(session.Text(overstap::cli::Say::kWriteFailed, std::strerror(session.out.error())));
      exit = Exit::kIo;
    }
    return static_cast<int>(exit);
  } catch (const std::bad_alloc&) {
    std::fputs("overstap: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "overstap: internal error: %s\n", error.what());
  }
  return static_cast<int>(Exit::kInternal);
}
