#include "ingest/assemble.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ingest/encoding.h"
#include "ingest/plain.h"

namespace assay::ingest {

namespace {

// A paragraph of so many bytes or more is text about a statement, not an entry in a list of contents.
constexpr std::uint32_t kBodyBytes = 60;

// A place where a statement's heading stands.
struct Occurrence {
    std::size_t item = 0;
    int statement = -1;
    std::optional<int> score;
    Span score_at;
    std::uint64_t body = 0;  // bytes of paragraphs up to the next occurrence
    bool index = false;      // an entry of a table or list, not where the statement is written about
};

class Assembler {
public:
    Assembler(const Outline& outline, const Framework& framework, const LinePatterns& patterns,
              Report& report)
        : outline_(outline), framework_(framework), patterns_(patterns), report_(report) {}

    void run(const std::string& assume_statement) {
        find_occurrences();
        mark_index();
        emit(assume_statement);
        finish_scores();
        warn();
    }

private:
    std::string_view text() const { return report_.extracted.text.bytes; }

    void find_occurrences() {
        bool ended = false;
        for (std::size_t i = 0; i < outline_.items.size(); ++i) {
            const Item& item = outline_.items[i];
            Occurrence* last = occurrences_.empty() ? nullptr : &occurrences_.back();
            switch (item.kind) {
                case ItemKind::statement:
                    occurrences_.push_back({i, item.meaning, item.score, item.at, 0, false});
                    ended = false;
                    break;
                case ItemKind::score:
                    scores_.push_back({*item.score, item.at});
                    // Before any text the score is that of the heading above it.
                    if (last != nullptr && !last->score) {
                        last->score = item.score;
                        last->score_at = item.at;
                    } else if (last == nullptr && !first_score_) {
                        first_score_ = scores_.back();
                    } else if (last != nullptr && last->score != item.score) {
                        conflicts_.push_back(item.at);
                    }
                    break;
                case ItemKind::paragraph:
                case ItemKind::bullet:
                    if (last != nullptr && !ended && item.at.size() >= kBodyBytes)
                        last->body += item.at.size();
                    break;
                case ItemKind::end:
                    ended = true;
                    break;
                case ItemKind::heading:
                case ItemKind::section:
                    break;
            }
        }
    }

    // A table of judgements and a list of contents name the statements that are written about further
    // on. What follows the last entry of such a list belongs to no entry.
    void mark_index() {
        for (std::size_t i = 0; i < occurrences_.size(); ++i) {
            Occurrence& here = occurrences_[i];
            bool elsewhere = false;
            bool later = false;
            for (std::size_t j = 0; j < occurrences_.size(); ++j) {
                if (j == i || occurrences_[j].statement != here.statement || occurrences_[j].body == 0)
                    continue;
                elsewhere = true;
                if (j > i) later = true;
            }
            const bool in_list = i > 0 && occurrences_[i - 1].index && occurrences_[i - 1].body == 0;
            here.index = (here.body == 0 && elsewhere) || (later && in_list);
        }
        for (const Occurrence& o : occurrences_) {
            if (o.index && o.score && stated_.count(o.statement) == 0)
                stated_[o.statement] = {*o.score, o.score_at};
        }
    }

    std::uint16_t part_for(const std::string& statement, bool anew) {
        if (!anew) {
            for (std::size_t i = 0; i < report_.parts.size(); ++i) {
                if (report_.parts[i].statement == statement) return static_cast<std::uint16_t>(i);
            }
        }
        report_.parts.push_back({statement, std::nullopt, {}});
        return static_cast<std::uint16_t>(report_.parts.size() - 1);
    }

    std::uint16_t add_section(std::string id, Span heading) {
        report_.sections.push_back({std::move(id), plain(slice(text(), heading)), heading});
        return static_cast<std::uint16_t>(report_.sections.size() - 1);
    }

