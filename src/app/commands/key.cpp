#include "app/commands/key.hpp"

#include <filesystem>
#include <ostream>

#include "app/installation.hpp"
#include "app/recovery_key.hpp"
#include "app/recovery_sheet.hpp"
#include "app/restoring.hpp"
#include "backup/archive.hpp"
#include "backup/key_text.hpp"
#include "identity/unit.hpp"

namespace sen::app {
namespace {

/// Makes the pair: the public half stays with the data, the private one goes into the safe.
Result<int> key_recovery(const Invocation& call) {
  SEN_LET(const Installation installation, open_installation(call, Opening::ReadOnly));
  const std::string file = call.text("file");
  SEN_LET(const auto name, make_recovery_key(installation.folder, file, call.has("--replace") ? Former::Replace : Former::Keep));
  call.out << render(call.language, "backup.key_made", {{"file", file}, {"key", name}}) << "\n";
  return kExitDone;
}

/// The key that this data is sealed with; empty where an older version has not sealed it yet.
Result<std::string> data_key(const Installation& installation) {
  std::error_code ignored;
  if (!std::filesystem::exists(installation.key_file, ignored)) return std::string();
  return store::read_key(installation.key_file, store::Absent::Refuse);
}

Result<int> key_sheet(const Invocation& call) {
  SEN_LET(const Installation installation, open_installation(call, Opening::ReadOnly));
  RecoverySheet sheet;
  SEN_LET(sheet.recovery_key, read_recovery_key(call.text("--key")));
  SEN_LET(const auto known, read_public_key(installation.folder));
  const std::string public_key = backup::public_half(sheet.recovery_key);
  if (public_key != known) return conflict("backup.key_other", "--key", {{"key", backup::fingerprint(known)}});
  sheet.fingerprint = backup::fingerprint(public_key);
  SEN_LET(sheet.data_key, data_key(installation));
  SEN_LET(const auto units, installation.store->read(UnitId{0}, [](store::ReadTx& tx) { return identity::all_units(tx); }));
  for (const auto& unit : units) {
    if (unit.level < identity::UnitLevel::District && unit.in_force(date_of(installation.clock->now()))) sheet.units.push_back(unit.name);
  }
  SEN_LET(const auto pdf, draw_recovery_sheet(sheet, installation.clock->now()));
  SEN_TRY(write_secret(call.text("file"), pdf));
  call.out << render(call.language, "backup.sheet_made", {{"file", call.text("file")}, {"key", sheet.fingerprint}}) << "\n";
  return kExitDone;
}

}  // namespace

std::vector<Command> key_commands() {
  return {{"key recovery", {{"file", Takes::Text, true}, {"--data"}, {"--key-file"}, {"--replace", Takes::Flag}}, &key_recovery},
          {"key sheet", {{"file", Takes::Text, true}, {"--key", Takes::Text, true}, {"--data"}, {"--key-file"}}, &key_sheet}};
}

}  // namespace sen::app
