#include "identity/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <set>
#include <unordered_set>
#include <vector>

#include "base/assert.hpp"
#include "base/embedded.hpp"
#include "base/text.hpp"

namespace sen::identity {
namespace {

/// A hash that no password has, at the cost of real ones: who asks for an unknown name waits as long.
std::string nobodys_hash(HashCost cost) {
  return "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / 1024) + ",t=" + std::to_string(cost.passes) +
         ",p=1$5Jm0Wn1cPmkVwz9vYq3T0A$fYQ0b4mD9Zk0mS8m2oWq4w1kqXr7pM3n5uV6cT8yB1E";
}

/// Longest listed word; bounds the search below.
constexpr std::size_t kWordBytesMax = 32;
/// A password made of at most so many listed words is a guess away.
constexpr int kListedWordsMax = 3;

const std::unordered_set<std::string_view>& listed_words() {
  static const std::unordered_set<std::string_view> words = [] {
    const auto file = embedded_file("packs/passwords/common.txt");
    SEN_ASSERT(file.has_value());
    std::unordered_set<std::string_view> read;
    std::size_t start = 0;
    while (start < file->size()) {
      const auto end = std::min(file->find('\n', start), file->size());
      const auto word = trim(file->substr(start, end - start));
      if (!word.empty() && word.front() != '#') read.insert(word);
      start = end + 1;
    }
    return read;
  }();
  return words;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string only(std::string_view text, bool (*keep)(char)) {
  std::string kept;
  for (const char c : text) {
    if (keep(c)) kept += c;
  }
  return kept;
}

/// "p@ssw0rd" → "password": the signs that people write for letters.
char letter_meant(char c) {
  constexpr std::string_view signs = "0134578@$!|";
  constexpr std::string_view letters = "oieastbasil";
  const auto at = signs.find(c);
  return at == std::string_view::npos ? c : letters[at];
}

/// Fewest listed words that make up the text, a repeated word counting once; a large number if none do.
int listed_words_in(std::string_view text) {
  constexpr int kNever = 1'000'000;
  const auto& words = listed_words();
  struct Best {
    int count = kNever;
    std::string_view last;
  };
  std::vector<Best> best(text.size() + 1);
  best[0].count = 0;
  for (std::size_t end = 1; end <= text.size(); ++end) {
    for (std::size_t length = 1; length <= std::min(end, kWordBytesMax); ++length) {
      const auto& before = best[end - length];
      const auto word = text.substr(end - length, length);
      if (before.count == kNever || !words.contains(word)) continue;
      const int count = before.count + (before.last == word ? 0 : 1);
      if (count < best[end].count) best[end] = {count, word};
    }
  }
  return text.empty() ? 0 : best[text.size()].count;
}

bool is_common(const std::string& folded) {
  if (std::set<char>(folded.begin(), folded.end()).size() < 5) return true;
  if (std::all_of(folded.begin(), folded.end(), is_digit)) return true;  // years, telephones, numbers
  const auto letters = only(folded, is_letter);
  if (listed_words_in(letters) <= kListedWordsMax) return true;
  const auto first = std::find_if(folded.begin(), folded.end(), is_letter);
  const auto last = std::find_if(folded.rbegin(), folded.rend(), is_letter).base();
  std::string meant;
  if (first < last) std::transform(first, last, std::back_inserter(meant), letter_meant);
  return listed_words_in(only(meant, is_letter)) <= kListedWordsMax;
}

bool holds_own_name(const std::string& folded, const PasswordOwner& owner) {
  const auto letter_or_digit = [](char c) { return is_letter(c) || is_digit(c); };
  const auto bare = only(folded, letter_or_digit);
  const auto holds = [&](std::string_view name) {
    const auto own = only(fold(name), letter_or_digit);
    return own.size() >= 4 && bare.find(own) != std::string::npos;
  };
  // "xã Phù Linh" is known as Phù Linh too.
  const auto after_kind = owner.unit_name.substr(std::min(owner.unit_name.size(), owner.unit_name.find(' ')));
  return holds(owner.username) || holds(owner.unit_name) || holds(after_kind) || holds(owner.person_name) ||
         holds("ubnd") || holds("uybannhandan");
}

}  // namespace

Result<std::string> prepare_password(std::string_view typed, const PasswordOwner& owner) {
  if (!is_utf8(typed) || typed.find('\0') != std::string_view::npos) {
    return invalid("identity.password_not_text", "password");
  }
  auto composed = nfc(typed);
  const auto length = code_point_count(composed);
  const TextArguments bounds{{"min", std::to_string(kPasswordLengthMin)},
                             {"max", std::to_string(kPasswordLengthMax)}};
  if (length < kPasswordLengthMin) return invalid("identity.password_short", "password", bounds);
  if (length > kPasswordLengthMax) return invalid("identity.password_long", "password", bounds);
  const auto folded = fold(composed);
  if (holds_own_name(folded, owner)) return invalid("identity.password_own_name", "password");
  if (is_common(folded)) return invalid("identity.password_common", "password");
  return composed;
}

/// A place among those that hash now.
class PasswordHasher::Turn {
 public:
  /// `got` is false when the line is full.
  explicit Turn(PasswordHasher& hasher) : hasher_(hasher) {
    std::unique_lock lock(hasher_.mutex_);
    if (hasher_.running_ >= kAtOnceMax) {
      if (hasher_.waiting_ >= kWaitingMax) return;
      ++hasher_.waiting_;
      hasher_.freed_.wait(lock, [&] { return hasher_.running_ < kAtOnceMax; });
      --hasher_.waiting_;
    }
    ++hasher_.running_;
    got = true;
  }
  ~Turn() {
    if (!got) return;
    const std::lock_guard lock(hasher_.mutex_);
    --hasher_.running_;
    hasher_.freed_.notify_one();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  bool got = false;

 private:
  PasswordHasher& hasher_;
};

namespace {

Error queue_full() {
  return Error{ErrorCode::Unavailable, "identity.hash_queue_full", {}, {}, {}, {}};
}

}  // namespace

Result<std::string> PasswordHasher::hash(std::string_view prepared) {
  const Turn turn(*this);
  if (!turn.got) return queue_full();
  SEN_ASSERT(sodium_init() >= 0);
  std::string phc(crypto_pwhash_STRBYTES, '\0');
  const int failed = crypto_pwhash_str_alg(phc.data(), prepared.data(), prepared.size(), cost_.passes,
                                           cost_.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) return queue_full();  // no memory for it now
  phc.resize(phc.find('\0'));
  return phc;
}

Result<bool> PasswordHasher::verify(const std::string& phc, std::string_view typed) {
  const Turn turn(*this);
  if (!turn.got) return queue_full();
  SEN_ASSERT(sodium_init() >= 0);
  const auto composed = is_utf8(typed) ? nfc(typed) : std::string(typed);
  const std::string stored = phc.empty() ? nobodys_hash(cost_) : phc;
  // A malformed hash would answer without working, and so tell that the name is unknown.
  SEN_ASSERT(crypto_pwhash_str_needs_rehash(stored.c_str(), cost_.passes, cost_.memory_bytes) >= 0);
  return crypto_pwhash_str_verify(stored.c_str(), composed.data(), composed.size()) == 0 && !phc.empty();
}

bool PasswordHasher::is_outdated(const std::string& phc) const {
  return crypto_pwhash_str_needs_rehash(phc.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

}  // namespace sen::identity
