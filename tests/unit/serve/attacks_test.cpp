// What hostile pages and programs try, each over a real socket.
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>

#include "support/workbench.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

using testing::Answer;
using testing::TestBench;
using testing::Wire;

class Attacks : public ::testing::Test {
protected:
    void SetUp() override { bench.begin(); }

    Answer send(const std::string& bytes) {
        Wire wire(bench.server->port());
        wire.send(bytes);
        return wire.receive();
    }
    // The cookie of a session begun by the start address.
    std::string cookie() {
        const Answer start =
            send("GET /?token=" + bench.server->token() + " HTTP/1.1\r\nHost: " + bench.host() + "\r\n\r\n");
        const std::string set = start.header("Set-Cookie");
        return set.substr(0, set.find(';'));
    }

    TestBench bench;
};

TEST_F(Attacks, TheStartAddressGivesASessionThatScriptsOfOtherSitesCannotUse) {
    const Answer start =
        send("GET /?token=" + bench.server->token() + " HTTP/1.1\r\nHost: " + bench.host() + "\r\n\r\n");
    EXPECT_EQ(start.status, 303);
    EXPECT_EQ(start.header("Location"), "/");
    EXPECT_NE(start.header("Set-Cookie").find("HttpOnly"), std::string::npos);
    EXPECT_NE(start.header("Set-Cookie").find("SameSite=Strict"), std::string::npos);
    const Answer state =
        send("GET /api/v1/state HTTP/1.1\r\nHost: " + bench.host() + "\r\nCookie: " + cookie() + "\r\n\r\n");
    EXPECT_EQ(state.status, 200);
}

TEST_F(Attacks, WithoutTheTokenThereIsNothing) {
    EXPECT_EQ(send("GET /api/v1/state HTTP/1.1\r\nHost: " + bench.host() + "\r\n\r\n").status, 401);
    EXPECT_EQ(send("GET / HTTP/1.1\r\nHost: " + bench.host() + "\r\n\r\n").status, 401);
    EXPECT_EQ(send("GET /assets/x.js HTTP/1.1\r\nHost: " + bench.host() + "\r\n\r\n").status, 401);
    EXPECT_EQ(
        send("GET /?token=0123456789abcdef0123456789abcdef HTTP/1.1\r\nHost: " + bench.host() + "\r\n\r\n")
            .status,
        403);
    EXPECT_EQ(send("GET /api/v1/state HTTP/1.1\r\nHost: " + bench.host() + "\r\nCookie: assay_session_" +
                   std::to_string(bench.server->port()) + "=guess\r\n\r\n")
                  .status,
              401);
    EXPECT_EQ(send("GET /api/v1/state HTTP/1.1\r\nHost: " + bench.host() +
                   "\r\nAuthorization: Bearer guess\r\n\r\n")
                  .status,
              401);
}

TEST_F(Attacks, OtherNamesForThisMachineAreRefused) {
    for (const char* host : {"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1",
                             "127.0.0.1.evil.example:PORT", "localhost.evil.example:PORT", ""}) {
        std::string name = host;
        if (const auto at = name.find("PORT"); at != std::string::npos)
            name.replace(at, 4, std::to_string(bench.server->port()));
        EXPECT_EQ(send("GET /api/v1/state HTTP/1.1\r\nHost: " + name + "\r\nCookie: " + cookie() + "\r\n\r\n")
                      .status,
                  403)
            << host;
    }
    const std::string local = "localhost:" + std::to_string(bench.server->port());
    EXPECT_EQ(
        send("GET /api/v1/state HTTP/1.1\r\nHost: " + local + "\r\nCookie: " + cookie() + "\r\n\r\n").status,
        200);
}

