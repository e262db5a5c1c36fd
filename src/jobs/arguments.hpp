#pragma once
// Arguments of a sentence as rows keep them: [["name","value"], …]. Inside the jobs room only.

#include <string>

#include "base/result.hpp"

namespace sen::jobs {

std::string arguments_to_text(const TextArguments& arguments);
/// The text must come from arguments_to_text.
TextArguments arguments_of(const std::string& text);

}  // namespace sen::jobs
