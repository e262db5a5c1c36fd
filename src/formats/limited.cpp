#include "formats/limited.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <string_view>

#include "base/clock.hpp"
#include "base/json.hpp"

namespace sen::formats {
namespace {

/// What the child writes first: 'V' before a value, 'E' before an error as JSON.
constexpr char kValueTag = 'V';
constexpr char kErrorTag = 'E';

std::string error_to_json(const Error& error) {
  JsonOut out;
  out.begin_object();
  out.member("code", static_cast<int>(error.code));
  out.member("rule", error.rule);
  out.member("field", error.field);
  out.member("detail", error.detail);
  out.key("arguments");
  out.begin_array();
  for (const auto& [name, value] : error.arguments) {
    out.begin_array();
    out.string(name);
    out.string(value);
    out.end_array();
  }
  out.end_array();
  out.end_object();
  return out.take();
}

Error broken_child(std::string detail) {
  return Error{ErrorCode::InvalidInput, "formats.child_limit", {}, std::move(detail), {}, {}};
}

Error error_from_json(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return broken_child("the child's error is not JSON");
  const std::int64_t code = (*json).int_or("code", 0);
  if (code < 0 || code > static_cast<int>(ErrorCode::Unavailable)) return broken_child("error code");
  Error error{static_cast<ErrorCode>(code), json->string_or("rule"), json->string_or("field"),
              json->string_or("detail"), {}, {}};
  for (const Json& pair : (*json)["arguments"].items()) {
    if (pair.items().size() != 2) return broken_child("error arguments");
    error.arguments.emplace_back(pair.items()[0].text(), pair.items()[1].text());
  }
  return error;
}

/// Bytes of address space that this process already maps: the parent's mappings are inherited, so the
/// limit is set above them.
std::int64_t mapped_bytes() {
  const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  std::array<char, 64> text{};
  const ssize_t got = read(file, text.data(), text.size() - 1);
  close(file);
  if (got <= 0) return 0;
  return std::strtoll(text.data(), nullptr, 10) * sysconf(_SC_PAGESIZE);
}

void limit_to(int resource, rlim_t value) {
  const rlimit limit{value, value};
  setrlimit(static_cast<__rlimit_resource_t>(resource), &limit);
}

// Everything that a computing child needs; any other call answers EPERM.
constexpr std::array kAllowedCalls{
    SYS_read, SYS_write, SYS_close, SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_brk,
    SYS_madvise, SYS_exit, SYS_exit_group, SYS_rt_sigreturn, SYS_rt_sigaction, SYS_rt_sigprocmask,
    SYS_sigaltstack, SYS_futex, SYS_getrandom, SYS_clock_gettime, SYS_gettimeofday, SYS_lseek,
    SYS_fstat, SYS_getpid, SYS_gettid, SYS_tgkill, SYS_sched_yield, SYS_getrlimit, SYS_prlimit64};

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;
#endif

/// True when the filter is in force.
bool forbid_system_calls() {
  if (kArchitecture == 0) return false;
  constexpr std::size_t kCount = kAllowedCalls.size();
  std::array<sock_filter, kCount + 6> program{};
  std::size_t next = 0;
  const auto load = [&](std::size_t offset) {
    program[next++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
  };
  load(offsetof(seccomp_data, arch));
  program[next++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0);
  program[next++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  load(offsetof(seccomp_data, nr));
  for (std::size_t i = 0; i < kCount; ++i) {
    const auto to_allow = static_cast<std::uint8_t>(kCount - i);
    program[next++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(kAllowedCalls[i]), to_allow, 0);
  }
  program[next++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  program[next++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  const sock_fprog filter{static_cast<unsigned short>(next), program.data()};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

void close_all_but(int kept) {
  if (kept > 0) syscall(SYS_close_range, 0U, static_cast<unsigned>(kept) - 1U, 0U);
  syscall(SYS_close_range, static_cast<unsigned>(kept) + 1U, ~0U, 0U);
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

[[noreturn]] void be_child(int pipe_end, const std::function<Result<std::string>()>& work,
                           const ChildLimits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGXCPU, SIGABRT, SIGSEGV, SIGBUS}) {
    std::signal(signal, SIG_DFL);
  }
  const std::int64_t mapped = mapped_bytes();
  close_all_but(pipe_end);
  limit_to(RLIMIT_CORE, 0);
  limit_to(RLIMIT_FSIZE, 0);
  limit_to(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu_seconds));
  limit_to(RLIMIT_AS, static_cast<rlim_t>(mapped + limits.memory_bytes));
  unshare(CLONE_NEWUSER | CLONE_NEWNET);  // a second wall; some hosts refuse it, the filter remains
  forbid_system_calls();
  // An exception here (no memory, a broken promise) ends the child; the parent reads that as a limit.
  const auto result = work();
  const std::string body = result ? *result : error_to_json(result.error());
  const char tag = result ? kValueTag : kErrorTag;
  const bool written = write_all(pipe_end, {&tag, 1}) && write_all(pipe_end, body);
  _exit(written ? 0 : 1);
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

/// Reads until the child closes its end; false when it said too much or took too long.
bool read_answer(int pipe_end, const ChildLimits& limits, std::string& answer) {
  constexpr std::int64_t kNsPerMs = 1'000'000;
  const std::int64_t end_ns = monotonic_ns() + std::int64_t{limits.wall_seconds} * 1000 * kNsPerMs;
  std::string buffer(std::size_t{1} << 16, '\0');
  for (;;) {
    const std::int64_t left_ms = (end_ns - monotonic_ns()) / kNsPerMs;
    if (left_ms <= 0) return false;
    pollfd waiting{pipe_end, POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(left_ms));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t got = read(pipe_end, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return true;
    answer.append(buffer.data(), static_cast<std::size_t>(got));
    if (answer.size() > limits.output_bytes) return false;
  }
}

}  // namespace

Result<std::string> run_limited(const std::function<Result<std::string>()>& work,
                                const ChildLimits& limits) {
  std::array<int, 2> ends{};
  const Error no_child{ErrorCode::Unavailable, "formats.child_start", {}, {}, {}, {}};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return no_child;
  const pid_t child = fork();
  if (child < 0) {
    close(ends[0]);
    close(ends[1]);
    return no_child;
  }
  if (child == 0) be_child(ends[1], work, limits);
  close(ends[1]);
  std::string answer;
  const bool whole = read_answer(ends[0], limits, answer);
  close(ends[0]);
  if (!whole) kill(child, SIGKILL);
  const int status = wait_for(child);
  if (!whole) return broken_child("time or output limit");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || answer.empty()) {
    return broken_child("the child ended with status " + std::to_string(status));
  }
  if (answer.front() == kErrorTag) return error_from_json(std::string_view(answer).substr(1));
  answer.erase(0, 1);
  return answer;
}

}  // namespace sen::formats
