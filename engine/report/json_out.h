// JSON written as a stream: fields of an object in one call each, always valid UTF-8.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "report/utf8.h"

namespace assay::report {

/// One JSON document. Not thread-safe. Bytes that are no UTF-8 become U+FFFD, numbers that are not finite
/// become null.
class JsonOut {
public:
    void open_object() { json_.StartObject(); }
    void close_object() { json_.EndObject(); }
    void open_array() { json_.StartArray(); }
    void close_array() { json_.EndArray(); }
    void key(std::string_view name) { json_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
    void null() { json_.Null(); }

    void value(std::string_view text) {
        scratch_.clear();
        append_repaired(scratch_, text);
        json_.String(scratch_.data(), static_cast<rapidjson::SizeType>(scratch_.size()));
    }
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(const char* text) { value(std::string_view(text)); }
    void value(bool truth) { json_.Bool(truth); }
    void value(double number) { std::isfinite(number) ? void(json_.Double(number)) : void(json_.Null()); }
    template <std::signed_integral T>
    void value(T number) {
        json_.Int64(number);
    }
    template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>) void value(T number) { json_.Uint64(number); }
    template <class T>
    void value(const std::optional<T>& perhaps) {
        perhaps ? value(*perhaps) : null();
    }

    template <class T>
    void field(std::string_view name, const T& what) {
        key(name);
        value(what);
    }
    /// Text that is null where it is empty.
    void field_or_null(std::string_view name, std::string_view text) {
        key(name);
        text.empty() ? null() : value(text);
    }
    void object(std::string_view name) {
        key(name);
        open_object();
    }
    void array(std::string_view name) {
        key(name);
        open_array();
    }
    template <class Texts>
    void texts(std::string_view name, const Texts& all) {
        array(name);
        for (const auto& each : all) value(std::string_view(each));
        close_array();
    }
    /// JSON that is written already.
    void raw(std::string_view name, std::string_view written) {
        key(name);
        json_.RawValue(written.data(), written.size(), rapidjson::kObjectType);
    }

    /// What was written.
    std::string str() const { return {buffer_.GetString(), buffer_.GetSize()}; }

private:
    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> json_{buffer_};
    std::string scratch_;
};

}  // namespace assay::report
