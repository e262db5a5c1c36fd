#include "index/rank.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "index/cli.hpp"

namespace sen::index {
namespace {

std::string ranked(const std::string& csv, const std::string& group = "") {
  const auto ranking = rank_rows(csv, {"score", group});
  if (!ranking) return ranking.error().rule + "@" + ranking.error().field;
  std::string text;
  for (const auto rank : ranking->ranks) text += (text.empty() ? "" : " ") + std::to_string(rank);
  return text;
}

// Equal scores share a rank and the next is skipped; an empty score keeps its place without a rank.
TEST(Rank, StandardCompetition) {
  EXPECT_EQ(ranked("name,score\na,90\nb,93.86\nc,90.00\nd,\ne,80\n"), "2 1 2 0 4");
  EXPECT_EQ(ranked("name,kind,score\na,ward,9\nb,commune,8\nc,ward,10\nd,commune,8\n", "kind"), "2 1 1 1");
}

TEST(Rank, ReadsQuotesAsTheStandardSays) {
  const std::string csv = "\xEF\xBB\xBFname,score\r\n\"Phù Linh, \"\"xã\"\"\",93.86\r\n\"hai\ndòng\",\"9\"\r\n";
  const auto ranking = rank_rows(csv, {"score", ""});
  ASSERT_TRUE(ranking);
  EXPECT_EQ(ranking->table.rows[0].cells[0], "Phù Linh, \"xã\"");
  EXPECT_EQ(ranking->table.rows[1].cells[0], "hai\ndòng");
  EXPECT_EQ(to_json(*ranking),
            R"([{"name":"Phù Linh, \"xã\"","score":"93.86","rank":1},{"name":"hai\ndòng","score":"9","rank":2}])");
  EXPECT_EQ(to_csv(*ranking), "name,score,rank\n\"Phù Linh, \"\"xã\"\"\",93.86,1\n\"hai\ndòng\",9,2\n");
}

TEST(Rank, NamesTheLineThatIsWrong) {
  EXPECT_EQ(ranked("name,score\n\"a\nb\",1\nc,x\n"), "index.rank_number@line 4");
  EXPECT_EQ(ranked("name,score\na,\"93,86\"\n"), "index.rank_number@line 2");
  EXPECT_EQ(ranked("name,score\na\n"), "index.csv_cells@line 2");
  EXPECT_EQ(ranked("name,score\na,\"1\n"), "index.csv_quote@line 2");
  EXPECT_EQ(ranked("name,score\na\"b,1\n"), "index.csv_quote@line 2");
  EXPECT_EQ(ranked("name,points\na,1\n"), "index.rank_column@score");
  EXPECT_EQ(ranked("score,score\n1,1\n"), "index.csv_column@line 1");
  EXPECT_EQ(ranked(""), "index.csv_empty@");
  EXPECT_EQ(ranked("name,score\n\xFF,1\n"), "index.csv_text@");
}

TEST(Rank, OldRankGivesWay) {
  std::ostringstream out;
  ASSERT_TRUE(run_rank("rank,score\n7,1\n", "score", "", {out, Language::Vi, true}));
  EXPECT_EQ(out.str(), "[{\"score\":\"1\",\"rank\":1}]\n");
}

}  // namespace
}  // namespace sen::index
