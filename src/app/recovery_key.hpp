#pragma once
// The two halves of the recovery key on this machine: the public one lies with the data, the private one comes from the
// safe, as a file or typed from its sheet.

#include <string>

#include "base/result.hpp"

namespace sen::app {

std::string public_key_file(const std::string& data);
/// Errors: NotFound "backup.no_key" (none was made), Unavailable "backup.public_damaged".
Result<std::string> read_public_key(const std::string& data);
/// Errors: NotFound "backup.key_absent", those of parse_key.
Result<std::string> read_recovery_key(const std::string& file);
/// The key that the data is sealed with, as a file or typed from the sheet. Errors: Unavailable "store.key_missing", those of
/// parse_key.
Result<std::string> read_data_key(const std::string& file);

/// Makes the pair; the private half becomes the new file `file`. Errors: Conflict "backup.key_there" (there is one, and it is
/// not to be replaced), "backup.key_inside" (the file would lie with the data), those of write_secret.
/// @returns the fingerprint
enum class Former { Keep, Replace };
Result<std::string> make_recovery_key(const std::string& data, const std::string& file, Former former);

}  // namespace sen::app
