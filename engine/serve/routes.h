// The REST interface: which method and path does what. docs/openapi.json describes it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "serve/http.h"
#include "serve/json_in.h"
#include "serve/workbench.h"

namespace assay::serve {

/// One request on its way to a route.
struct Call {
    Workbench& bench;
    const Request& request;
    std::map<std::string, std::string> names;  ///< what stands for {pack}, {report} … in the path
    PackRoom* pack = nullptr;                  ///< of {pack}
    JsonIn body;

    PackDesk& desk() const { return pack->desk(); }
    const std::string& name(const std::string& key) const { return names.at(key); }
};

struct Route {
    const char* method;
    const char* pattern;  ///< "/packs/{pack}/files", below /api/v1
    Lane lane;
    std::uint64_t body_limit;
    Response (*handle)(const Call& call);
};

/// Every route, in no particular order.
const std::vector<Route>& routes();

/// The route of a request and what its names stand for; null: there is none. `other_method` tells whether the
/// path exists with another method.
const Route* find_route(const Request& request, std::map<std::string, std::string>& names,
                        bool& other_method);

/// Runs a route; what goes wrong unforeseen is answered with 500.
Response run_route(const Route& route, Workbench& bench, const Request& request,
                   std::map<std::string, std::string> names);

inline constexpr const char* kApi = "/api/v1";
inline constexpr std::uint64_t kJsonLimit = 24u << 20;  ///< a rule file of 4 MB, every byte of it escaped
inline constexpr std::uint64_t kSmallLimit = 64u << 10;
inline constexpr std::uint64_t kFileLimit = 64u << 20;  ///< of a report that is dropped

/// Parts of the table, one a file.
std::vector<Route> state_routes();
std::vector<Route> pack_routes();
std::vector<Route> report_routes();
std::vector<Route> corpus_routes();
std::vector<Route> impact_routes();
std::vector<Route> calibration_routes();

/// An error of a room as an answer: its code says the status.
Response failed(const Error& error);

}  // namespace assay::serve
