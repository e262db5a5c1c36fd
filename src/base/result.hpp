#pragma once
// Result<T>: a value, or the one Error type of the whole program.
// Expected failures (bad input, not found, forbidden, conflict, limits, an outside system down)
// travel as values; nothing here throws. Texts for people are in `texts/`, found by `Error::rule`.

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/assert.hpp"

namespace sen {

/// Decides the HTTP status and the exit code; nothing else does.
enum class ErrorCode {
  InvalidInput,     ///< 422 (400 when the bytes are not even JSON)
  Unauthenticated,  ///< 401
  Forbidden,        ///< 403
  NotFound,         ///< 404: also what belongs to another unit
  Conflict,         ///< 409
  LimitExceeded,    ///< 413 or 429
  Unavailable       ///< 503
};

/// Named values put into the text of an error or an explanation: {"line", "12"}.
using TextArguments = std::vector<std::pair<std::string, std::string>>;

/// One field (or line, or cell) at fault, with the key of its own sentence.
struct FieldError {
  std::string field;  ///< JSON pointer without the leading slash, "line 12", or "B7"
  std::string code;   ///< stable key in `texts/`
  TextArguments arguments;
};

struct Error {
  ErrorCode code = ErrorCode::InvalidInput;
  std::string rule;    ///< stable key, e.g. "plan.evidence_missing"
  std::string field;   ///< input at fault, or empty
  std::string detail;  ///< for the log; may name ids, never persons
  TextArguments arguments{};
  std::vector<FieldError> fields{};  ///< every input at fault when there are several
};

/// For commands that answer nothing but success.
struct Done {
  friend bool operator==(Done, Done) = default;
};

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  [[nodiscard]] const T& value() const& {
    SEN_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T& value() & {
    SEN_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T&& value() && {
    SEN_ASSERT(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  [[nodiscard]] const Error& error() const {
    SEN_ASSERT(!has_value());
    return *std::get_if<1>(&state_);
  }

  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, Error> state_;
};

inline Error invalid(std::string rule, std::string field = {}, TextArguments arguments = {}) {
  return Error{ErrorCode::InvalidInput, std::move(rule), std::move(field), {},
               std::move(arguments), {}};
}
inline Error not_found(std::string rule = "not_found", std::string field = {}) {
  return Error{ErrorCode::NotFound, std::move(rule), std::move(field), {}, {}, {}};
}
inline Error conflict(std::string rule, std::string field = {}, TextArguments arguments = {}) {
  return Error{ErrorCode::Conflict, std::move(rule), std::move(field), {},
               std::move(arguments), {}};
}

}  // namespace sen

#define SEN_CONCAT_INNER(a, b) a##b
#define SEN_CONCAT(a, b) SEN_CONCAT_INNER(a, b)

/// SEN_LET(auto task, load_task(tx, id)): returns the error, or binds the value.
#define SEN_LET(declaration, expression) SEN_LET_AT(SEN_CONCAT(sen_let_, __COUNTER__), declaration, expression)
#define SEN_LET_AT(temporary, declaration, expression) \
  auto&& temporary = (expression);                     \
  if (!temporary) return temporary.error();            \
  declaration = *std::move(temporary)

/// SEN_TRY(save_task(tx, task)): returns the error, or goes on.
#define SEN_TRY(expression)                                       \
  do {                                                            \
    auto&& sen_try = (expression);                                \
    if (!sen_try) return sen_try.error();                         \
  } while (false)
