// What the page of changes shows: git's own words, and new files whole.
#include "serve/git.h"

#include "support/workbench.h"

namespace assay::serve {
namespace {

namespace fs = std::filesystem;

class Git : public ::testing::Test {
protected:
    void SetUp() override {
        if (std::system("git --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "git is not here.";
        testing::put_file(pack / "pack.yaml", "id: probe\n");
        run("init -q -b trunk .");
        run("add .");
        run("-c user.name=Probe -c user.email=probe@example.org commit -q -m First");
    }
    void run(const std::string& words) const {
        const std::string command =
            "cd '" + folder.path().string() + "' && git " + words + " > /dev/null 2>&1";
        ASSERT_EQ(std::system(command.c_str()), 0) << words;
    }
    static bool holds(const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    }

    const testing::ScratchFolder folder;
    const fs::path pack = folder.path() / "rules" / "probe";
};

TEST_F(Git, TellsAChangeOfAFileThatItKnows) {
    testing::put_file(pack / "pack.yaml", "id: probe\nversion: 2\n");
    const GitState state = git_state(pack);
    EXPECT_TRUE(state.git);
    EXPECT_EQ(state.branch, "trunk");
    EXPECT_TRUE(holds(state.diff, "\n+version: 2\n")) << state.diff;
    EXPECT_EQ(state.untracked, "");
    EXPECT_EQ(state.new_files, "");
}

TEST_F(Git, ShowsANewFileWhole) {
    testing::put_file(pack / "rules" / "Gärten.yaml", "rules:\n  - id: probe.new\n");
    const GitState state = git_state(pack);
    EXPECT_EQ(state.untracked, "rules/Gärten.yaml\n");
    EXPECT_EQ(state.new_files,
              "diff --git a/rules/probe/rules/Gärten.yaml b/rules/probe/rules/Gärten.yaml\n"
              "new file mode 100644\n"
              "--- /dev/null\n"
              "+++ b/rules/probe/rules/Gärten.yaml\n"
              "@@ -0,0 +1,2 @@\n"
              "+rules:\n"
              "+  - id: probe.new\n");
}

TEST_F(Git, ShowsWhatGitWouldOnceItKnewTheFile) {
    testing::put_file(pack / "a.yaml", "one\n\ntwo");
    testing::put_file(pack / "b.yaml", "\n");
    const std::string shown = git_state(pack).new_files;
    run("add -N .");
    std::string told = git_state(pack).diff;
    // git names the blobs, too.
    for (std::size_t at = told.find("index "); at != std::string::npos; at = told.find("index ", at))
        told.erase(at, told.find('\n', at) + 1 - at);
    EXPECT_EQ(shown, told);
}

TEST_F(Git, NamesWhatItDoesNotShow) {
    testing::put_file(pack / "data.bin", std::string("a\0b", 3));
    testing::put_file(pack / "empty.yaml", "");
    testing::put_file(pack / "large.yaml", std::string(2u << 20, 'x'));
    testing::put_file(pack / "two\nlines.yaml", "x\n");
    testing::put_file(folder.path() / "secret", "the secret\n");
    fs::create_symlink(folder.path() / "secret", pack / "link.yaml");
    const GitState state = git_state(pack);
    EXPECT_TRUE(holds(state.new_files, "Binary files /dev/null and b/rules/probe/data.bin differ\n"));
    EXPECT_TRUE(holds(state.new_files, "b/rules/probe/empty.yaml\nnew file mode 100644\ndiff --git"));
    EXPECT_TRUE(
        holds(state.new_files, "large.yaml\nnew file mode 100644\nNot shown: it is larger than 1 MiB.\n"));
    EXPECT_TRUE(
        holds(state.new_files, "link.yaml\nnew file mode 100644\nNot shown: it cannot be read here.\n"));
    EXPECT_TRUE(holds(state.new_files, "b/rules/probe/two?lines.yaml\n"));
    EXPECT_FALSE(holds(state.new_files, "the secret"));
    EXPECT_EQ(state.untracked, "data.bin\nempty.yaml\nlarge.yaml\nlink.yaml\ntwo?lines.yaml\n");
}

TEST_F(Git, KeepsToItsRoom) {
    for (int i = 0; i < 3; ++i)
        testing::put_file(pack / ("f" + std::to_string(i) + ".yaml"), std::string(900u << 10, 'x') + "\n");
    const std::string shown = git_state(pack).new_files;
    EXPECT_LE(shown.size(), 2u << 20);
    EXPECT_TRUE(
        holds(shown, "b/rules/probe/f2.yaml\nnew file mode 100644\nNot shown: there is no room for it.\n"));
}

}  // namespace
}  // namespace assay::serve
