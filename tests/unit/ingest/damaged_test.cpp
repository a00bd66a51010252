// Files that are damaged, or made to do harm: each ends in a result or an error within its limits.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "documents_for_tests.h"
#include "frameworks_for_tests.h"
#include "ingest/child.h"
#include "ingest/confine.h"
#include "ingest/read_file.h"
#include "ingest/sanitized.h"

namespace assay::ingest {
namespace {

namespace fs = std::filesystem;

Limits tight() {
    Limits limits;
    limits.file_bytes = 8u << 20;
    limits.text_bytes = 1u << 20;
    limits.converter_memory = 256u << 20;
    limits.converter_cpu = std::chrono::seconds(4);
    limits.converter_wall = std::chrono::seconds(30);
    return limits;
}

void expect_settled(const Result<Extracted>& extracted, const std::string& what) {
    if (!extracted) {
        EXPECT_FALSE(extracted.error().code.empty()) << what;
        EXPECT_GT(extracted.error().message.size(), 10u) << what;
        return;
    }
    const auto report = recogniser().lay_out(Extracted(*extracted));
    if (!report) {
        EXPECT_TRUE(report.error().code == "not-a-report" || report.error().code == "no-text") << what;
        return;
    }
    for (const Span line : report->lines) ASSERT_LE(line.end, extracted->text.bytes.size()) << what;
}

std::string damage(std::string bytes, int how, std::mt19937& random) {
    const auto somewhere = [&] { return random() % bytes.size(); };
    switch (how % 5) {
        case 0:
            bytes.resize(somewhere() + 1);
            break;
        case 1:
            for (int i = 0; i < 8; ++i)
                bytes[somewhere()] = static_cast<char>(bytes[somewhere()] ^ (1 << (random() % 8)));
            break;
        case 2: {
            const std::size_t from = somewhere();
            for (std::size_t i = from; i < std::min(bytes.size(), from + 64); ++i) bytes[i] = '\0';
            break;
        }
        case 3:
            bytes.erase(somewhere(), random() % 200);
            break;
        default:
            bytes.insert(somewhere(), bytes.substr(somewhere(), random() % 500));
            break;
    }
    return bytes;
}

TEST(Damaged, AThousandInputsEachEndInAResultOrAnError) {
    std::string text;
    for (const Piece& piece : marlowdale()) text += piece.words + "\n\n";
    const std::string originals[] = {make_pdf({marlowdale()}), make_docx(marlowdale()),
                                     make_html(marlowdale()), text, "# " + text};
    std::mt19937 random(20240229);
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 1000; ++i) {
        const std::string& original = originals[i % 5];
        const std::string bytes = damage(original, i / 5, random);
        expect_settled(bytes.empty() ? Result<Extracted>(Error{"empty", "The file is empty."})
                                     : extract_bytes(buffer_of(bytes), "damaged", tight()),
                       "input " + std::to_string(i));
        if (HasFatalFailure()) return;
    }
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a converter was left behind";
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::minutes(30));
}

TEST(Damaged, BombsAreTheirOwnError) {
    const Limits limits = tight();
    const std::pair<const char*, std::string> bombs[] = {
        {"ten thousand to one",
         make_zip("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>" + std::string(80u << 20, 'a'))},
        {"deep XML", make_zip("word/document.xml",
                              [] {
                                  std::string xml = "<w:document><w:body>";
                                  for (int i = 0; i < 300000; ++i) xml += "<w:p>";
                                  return xml;
                              }())},
        {"deep HTML",
         [] {
             std::string html = "<html>";
             for (int i = 0; i < 200000; ++i) html += "<div>";
             return html + "Score: 3";
         }()},
        {"a loop of pages",
         [] {
             std::string pdf = make_pdf({marlowdale()});
             const std::size_t kids = pdf.find("/Kids [4 0 R");
             pdf.replace(kids, 12, "/Kids [2 0 R");
             return pdf;
         }()},
    };
    for (const auto& [what, bytes] : bombs) {
        const auto extracted = extract_bytes(buffer_of(bytes), what, limits);
        expect_settled(extracted, what);
        if (std::string_view(what) == "ten thousand to one") {
            ASSERT_FALSE(extracted.ok());
            EXPECT_EQ(extracted.error().code, "too-large");
        }
    }
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
}

TEST(Damaged, ASmallFileMayTakeLessTimeThanALargeOne) {
    const Limits limits;
    using std::chrono::seconds;
    EXPECT_EQ(allowed_cpu(limits, "html", 2000), seconds(3));
    EXPECT_EQ(allowed_cpu(limits, "html", 2u << 20), seconds(5));
    EXPECT_EQ(allowed_cpu(limits, "pdf", 2000), seconds(3));
    EXPECT_EQ(allowed_cpu(limits, "pdf", 256u << 10), seconds(7));
    EXPECT_EQ(allowed_cpu(limits, "docx", 200u << 20), limits.converter_cpu);
    // A hundred thousand names in one tag, each held against all before it by the parser: over its 3 seconds.
    std::string html = "<!doctype html><p ";
    for (int i = 0; i < 100000; ++i) html += "a" + std::to_string(i) + "=1 ";
    const auto extracted = extract_bytes(buffer_of(html + ">Score: 3"), "names.html", limits);
    ASSERT_FALSE(extracted.ok());
    EXPECT_EQ(extracted.error().code, "timed-out");
}

