#pragma once
// A value that belongs to a person: a name, a phone number, a name to sign in with. It streams nowhere, formats nowhere
// and converts to nothing; who wants the value says what for, so that every place where one leaves is found by searching
// for `reveal`. docs/decisions/0015.

#include <ostream>
#include <string>
#include <utility>

namespace sen {

/// What a personal value leaves its wrapping for. Not checked by the machine; read in review.
enum class Purpose {
  Keep,     ///< to be sealed in a column or in an event's payload
  Show,     ///< to somebody whose page needs it whole
  Mask,     ///< to be cut down to what everybody may see
  Compare,  ///< sorting, searching, telling two apart
  SignIn,   ///< finding and checking an account
  Print     ///< in a letter, a list or a report that names its people
};

template <class T>
class Personal {
 public:
  Personal() = default;
  explicit Personal(T value) : value_(std::move(value)) {}
  [[nodiscard]] const T& reveal(Purpose /*why*/) const { return value_; }
  [[nodiscard]] bool empty() const { return value_ == T{}; }
  friend bool operator==(const Personal&, const Personal&) = default;

 private:
  T value_{};
};

template <class T>
std::ostream& operator<<(std::ostream&, const Personal<T>&) = delete;

/// "09******78", "0010******34": enough for its owner to know it again. Empty stays empty.
std::string masked_number(const Personal<std::string>& number);
/// "h***@example.vn".
std::string masked_mail(const Personal<std::string>& address);
/// What is left of a number of people, given as its digits alone.
std::string masked_digits(std::string_view digits);

}  // namespace sen
