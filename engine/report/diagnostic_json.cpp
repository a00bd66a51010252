#include "report/diagnostic_json.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <cctype>

#include "report/diagnostic_text.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

using Json = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void put(Json& json, const char* key, std::string_view text) {
    json.Key(key);
    std::string clean;
    append_repaired(clean, text);
    json.String(clean.data(), static_cast<rapidjson::SizeType>(clean.size()));
}

void put(Json& json, const char* key, std::uint64_t number) {
    json.Key(key);
    json.Uint64(number);
}

std::size_t count(const Diagnostics& diagnostics, Severity severity) {
    return static_cast<std::size_t>(std::count_if(
        diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

// A path as a URI reference: everything but letters, digits and -._~/ is escaped.
std::string uri_of(const std::string& path) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out = !path.empty() && path.front() == '/' ? "file://" : "";
    for (const char c : path) {
        const auto u = static_cast<unsigned char>(c);
        if ((u < 0x80 && std::isalnum(u) != 0) || c == '-' || c == '.' || c == '_' || c == '~' || c == '/') {
            out += c;
        } else {
            out += '%';
            out += kHex[u >> 4];
            out += kHex[u & 15];
        }
    }
    return out;
}

void region(Json& json, const Diagnostic& d) {
    json.Key("region");
    json.StartObject();
    put(json, "startLine", d.place.line);
    if (d.place.column > 0) {
        put(json, "startColumn", d.place.column);
        put(json, "endColumn", std::uint64_t{d.place.column} + std::max<std::uint32_t>(d.place.length, 1));
    }
    if (!d.source_line.empty()) {
        json.Key("snippet");
        json.StartObject();
        put(json, "text", d.source_line);
        json.EndObject();
    }
    json.EndObject();
}

void result(Json& json, const Diagnostic& d, const std::vector<CodeTitle>& codes) {
    json.StartObject();
    put(json, "ruleId", d.code);
    const auto found =
        std::find_if(codes.begin(), codes.end(), [&](const CodeTitle& c) { return c.code == d.code; });
    if (found != codes.end()) put(json, "ruleIndex", static_cast<std::uint64_t>(found - codes.begin()));
    put(json, "level", to_string(d.severity));
    json.Key("message");
    json.StartObject();
    put(json, "text", d.suggestion.empty() ? d.message : d.message + " " + d.suggestion);
    json.EndObject();
    json.Key("locations");
    json.StartArray();
    if (!d.place.file.empty()) {
        json.StartObject();
        json.Key("physicalLocation");
        json.StartObject();
        json.Key("artifactLocation");
        json.StartObject();
        put(json, "uri", uri_of(d.place.file));
        json.EndObject();
        if (d.place.line > 0) region(json, d);
        json.EndObject();
        json.EndObject();
    }
    json.EndArray();
    json.EndObject();
}

}  // namespace

std::string diagnostics_json(const Diagnostics& diagnostics) {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.SetIndent(' ', 2);
    json.StartObject();
    json.Key("diagnostics");
    json.StartArray();
    for (const Diagnostic& d : diagnostics) {
        json.StartObject();
        put(json, "code", d.code);
        put(json, "severity", to_string(d.severity));
        put(json, "file", d.place.file);
        put(json, "line", d.place.line);
        put(json, "column", d.place.column);
        put(json, "length", d.place.length);
        put(json, "message", d.message);
        put(json, "suggestion", d.suggestion);
        put(json, "source", d.source_line);
        json.EndObject();
    }
    json.EndArray();
    put(json, "errors", count(diagnostics, Severity::error));
    put(json, "warnings", count(diagnostics, Severity::warning));
    put(json, "notes", count(diagnostics, Severity::note));
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::string diagnostics_sarif(const Diagnostics& diagnostics, const std::vector<CodeTitle>& codes,
                              const std::string& version) {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.SetIndent(' ', 2);
    json.StartObject();
    put(json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    put(json, "version", "2.1.0");
    json.Key("runs");
    json.StartArray();
    json.StartObject();
    json.Key("tool");
    json.StartObject();
    json.Key("driver");
    json.StartObject();
    put(json, "name", "assay");
    put(json, "semanticVersion", version);
    json.Key("rules");
    json.StartArray();
    for (const CodeTitle& code : codes) {
        json.StartObject();
        put(json, "id", code.code);
        json.Key("shortDescription");
        json.StartObject();
        put(json, "text", code.title);
        json.EndObject();
        if (!code.help.empty()) {
            json.Key("help");
            json.StartObject();
            put(json, "text", code.help);
            json.EndObject();
        }
        json.EndObject();
    }
    json.EndArray();
    json.EndObject();
    json.EndObject();
    put(json, "columnKind", "unicodeCodePoints");
    json.Key("results");
    json.StartArray();
    for (const Diagnostic& d : diagnostics) result(json, d, codes);
    json.EndArray();
    json.EndObject();
    json.EndArray();
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace assay::report
