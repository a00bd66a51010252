// What a server and its connections share.
#pragma once

#include <utility>  // Boost.Asio 1.74 forgets to include it

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>

#include "serve/http_server.h"

namespace assay::serve {

class HttpConnection;

/// `limits`, `admit` and `handle` never change, and any thread counts in `queued`; the rest is the reading
/// thread's.
struct HttpServer::State {
    State(HttpLimits how, Admit admitting, Handle handling)
        : limits(how),
          admit(std::move(admitting)),
          handle(std::move(handling)),
          quick(how.quick_threads),
          slow(how.slow_threads) {}

    /// Takes the next connection, and goes on doing so.
    void accept();
    /// Where there are too many connections, closes the one that has waited longest without a request.
    void evict();

    HttpLimits limits;
    Admit admit;
    Handle handle;
    // What connections count in outlives them: they end with `io` at the latest.
    std::list<std::weak_ptr<HttpConnection>> waiting;  // without a whole request, the longest first
    std::size_t connections = 0;
    std::size_t large_bodies = 0;
    std::atomic<std::size_t> queued{0};
    boost::asio::io_context io{1};
    boost::asio::ip::tcp::acceptor acceptor{io};
    boost::asio::thread_pool quick, slow;
};

}  // namespace assay::serve