    void emit(const std::string& assume_statement) {
        report_.blocks.reserve(outline_.items.size());
        report_.lines.reserve(outline_.pieces.size());
        report_.sections.push_back({});
        std::string preamble = framework_.preamble_part;
        // A file about one statement may do without its heading.
        if (!assume_statement.empty() && occurrences_.empty()) preamble = assume_statement;
        constexpr int kNone = -1;
        int part = kNone;
        std::uint16_t section = 0;
        bool evidence = true;
        bool ended = false;
        std::size_t occurrence = 0;
        for (const Item& item : outline_.items) {
            switch (item.kind) {
                case ItemKind::statement: {
                    const Occurrence& here = occurrences_[occurrence++];
                    ended = false;
                    evidence = true;
                    if (here.index) {
                        part = kNone;
                        section = 0;
                        break;
                    }
                    const std::string& id =
                        framework_.statements[static_cast<std::size_t>(here.statement)].id;
                    const bool again = std::any_of(report_.parts.begin(), report_.parts.end(),
                                                   [&](const Part& p) { return p.statement == id; });
                    // The preamble and a heading of its own may both be the overall judgement.
                    const bool same = again && id == framework_.preamble_part;
                    if (again && !same) {
                        report_.warnings.push_back(
                            {"statement-twice",
                             fmt::format("The file holds the statement {} more than once.", id), item.at});
                    }
                    part = part_for(id, !same);
                    Part& p = report_.parts[static_cast<std::size_t>(part)];
                    if (here.score && !p.published_score) {
                        p.published_score = here.score;
                        p.published_at = here.score_at;
                    }
                    section = add_section("", item.at);
                    add_block(item, BlockKind::heading, false, part, section);
                    break;
                }
                case ItemKind::section: {
                    const SectionKind& kind = framework_.sections[static_cast<std::size_t>(item.meaning)];
                    if (part == kNone) part = part_for(preamble, false);
                    section = add_section(kind.id, item.at);
                    evidence = kind.evidence;
                    add_block(item, BlockKind::heading, false, part, section);
                    break;
                }
                case ItemKind::heading:
                    if (part == kNone) part = part_for(preamble, false);
                    if (ended) {
                        add_block(item, BlockKind::heading, false, part, section);
                        break;
                    }
                    section = add_section(slug(slice(text(), item.at)), item.at);
                    evidence = true;
                    add_block(item, BlockKind::heading, false, part, section);
                    break;
                case ItemKind::paragraph:
                case ItemKind::bullet:
                    if (part == kNone) part = part_for(preamble, false);
                    add_block(item, item.kind == ItemKind::bullet ? BlockKind::bullet : BlockKind::paragraph,
                              evidence && !ended, part, section);
                    break;
                case ItemKind::score:
                    break;
                case ItemKind::end:
                    ended = true;
                    break;
            }
        }
    }

    void add_block(const Item& item, BlockKind kind, bool evidence, int part, std::uint16_t section) {
        const auto begin = static_cast<std::uint32_t>(report_.lines.size());
        for (std::uint32_t i = item.pieces.begin; i < item.pieces.end; ++i)
            report_.lines.push_back(outline_.pieces[i]);
        report_.blocks.push_back({kind,
                                  evidence,
                                  static_cast<std::uint16_t>(part),
                                  section,
                                  {begin, static_cast<std::uint32_t>(report_.lines.size())}});
        if (evidence) exclude_giveaways(report_.blocks.back());
    }

