#include "serve/http_server.h"

#include <utility>  // Boost.Asio 1.74 forgets to include it

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <csignal>
#include <limits>
#include <list>
#include <memory>
#include <optional>

namespace assay::serve {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using error_code = boost::system::error_code;

constexpr std::size_t kLargeBodies = 4;
constexpr std::uint64_t kMostReadAway = 64u << 20;
constexpr std::uint64_t kUnread = std::numeric_limits<std::uint64_t>::max();

class Connection;

}  // namespace

struct HttpServer::State {
    State(HttpLimits how, Admit admitting, Handle handling)
        : limits(how),
          admit(std::move(admitting)),
          handle(std::move(handling)),
          quick(how.quick_threads),
          slow(how.slow_threads) {}

    void accept();
    void evict();

    HttpLimits limits;
    Admit admit;
    Handle handle;
    // What connections count in outlives them: they end with `io` at the latest.
    std::list<std::weak_ptr<Connection>> waiting;  // without a whole request, the longest first
    std::size_t connections = 0;
    std::size_t large_bodies = 0;
    std::atomic<std::size_t> queued{0};
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    asio::thread_pool quick, slow;
};

namespace {

/// One client. Everything but the handler runs on the reading thread.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Waiting = std::list<std::weak_ptr<Connection>>;

