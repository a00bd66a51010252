#include "serve/http.h"

#include "report/json_out.h"

namespace assay::serve {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

const std::string& value_or_empty(const std::map<std::string, std::string>& all, const std::string& name) {
    static const std::string empty;
    const auto found = all.find(name);
    return found == all.end() ? empty : found->second;
}

}  // namespace

const std::string& Request::header(const std::string& name) const {
    return value_or_empty(headers, name);
}

const std::string& Request::parameter(const std::string& name) const {
    return value_or_empty(query, name);
}

std::string url_decoded(std::string_view text, bool query) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
            hex_value(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += query && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

void read_target(std::string_view target, Request& request) {
    const std::size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark == std::string_view::npos) return;
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        request.query[url_decoded(pair.substr(0, equals), true)] =
            url_decoded(pair.substr(std::min(pair.size(), equals + 1)), true);
    }
}

Response failure(int status, std::string_view code, std::string_view message, std::string_view remedy) {
    report::JsonOut json;
    json.open_object();
    json.object("error");
    json.field("code", code);
    json.field("message", message);
    if (!remedy.empty()) json.field("remedy", remedy);
    json.close_object();
    json.close_object();
    return {status, "application/json", json.str(), {}};
}

Response json_answer(std::string body, int status) {
    return {status, "application/json", std::move(body), {}};
}

}  // namespace assay::serve
