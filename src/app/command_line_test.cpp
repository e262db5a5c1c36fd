#include "app/command_line.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "app/commands.hpp"
#include "store/store.hpp"

namespace sen::app {
namespace {

struct Seen {
  int exit_code;
  std::string out;
  std::string err;
};

Result<int> print_values(const Invocation& call) {
  for (const auto& [name, values] : call.values) {
    call.out << name << "=";
    for (const auto& value : values) call.out << value << ";";
  }
  call.out << call.number("--limit", 7);
  return kExitDone;
}
Result<int> refuse(const Invocation&) { return invalid("app.file_unreadable", {}, {{"file", "x.txt"}}); }
Result<int> find(const Invocation&) { return kExitFinding; }
Result<int> lose_disk(const Invocation&) {
  throw store::Failure(store::Failure::Kind::Fatal, "disk gone");
}
Result<int> break_promise(const Invocation&) {
  SEN_ASSERT(1 > 2);
  return kExitDone;
}

Seen call(const std::vector<std::string>& arguments, Language language = Language::En) {
  static const std::vector<Command> commands{
      {"print", {{"file", Takes::Text, true}, {"--json", Takes::Flag}, {"--limit", Takes::Number},
                 {"--pause", Takes::Texts}, {"--strata", Takes::Words}}, &print_values},
      {"plan refuse", {}, &refuse},
      {"plan find", {}, &find},
      {"lose", {}, &lose_disk},
      {"verify", {}, &lose_disk, kExitUsage},
      {"break", {}, &break_promise}};
  std::ostringstream out;
  std::ostringstream err;
  const int code = run_command_line(commands, arguments, language, out, err);
  return {code, out.str(), err.str()};
}

// A command gets its positionals, repeated options and flags as they were written.
TEST(CommandLine, ValuesReachTheCommand) {
  const auto seen = call({"print", "--pause", "A", "a.json", "--pause", "B", "--json", "--limit", "12"});
  EXPECT_EQ(seen.exit_code, kExitDone);
  EXPECT_EQ(seen.out, "--json=true;--limit=12;--pause=A;B;file=a.json;12");
  EXPECT_EQ(seen.err, "");
}

TEST(CommandLine, WordsAfterOneName) {
  EXPECT_EQ(call({"print", "a", "--strata", "x", "y"}).out, "--strata=x;y;file=a;7");
}

// An Error is a sentence on stderr and exit 1; nothing on stdout.
TEST(CommandLine, ErrorIsASentenceAndExitOne) {
  const auto seen = call({"plan", "refuse"});
  EXPECT_EQ(seen.exit_code, kExitFinding);
  EXPECT_EQ(seen.out, "");
  EXPECT_EQ(seen.err, "The file “x.txt” cannot be read. Check its path and the right to read it.\n");
  EXPECT_EQ(call({"plan", "find"}).exit_code, kExitFinding);
}

TEST(CommandLine, ErrorSpeaksVietnamese) {
  EXPECT_NE(call({"plan", "refuse"}, Language::Vi).err.find("Không đọc được tệp “x.txt”"),
            std::string::npos);
}

// Wrong usage is exit 2 with a sentence that names what is wrong, and the usage.
TEST(CommandLine, WrongUsageIsExitTwo) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {}, {"plan"}, {"nothing"}, {"print"}, {"print", "a", "--nothing"}, {"print", "a", "b"},
           {"print", "a", "--limit", "x"}, {"print", "a", "--limit", "-1"}, {"print", "a", "--limit"}}) {
    const auto seen = call(arguments);
    EXPECT_EQ(seen.exit_code, kExitUsage);
    EXPECT_EQ(seen.out, "");
    EXPECT_NE(seen.err.find("Usage"), std::string::npos) << seen.err;
  }
  EXPECT_NE(call({"print"}).err.find("file is missing"), std::string::npos);
  EXPECT_NE(call({"print", "a", "--nothing"}).err.find("“--nothing” is not understood"), std::string::npos);
  EXPECT_NE(call({"print", "a", "--limit", "x"}).err.find("whole number"), std::string::npos);
  EXPECT_NE(call({"plan"}).err.find("No command was named"), std::string::npos);
}

TEST(CommandLine, HelpAndVersionAreExitZero) {
  EXPECT_EQ(call({"--version"}).exit_code, kExitDone);
  EXPECT_EQ(call({"--version"}).out.substr(0, 4), "sen ");
  const auto help = call({"plan", "--help"}, Language::Vi);
  EXPECT_EQ(help.exit_code, kExitDone);
  EXPECT_NE(help.out.find("Cách dùng"), std::string::npos);
  EXPECT_NE(help.out.find("refuse"), std::string::npos);
}

// A broken disk or a broken promise ends the call with a sentence; `verify` says 2, could not run.
TEST(CommandLine, FailuresEndTheCall) {
  EXPECT_EQ(call({"lose"}).exit_code, kExitFinding);
  EXPECT_NE(call({"lose"}).err.find("disk gone"), std::string::npos);
  EXPECT_EQ(call({"verify"}).exit_code, kExitUsage);
  EXPECT_EQ(call({"break"}).exit_code, kExitFinding);
}

// Every command and option that the program has is explained in both languages.
TEST(CommandLine, EverythingHasWords) {
  for (const auto& command : all_commands()) {
    std::vector<std::string> keys{text_key_of(command)};
    const std::string name = command.name;
    if (name.find(' ') != std::string::npos) keys.push_back("app.group." + name.substr(0, name.find(' ')));
    for (const auto& option : command.options) keys.push_back(text_key_of(command, option));
    for (const auto& key : keys) {
      EXPECT_TRUE(has_text(Language::Vi, key)) << key;
      EXPECT_TRUE(has_text(Language::En, key)) << key;
    }
  }
}

TEST(ReadFile, RefusesWhatIsAbsentAFolderOrTooLarge) {
  EXPECT_EQ(read_file("tests/absent.json", 100).error().rule, "app.file_unreadable");
  EXPECT_EQ(read_file("tests", 100).error().rule, "app.file_unreadable");
  EXPECT_EQ(read_file("CMakeLists.txt", 10).error().rule, "app.file_large");
  EXPECT_GT(read_file("CMakeLists.txt", 1'000'000).value().size(), 10U);
}

}  // namespace
}  // namespace sen::app