    Connection(tcp::socket socket, HttpServer::State& server) : server_(server), stream_(std::move(socket)) {
        ++server_.connections;
        error_code ignored;
        stream_.socket().set_option(tcp::no_delay(true), ignored);
    }
    ~Connection() {
        --server_.connections;
        leave_line();
        release_large();
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void next_request() {
        leave_line();
        place_ = server_.waiting.insert(server_.waiting.end(), weak_from_this());
        parser_.emplace();
        parser_->header_limit(server_.limits.head_bytes);
        parser_->body_limit(kUnread);
        if (buffer_.size() > 0) {
            read_head();
            return;
        }
        stream_.expires_after(server_.limits.idle);
        stream_.async_read_some(buffer_.prepare(4096),
                                [self = shared_from_this()](error_code failed, std::size_t bytes) {
                                    if (failed) return;
                                    self->buffer_.commit(bytes);
                                    self->read_head();
                                });
    }

    /// Gives up a connection that has nothing to say.
    void drop() {
        leave_line();
        stream_.close();
    }

private:
    void read_head() {
        stream_.expires_after(server_.limits.head);
        http::async_read_header(
            stream_, buffer_, *parser_,
            [self = shared_from_this()](error_code failed, std::size_t) { self->head_was_read(failed); });
    }

    void head_was_read(error_code failed) {
        if (failed == http::error::end_of_stream || failed == beast::error::timeout ||
            failed == asio::error::operation_aborted || failed == asio::error::connection_reset ||
            failed == http::error::partial_message) {
            return;
        }
        if (failed == http::error::header_limit) {
            answer(failure(431, "head_too_large", "The head of the request is too large."), true);
            return;
        }
        if (failed) {
            answer(failure(400, "bad_request", "This is no HTTP request."), true);
            return;
        }
        leave_line();
        read_request();
        const Admission admission = server_.admit(request_);
        lane_ = admission.lane;
        if (admission.refusal) {
            // What the client still has to say is not read: it must not matter how much that is.
            answer(*admission.refusal, !parser_->is_done());
            return;
        }
        const auto length = parser_->content_length();
        if (length && *length > admission.body_limit) {
            too_large(admission.body_limit);
            return;
        }
        const bool large =
            (length && *length > server_.limits.large_body) ||
            (!length && parser_->chunked() && admission.body_limit > server_.limits.large_body);
        if (large) {
            if (server_.large_bodies >= kLargeBodies) {
                answer(failure(503, "busy", "Other large uploads are under way.", "Try again in a moment."),
                       true);
                return;
            }
            ++server_.large_bodies;
            large_ = true;
        }
        body_limit_ = admission.body_limit;
        parser_->body_limit(admission.body_limit);
        stream_.expires_after(server_.limits.body);
        if (!parser_->is_done() && beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
            go_on_ = {http::status::continue_, 11};
            http::async_write(stream_, go_on_, [self = shared_from_this()](error_code broken, std::size_t) {
                if (!broken) self->read_body();
            });
            return;
        }
        read_body();
    }

    void read_body() {
        http::async_read(
            stream_, buffer_, *parser_, [self = shared_from_this()](error_code failed, std::size_t) {
                if (failed == http::error::body_limit) {
                    self->too_large(self->body_limit_);
                } else if (failed == beast::error::timeout) {
                    self->drop();
                } else if (failed == asio::error::operation_aborted || failed == http::error::end_of_stream ||
                           failed == http::error::partial_message ||
                           failed == asio::error::connection_reset) {
                    return;
                } else if (failed) {
                    self->answer(failure(400, "bad_request", "The body of the request cannot be read."),
                                 true);
                } else {
                    self->dispatch();
                }
            });
    }

    void read_request() {
        const auto& head = parser_->get();
        request_ = {};
        request_.method = std::string(head.method_string());
        read_target({head.target().data(), head.target().size()}, request_);
        for (const auto& field : head) {
            std::string name(field.name_string());
            std::transform(name.begin(), name.end(), name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            std::string value(field.value());
            // A header that is there twice is whatever a proxy or an attacker made of it.
            auto [at, fresh] = request_.headers.try_emplace(std::move(name), value);
            if (!fresh) at->second += ", " + value;
        }
        error_code failed;
        const auto local = stream_.socket().local_endpoint(failed);
        if (!failed) request_.local_address = local.address().to_string();
        keep_alive_ = head.keep_alive();
        only_head_ = head.method() == http::verb::head;
    }

    void dispatch() {
        if (server_.queued >= server_.limits.queued) {
            answer(failure(503, "busy", "Too many requests are waiting.", "Try again in a moment."), true);
            return;
        }
        request_.body = std::move(parser_->get().body());
        stream_.expires_never();
        ++server_.queued;
        asio::post(lane_ == Lane::slow ? server_.slow : server_.quick, [self = shared_from_this()] {
            Response response = self->server_.handle(self->request_);
            --self->server_.queued;
            asio::post(self->server_.io, [self, response = std::move(response)]() mutable {
                self->request_.body = {};
                self->release_large();
                self->answer(std::move(response), false);
            });
        });
    }

    void too_large(std::uint64_t limit) {
        answer(failure(413, "too_large", fmt::format("The body is larger than {} kB.", limit / 1024)), true);
    }

    void answer(Response response, bool close) {
        leave_line();
        response_ = {};
        response_.result(static_cast<unsigned>(response.status));
        response_.version(11);
        response_.set(http::field::content_type, response.type);
        for (const auto& [name, value] : response.headers) response_.insert(name, value);
        response_.keep_alive(keep_alive_ && !close);
        response_.content_length(response.body.size());
        if (!only_head_) response_.body() = std::move(response.body);
        closing_ = close;
        stream_.expires_after(server_.limits.write);
        http::async_write(stream_, response_, [self = shared_from_this()](error_code failed, std::size_t) {
            if (failed) return;
            if (self->closing_) {
                self->linger();
            } else if (!self->response_.keep_alive()) {
                error_code ignored;
                self->stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
            } else {
                self->response_.body() = {};
                self->next_request();
            }
        });
    }

    // Closing with unread bytes resets the connection, and the client never sees why: read on for a moment.
    void linger() {
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        buffer_.consume(buffer_.size());
        stream_.expires_after(std::chrono::seconds(2));
        read_away();
    }
    void read_away() {
        stream_.async_read_some(asio::buffer(rest_),
                                [self = shared_from_this()](error_code failed, std::size_t bytes) {
                                    self->read_away_ += bytes;
                                    if (!failed && self->read_away_ < kMostReadAway) self->read_away();
                                });
    }

    void leave_line() {
        if (place_) server_.waiting.erase(*place_);
        place_.reset();
    }
    void release_large() {
        if (large_) --server_.large_bodies;
        large_ = false;
    }

    HttpServer::State& server_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    http::response<http::string_body> response_;
    http::response<http::empty_body> go_on_;
    std::array<char, 16384> rest_{};
    Request request_;
    std::optional<Waiting::iterator> place_;
    std::uint64_t body_limit_ = 0, read_away_ = 0;
    Lane lane_ = Lane::quick;
    bool keep_alive_ = false, only_head_ = false, closing_ = false, large_ = false;
};

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
            std::make_shared<Connection>(std::move(socket), *this)->next_request();
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