TEST_F(Attacks, PostsOfOtherSitesAreRefused) {
    const std::string head = "POST /api/v1/packs/seeded/impact HTTP/1.1\r\nHost: " + bench.host() +
                             "\r\nCookie: " + cookie() + "\r\nContent-Length: 2\r\n";
    const std::string json = "Content-Type: application/json\r\n";
    EXPECT_EQ(send(head + json + "Origin: http://evil.example\r\n\r\n{}").status, 403);
    EXPECT_EQ(send(head + json + "Origin: null\r\n\r\n{}").status, 403);
    EXPECT_EQ(send(head + json + "Origin: https://" + bench.host() + "\r\n\r\n{}").status, 403);
    EXPECT_EQ(send(head + json + "\r\n{}").status, 403) << "no Origin at all";
    EXPECT_EQ(send(head + "Content-Type: text/plain\r\nOrigin: http://" + bench.host() + "\r\n\r\n{}").status,
              415);
    EXPECT_EQ(
        send(head + json + "Sec-Fetch-Site: cross-site\r\nOrigin: http://" + bench.host() + "\r\n\r\n{}")
            .status,
        403);
    EXPECT_NE(send(head + json + "Origin: http://" + bench.host() + "\r\n\r\n{}").status, 403);
    EXPECT_EQ(send("GET /api/v1/state HTTP/1.1\r\nHost: " + bench.host() + "\r\nCookie: " + cookie() +
                   "\r\nOrigin: http://evil.example\r\n\r\n")
                  .status,
              403);
}

TEST_F(Attacks, EveryAnswerSaysWhatThePageMayDo) {
    for (const char* target : {"/api/v1/state", "/", "/nothing.js"}) {
        const Answer answer = send("GET " + std::string(target) + " HTTP/1.1\r\nHost: " + bench.host() +
                                   "\r\nCookie: " + cookie() + "\r\n\r\n");
        const std::string policy = answer.header("Content-Security-Policy");
        EXPECT_NE(policy.find("default-src 'none'"), std::string::npos) << target;
        EXPECT_NE(policy.find("script-src 'self';"), std::string::npos) << target;
        EXPECT_EQ(policy.find("unsafe"), std::string::npos) << target;
        EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff") << target;
        EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer") << target;
        EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "") << target;
    }
}

TEST_F(Attacks, PathsOutOfThePackAreRefused) {
    testing::put_file(bench.root() / "secret.yaml", "secret: yes\n");
    for (const char* path :
         {"../secret.yaml", "rules/../../secret.yaml", "/etc/passwd", "..%2Fsecret.yaml",
          "rules/..%2f..%2fsecret.yaml", "%2e%2e/secret.yaml", "rules/%00.yaml", "./pack.yaml", "",
          "rules//praise.yaml", "rules", ".git/config", "rules/.praise.yaml.draft", "..\\secret.yaml"}) {
        const std::string query = "?path=" + std::string(path);
        const Answer read = bench.ask("GET", "/packs/seeded/file" + query);
        EXPECT_TRUE(read.status == 403 || read.status == 404) << path << " gave " << read.status;
        EXPECT_EQ(read.body.find("secret: yes"), std::string::npos) << path;
        const Answer write = bench.ask("PUT", "/packs/seeded/draft" + query,
                                       "{\"text\":\"x\",\"revision\":0,\"base_sha256\":\"\"}");
        EXPECT_EQ(write.status, 403) << path;
        const Answer save =
            bench.ask("POST", "/packs/seeded/save" + query, "{\"revision\":1,\"overwrite\":true}");
        EXPECT_EQ(save.status, 403) << path;
    }
    EXPECT_EQ(testing::get_file(bench.root() / "secret.yaml"), "secret: yes\n");
}

TEST_F(Attacks, LinksOutOfThePackAreRefused) {
    testing::put_file(bench.root() / "outside" / "secret.yaml", "lists: {secret: hush}\n");
    fs::create_symlink(bench.root() / "outside" / "secret.yaml", bench.pack() / "rules" / "link.yaml");
    fs::create_directory_symlink(bench.root() / "outside", bench.pack() / "linked");
    const std::string put = "{\"text\":\"lists: {}\",\"revision\":0,\"base_sha256\":\"\"}";
    for (const char* path : {"rules/link.yaml", "linked/secret.yaml", "linked/new.yaml"}) {
        const Answer read = bench.ask("GET", "/packs/seeded/file?path=" + std::string(path));
        EXPECT_EQ(read.status, 403) << path;
        EXPECT_EQ(read.body.find("hush"), std::string::npos) << path;
        EXPECT_EQ(bench.ask("PUT", "/packs/seeded/draft?path=" + std::string(path), put).status, 403) << path;
    }
    EXPECT_FALSE(fs::exists(bench.root() / "outside" / "new.yaml"));
    EXPECT_FALSE(fs::exists(bench.root() / "outside" / ".new.yaml.draft"));
}

