// What a route sees of HTTP, and what it answers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::serve {

/// A request. Names of headers are in lower case; `path` and the query's values are decoded.
struct Request {
    std::string method;
    std::string path;  ///< without the query, still escaped
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers;
    std::string body;
    std::string local_address;  ///< of the socket that it came in by, without the port

    /// A header's value, or "".
    const std::string& header(const std::string& name) const;
    /// A query parameter's value, or "".
    const std::string& parameter(const std::string& name) const;
};

struct Response {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

/// Which threads run a route: those for what is done at once, or those for what may take seconds, so that
/// the latter never keep the former waiting.
enum class Lane { quick, slow };

/// %XX and, in a query, + undone. Broken escapes stay as they are.
std::string url_decoded(std::string_view text, bool query);

/// Fills `path` and `query` from a request target.
void read_target(std::string_view target, Request& request);

/// {"error":{"code","message","remedy"?}}.
Response failure(int status, std::string_view code, std::string_view message, std::string_view remedy = {});

/// A JSON object as answer.
Response json_answer(std::string body, int status = 200);

}  // namespace assay::serve
