#pragma once
// For *_test.cpp of every room: a fresh, migrated store that goes with the test. On SQLite always;
// on PostgreSQL too when SEN_TEST_PG holds a URL (tests/postgres.sh start prints one).
//
//   TEST(CloseTask, …) { store::for_each_engine([](store::Store& store) { … }); }
//
// or, for a whole fixture:
//
//   class PlanTest : public store::EngineTest {};
//   SEN_ON_EVERY_ENGINE(PlanTest);
//   TEST_P(PlanTest, …) { store().write(UnitId{7}, …); }

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/texts.hpp"
#include "store/scratch.hpp"
#include "store/store.hpp"

namespace sen::store {

enum class TestEngine { Sqlite, Postgres };

inline const char* name_of(TestEngine engine) {
  return engine == TestEngine::Sqlite ? "SQLite" : "PostgreSQL";
}

/// The engines that this run tests.
inline std::vector<TestEngine> test_engines() {
  std::vector<TestEngine> engines{TestEngine::Sqlite};
  const char* url = std::getenv("SEN_TEST_PG");
  if (url != nullptr && *url != '\0') engines.push_back(TestEngine::Postgres);
  return engines;
}

/// A folder of its own under the system's temporary one, removed with the object.
class TestFolder {
 public:
  TestFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "sen-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw Broken("no temporary folder");
    path_ = pattern;
  }
  ~TestFolder() {
    if (owner_ != ::getpid()) return;  // a child of the test leaves its parent's things alone
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  pid_t owner_ = ::getpid();
};

/// Opens, or fails the test with the error's own words.
inline std::unique_ptr<Store> open_for_test(const Options& options) {
  auto opened = open(options);
  if (!opened) throw Broken(render(Language::En, opened.error()) + " " + opened.error().detail);
  return std::move(*opened);
}

/// A migrated SQLite database, made once a process and copied for each test.
inline const std::string& migrated_file() {
  static const TestFolder folder;
  static const std::string path = [] {
    Options options;
    options.data = folder.path();
    auto migrated = open_for_test(options)->migrate();
    if (!migrated)
      throw Broken("migrate: " + migrated.error().rule + " " + migrated.error().detail);
    return folder.path() + "/sen.db";
  }();
  return path;
}

/// The key that seals what the tests of this process write.
inline std::string test_key_file() { return usual_key_file(std::filesystem::path(migrated_file()).parent_path().string()); }

/// Migrated PostgreSQL schemas of this process: emptied and used again, dropped when it ends.
class TestSchemas {
 public:
  static TestSchemas& all() {
    static TestSchemas schemas;
    return schemas;
  }
  /// Fills in where the data lies; the schema is migrated and empty.
  void take(Options& options) {
    options.url = std::getenv("SEN_TEST_PG");
    options.key_file = test_key_file();
    if (!free_.empty()) {
      options.schema = free_.back();
      free_.pop_back();
      return;
    }
    options.schema =
        "sen_test_" + std::to_string(::getpid()) + "_" + std::to_string(made_.size() + 1);
    Options plain;
    plain.url = options.url;
    plain.schema = options.schema;
    plain.key_file = options.key_file;
    made_.push_back(plain);
    auto migrated = open_for_test(plain)->migrate();
    if (!migrated)
      throw Broken("migrate: " + migrated.error().rule + " " + migrated.error().detail);
  }
  void give_back(const Options& options) {
    empty_scratch_schema(options);
    free_.push_back(options.schema);
  }
  TestSchemas(const TestSchemas&) = delete;
  TestSchemas& operator=(const TestSchemas&) = delete;

 private:
  TestSchemas() = default;
  ~TestSchemas() {
    if (owner_ != ::getpid()) return;
    for (const auto& options : made_) drop_scratch_schema(options);
  }
  pid_t owner_ = ::getpid();
  std::vector<Options> made_;
  std::vector<std::string> free_;
};

class TestStore {
 public:
  /// `options` may hold faults, readers and the like; where the data lies is the test store's
  /// affair.
  explicit TestStore(TestEngine engine = TestEngine::Sqlite, Options options = {})
      : engine_(engine), options_(std::move(options)) {
    if (engine == TestEngine::Sqlite) {
      options_.data = folder_.path();
      options_.key_file = test_key_file();
      std::filesystem::copy_file(migrated_file(), folder_.path() + "/sen.db");
    } else {
      TestSchemas::all().take(options_);
    }
    store_ = open_for_test(options_);
  }
  ~TestStore() {
    store_.reset();
    if (engine_ == TestEngine::Postgres) TestSchemas::all().give_back(options_);
  }
  TestStore(const TestStore&) = delete;
  TestStore& operator=(const TestStore&) = delete;

  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }
  [[nodiscard]] const std::string& folder() const { return folder_.path(); }
  [[nodiscard]] const Options& options() const { return options_; }
  /// Closes and opens again, as a restart does.
  void reopen() {
    store_.reset();
    store_ = open_for_test(options_);
  }
  void close() { store_.reset(); }

 private:
  TestEngine engine_;
  TestFolder folder_;
  Options options_;
  std::unique_ptr<Store> store_;
};

/// Runs the body on a fresh store of each engine; a failure names the engine.
inline void for_each_engine(const std::function<void(Store&)>& body) {
  for (const auto engine : test_engines()) {
    SCOPED_TRACE(name_of(engine));
    TestStore test(engine);
    body(*test);
  }
}

/// Fixture with a fresh store per test, run once per engine.
class EngineTest : public ::testing::TestWithParam<TestEngine> {
 protected:
  Store& store() { return *test_store_; }
  TestStore& test_store() { return test_store_; }

 private:
  TestStore test_store_{GetParam()};
};

}  // namespace sen::store

#define SEN_ON_EVERY_ENGINE(Fixture)                                                              \
  INSTANTIATE_TEST_SUITE_P(Engines, Fixture, ::testing::ValuesIn(::sen::store::test_engines()),   \
                           [](const ::testing::TestParamInfo<::sen::store::TestEngine>& chosen) { \
                             return std::string(::sen::store::name_of(chosen.param));             \
                           })
