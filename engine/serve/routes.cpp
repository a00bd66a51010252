#include "serve/routes.h"

#include <exception>

namespace assay::serve {
namespace {

std::vector<std::string_view> segments(std::string_view path) {
    std::vector<std::string_view> out;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const std::string_view one = path.substr(0, path.find('/'));
        out.push_back(one);
        path.remove_prefix(one.size());
    }
    return out;
}

bool matches(std::string_view pattern, const std::vector<std::string_view>& path,
             std::map<std::string, std::string>& names) {
    const auto wanted = segments(pattern);
    if (wanted.size() != path.size()) return false;
    std::map<std::string, std::string> found;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].front() == '{') {
            found[std::string(wanted[i].substr(1, wanted[i].size() - 2))] = url_decoded(path[i], false);
        } else if (wanted[i] != path[i]) {
            return false;
        }
    }
    names = std::move(found);
    return true;
}

}  // namespace

const std::vector<Route>& routes() {
    static const std::vector<Route> all = [] {
        std::vector<Route> table;
        for (const auto& part : {state_routes(), pack_routes(), report_routes(), corpus_routes(),
                                 impact_routes(), calibration_routes()})
            table.insert(table.end(), part.begin(), part.end());
        return table;
    }();
    return all;
}

const Route* find_route(const Request& request, std::map<std::string, std::string>& names,
                        bool& other_method) {
    other_method = false;
    const std::string_view base = kApi;
    if (request.path.compare(0, base.size(), base) != 0) return nullptr;
    const auto path = segments(std::string_view(request.path).substr(base.size()));
    if (path.empty()) return nullptr;
    const std::string method = request.method == "HEAD" ? "GET" : request.method;
    for (const Route& route : routes()) {
        if (!matches(route.pattern, path, names)) continue;
        if (route.method == method) return &route;
        other_method = true;
    }
    return nullptr;
}

Response run_route(const Route& route, Workbench& bench, const Request& request,
                   std::map<std::string, std::string> names) {
    try {
        Call call{bench, request, std::move(names), nullptr, JsonIn("")};
        if (const auto pack = call.names.find("pack"); pack != call.names.end()) {
            call.pack = bench.pack(pack->second);
            if (call.pack == nullptr) return failure(404, "no_pack", "There is no such pack here.");
        }
        const bool json = request.header("content-type").rfind("application/json", 0) == 0;
        if (json && !request.body.empty()) {
            call.body = JsonIn(request.body);
            if (!call.body.is_object()) return failure(400, "bad_json", "The body is no JSON object.");
        }
        return route.handle(call);
    } catch (const std::exception&) {
        // What it says may hold anything; the page has no use for it.
        return failure(500, "internal", "Something went wrong in assay.", "Please report what you did.");
    }
}

Response failed(const Error& error) {
    static const std::map<std::string, int> statuses{
        {"refused", 403},   {"read-only", 403},       {"not-found", 404},  {"too-large", 413},
        {"conflict", 409},  {"changed-on-disk", 409}, {"no-draft", 409},   {"mistakes", 422},
        {"no-corpus", 409}, {"loading", 409},         {"superseded", 409}, {"unwritable", 500},
        {"by-hand", 422},   {"labels", 422}};
    const auto status = statuses.find(error.code);
    std::string code = error.code;
    for (char& c : code) {
        if (c == '-') c = '_';
    }
    return failure(status == statuses.end() ? 422 : status->second, code, error.message);
}

}  // namespace assay::serve
