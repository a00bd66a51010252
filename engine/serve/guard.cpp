#include "serve/guard.h"

#include <fmt/format.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

namespace assay::serve {
namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// "name:port" without the port where that is the right one; empty where it is not.
std::string host_without_port(const std::string& host, std::uint16_t port) {
    const std::string suffix = fmt::format(":{}", port);
    if (host.size() > suffix.size() && host.compare(host.size() - suffix.size(), suffix.size(), suffix) == 0)
        return lower(host.substr(0, host.size() - suffix.size()));
    return port == 80 ? lower(host) : "";
}

std::string bracketed(const std::string& address) {
    return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

std::string machine_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? lower(name.data()) : "";
}

constexpr const char* kLockedPage =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>assay</title>"
    "<h1>This page needs its key</h1><p>Open the address that <code>assay serve</code> printed when it was "
    "started; it holds the key.</p></html>";

}  // namespace

std::string random_token() {
    std::array<unsigned char, 16> bytes{};
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t more = ::getrandom(bytes.data() + got, bytes.size() - got, 0);
        if (more < 0 && errno != EINTR) std::abort();  // without randomness nothing here is safe
        if (more > 0) got += static_cast<std::size_t>(more);
    }
    std::string out;
    for (const unsigned char byte : bytes) out += fmt::format("{:02x}", byte);
    return out;
}

bool same_secret(const std::string& a, const std::string& b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |=
            static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return difference == 0;
}

Guard::Guard(GuardSettings settings)
    : settings_(std::move(settings)),
      session_(random_token()),
      cookie_(fmt::format("assay_session_{}", settings_.port)) {}

bool Guard::knows_host(const Request& head) const {
    const std::string host = host_without_port(head.header("host"), settings_.port);
    if (host.empty()) return false;
    if (host == "localhost" || host == "127.0.0.1" || host == "[::1]") return true;
    if (settings_.loopback) return false;
    // Names could be anybody's (DNS rebinding); the address itself, and this machine's own name, are not.
    return host == lower(bracketed(settings_.host)) || host == lower(bracketed(head.local_address)) ||
           host == machine_name();
}

bool Guard::own_origin(const std::string& origin, const Request& head) const {
    return lower(origin) == "http://" + lower(head.header("host"));
}

bool Guard::has_session(const Request& head) const {
    const std::string& authorization = head.header("authorization");
    if (authorization.rfind("Bearer ", 0) == 0) return same_secret(authorization.substr(7), settings_.token);
    std::string_view cookies = head.header("cookie");
    while (!cookies.empty()) {
        std::string_view one = cookies.substr(0, cookies.find(';'));
        cookies.remove_prefix(std::min(cookies.size(), one.size() + 1));
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        if (one.substr(0, one.find('=')) != cookie_ || one.size() <= cookie_.size()) continue;
        if (same_secret(std::string(one.substr(cookie_.size() + 1)), session_)) return true;
    }
    return false;
}

std::optional<Response> Guard::check(const Request& head) const {
    if (!knows_host(head))
        return failure(403, "host", "This server does not answer to that name.",
                       "Open the address that assay serve printed.");
    const bool reading = head.method == "GET" || head.method == "HEAD";
    if (!reading && head.method != "POST" && head.method != "PUT" && head.method != "DELETE")
        return failure(405, "method", "There is no such method here.");
    const auto origin = head.headers.find("origin");
    if (origin != head.headers.end() && !own_origin(origin->second, head))
        return failure(403, "origin", "Other sites may not ask here.");
    if (reading && head.path == "/" && head.query.count("token") != 0) {
        if (!same_secret(head.parameter("token"), settings_.token))
            return Response{403, "text/html; charset=utf-8", kLockedPage, {}};
        return Response{
            303,
            "text/plain",
            "",
            {{"Location", "/"},
             {"Set-Cookie", fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/", cookie_, session_)}}};
    }
    if (!has_session(head)) {
        if (reading && head.path.rfind("/api/", 0) != 0)
            return Response{401, "text/html; charset=utf-8", kLockedPage, {}};
        return failure(401, "session", "There is no session.", "Open the address that assay serve printed.");
    }
    const std::string& site = head.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none")
        return failure(403, "site", "Other sites may not ask here.");
    if (reading) return std::nullopt;
    // A cookie goes along with whatever page sends a request; a bearer token does not.
    if (origin == head.headers.end() && head.header("authorization").empty())
        return failure(403, "origin", "A change needs an Origin header.");
    const std::string type =
        lower(head.header("content-type").substr(0, head.header("content-type").find(';')));
    if (head.method != "DELETE" && type != "application/json" && type != "application/octet-stream")
        return failure(415, "content_type", "Send application/json, or application/octet-stream for a file.");
    return std::nullopt;
}

void Guard::seal(Response& response, const std::string& nonce) {
    const auto has = [&](const char* name) {
        return std::any_of(response.headers.begin(), response.headers.end(),
                           [&](const auto& header) { return header.first == name; });
    };
    const auto add = [&](const char* name, std::string value) {
        if (!has(name)) response.headers.emplace_back(name, std::move(value));
    };
    add("Content-Security-Policy",
        fmt::format(
            "default-src 'none'; script-src 'self'; style-src 'self'{}; img-src 'self' data:; font-src "
            "'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'none'; "
            "base-uri 'none'; frame-ancestors 'none'",
            nonce.empty() ? "" : " 'nonce-" + nonce + "'"));
    add("X-Content-Type-Options", "nosniff");
    add("X-Frame-Options", "DENY");
    add("Referrer-Policy", "no-referrer");
    add("Cross-Origin-Opener-Policy", "same-origin");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Cache-Control", "no-store");
}

std::string Guard::start_address() const {
    std::string host = settings_.host;
    if (host == "0.0.0.0" || host == "::") host = machine_name();
    return fmt::format("http://{}:{}/?token={}", bracketed(host), settings_.port, settings_.token);
}

}  // namespace assay::serve
