// The workbench as a server: the guard at the door, the routes, the page.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "serve/guard.h"
#include "serve/http_server.h"
#include "serve/workbench.h"

namespace assay::serve {

struct ServeSettings {
    std::vector<std::string> packs, corpus;
    std::string labels;
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any free one
    std::string token;       ///< empty: a random one
    HttpLimits limits;
};

/// True for addresses that only this machine can reach.
bool is_loopback(const std::string& host);

/// Opens, listens, serves. Everything of it ends with it.
class Server {
public:
    /// Errors are for people: a folder that is no pack, a port that is taken.
    static Result<std::unique_ptr<Server>> open(const ServeSettings& settings);
    ~Server();

    std::string start_address() const { return guard_->start_address(); }
    std::uint16_t port() const { return port_; }
    const std::string& token() const { return token_; }

    /// Reads the corpus in the background and serves until stop(), or until a signal where asked for.
    /// `ready` is called when signals are heeded, before the first request is answered.
    void run(bool until_signal, const std::function<void()>& ready = {});
    /// Thread-safe.
    void stop();

private:
    Server() = default;
    Admission admit(const Request& head) const;
    Response answer(const Request& request);

    std::unique_ptr<Workbench> bench_;
    std::unique_ptr<Guard> guard_;
    std::unique_ptr<HttpServer> http_;  ///< ends first: its threads use the others
    std::uint16_t port_ = 0;
    std::string token_;
};

}  // namespace assay::serve