class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "ingest_test_XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path_); }
    fs::path operator/(const char* name) const { return path_ / name; }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::string code_of(const fs::path& path, const Limits& limits = tight()) {
    const auto extracted = extract_file(path.string(), limits);
    return extracted.ok() ? "ok" : extracted.error().code;
}

TEST(Damaged, APageThatIsOnlyTooLargeIsToldSo) {
    const auto page = [](const std::string& repeated, std::size_t bytes) {
        std::string html = "<!doctype html><html><body>";
        while (html.size() < bytes) html += repeated;
        return html;
    };
    Limits limits = tight();
    limits.text_bytes = 2u << 20;
    // Every character is a piece with a place of its own.
    const auto pieces = extract_bytes(buffer_of(page("&amp;&nbsp;&lt;a ", 2'000'000)), "pieces.html", limits);
    ASSERT_FALSE(pieces.ok());
    EXPECT_EQ(pieces.error().code, "too-large");
    EXPECT_NE(pieces.error().message.find("too many pieces"), std::string::npos) << pieces.error().message;
    if (kSanitized) GTEST_SKIP() << "A sanitizer's converter has no limit on memory.";
    limits.text_bytes = 4u << 20;
    limits.converter_memory = 96u << 20;
    const auto markup = extract_bytes(buffer_of(page("<li>a b</li>\n", 3u << 20)), "markup.html", limits);
    ASSERT_FALSE(markup.ok());
    EXPECT_EQ(markup.error().code, "too-large");
    EXPECT_NE(markup.error().message.find("more than 96 MiB of memory: split it"), std::string::npos)
        << markup.error().message;
}

TEST(Damaged, WhatIsNoFileIsToldInPlainWords) {
    const Folder folder;
    std::ofstream(folder / "empty").close();
    std::ofstream(folder / "large") << std::string(9u << 20, 'a');
    std::ofstream(folder / "long") << std::string(2u << 20, 'a');
    std::ofstream(folder / "binary") << std::string("a\0b\1\2\3", 6);
    std::ofstream(folder / "picture.txt") << "\x89PNG\r\n";
    std::ofstream(folder / "blank") << " \n\n\t\n";
    fs::create_symlink(folder / "loop-b", folder / "loop-a");
    fs::create_symlink(folder / "loop-a", folder / "loop-b");
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string socket_path = (folder / "socket").string();
    ASSERT_LT(socket_path.size(), sizeof address.sun_path);
    std::copy(socket_path.begin(), socket_path.end(), address.sun_path);
    ASSERT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(code_of(folder / "nowhere"), "not-found");
    EXPECT_EQ(code_of(folder / "empty"), "empty");
    EXPECT_EQ(code_of(folder / "large"), "too-large");
    EXPECT_EQ(code_of(folder / "long"), "too-large");
    EXPECT_EQ(code_of(folder / "binary"), "binary");
    EXPECT_EQ(code_of(folder / "picture.txt"), "unsupported");
    EXPECT_EQ(code_of(folder / "loop-a"), "unreadable");
    EXPECT_EQ(code_of(folder / "pipe"), "not-a-file");
    EXPECT_EQ(code_of(folder / "socket"), "not-a-file");
    EXPECT_EQ(code_of(folder.path()), "is-directory");
    EXPECT_EQ(code_of(folder / (std::string(5000, 'x')).c_str()), "not-found");
    ::close(fd);
    auto blank = extract_file((folder / "blank").string());
    ASSERT_TRUE(blank.ok());
    EXPECT_EQ(recogniser().lay_out(std::move(*blank)).error().code, "no-text");
}

// A program in pdftotext's place tells which libraries were loaded into it.
TEST(Confinement, NoColourIsWorkedOutForAText) {
    const Folder folder;
    const fs::path program = folder / "pdftotext";
    std::ofstream(program) << "#!/bin/sh\nwhile read -r line; do echo \"$line\"; done < /proc/self/maps\n";
    fs::permissions(program, fs::perms::owner_all);
    const std::string command = "PATH='" + folder.path().string() + "' '" + find_converter() +
                                "-pdf' pdf 1073741824 20 1000 </dev/null";
    FILE* told = ::popen(command.c_str(), "r");
    ASSERT_NE(told, nullptr);
    std::string maps;
    for (int c = std::fgetc(told); c != EOF; c = std::fgetc(told)) maps += static_cast<char>(c);
    EXPECT_EQ(::pclose(told), 0);
    EXPECT_NE(maps.find("assay-no-colour.so"), std::string::npos) << maps;
}

TEST(Confinement, LeavesNoNetworkNoProcessesAndNoFilesToWrite) {
    const Folder folder;
    const std::string path = (folder / "written").string();
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        if (!confine({512u << 20, 10, true})) ::_exit(1);
        if (::socket(AF_INET, SOCK_STREAM, 0) >= 0) ::_exit(2);
        if (::open(path.c_str(), O_WRONLY | O_CREAT, 0600) >= 0) ::_exit(3);
        if (::unlink("/nowhere/at/all") == 0 || errno != EPERM) ::_exit(4);
        if (::fork() >= 0) ::_exit(5);
        if (::open("/proc/self/exe", O_RDONLY) < 0) ::_exit(6);
        ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace assay::ingest
