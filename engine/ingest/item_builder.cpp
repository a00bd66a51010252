#include "ingest/item_builder.h"

#include <algorithm>

#include "ingest/furniture.h"

namespace assay::ingest {

ItemBuilder::ItemBuilder(std::string_view text, const std::vector<Line>& lines,
                         const std::vector<std::uint32_t>& running)
    : text_(text), lines_(lines), running_(running), may_hold_litter_(may_hold_litter(text)) {
    out_.items.reserve(lines.size());
    out_.pieces.reserve(lines.size() + lines.size() / 8);
}

void ItemBuilder::add(ItemKind kind, Span at, int meaning, std::optional<int> score) {
    close();
    const auto here = static_cast<std::uint32_t>(out_.pieces.size());
    out_.pieces.push_back(at);
    out_.items.push_back({kind, {here, here + 1}, at, meaning, score, false});
}

void ItemBuilder::begin(ItemKind kind, bool numbered) {
    close();
    const auto here = static_cast<std::uint32_t>(out_.pieces.size());
    out_.items.push_back({kind, {here, here}, {}, -1, std::nullopt, numbered});
    open_ = true;
    open_empty_ = true;
}

void ItemBuilder::append(std::size_t line, std::size_t skip) {
    Span span = lines_[line].span;
    span.begin += static_cast<std::uint32_t>(std::min<std::size_t>(skip, span.size()));
    span.end -= std::min(running_[line], span.size());
    gap_ = running_[line] != 0;
    if (span.empty()) return;
    const std::size_t before = out_.pieces.size();
    keep_words(text_, span, may_hold_litter_, out_.pieces);
    Item& item = out_.items.back();
    item.pieces.end = static_cast<std::uint32_t>(out_.pieces.size());
    if (item.pieces.empty()) return;
    item.at = {out_.pieces[item.pieces.begin].begin, out_.pieces.back().end};
    if (out_.pieces.size() == before) return;
    open_empty_ = false;
    ended_ = ends_sentence(slice(text_, out_.pieces.back()));
    previous_length_ = lines_[line].length;
}

Outline ItemBuilder::take() {
    if (!out_.items.empty() && out_.items.back().pieces.empty()) out_.items.pop_back();
    return std::move(out_);
}

}  // namespace assay::ingest
