// HTTP/1.1 over TCP, made so that no client can keep the others waiting.
//
// One thread does all reading and writing, without blocking; routes run on two small pools of threads. A
// request's head must arrive whole within seconds and its body within a deadline that trickling does not
// extend; who is refused by its head never gets to send a body. When there are too many connections, the one
// that has waited longest without a request is closed for the new one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "assay/result.h"
#include "serve/http.h"

namespace assay::serve {

struct HttpLimits {
    std::uint32_t head_bytes = 16 * 1024;
    std::chrono::milliseconds idle{75000};  ///< between requests of one connection
    std::chrono::milliseconds head{10000};
    std::chrono::milliseconds body{120000};
    std::chrono::milliseconds write{60000};
    std::size_t connections = 400;
    std::size_t queued = 1000;           ///< requests that wait for a thread
    std::uint64_t large_body = 1 << 20;  ///< bodies over this are read at most four at a time
    unsigned quick_threads = 4, slow_threads = 3;
};

/// What becomes of a request whose head was read.
struct Admission {
    std::optional<Response> refusal;
    std::uint64_t body_limit = 0;
    Lane lane = Lane::quick;
};

class HttpServer {
public:
    using Admit = std::function<Admission(const Request& head)>;
    using Handle = std::function<Response(const Request& request)>;

    /// `admit` is called on the reading thread and must be quick; `handle` on threads of the pools. Neither
    /// may throw.
    HttpServer(HttpLimits limits, Admit admit, Handle handle);
    /// Ends everything; waits for handlers that run.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Opens the port (0: any free one) and gives its number. `host` is an address or a name.
    Result<std::uint16_t> listen(const std::string& host, std::uint16_t port);
    /// Serves until stop(), or with `until_signal` until the first SIGINT or SIGTERM; a second one ends the
    /// program at once.
    /// `ready` is called when signals are heeded, before the first request is answered.
    void run(bool until_signal, const std::function<void()>& ready = {});
    /// Thread-safe.
    void stop();

    struct State;

private:
    std::unique_ptr<State> state_;
};

}  // namespace assay::serve
