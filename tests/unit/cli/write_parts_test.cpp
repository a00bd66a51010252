#include "cli/write_parts.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <thread>

namespace assay::testing {
namespace {

using cli::write_parts;

class WriteParts : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(::pipe(ends_), 0); }
    void TearDown() override {
        close_end(0);
        close_end(1);
    }
    void close_end(int which) {
        if (ends_[which] >= 0) ::close(ends_[which]);
        ends_[which] = -1;
    }
    // What comes out at the other end.
    std::string read_all() {
        std::string all(1 << 16, ' ');
        std::string out;
        for (ssize_t got = 0; (got = ::read(ends_[0], all.data(), all.size())) > 0;)
            out.append(all.data(), static_cast<std::size_t>(got));
        return out;
    }
    std::string through_the_pipe(const std::string& first, const std::string& second) {
        bool written = false;
        std::thread writer([&] {
            written = write_parts(ends_[1], first, second);
            close_end(1);
        });
        const std::string out = read_all();
        writer.join();
        EXPECT_TRUE(written);
        return out;
    }

    int ends_[2] = {-1, -1};
};

TEST_F(WriteParts, OneStandsBehindTheOther) {
    EXPECT_EQ(through_the_pipe(",\n", "{\"a\":1}"), ",\n{\"a\":1}");
}

TEST_F(WriteParts, EitherMayBeEmpty) {
    ASSERT_TRUE(write_parts(ends_[1], "", ""));
    ASSERT_TRUE(write_parts(ends_[1], "first"));
    EXPECT_EQ(through_the_pipe("", "second"), "firstsecond");
}

TEST_F(WriteParts, MoreThanAPipeHoldsArrivesWhole) {
    const std::string first(300'000, 'a');
    const std::string second(2'000'000, 'b');
    EXPECT_EQ(through_the_pipe(first, second), first + second);
}

TEST_F(WriteParts, AClosedPipeIsTold) {
    std::signal(SIGPIPE, SIG_IGN);
    close_end(0);
    EXPECT_FALSE(write_parts(ends_[1], "nobody", "listens"));
}

}  // namespace
}  // namespace assay::testing
