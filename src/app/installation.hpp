#pragma once
// An opened installation: a data folder (SQLite) or a database server (PostgreSQL), with its clock and
// its packs. A folder that `sen demo` made lives in its own year: its clock is the machine's, moved.

#include <memory>
#include <optional>
#include <string>

#include "app/command.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "pack/pack_set.hpp"
#include "store/store.hpp"

namespace sen::app {

/// What `sen demo` notes beside the data.
struct DemoNote {
  std::int64_t shift_ms = 0;
  std::uint64_t seed = 0;
};
std::optional<DemoNote> read_demo_note(const std::string& folder);
Result<Done> write_demo_note(const std::string& folder, const DemoNote& note);

struct Installation {
  std::string folder;  ///< files of evidence and the demo's note lie here; with --db alone "sen-data-<hash of the address>"
  std::string key_file;  ///< seals what a copy of the folder must not give away; keys/kek in it unless --key-file says otherwise
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<SystemRandom> random = std::make_unique<SystemRandom>();
  std::unique_ptr<const pack::PackSet> packs;  ///< the program's, and those that were loaded here
  std::optional<DemoNote> demo;
};

enum class Opening {
  Existing,   ///< the folder must be there; the schema is brought up to date
  New,        ///< the folder is made; refused when it holds a database already
  NewOrExisting,  ///< made when it is not there
  ReadOnly    ///< beside a running server
};

/// From the options --data and --db of a call. Errors: "app.data_missing" (neither is given),
/// "app.data_absent" (no such installation), "app.data_exists", and those of store::open and migrate.
Result<Installation> open_installation(const Invocation& call, Opening opening);

/// The options every command on an installation has.
std::vector<Option> with_installation(std::vector<Option> options);

}  // namespace sen::app