    // Grades are stated across line breaks too, so they are sought in the whole block.
    void exclude_giveaways(const Block& block) {
        if (!patterns_.any_giveaways()) return;
        if (block.lines.size() == 1 && is_plain(slice(text(), report_.lines[block.lines.begin]))) {
            const Span line = report_.lines[block.lines.begin];
            found_.clear();
            patterns_.giveaways(slice(text(), line), found_);
            std::sort(found_.begin(), found_.end());
            for (const Span f : found_) exclude({line.begin + f.begin, line.begin + f.end});
            return;
        }
        block_text_.clear();
        for (std::uint32_t i = block.lines.begin; i < block.lines.end; ++i) {
            if (!block_text_.empty()) block_text_ += ' ';
            append_plain(block_text_, slice(text(), report_.lines[i]));
        }
        found_.clear();
        patterns_.giveaways(block_text_, found_);
        if (found_.empty()) return;
        // Only now, for the few blocks that state a grade, is it worth knowing where each byte came from.
        block_text_.clear();
        origin_.clear();
        for (std::uint32_t i = block.lines.begin; i < block.lines.end; ++i) {
            const Span line = report_.lines[i];
            if (!block_text_.empty()) {
                block_text_ += ' ';
                origin_.push_back(line.begin);
            }
            append_plain(block_text_, slice(text(), line), &origin_, line.begin);
        }
        std::sort(found_.begin(), found_.end());
        for (const Span f : found_) {
            if (!f.empty()) exclude({origin_[f.begin], origin_[f.end - 1] + 1});
        }
    }

    void exclude(Span at) {
        if (at.empty() || (!report_.excluded.empty() && report_.excluded.back().contains(at))) return;
        report_.excluded.push_back(at);
    }

    void finish_scores() {
        for (Part& part : report_.parts) {
            if (part.published_score) continue;
            for (std::size_t i = 0; i < framework_.statements.size(); ++i) {
                if (framework_.statements[i].id != part.statement) continue;
                const auto found = stated_.find(static_cast<int>(i));
                if (found == stated_.end()) continue;
                part.published_score = found->second.first;
                part.published_at = found->second.second;
            }
        }
        // A score above every heading belongs to the only statement that there is.
        if (!first_score_) return;
        Part* only = nullptr;
        for (Part& part : report_.parts) {
            if (part.statement.empty() && report_.parts.size() > 1) continue;
            if (only != nullptr) return;
            only = &part;
        }
        if (only != nullptr && !only->published_score) {
            only->published_score = first_score_->first;
            only->published_at = first_score_->second;
        }
    }

    void warn() {
        const bool any = std::any_of(report_.parts.begin(), report_.parts.end(),
                                     [](const Part& p) { return !p.statement.empty(); });
        if (!any) {
            report_.warnings.push_back(
                {"no-statement",
                 fmt::format("No statement of {} is named in this file; say which one it is about.",
                             framework_.title),
                 {}});
        }
        for (const Part& part : report_.parts) {
            if (part.statement.empty() || part.published_score) continue;
            report_.warnings.push_back(
                {"no-score",
                 fmt::format("No published score was found for the statement {}.", part.statement),
                 {}});
        }
        // What converters hand over is UTF-8.
        const Format format = report_.extracted.source.format;
        const Misencoded bytes =
            format == Format::text || format == Format::markdown ? find_misencoded(text()) : Misencoded{};
        if (bytes.count > 0) {
            report_.warnings.push_back(
                {"not-utf8",
                 fmt::format("{} of this file {} not UTF-8, the first of them here; words that hold one "
                             "match no phrase. "
                             "Save the file as UTF-8.",
                             bytes.count == 1 ? "One byte" : fmt::format("{} bytes", bytes.count),
                             bytes.count == 1 ? "is" : "are"),
                 bytes.first});
        }
        for (const Span at : conflicts_) {
            report_.warnings.push_back(
                {"score-differs",
                 "The file states another score further on; the first one is taken as published.", at});
        }
    }

    const Outline& outline_;
    const Framework& framework_;
    const LinePatterns& patterns_;
    Report& report_;
    std::vector<Occurrence> occurrences_;
    std::map<int, std::pair<int, Span>> stated_;  // by statement: what a table says
    std::vector<std::pair<int, Span>> scores_;
    std::optional<std::pair<int, Span>> first_score_;
    std::vector<Span> conflicts_;
    std::string block_text_;
    std::vector<Span> found_;
    std::vector<std::uint32_t> origin_;
};

}  // namespace

void assemble(const Outline& outline, const Framework& framework, const LinePatterns& patterns,
              const std::string& assume_statement, Report& report) {
    Assembler(outline, framework, patterns, report).run(assume_statement);
}

}  // namespace assay::ingest
