#include "cli/progress.h"

#include <gtest/gtest.h>

namespace assay::cli {
namespace {

TEST(ProgressLine, SaysFilesSpeedAndTimeLeft) {
    EXPECT_EQ(progress_line({5, 20, 2'000'000, 8'000'000, 4.0}, 80, false),
              "5 of 20 files, 0.5 MB/s, 12 s left");
    EXPECT_EQ(progress_line({1, 1000, 1'000'000, 2'000'000'000, 1.0}, 80, false),
              "1 of 1000 files, 1.0 MB/s, 33 min 19 s left");
}

TEST(ProgressLine, GuessesNothingAtTheBeginning) {
    EXPECT_EQ(progress_line({0, 20, 0, 8'000'000, 0.1}, 80, false), "0 of 20 files");
    EXPECT_EQ(progress_line({0, 0, 0, 0, 9.0}, 80, false), "0 of 0 files");
}

TEST(ProgressLine, NeverGoesOverTheWidth) {
    const ProgressState state{50, 100, 1'000'000, 2'000'000, 1.0};
    const std::string wide = progress_line(state, 80, true);
    EXPECT_LE(wide.size(), 80U);
    EXPECT_EQ(wide.find("[####"), 0U);
    EXPECT_EQ(progress_line(state, 40, true).find('['), std::string::npos);
}

}  // namespace
}  // namespace assay::cli
