#include "calibrate/history.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace assay::calibrate {
namespace {

class HistoryTest : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "assay-history-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::string path() const { return folder_ + "/history.sqlite"; }

    static HistoryEntry entry(const std::string& note) {
        HistoryEntry e;
        e.recorded = "2026-01-01T00:00:00Z";
        e.pack = "invented";
        e.assessments = 12;
        e.qwk = 0.5;
        e.note = note;
        e.model = std::string(20000, 'm');
        return e;
    }

    /// A process that records until it is killed (or `count` times), telling each commit on the pipe.
    /// Given `begin`, it starts when its parent closes that pipe.
    static pid_t recorder(const std::string& file, const std::string& name, int count, int told,
                          const int* begin = nullptr) {
        const pid_t child = fork();
        if (child != 0) return child;
        if (begin) {
            char none = 0;
            close(begin[1]);
            if (read(begin[0], &none, 1) != 0) _exit(2);
        }
        auto history = History::open(file, true);
        if (!history) _exit(3);
        for (int i = 0; count < 0 || i < count; ++i) {
            if (!history->record(entry(name + std::to_string(i)))) _exit(4);
            if (write(told, "x", 1) != 1) _exit(5);
        }
        _exit(0);
    }

    std::string folder_;
};

TEST_F(HistoryTest, GivesBackWhatWasRecordedInOrder) {
    auto history = History::open(path(), true);
    ASSERT_TRUE(history.ok());
    HistoryEntry first = entry("first");
    first.macro_mae.reset();
    ASSERT_TRUE(history->record(first).ok());
    HistoryEntry other = entry("other");
    other.pack = "another";
    ASSERT_TRUE(history->record(other).ok());
    ASSERT_TRUE(history->record(entry("second")).ok());
    const auto own = history->list("invented");
    ASSERT_TRUE(own.ok());
    ASSERT_EQ(own->size(), 2u);
    EXPECT_EQ((*own)[0].note, "first");
    EXPECT_FALSE((*own)[0].macro_mae);
    EXPECT_EQ(*(*own)[0].qwk, 0.5);
    EXPECT_EQ((*own)[1].note, "second");
    EXPECT_EQ((*own)[1].model.size(), 20000u);
    EXPECT_EQ(history->list("")->size(), 3u);
    EXPECT_EQ((*history->list("invented", 1))[0].note, "second");
}

TEST_F(HistoryTest, SaysWhyAFileIsNoHistory) {
    EXPECT_FALSE(History::open(folder_ + "/none/history.sqlite", true).ok());
    EXPECT_FALSE(History::open(path(), false).ok());
    std::ofstream(path()) << std::string(5000, 'z');
    const auto broken = History::open(path(), true);
    ASSERT_FALSE(broken.ok());
    EXPECT_NE(broken.error().message.find("history.sqlite"), std::string::npos);
}

TEST_F(HistoryTest, ProcessesThatWriteAtOnceLoseNothing) {
    constexpr int kRounds = 30, kProcesses = 4, kEach = 3;
    for (int round = 0; round < kRounds; ++round) {
        // Each round begins with no file, and all its processes begin together: who comes second finds
        // a history half made.
        const std::string file = folder_ + "/" + std::to_string(round) + ".sqlite";
        int begin[2], told[2];
        ASSERT_EQ(pipe(begin), 0);
        ASSERT_EQ(pipe(told), 0);
        std::vector<pid_t> children;
        for (int c = 0; c < kProcesses; ++c)
            children.push_back(recorder(file, "p" + std::to_string(c) + "-", kEach, told[1], begin));
        close(begin[0]);
        close(begin[1]);
        for (pid_t child : children) {
            int status = 0;
            ASSERT_EQ(waitpid(child, &status, 0), child);
            EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "round " << round;
        }
        auto history = History::open(file, false);
        ASSERT_TRUE(history.ok());
        std::set<std::string> notes;
        const auto entries = history->list("");
        ASSERT_TRUE(entries.ok());
        for (const HistoryEntry& e : *entries) notes.insert(e.note);
        EXPECT_EQ(notes.size(), static_cast<std::size_t>(kProcesses * kEach)) << "round " << round;
        close(told[0]);
        close(told[1]);
    }
}

TEST_F(HistoryTest, AKillInMidWriteLeavesEveryToldEntryWhole) {
    std::size_t told_in_all = 0;
    for (int round = 0; round < 8; ++round) {
        int told[2];
        ASSERT_EQ(pipe(told), 0);
        const pid_t child = recorder(path(), std::to_string(round) + "-", -1, told[1]);
        close(told[1]);
        // Kill at a different moment each round, always after at least one commit was told.
        char c = 0;
        for (int wait = 0; wait <= round; ++wait) {
            ASSERT_EQ(read(told[0], &c, 1), 1);
            ++told_in_all;
        }
        usleep(static_cast<useconds_t>(137 * round));
        ASSERT_EQ(kill(child, SIGKILL), 0);
        ASSERT_EQ(waitpid(child, nullptr, 0), child);
        while (read(told[0], &c, 1) == 1) ++told_in_all;
        close(told[0]);

        auto history = History::open(path(), false);
        ASSERT_TRUE(history.ok());
        const auto entries = history->list("");
        ASSERT_TRUE(entries.ok());
        // The one in flight may or may not have made it.
        EXPECT_GE(entries->size(), told_in_all);
        EXPECT_LE(entries->size(), told_in_all + static_cast<std::size_t>(round) + 1);
        for (const HistoryEntry& e : *entries) EXPECT_EQ(e.model.size(), 20000u);
    }
}

}  // namespace
}  // namespace assay::calibrate
