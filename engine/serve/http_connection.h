// One client of the server: its requests, one after the other.
#pragma once

#include <utility>  // Boost.Asio 1.74 forgets to include it

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>

#include "serve/http.h"
#include "serve/http_server_state.h"

namespace assay::serve {

/// One client. Everything but the handler runs on the reading thread.
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    using Waiting = std::list<std::weak_ptr<HttpConnection>>;

    HttpConnection(boost::asio::ip::tcp::socket socket, HttpServer::State& server);
    ~HttpConnection();
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;

    /// Waits for a request, answers it, and goes on until either side ends the connection.
    void next_request();
    /// Gives up a connection that has nothing to say.
    void drop();

private:
    void read_head();
    void head_was_read(boost::system::error_code failed);
    void read_body();
    void read_request();
    void dispatch();
    void too_large(std::uint64_t limit);
    void answer(Response response, bool close);
    void linger();
    void read_away();
    void leave_line();
    void release_large();

    HttpServer::State& server_;
    boost::beast::tcp_stream stream_;
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    boost::beast::http::response<boost::beast::http::string_body> response_;
    boost::beast::http::response<boost::beast::http::empty_body> go_on_;
    std::array<char, 16384> rest_{};
    Request request_;
    std::optional<Waiting::iterator> place_;
    std::uint64_t body_limit_ = 0, read_away_ = 0;
    Lane lane_ = Lane::quick;
    bool keep_alive_ = false, only_head_ = false, closing_ = false, large_ = false;
};

}  // namespace assay::serve
