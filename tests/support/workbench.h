// A workbench over an invented pack and two invented reports, served on a free port, and a client that can
// behave badly.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

#include "serve/json_in.h"
#include "serve/server.h"

namespace assay::testing {

namespace fs = std::filesystem;

/// A folder that goes with its owner.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (fs::temp_directory_path() / "assay-serve-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) std::abort();
        path_ = pattern;
    }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

inline void put_file(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

inline std::string get_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

inline constexpr const char* kPraise = R"(# Praise is evidence.
rules:
  - id: probe.praise   # the first one
    title: Helpers are praised
    statement: learning
    level: 3
    points: 2
    about: {rationale: Praise shows}
    match: |
      carers *2 praised
    examples:
      match:
        - Carers were praised.
      no_match:
        - Carers were left alone.
)";

inline std::string invented_report(const std::string& council, int score, const std::string& findings) {
    return council + ": local authority assessment\n\nLearning, improvement and innovation\n\nScore: " +
           std::to_string(score) + "\n\nKey findings\n\n" + findings + "\n";
}

/// One answer.
struct Answer {
    int status = 0;
    std::string head, body;
    serve::JsonIn json() const { return serve::JsonIn(body); }
    std::string header(const std::string& name) const {
        const auto at = head.find("\r\n" + name + ": ");
        if (at == std::string::npos) return "";
        const auto begin = at + name.size() + 4;
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
};

/// One connection to this machine. Reading gives up after some seconds.
class Wire {
public:
    explicit Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Wire() { ::close(socket_); }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    bool connected() const { return connected_; }
    /// False when the other side closed.
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    /// One whole answer; status 0 where there is none.
    Answer receive(int seconds = 20) {
        Answer answer;
        std::size_t end = std::string::npos;
        while ((end = rest_.find("\r\n\r\n")) == std::string::npos) {
            if (!more(seconds)) return answer;
        }
        answer.head = rest_.substr(0, end + 2);
        rest_.erase(0, end + 4);
        answer.status = std::atoi(answer.head.c_str() + 9);
        const auto length = static_cast<std::size_t>(std::atol(answer.header("Content-Length").c_str()));
        while (rest_.size() < length) {
            if (!more(seconds)) break;
        }
        answer.body = rest_.substr(0, length);
        rest_.erase(0, length);
        return answer;
    }
    /// True when the other side has closed within so many seconds.
    bool closed(int seconds) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
        while (std::chrono::steady_clock::now() < until) {
            if (!more(1) && gone_) return true;
        }
        return false;
    }

private:
    bool more(int seconds) {
        pollfd wait{socket_, POLLIN, 0};
        if (::poll(&wait, 1, seconds * 1000) <= 0) return false;
        char buffer[65536];
        const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
        gone_ = got <= 0;
        if (gone_) return false;
        rest_.append(buffer, static_cast<std::size_t>(got));
        return true;
    }

    int socket_;
    bool connected_ = false, gone_ = false;
    std::string rest_;
};

/// A server in this process.
class TestBench {
public:
    explicit TestBench(serve::HttpLimits limits = {}) {
        fs::copy(ASSAY_SOURCE_DIR "/tests/rule_errors/base", pack(), fs::copy_options::recursive);
        put_file(pack() / "rules" / "praise.yaml", kPraise);
        put_file(corpus() / "ashmoor.txt",
                 invented_report(
                     "Ashmoor Council", 3,
                     "Carers were often praised by visitors. Carers were praised twice. Parks were open."));
        put_file(
            corpus() / "birchley.txt",
            invented_report("Birchley Council", 2, "Carers waited for an answer. Carers were left alone."));
        // What is kept for the user goes with the bench.
        ::setenv("XDG_CACHE_HOME", (root() / "cache").c_str(), 1);
        settings.packs = {pack().string()};
        settings.corpus = {corpus().string()};
        settings.limits = limits;
    }
    ~TestBench() { end(); }

    void begin() {
        auto opened = serve::Server::open(settings);
        ASSERT_TRUE(opened) << opened.error().message;
        server = std::move(*opened);
        thread_ = std::thread([this] { server->run(false); });
    }
    void end() {
        if (!server) return;
        server->stop();
        thread_.join();
        server.reset();
    }
    /// Waits until the corpus was read.
    void wait_for_corpus() {
        for (int i = 0; i < 600; ++i) {
            if (ask("GET", "/state").json().inside("corpus").text("state") == "ready") return;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        FAIL() << "the corpus was not read";
    }

    std::string host() const { return "127.0.0.1:" + std::to_string(server->port()); }
    /// A request as the page sends it, on a connection of its own.
    Answer ask(const std::string& method, const std::string& target, const std::string& body = "",
               const std::string& type = "application/json", const std::string& more = "") {
        Wire wire(server->port());
        wire.send(request(method, "/api/v1" + target, body, type, more));
        return wire.receive();
    }
    std::string request(const std::string& method, const std::string& target, const std::string& body = "",
                        const std::string& type = "application/json", const std::string& more = "") const {
        std::string out = method + " " + target + " HTTP/1.1\r\nHost: " + host() +
                          "\r\nAuthorization: Bearer " + server->token() + "\r\n" + more;
        if (method != "GET")
            out += "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        return out + "\r\n" + body;
    }
    fs::path pack() const { return scratch_.path() / "seeded"; }
    fs::path corpus() const { return scratch_.path() / "reports"; }
    fs::path root() const { return scratch_.path(); }

    serve::ServeSettings settings;
    std::unique_ptr<serve::Server> server;

private:
    ScratchFolder scratch_;
    std::thread thread_;
};

/// JSON's quoted form of a text.
inline std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else {
            out += c;
        }
    }
    return out + '"';
}

}  // namespace assay::testing
