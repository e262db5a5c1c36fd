#include "app/bench/bench.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "app/bench/load.hpp"
#include "app/command_line.hpp"
#include "base/json.hpp"

namespace sen::app {
namespace {

// The median is that of the ratios, with the value and limit of its own run.
TEST(BenchFigure, MedianOfRatios) {
  const BenchFigure figure{.name = "x", .unit = "ns", .runs = {{30, 10}, {10, 10}, {40, 20}}, .of = "", .promise = ""};
  EXPECT_EQ(figure.median().value, 40);
  EXPECT_EQ(to_decimal(figure.ratio(), 2), "2");
}

// Every connection gets one answer at a time; what is not 2xx is told apart.
TEST(Load, CountsAnswersOfTheBareServer) {
  const BareServer good("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  const LoadOptions options{.port = good.port(), .connections = 8, .milliseconds = 50,
                            .request = [](std::uint64_t) { return "GET / HTTP/1.1\r\nHost: x\r\n\r\n"; }};
  const LoadResult result = run_load(options);
  EXPECT_GT(result.answers, 8);
  EXPECT_EQ(result.refusals, 0);
  EXPECT_EQ(result.broken, 0);
  EXPECT_GT(result.per_second(), 0);
  EXPECT_EQ(ask(good.port(), "GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  const BareServer bad("HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n");
  auto refused = options;
  refused.port = bad.port();
  const LoadResult refusals = run_load(refused);
  EXPECT_EQ(refusals.answers, 0);
  EXPECT_GT(refusals.refusals, 0);
}

TEST(BenchCommand, ListsAndRefusesNames) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(run_command_line({bench_command()}, {"bench"}, Language::En, out, err), kExitDone);
  EXPECT_NE(out.str().find("score\t"), std::string::npos);
  EXPECT_EQ(run_command_line({bench_command()}, {"bench", "nothing"}, Language::En, out, err), kExitFinding);
  EXPECT_NE(err.str().find("sen bench"), std::string::npos);  // app.bench_unknown
}

// A bench that was refused something has no figure.
TEST(Load, RefusedLoadIsNoFigure) {
  const BareServer full("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
  const LoadOptions options{.port = full.port(), .connections = 2, .milliseconds = 20,
                            .request = [](std::uint64_t) { return "GET / HTTP/1.1\r\nHost: x\r\n\r\n"; }};
  EXPECT_EQ(run_whole_load(options).error().rule, "app.bench_refused");
}

TEST(BenchCommand, ShapeE) {
  std::ostringstream out;
  std::ostringstream err;
  ASSERT_EQ(run_command_line({bench_command()}, {"bench", "score", "--json"}, Language::En, out, err), kExitDone);
  const auto json = parse_json(out.str()).value();
  EXPECT_EQ(json["name"].text(), "score");
  EXPECT_GE(json["runs"].items().size(), 3U);
  for (const char* name : {"value", "limit", "ratio"}) EXPECT_TRUE(json[name].is_number()) << name;
}

}  // namespace
}  // namespace sen::app
