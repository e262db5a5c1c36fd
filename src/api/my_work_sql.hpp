#pragma once
// The statement of "my work" that asks three rooms at once.

#include "store/store.hpp"

namespace sen::api::sql {

/// Seats of the day $1, owners of criteria of the year $2, requests for evidence of that year that are open:
/// what, number, body, word (role or code), day, text.
extern const store::Statement kSelectPosts;

}  // namespace sen::api::sql
