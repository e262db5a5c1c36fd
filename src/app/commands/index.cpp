#include "app/commands/index.hpp"

#include <filesystem>
#include <fstream>
#include <ostream>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "index/cli.hpp"

namespace sen::app {
namespace {

constexpr std::size_t kSetBytesMax = 16'000'000;
constexpr std::size_t kTableBytesMax = 64'000'000;
constexpr std::size_t kNeighboursMax = 200;

index::Terminal terminal_of(const Invocation& call) { return {call.out, call.language, call.json()}; }

int missing(const Invocation& call, const char* option) {
  call.err << render(call.language, "app.usage.missing", {{"what", option}}) << "\n";
  return kExitUsage;
}

Result<int> score(const Invocation& call) {
  SEN_LET(const std::string set, read_file(call.text("--set"), kSetBytesMax));
  if (call.has("--batch")) {
    std::ifstream lines(call.text("--batch"), std::ios::binary);
    if (!lines) return invalid("app.file_unreadable", {}, {{"file", call.text("--batch")}});
    return index::run_score_batch(set, lines, terminal_of(call));
  }
  if (!call.has("--facts")) return missing(call, "--facts");
  SEN_LET(const std::string facts, read_file(call.text("--facts"), kSetBytesMax));
  return index::run_score(set, facts, terminal_of(call));
}

// Sets that the checked one may import: those beside it and those shipped with the program.
std::vector<std::string> neighbours_of(const std::string& path) {
  std::vector<std::string> texts;
  for (const auto& file : embedded_files()) {
    if (starts_with(file.path, "packs/criteria-sets/")) texts.emplace_back(file.bytes);
  }
  std::error_code error;
  const auto folder = std::filesystem::absolute(path, error).parent_path();
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (texts.size() >= kNeighboursMax) break;
    if (entry.path().extension() != ".json" || !entry.is_regular_file(error)) continue;
    auto text = read_file(entry.path().string(), kSetBytesMax);
    if (text) texts.push_back(*std::move(text));
  }
  return texts;
}

Result<int> check(const Invocation& call) {
  const std::string path = call.text("file");
  SEN_LET(const std::string set, read_file(path, kSetBytesMax));
  return index::run_check(set, neighbours_of(path), terminal_of(call), call.err);
}

Result<int> rank(const Invocation& call) {
  SEN_LET(const std::string csv, read_file(call.text("file"), kTableBytesMax));
  return index::run_rank(csv, call.text("--score"), call.text("--group"), terminal_of(call));
}

}  // namespace

std::vector<Command> index_commands() {
  return {
      {"index score", {{"--set", Takes::Text, true}, {"--facts"}, {"--batch"}, {"--json", Takes::Flag}}, &score},
      {"index check", {{"file", Takes::Text, true}, {"--json", Takes::Flag}}, &check},
      {"index rank", {{"file", Takes::Text, true}, {"--score", Takes::Text, true}, {"--group"}, {"--json", Takes::Flag}}, &rank},
  };
}

}  // namespace sen::app