TEST_F(Attacks, AFileThatBecomesALinkBetweenDraftAndSaveIsNotWrittenThrough) {
    testing::put_file(bench.root() / "victim.yaml", "lists: {victim: whole}\n");
    const std::string put =
        "{\"text\":" + testing::quoted(testing::kPraise) + ",\"revision\":0,\"base_sha256\":\"\"}";
    ASSERT_EQ(bench.ask("PUT", "/packs/seeded/draft?path=rules/praise.yaml", put).status, 200);
    fs::remove(bench.pack() / "rules" / "praise.yaml");
    fs::create_symlink(bench.root() / "victim.yaml", bench.pack() / "rules" / "praise.yaml");
    EXPECT_EQ(bench
                  .ask("POST", "/packs/seeded/save?path=rules/praise.yaml",
                       "{\"revision\":1,\"overwrite\":true,\"anyway\":true}")
                  .status,
              403);
    EXPECT_EQ(testing::get_file(bench.root() / "victim.yaml"), "lists: {victim: whole}\n");
}

TEST_F(Attacks, LinksOutOfTheCorpusAreLeftOut) {
    bench.end();
    testing::put_file(bench.root() / "elsewhere" / "private.txt",
                      testing::invented_report("Private Council", 1, "Carers were praised."));
    fs::create_symlink(bench.root() / "elsewhere" / "private.txt", bench.corpus() / "private.txt");
    bench.begin();
    bench.wait_for_corpus();
    const Answer reports = bench.ask("GET", "/packs/seeded/reports");
    EXPECT_NE(reports.body.find("ashmoor.txt"), std::string::npos);
    EXPECT_EQ(reports.body.find("private.txt"), std::string::npos);
}

TEST_F(Attacks, AnUploadOfAGigabyteIsRefusedBeforeItIsSent) {
    Wire wire(bench.server->port());
    wire.send("POST /api/v1/packs/seeded/score HTTP/1.1\r\nHost: " + bench.host() +
              "\r\nAuthorization: Bearer " + bench.server->token() +
              "\r\nContent-Type: application/octet-stream\r\nContent-Length: 1073741824\r\n\r\n");
    const Answer answer = wire.receive(5);
    EXPECT_EQ(answer.status, 413);
    EXPECT_TRUE(wire.closed(10));
}

