#include "base/hash.hpp"

#include <openssl/evp.h>
#include <sodium.h>

#include <cstdint>

#include "base/assert.hpp"

namespace sen {
namespace {

// Fetched once: an implicit fetch on each call costs a third of the hash (OpenSSL 3.0).
const EVP_MD* sha256_digest() {
  static const EVP_MD* digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return digest;
}

}  // namespace

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
  void start() { SEN_ASSERT(EVP_DigestInit_ex2(context, sha256_digest(), nullptr) == 1); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) { state_->start(); }
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  SEN_ASSERT(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish() {
  std::string out(32, '\0');
  unsigned int length = 0;
  SEN_ASSERT(EVP_DigestFinal_ex(state_->context, reinterpret_cast<unsigned char*>(out.data()),
                                &length) == 1);
  state_->start();
  return out;
}

std::string sha256(std::string_view bytes) {
  thread_local Sha256 hasher;
  hasher.add(bytes);
  return hasher.finish();
}

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256(bytes)); }

std::string keyed_hash(std::string_view key, std::string_view bytes) {
  SEN_ASSERT(key.size() == crypto_generichash_KEYBYTES);
  std::string out(crypto_generichash_BYTES, '\0');
  SEN_ASSERT(crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                                reinterpret_cast<const unsigned char*>(key.data()),
                                key.size()) == 0);
  return out;
}

std::string to_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

std::string from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return {};
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) return {};
    out.push_back(static_cast<char>(high * 16 + low));
  }
  return out;
}

void append_field(std::string& out, std::string_view field) {
  const auto length = static_cast<std::uint64_t>(field.size());
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(length >> shift));
  out.append(field);
}

void append_field(std::string& out, std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(bits >> shift));
  append_field(out, bytes);
}

}  // namespace sen
