#include "report/journal.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace assay::report {

namespace {

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

// Paths may be any bytes, and JSON holds only UTF-8: in hexadecimal they come back as they were.
std::string to_hex(std::string_view bytes) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (char c : bytes) {
        hex += kDigits[static_cast<unsigned char>(c) >> 4];
        hex += kDigits[static_cast<unsigned char>(c) & 15U];
    }
    return hex;
}

std::string from_hex(std::string_view hex) {
    auto nibble = [](char c) { return static_cast<unsigned>(c >= 'a' ? c - 'a' + 10 : c - '0') & 15U; };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(nibble(hex[i]) << 4 | nibble(hex[i + 1]));
    return bytes;
}

void text(Json& json, const char* key, std::string_view value) {
    json.Key(key);
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void score(Json& json, const char* key, std::optional<int> value) {
    json.Key(key);
    value ? void(json.Int(*value)) : void(json.Null());
}

void write_row(Json& json, const SummaryRow& row) {
    json.StartObject();
    text(json, "path", row.path);
    text(json, "authority", row.authority);
    text(json, "statement", row.statement);
    text(json, "title", row.title);
    text(json, "error", row.error);
    score(json, "predicted", row.predicted);
    score(json, "published", row.published);
    json.Key("probability");
    json.Double(row.probability);
    json.Key("balance");
    json.Double(row.balance);
    json.Key("findings");
    json.Uint64(row.findings);
    json.Key("flags");
    json.Int((row.abstained ? 1 : 0) | (row.calibrated ? 2 : 0) | (row.incomplete ? 4 : 0));
    json.EndObject();
}

std::string get_text(const rapidjson::Value& object, const char* key) {
    const auto at = object.FindMember(key);
    if (at == object.MemberEnd() || !at->value.IsString()) return {};
    return {at->value.GetString(), at->value.GetStringLength()};
}

double get_number(const rapidjson::Value& object, const char* key) {
    const auto at = object.FindMember(key);
    return at != object.MemberEnd() && at->value.IsNumber() ? at->value.GetDouble() : 0;
}

std::optional<int> get_score(const rapidjson::Value& object, const char* key) {
    const auto at = object.FindMember(key);
    if (at == object.MemberEnd() || !at->value.IsInt()) return std::nullopt;
    return at->value.GetInt();
}

SummaryRow read_row(const rapidjson::Value& object) {
    SummaryRow row;
    row.path = get_text(object, "path");
    row.authority = get_text(object, "authority");
    row.statement = get_text(object, "statement");
    row.title = get_text(object, "title");
    row.error = get_text(object, "error");
    row.predicted = get_score(object, "predicted");
    row.published = get_score(object, "published");
    row.probability = get_number(object, "probability");
    row.balance = get_number(object, "balance");
    row.findings = static_cast<std::size_t>(get_number(object, "findings"));
    const auto flags = static_cast<unsigned>(get_number(object, "flags"));
    row.abstained = (flags & 1U) != 0;
    row.calibrated = (flags & 2U) != 0;
    row.incomplete = (flags & 4U) != 0;
    return row;
}

std::optional<JournalEntry> read_entry(const rapidjson::Value& object) {
    if (!object.IsObject() || !object.HasMember("done")) return std::nullopt;
    JournalEntry entry;
    entry.path = from_hex(get_text(object, "done"));
    entry.sha256 = get_text(object, "sha256");
    entry.name = get_text(object, "name");
    if (const auto at = object.FindMember("sizes"); at != object.MemberEnd() && at->value.IsArray()) {
        for (const auto& size : at->value.GetArray())
            entry.sizes.push_back(size.IsUint64() ? size.GetUint64() : 0);
    }
    if (const auto at = object.FindMember("rows"); at != object.MemberEnd() && at->value.IsArray()) {
        for (const auto& row : at->value.GetArray()) {
            if (!row.IsObject()) continue;
            entry.rows.push_back(read_row(row));
            entry.rows.back().sha256 = entry.sha256;
        }
    }
    return entry;
}

std::string line_of(const rapidjson::StringBuffer& buffer) {
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace

std::string journal_line(const JournalHead& head) {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartObject();
    text(json, "assay-journal", head.version);
    text(json, "format", head.format);
    text(json, "packs", head.packs);
    text(json, "options", head.options);
    json.EndObject();
    return line_of(buffer);
}

std::string journal_line(const JournalEntry& entry) {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartObject();
    text(json, "done", to_hex(entry.path));
    text(json, "sha256", entry.sha256);
    text(json, "name", entry.name);
    json.Key("sizes");
    json.StartArray();
    for (std::uint64_t size : entry.sizes) json.Uint64(size);
    json.EndArray();
    json.Key("rows");
    json.StartArray();
    for (const SummaryRow& row : entry.rows) write_row(json, row);
    json.EndArray();
    json.EndObject();
    return line_of(buffer);
}

std::optional<Journal> read_journal(std::string_view text) {
    Journal journal;
    bool first = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string_view::npos) break;
        rapidjson::Document line;
        line.Parse(text.data() + at, end - at);
        if (line.HasParseError() || !line.IsObject()) break;
        if (first) {
            if (!line.HasMember("assay-journal")) return std::nullopt;
            journal.head = {get_text(line, "assay-journal"), get_text(line, "format"),
                            get_text(line, "packs"), get_text(line, "options")};
            first = false;
        } else {
            auto entry = read_entry(line);
            if (!entry) break;
            journal.entries.push_back(std::move(*entry));
        }
        at = end + 1;
        journal.bytes = at;
    }
    if (first) return std::nullopt;
    return journal;
}

}  // namespace assay::report
