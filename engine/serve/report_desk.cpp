#include "serve/report_desk.h"

namespace assay::serve {

std::optional<corpus::CorpusText> find_text(Workbench& bench, PackRoom& room, const std::string& id) {
    for (corpus::CorpusText& text : room.dropped()) {
        if (text.extracted && corpus::report_id(text.extracted->source) == id) return std::move(text);
    }
    return bench.corpus().find_text(id);
}

ScoredReport score_now(const std::shared_ptr<const RulePack>& pack, const corpus::CorpusText& text,
                       bool flips, bool drafts) {
    Session session(std::make_shared<const Engine>(std::vector{pack}));
    ScoreOptions options;
    options.find_flips = flips;
    options.keep_silenced = true;
    options.drafts = drafts;
    return session.score_extracted(text.extracted, text.path, options);
}

}  // namespace assay::serve
