#pragma once
// Errors as problem documents (RFC 9457): `code` is the error's stable key, `title` and `detail` come
// from `texts/` in the caller's language. Never SQL, paths, stacks or versions.

#include "http/message.hpp"

namespace sen::http {

/// The HTTP status of an error: its ErrorCode decides, but for the few that HTTP itself names
/// (400 for bytes that are no JSON, 405, 413, 415 …).
int status_of(const Error& error);

/// The answer for an error. `status` 0: status_of(error). Sets `close` for faults after which the
/// connection cannot be trusted (400 of the head, 408, 413, 431, 500, 501 …).
Answer problem(const Call& call, const Error& error, int status = 0);

/// A page of HTML for people who typed a wrong address: words in their language, no script.
Answer not_found_page(const Call& call);

}  // namespace sen::http
