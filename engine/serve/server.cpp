#include "serve/server.h"

#include "serve/assets.h"
#include "serve/routes.h"

namespace assay::serve {
namespace {

constexpr std::string_view kNonceMark = "{{nonce}}";

/// The page and what it loads.
Response page_answer(const Request& request) {
    const bool reading = request.method == "GET" || request.method == "HEAD";
    if (!reading) return failure(405, "method", "This can only be read.");
    std::string path = url_decoded(request.path, false);
    // What has no ending is a place inside the page.
    const bool page = path.find('.') == std::string::npos;
    const Asset* asset = find_asset(page ? "/index.html" : path);
    if (asset == nullptr) return failure(404, "not_found", "There is nothing here.");
    Response response{200, std::string(asset->type), "", {}};
    if (asset->path == "/index.html") {
        const std::string nonce = random_token();
        response.body = asset->bytes;
        for (std::size_t at = 0; (at = response.body.find(kNonceMark, at)) != std::string::npos;)
            response.body.replace(at, kNonceMark.size(), nonce);
        Guard::seal(response, nonce);
        return response;
    }
    // Names of the rest change with what is in them.
    if (asset->path.rfind("/assets/", 0) == 0)
        response.headers.emplace_back("Cache-Control", "private, max-age=31536000, immutable");
    const bool gzip =
        !asset->gzip.empty() && request.header("accept-encoding").find("gzip") != std::string::npos;
    response.body = gzip ? asset->gzip : asset->bytes;
    if (gzip) response.headers.emplace_back("Content-Encoding", "gzip");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    return response;
}

}  // namespace

bool is_loopback(const std::string& host) {
    return host == "localhost" || host == "::1" || host.rfind("127.", 0) == 0;
}

Result<std::unique_ptr<Server>> Server::open(const ServeSettings& settings) {
    std::unique_ptr<Server> server(new Server);
    auto bench = Workbench::open(settings.packs, settings.corpus, settings.labels);
    if (!bench) return bench.error();
    server->bench_ = std::move(*bench);
    Server* self = server.get();
    server->http_ = std::make_unique<HttpServer>(
        settings.limits,
        [self](const Request& head) {
            Admission admission = self->admit(head);
            if (admission.refusal) Guard::seal(*admission.refusal, "");
            return admission;
        },
        [self](const Request& request) {
            Response response = self->answer(request);
            Guard::seal(response, "");
            return response;
        });
    const auto port = server->http_->listen(settings.host, settings.port);
    if (!port) return port.error();
    server->port_ = *port;
    server->token_ = settings.token.empty() ? random_token() : settings.token;
    server->guard_ = std::make_unique<Guard>(
        GuardSettings{settings.host, server->port_, server->token_, is_loopback(settings.host)});
    return server;
}

Server::~Server() {
    if (bench_) bench_->shut();
    http_.reset();
}

void Server::run(bool until_signal, const std::function<void()>& ready) {
    bench_->start();
    http_->run(until_signal, ready);
    bench_->shut();
}

void Server::stop() {
    http_->stop();
}

Admission Server::admit(const Request& head) const {
    if (auto refusal = guard_->check(head)) return {std::move(refusal), 0, Lane::quick};
    if (head.path.rfind(kApi, 0) != 0) return {std::nullopt, 0, Lane::quick};
    std::map<std::string, std::string> names;
    bool other_method = false;
    const Route* route = find_route(head, names, other_method);
    if (route == nullptr) {
        return {other_method ? failure(405, "method", "This cannot be asked in that way.")
                             : failure(404, "not_found", "There is no such thing in the interface.",
                                       "/api/v1/openapi.json describes it."),
                0, Lane::quick};
    }
    return {std::nullopt, route->body_limit, route->lane};
}

Response Server::answer(const Request& request) {
    std::map<std::string, std::string> names;
    bool other_method = false;
    const Route* route = find_route(request, names, other_method);
    return route != nullptr ? run_route(*route, *bench_, request, std::move(names)) : page_answer(request);
}

}  // namespace assay::serve
