#include "rules/snippets.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace assay::rules {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

}  // namespace

Document document_of(const std::vector<Snippet>& snippets) {
    auto text = std::make_shared<std::string>();
    Report report;
    std::map<std::string, std::uint16_t> sections;
    for (const Snippet& snippet : snippets) {
        const auto part = static_cast<std::uint16_t>(report.parts.size());
        report.parts.push_back({snippet.statement, {}, {}});
        const auto [section, fresh] =
            sections.try_emplace(snippet.section, static_cast<std::uint16_t>(report.sections.size()));
        if (fresh) report.sections.push_back({snippet.section, snippet.section, {}});
        bool inside = false;
        std::size_t at = 0;
        while (at <= snippet.text.size()) {
            const std::size_t stop = std::min(snippet.text.find('\n', at), snippet.text.size());
            std::size_t begin = at;
            std::size_t end = stop;
            at = stop + 1;
            while (begin < end && is_blank(snippet.text[begin])) ++begin;
            while (end > begin && is_blank(snippet.text[end - 1])) --end;
            if (begin == end) {
                inside = false;
                continue;
            }
            const auto line_begin = static_cast<std::uint32_t>(text->size());
            text->append(snippet.text, begin, end - begin);
            report.lines.push_back({line_begin, static_cast<std::uint32_t>(text->size())});
            text->push_back('\n');
            const auto lines = static_cast<std::uint32_t>(report.lines.size());
            if (inside) {
                report.blocks.back().lines.end = lines;
            } else {
                Block block;
                block.part = part;
                block.section = section->second;
                block.lines = {lines - 1, lines};
                report.blocks.push_back(block);
            }
            inside = true;
        }
    }
    report.extracted.text = Buffer{text, *text};
    report.extracted.source.bytes = text->size();
    return build_document(std::move(report));
}

std::vector<std::uint32_t> sentences_by_part(const Document& document) {
    std::vector<std::uint32_t> begins(document.report.parts.size() + 1, 0);
    for (const Sentence& s : document.sentences) ++begins[s.part + 1u];
    for (std::size_t p = 1; p < begins.size(); ++p) begins[p] += begins[p - 1];
    return begins;
}

std::string allowed_section(const PackContent& pack, std::uint32_t rule) {
    const CompiledRule& r = pack.rules[rule];
    const auto left_out = [&](const std::string& id) {
        return std::find(r.not_sections.begin(), r.not_sections.end(), id) != r.not_sections.end();
    };
    for (const std::string& id : r.sections) {
        if (!left_out(id)) return id;
    }
    // A composite looks where the first rule that it needs looks.
    for (const auto* needs : {&r.combine_all, &r.combine_any}) {
        if (!needs->empty()) return allowed_section(pack, needs->front());
    }
    // An id that no framework has is in nobody's way.
    return "example";
}

std::string forbidden_section(const PackContent& pack, std::uint32_t rule) {
    const CompiledRule& r = pack.rules[rule];
    if (!r.not_sections.empty()) return r.not_sections.front();
    return r.sections.empty() ? std::string("example") : std::string("elsewhere");
}

std::string allowed_statement(const PackContent& pack, std::uint32_t rule) {
    const CompiledRule& r = pack.rules[rule];
    if (!r.statements.empty()) return r.statements.front();
    return pack.framework.statements.empty() ? std::string() : pack.framework.statements.front().id;
}

}  // namespace assay::rules
