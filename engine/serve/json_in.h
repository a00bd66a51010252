// JSON that clients send. Nothing in it is trusted.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::serve {

/// A parsed JSON object. What is missing or of another type is none. Cheap to copy; read-only.
class JsonIn {
public:
    /// Parses; deep nesting costs no stack.
    explicit JsonIn(std::string_view text);

    bool is_object() const;
    std::optional<std::string> text(const char* name) const;
    std::optional<std::int64_t> number(const char* name) const;
    std::optional<double> real(const char* name) const;
    bool truth(const char* name) const;  ///< false where it is missing
    std::vector<std::string> texts(const char* name) const;
    /// An object inside; one that is no object where there is none.
    JsonIn inside(const char* name) const;

private:
    struct Tree;
    JsonIn() = default;
    std::shared_ptr<const Tree> tree_;
    const void* value_ = nullptr;
};

}  // namespace assay::serve
