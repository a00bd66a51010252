#include "serve/watched_files.h"

#include <gtest/gtest.h>

#include "core/sha256.h"
#include "support/workbench.h"

namespace assay::serve {
namespace {

namespace fs = std::filesystem;

TEST(WatchedFiles, SeeWhatAnotherProgramChanges) {
    const testing::ScratchFolder folder;
    testing::put_file(folder.path() / "pack.yaml", "id: mill");
    testing::put_file(folder.path() / "rules/a.yaml", "rules: []");
    testing::put_file(folder.path() / "rules/.a.yaml.draft", "hidden");
    testing::put_file(folder.path() / "notes.txt", "no rules");
    WatchedFiles files(folder.path());
    EXPECT_TRUE(files.look({}));
    EXPECT_FALSE(files.look({}));
    ASSERT_EQ(files.hashes().size(), 2U);
    EXPECT_EQ(files.hashes().at("rules/a.yaml"), sha256_hex("rules: []"));
    EXPECT_TRUE(files.changes(0).second.empty());

    testing::put_file(folder.path() / "rules/a.yaml", "rules: [ ]");
    testing::put_file(folder.path() / "rules/b.lua", "return 1");
    EXPECT_TRUE(files.look({}));
    const auto [stamp, changed] = files.changes(0);
    ASSERT_EQ(changed.size(), 2U);
    EXPECT_EQ(changed[0].path, "rules/a.yaml");
    EXPECT_EQ(changed[0].sha256, sha256_hex("rules: [ ]"));
    EXPECT_TRUE(files.changes(stamp).second.empty());

    fs::remove(folder.path() / "rules/b.lua");
    EXPECT_TRUE(files.look({}));
    const auto gone = files.changes(stamp).second;
    ASSERT_EQ(gone.size(), 1U);
    EXPECT_EQ(gone[0].path, "rules/b.lua");
    EXPECT_EQ(gone[0].sha256, "");
}

TEST(WatchedFiles, WhatIsWrittenByOurselvesIsNoChange) {
    const testing::ScratchFolder folder;
    testing::put_file(folder.path() / "pack.yaml", "id: mill");
    WatchedFiles files(folder.path());
    files.look({});
    testing::put_file(folder.path() / "pack.yaml", "id: mill-two");
    files.wrote("pack.yaml", sha256_hex("id: mill-two"));
    EXPECT_FALSE(files.look({}));
    EXPECT_EQ(files.hashes().at("pack.yaml"), sha256_hex("id: mill-two"));
    EXPECT_TRUE(files.changes(0).second.empty());
}

TEST(WatchedFiles, FilesElsewhereAreWatchedWhereTheyAreNamed) {
    const testing::ScratchFolder folder;
    testing::put_file(folder.path() / "own/pack.yaml", "id: mill");
    testing::put_file(folder.path() / "base/lists.yaml", "lists: {}");
    WatchedFiles files(folder.path() / "own");
    files.look({});
    EXPECT_EQ(files.hash_of("../base/lists.yaml"), sha256_hex("lists: {}"));
    testing::put_file(folder.path() / "base/lists.yaml", "lists: { }");
    EXPECT_TRUE(files.look({"../base/lists.yaml"}));
    ASSERT_EQ(files.changes(0).second.size(), 1U);
    EXPECT_EQ(files.changes(0).second[0].path, "../base/lists.yaml");
}

}  // namespace
}  // namespace assay::serve