TEST_F(Attacks, AnEndlessUploadWithoutALengthIsCutOff) {
    Wire wire(bench.server->port());
    wire.send("PUT /api/v1/packs/seeded/draft?path=rules/praise.yaml HTTP/1.1\r\nHost: " + bench.host() +
              "\r\nAuthorization: Bearer " + bench.server->token() +
              "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "100000\r\n" + std::string(0x100000, 'x') + "\r\n";
    int sent = 0;
    while (sent < 200 && wire.send(chunk)) ++sent;
    EXPECT_LT(sent, 200) << "200 MB were taken";
}

TEST_F(Attacks, WhoHasNoSessionCannotUploadAtAll) {
    Wire wire(bench.server->port());
    wire.send("POST /api/v1/packs/seeded/score HTTP/1.1\r\nHost: " + bench.host() +
              "\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n");
    EXPECT_EQ(wire.receive(5).status, 401);
}

TEST_F(Attacks, HeadsThatNeverEndAreRefused) {
    EXPECT_EQ(
        send("GET / HTTP/1.1\r\nHost: " + bench.host() + "\r\nX-Long: " + std::string(100000, 'x')).status,
        431);
    EXPECT_EQ(send("\x16\x03\x01\x02\x01 no http\r\n\r\n").status, 400);
}

TEST_F(Attacks, MalformedJsonIsToldAndDeepNestingCostsNoStack) {
    EXPECT_EQ(bench.ask("POST", "/packs/seeded/count", "{\"phrase\":").status, 400);
    EXPECT_EQ(bench.ask("POST", "/packs/seeded/format", std::string(3000000, '[')).status, 400);
    EXPECT_EQ(bench.ask("POST", "/packs/seeded/format", "[1]").status, 400);
    EXPECT_EQ(bench.ask("PUT", "/packs/seeded/draft?path=rules/praise.yaml", "{\"text\":7}").status, 400);
}

TEST_F(Attacks, MethodsAndPathsThatDoNotExist) {
    EXPECT_EQ(bench.ask("GET", "/nothing").status, 404);
    EXPECT_EQ(bench.ask("GET", "/packs/other/files").status, 404);
    EXPECT_EQ(bench.ask("DELETE", "/state").status, 405);
    EXPECT_EQ(send("TRACE / HTTP/1.1\r\nHost: " + bench.host() + "\r\n\r\n").status, 405);
}

TEST_F(Attacks, TwoHundredRequestsAtOnceAreAllAnswered) {
    bench.wait_for_corpus();
    std::atomic<int> well{0};
    std::vector<std::thread> clients;
    for (int i = 0; i < 200; ++i) {
        clients.emplace_back([&, i] {
            const char* targets[] = {"/state", "/packs/seeded/files", "/packs/seeded/rules",
                                     "/packs/seeded/reports"};
            if (bench.ask("GET", targets[i % 4]).status == 200) ++well;
        });
    }
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(well, 200);
}

TEST(SlowLoris, NeitherBlocksOthersNorStays) {
    serve::HttpLimits limits;
    limits.head = std::chrono::milliseconds(1500);
    limits.idle = std::chrono::milliseconds(1500);
    limits.body = std::chrono::milliseconds(1500);
    TestBench bench(limits);
    bench.begin();
    std::vector<std::unique_ptr<Wire>> slow;
    for (int i = 0; i < 100; ++i) {
        slow.push_back(std::make_unique<Wire>(bench.server->port()));
        if (i % 4 == 0) continue;  // says nothing at all
        slow.back()->send("GET /api/v1/state HTTP/1.1\r\nHost: ");
    }
    // Half a body, from somebody who has a session.
    Wire half(bench.server->port());
    half.send("PUT /api/v1/packs/seeded/draft?path=rules/praise.yaml HTTP/1.1\r\nHost: " + bench.host() +
              "\r\nAuthorization: Bearer " + bench.server->token() +
              "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"te");
    EXPECT_EQ(bench.ask("GET", "/state").status, 200);
    // Trickling does not help: the deadline is for the whole.
    bool gone = false;
    for (int i = 0; i < 100 && !gone; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        gone = !slow[1]->send("x");
    }
    EXPECT_TRUE(gone);
    EXPECT_TRUE(slow[0]->closed(10));
    EXPECT_TRUE(half.closed(10));
    EXPECT_EQ(bench.ask("GET", "/state").status, 200);
}

TEST(SlowLoris, MoreConnectionsThanAllowedPushOutTheIdle) {
    serve::HttpLimits limits;
    limits.connections = 20;
    TestBench bench(limits);
    bench.begin();
    std::vector<std::unique_ptr<Wire>> slow;
    for (int i = 0; i < 60; ++i) slow.push_back(std::make_unique<Wire>(bench.server->port()));
    EXPECT_EQ(bench.ask("GET", "/state").status, 200);
    EXPECT_TRUE(slow.front()->closed(10));
}

TEST(Hosts, OtherAddressesAskForATokenOfOnesOwnAndAnswerOnlyToTheirAddress) {
    TestBench bench;
    bench.settings.host = "0.0.0.0";
    bench.settings.token = "a-token-of-my-own-choice";
    bench.begin();
    EXPECT_EQ(bench.ask("GET", "/state").status, 200);
    Wire wire(bench.server->port());
    wire.send("GET /api/v1/state HTTP/1.1\r\nHost: rebound.example:" + std::to_string(bench.server->port()) +
              "\r\nAuthorization: Bearer a-token-of-my-own-choice\r\n\r\n");
    EXPECT_EQ(wire.receive().status, 403);
}

}  // namespace
}  // namespace assay
