#pragma once
// Values on their way to and from PostgreSQL: parameters as text (bytes as bytes), rows from text.

#include <libpq-fe.h>

#include <span>
#include <string>
#include <vector>

#include "store/sql_text.hpp"

namespace sen::store {

/// Arguments as libpq wants them; points into the values given, which must outlive it.
class PostgresArguments {
 public:
  /// Error "store.nul" when a text holds a zero byte, which PostgreSQL cannot keep.
  static Result<PostgresArguments> make(const Expanded& expanded, std::span<const Value> values,
                                        UnitId unit);

  [[nodiscard]] int count() const { return static_cast<int>(types_.size()); }
  [[nodiscard]] const Oid* types() const { return types_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }
  [[nodiscard]] std::vector<const char*> pointers() const;
  /// Same signature, same prepared statement.
  [[nodiscard]] std::string signature() const;

 private:
  void add(const Value& value);
  std::vector<std::string> texts_;
  std::vector<bool> nulls_;
  std::vector<Oid> types_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

class PostgresRow final : public Row {
 public:
  explicit PostgresRow(PGresult* result) : result_(result) {}
  void go_to(int row) {
    row_ = row;
    column_ = 0;
  }
  [[nodiscard]] bool is_null(int column) const override;
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] std::string_view text(int column) const override;
  [[nodiscard]] std::string_view blob(int column) const override;

 private:
  PGresult* result_;
  int row_ = 0;
  mutable std::string decoded_[8];  // bytes of the last eight blobs read
  mutable int decoded_next_ = 0;
};

}  // namespace sen::store
