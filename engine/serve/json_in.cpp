#include "serve/json_in.h"

#include <rapidjson/document.h>

namespace assay::serve {

struct JsonIn::Tree {
    rapidjson::Document document;
};

namespace {

const rapidjson::Value* member(const void* object, const char* name) {
    const auto* value = static_cast<const rapidjson::Value*>(object);
    if (value == nullptr || !value->IsObject()) return nullptr;
    const auto found = value->FindMember(name);
    return found == value->MemberEnd() ? nullptr : &found->value;
}

}  // namespace

JsonIn::JsonIn(std::string_view text) {
    auto tree = std::make_shared<Tree>();
    tree->document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(text.data(),
                                                                                                 text.size());
    if (tree->document.HasParseError()) return;
    value_ = &static_cast<const rapidjson::Value&>(tree->document);
    tree_ = std::move(tree);
}

bool JsonIn::is_object() const {
    const auto* value = static_cast<const rapidjson::Value*>(value_);
    return value != nullptr && value->IsObject();
}

std::optional<std::string> JsonIn::text(const char* name) const {
    const rapidjson::Value* found = member(value_, name);
    if (found == nullptr || !found->IsString()) return std::nullopt;
    return std::string(found->GetString(), found->GetStringLength());
}

std::optional<std::int64_t> JsonIn::number(const char* name) const {
    const rapidjson::Value* found = member(value_, name);
    if (found == nullptr || !found->IsInt64()) return std::nullopt;
    return found->GetInt64();
}

std::optional<double> JsonIn::real(const char* name) const {
    const rapidjson::Value* found = member(value_, name);
    if (found == nullptr || !found->IsNumber()) return std::nullopt;
    return found->GetDouble();
}

bool JsonIn::truth(const char* name) const {
    const rapidjson::Value* found = member(value_, name);
    return found != nullptr && found->IsBool() && found->GetBool();
}

std::vector<std::string> JsonIn::texts(const char* name) const {
    std::vector<std::string> out;
    const rapidjson::Value* found = member(value_, name);
    if (found == nullptr || !found->IsArray()) return out;
    for (const auto& each : found->GetArray()) {
        if (each.IsString()) out.emplace_back(each.GetString(), each.GetStringLength());
    }
    return out;
}

JsonIn JsonIn::inside(const char* name) const {
    JsonIn in;
    if (const rapidjson::Value* found = member(value_, name)) {
        in.tree_ = tree_;
        in.value_ = found;
    }
    return in;
}

}  // namespace assay::serve
