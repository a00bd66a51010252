#include "serve/http_connection.h"

#include <boost/asio/post.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>

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

}  // namespace

HttpConnection::HttpConnection(tcp::socket socket, HttpServer::State& server)
    : server_(server), stream_(std::move(socket)) {
    ++server_.connections;
    error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
}

HttpConnection::~HttpConnection() {
    --server_.connections;
    leave_line();
    release_large();
}

void HttpConnection::next_request() {
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

void HttpConnection::drop() {
    leave_line();
    stream_.close();
}

void HttpConnection::read_head() {
    stream_.expires_after(server_.limits.head);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](error_code failed, std::size_t) { self->head_was_read(failed); });
}

void HttpConnection::head_was_read(error_code failed) {
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
    const bool large = (length && *length > server_.limits.large_body) ||
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

void HttpConnection::read_body() {
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code failed, std::size_t) {
        if (failed == http::error::body_limit) {
            self->too_large(self->body_limit_);
        } else if (failed == beast::error::timeout) {
            self->drop();
        } else if (failed == asio::error::operation_aborted || failed == http::error::end_of_stream ||
                   failed == http::error::partial_message || failed == asio::error::connection_reset) {
            return;
        } else if (failed) {
            self->answer(failure(400, "bad_request", "The body of the request cannot be read."), true);
        } else {
            self->dispatch();
        }
    });
}

void HttpConnection::read_request() {
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

void HttpConnection::dispatch() {
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

void HttpConnection::too_large(std::uint64_t limit) {
    answer(failure(413, "too_large", fmt::format("The body is larger than {} kB.", limit / 1024)), true);
}

void HttpConnection::answer(Response response, bool close) {
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
void HttpConnection::linger() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    buffer_.consume(buffer_.size());
    stream_.expires_after(std::chrono::seconds(2));
    read_away();
}

void HttpConnection::read_away() {
    stream_.async_read_some(asio::buffer(rest_),
                            [self = shared_from_this()](error_code failed, std::size_t bytes) {
                                self->read_away_ += bytes;
                                if (!failed && self->read_away_ < kMostReadAway) self->read_away();
                            });
}

void HttpConnection::leave_line() {
    if (place_) server_.waiting.erase(*place_);
    place_.reset();
}

void HttpConnection::release_large() {
    if (large_) --server_.large_bodies;
    large_ = false;
}

}  // namespace assay::serve
