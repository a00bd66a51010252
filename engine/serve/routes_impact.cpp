// What drafts do to the whole corpus: one pack's, or a shared pack's in every pack that builds on it.
#include <algorithm>
#include <chrono>

#include "corpus/balance_moves.h"
#include "corpus/pack_diff.h"
#include "report/json_out.h"
#include "serve/routes.h"

namespace assay::serve {
namespace {

using report::JsonOut;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostFindings = 200, kMostMoves = 50;

void write_moves(JsonOut& json, const corpus::Corpus& before, const corpus::Corpus& after) {
    const auto moves = corpus::balance_moves(before, after);
    json.array("moved");
    for (std::size_t i = 0; i < std::min(moves.size(), kMostMoves); ++i) {
        const auto& each = after.labelled[moves[i].index];
        json.open_object();
        json.field("report", corpus::report_id(after.reports[after.places[moves[i].index].report].source));
        json.field("document", each.document);
        json.field("statement", each.evidence.statement);
        json.field("before", moves[i].before);
        json.field("after", moves[i].after);
        json.close_object();
    }
    json.close_array();
    json.field("moved_total", moves.size());
}

std::uint64_t milliseconds_since(Clock::time_point begin) {
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count());
}

/// One pack's saved rules against another version of them: what the members of the answer are, in braces.
struct Comparison {
    std::shared_ptr<const RulePack> after;
    std::string after_key;
    const PackView& view;
};

Result<std::string> compare(const Call& call, const Comparison& wanted, const CorpusDesk::Cancelled& stop) {
    const auto begin = Clock::now();
    const auto before = call.bench.saved_corpus(wanted.view);
    if (!before) return before.error();
    const auto after = call.bench.corpus().scored(wanted.after, wanted.after_key, false, stop);
    if (!after) return after.error();
    const corpus::PackDiff diff = corpus::diff_corpora(*wanted.view.saved, **before, *wanted.after, **after);
    JsonOut json;
    json.open_object();
    json.field("documents", (*after)->reports.size());
    json.field("ms", milliseconds_since(begin));
    write_moves(json, **before, **after);
    json.close_object();
    std::string head = json.str();
    head.back() = ',';
    return head + corpus::diff_json(diff, kMostFindings).substr(1);
}

/// The drafts of a pack that scores nothing itself, in each pack that builds on it.
Response shared_impact(const Call& call, const PackView& view, const std::vector<PackRoom*>& rooms,
                       const CorpusDesk::Cancelled& stop) {
    const auto begin = Clock::now();
    std::string packs;
    for (PackRoom* room : rooms) {
        const auto theirs = room->desk().view();
        JsonOut json;
        json.open_object();
        json.field("id", room->desk().id());
        json.field("title", theirs->saved ? theirs->saved->title() : room->desk().id());
        const PackDesk::Variant variant = room->desk().with_drafts_of(call.desk());
        const bool sound = theirs->saved && variant.pack;
        if (!sound) {
            const Diagnostics& told = theirs->saved ? variant.diagnostics : theirs->saved_diagnostics;
            json.field("mistake", told.empty() ? "The pack has mistakes." : told.front().message);
        }
        json.close_object();
        packs += packs.empty() ? "" : ",";
        std::string each = json.str();
        if (sound) {
            const auto compared = compare(call, {variant.pack, variant.key, *theirs}, stop);
            if (!compared) return failed(compared.error());
            each.back() = ',';
            each += compared->substr(1);
        }
        packs += each;
    }
    JsonOut json;
    json.open_object();
    json.field("revision", view.revision);
    json.field("ms", milliseconds_since(begin));
    json.close_object();
    std::string head = json.str();
    head.back() = ',';
    return json_answer(head + "\"packs\":[" + packs + "]}");
}

Response impact(const Call& call) {
    const std::uint64_t mine = call.pack->newest_impact();
    const auto view = call.desk().view();
    if (!view->saved)
        return failed({"mistakes", "The saved rules have mistakes: there is nothing to compare with."});
    if (!view->current) return failed({"mistakes", "The rules have mistakes, so nothing can be scored."});
    const auto cancelled = [&] { return call.bench.shutting() || !call.pack->is_newest(mine); };
    if (view->saved->framework().statements.empty()) {
        const auto rooms = call.bench.building_on(*call.pack);
        if (!rooms.empty()) return shared_impact(call, *view, rooms, cancelled);
    }
    const auto compared = compare(call, {view->current, view->current_key, *view}, cancelled);
    if (!compared) return failed(compared.error());
    JsonOut json;
    json.open_object();
    json.field("revision", view->revision);
    json.close_object();
    std::string head = json.str();
    head.back() = ',';
    return json_answer(head + compared->substr(1));
}

}  // namespace

std::vector<Route> impact_routes() {
    return {{"POST", "/packs/{pack}/impact", Lane::slow, kSmallLimit, impact}};
}

}  // namespace assay::serve
