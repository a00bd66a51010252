// What a YAML file says, as a tree that knows its places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace assay::rules {

/// Where a node begins: line and byte in the line, from 0.
struct YamlMark {
    int line = -1;
    int column = -1;

    bool is_null() const { return line < 0; }
    friend bool operator==(const YamlMark&, const YamlMark&) = default;
};

/// One value of a file. A map's keys and values stand in `children` in turn.
struct YamlValue {
    enum class Kind : std::uint8_t { null, scalar, sequence, map };
    Kind kind = Kind::null;
    bool flow = false;  ///< written with brackets
    YamlMark mark;
    std::string text;  ///< of a scalar
    std::vector<const YamlValue*> children;
};

struct YamlEntry;

/// A value, or nothing: what a map gives for a key that it has not. Refers to the tree; cheap to copy.
class YamlNode {
public:
    YamlNode() = default;
    explicit YamlNode(const YamlValue* value) : value_(value) {}

    bool is_defined() const { return value_ != nullptr; }
    explicit operator bool() const { return is_defined(); }
    bool is_null() const { return is(YamlValue::Kind::null); }
    bool is_scalar() const { return is(YamlValue::Kind::scalar); }
    bool is_sequence() const { return is(YamlValue::Kind::sequence); }
    bool is_map() const { return is(YamlValue::Kind::map); }
    bool is_flow() const { return value_ != nullptr && value_->flow; }

    /// The text of a scalar; empty for anything else.
    const std::string& scalar() const;
    YamlMark mark() const { return value_ == nullptr ? YamlMark{} : value_->mark; }

    /// Entries of a sequence or pairs of a map; 0 for anything else.
    std::size_t size() const;
    /// The first value with this key; undefined where there is none, or this is no map.
    YamlNode operator[](std::string_view key) const;
    YamlNode operator[](std::size_t index) const;

    /// Goes over entries (the entry itself) or pairs (`first` and `second`).
    class Iterator;
    Iterator begin() const;
    Iterator end() const;

private:
    bool is(YamlValue::Kind kind) const { return value_ != nullptr && value_->kind == kind; }

    const YamlValue* value_ = nullptr;
};

/// What iteration gives: of a sequence the entry, of a map its pair.
struct YamlEntry : YamlNode {
    YamlNode first, second;
};

class YamlNode::Iterator {
public:
    Iterator(const YamlValue* const* at, bool pairs) : at_(at), pairs_(pairs) {}
    YamlEntry operator*() const {
        if (pairs_) return {YamlNode(), YamlNode(at_[0]), YamlNode(at_[1])};
        return {YamlNode(at_[0]), YamlNode(), YamlNode()};
    }
    Iterator& operator++() {
        at_ += pairs_ ? 2 : 1;
        return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

private:
    const YamlValue* const* at_;
    bool pairs_;
};

/// Owns the values of a file; they do not move.
struct YamlTree {
    std::deque<YamlValue> values;

    YamlValue& add(YamlValue::Kind kind, YamlMark mark) {
        YamlValue& value = values.emplace_back();
        value.kind = kind;
        value.mark = mark;
        return value;
    }
};

}  // namespace assay::rules
