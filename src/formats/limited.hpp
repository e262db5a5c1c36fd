#pragma once
// A limited child process for foreign files: whatever a crafted file does to a parser, it does to a
// child that has no network, opens no file, and is bounded in memory, time and output. The child
// answers bytes or an Error and dies; the server goes on.

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"

namespace sen::formats {

struct ChildLimits {
  std::int64_t memory_bytes = std::int64_t{512} << 20;  ///< beyond what the parent already maps
  int cpu_seconds = 30;
  int wall_seconds = 60;                                ///< the parent ends the child after this
  std::size_t output_bytes = std::size_t{64} << 20;
};

/// Runs `work` in a forked child and returns what it answers.
/// The closure must not need a lock that another thread of the parent may hold, a file, or the network:
/// under seccomp it can only compute and allocate. Its result crosses the pipe; nothing else does.
/// Errors: those of `work`; "formats.child_limit" when the child passed a limit or broke;
/// Unavailable "formats.child_start" when no child could be started.
Result<std::string> run_limited(const std::function<Result<std::string>()>& work,
                                const ChildLimits& limits = {});

}  // namespace sen::formats
