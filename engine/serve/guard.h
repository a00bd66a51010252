// Who may ask: the token of the start address, the session's cookie, and the checks that keep other pages of
// the same browser out (DNS rebinding, cross-site requests).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "serve/http.h"

namespace assay::serve {

/// 32 hexadecimal digits of the system's randomness.
std::string random_token();

struct GuardSettings {
    std::string host = "127.0.0.1";  ///< as asked for
    std::uint16_t port = 0;
    std::string token;  ///< of the start address; not empty
    bool loopback = true;
};

/// Immutable, thread-safe. Says nothing of tokens in any message.
class Guard {
public:
    explicit Guard(GuardSettings settings);

    /// The refusal of a request by its head, or nothing where it may go on. A request with the right token in
    /// its start address is "refused" by sending it on to `/` with the session's cookie.
    std::optional<Response> check(const Request& head) const;

    /// Adds the headers that every answer carries; `nonce` is for the styles that the editor makes.
    static void seal(Response& response, const std::string& nonce);

    /// http://HOST:PORT/?token=TOKEN
    std::string start_address() const;

private:
    bool knows_host(const Request& head) const;
    bool own_origin(const std::string& origin, const Request& head) const;
    bool has_session(const Request& head) const;

    GuardSettings settings_;
    std::string session_;  ///< the cookie's value
    std::string cookie_;   ///< its name, which differs by port since cookies do not
};

/// Compares in a time that does not depend on where the two differ.
bool same_secret(const std::string& a, const std::string& b);

}  // namespace assay::serve
