#include "serve/http_server.h"

#include <utility>  // Boost.Asio 1.74 forgets to include it

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fmt/format.h>

#include <csignal>
#include <memory>
#include <optional>

#include "serve/http_connection.h"
#include "serve/http_server_state.h"

namespace assay::serve {

namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using error_code = boost::system::error_code;

}  // namespace

void HttpServer::State::evict() {
    if (connections < limits.connections || waiting.empty()) return;
    if (const auto longest = waiting.front().lock()) {
        longest->drop();
    } else {
        waiting.pop_front();
    }
}

void HttpServer::State::accept() {
    acceptor.async_accept([this](error_code failed, tcp::socket socket) {
        if (failed == asio::error::operation_aborted || !acceptor.is_open()) return;
        if (!failed) {
            evict();
            std::make_shared<HttpConnection>(std::move(socket), *this)->next_request();
            accept();
            return;
        }
        // Out of descriptors: let the deadlines free some rather than spin.
        auto pause = std::make_shared<asio::steady_timer>(io, std::chrono::milliseconds(50));
        evict();
        pause->async_wait([this, pause](error_code) { accept(); });
    });
}

HttpServer::HttpServer(HttpLimits limits, Admit admit, Handle handle)
    : state_(std::make_unique<State>(limits, std::move(admit), std::move(handle))) {}

HttpServer::~HttpServer() {
    state_->quick.stop();
    state_->slow.stop();
    state_->quick.join();
    state_->slow.join();
}

Result<std::uint16_t> HttpServer::listen(const std::string& host, std::uint16_t port) {
    error_code failed;
    tcp::resolver resolver(state_->io);
    const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, failed);
    if (failed || found.empty()) return Error{"host", fmt::format("{} is no address of this machine.", host)};
    const tcp::endpoint endpoint = found.begin()->endpoint();
    tcp::acceptor& acceptor = state_->acceptor;
    acceptor.open(endpoint.protocol(), failed);
    if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
    if (!failed) acceptor.bind(endpoint, failed);
    if (!failed) acceptor.listen(512, failed);
    if (failed) {
        return Error{"port", fmt::format("{}:{} cannot be opened: {}. Choose another with --port.", host,
                                         port, failed.message())};
    }
    return acceptor.local_endpoint(failed).port();
}

void HttpServer::run(bool until_signal, const std::function<void()>& ready) {
    std::optional<asio::signal_set> signals;
    if (until_signal) {
        signals.emplace(state_->io, SIGINT, SIGTERM);
        signals->async_wait([this, &signals](error_code failed, int) {
            if (failed) return;
            signals->clear();
            stop();
        });
    }
    if (ready) ready();
    state_->accept();
    state_->io.run();
}

void HttpServer::stop() {
    asio::post(state_->io, [state = state_.get()] {
        error_code ignored;
        state->acceptor.close(ignored);
        state->io.stop();
    });
}

}  // namespace assay::serve
