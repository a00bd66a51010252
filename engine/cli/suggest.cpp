#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "assay/document.h"
#include "calibrate/write_model.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/labelled_options.h"
#include "cli/pack_source.h"
#include "corpus/suggestion_output.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

/// "3", "5-8".
std::optional<std::pair<std::size_t, std::size_t>> range_of(const std::string& text) {
    std::size_t low = 0, high = 0;
    const char* const end = text.data() + text.size();
    auto read = std::from_chars(text.data(), end, low);
    if (read.ec != std::errc()) return std::nullopt;
    high = low;
    if (read.ptr != end && *read.ptr == '-') read = std::from_chars(read.ptr + 1, end, high);
    if (read.ec != std::errc() || read.ptr != end || low == 0 || high < low) return std::nullopt;
    return std::pair{low, high};
}

struct SuggestCommand {
    std::string pack;
    corpus::CorpusOptions corpus;
    suggest::SuggestSettings settings;
    std::string statement, containing, write;
    std::vector<std::string> choose;
    std::string format = "text";
    std::size_t sentences = 3;

    int run() {
        const auto loaded = load_one_pack(pack, Model::author);
        if (!loaded) return kUsage;
        if (!statement.empty() && !knows_statement(*loaded)) return kUsage;
        if (!write.empty() && fs::exists(write)) {
            complain(fmt::format("{} is there already; nothing was written.", write));
            return kUsage;
        }
        const std::vector<std::string> masked = std::exchange(corpus.masked, {});
        corpus.without_rules = true;
        const auto scored = corpus::score_corpus(loaded, corpus);
        if (!scored) {
            complain(scored.error().message);
            return kUsage;
        }
        for (const std::string& remark : scored->remarks) complain(remark);
        settings.containing = fold(containing);
        const corpus::SuggestionRun found =
            corpus::suggest_phrases(*loaded, *scored, statement, masked, settings);
        if (!tell_what_labels_allow(found)) return kSomeFailed;
        if (!write.empty()) return write_drafts(*loaded, found);
        const bool written = write_out(format == "json"  ? corpus::suggestions_json(found, sentences)
                                       : format == "csv" ? corpus::suggestions_csv(found)
                                                         : corpus::suggestions_text(found, sentences));
        return written && !scored->failed ? kAllWell : kSomeFailed;
    }

private:
    bool knows_statement(const RulePack& loaded) const {
        std::string known;
        for (const auto& each : loaded.framework().statements) {
            if (each.id == statement) return true;
            known += (known.empty() ? "" : ", ") + each.id;
        }
        complain(fmt::format("there is no statement `{}`; there are {}.", statement, known));
        return false;
    }

    bool tell_what_labels_allow(const corpus::SuggestionRun& found) const {
        const auto& sections = found.all.sections;
        const auto classes = std::count_if(sections.begin(), sections.end(), [](auto n) { return n > 0; });
        if (classes >= 2) return true;
        complain(classes == 0 ? "there is no section with a published score, so nothing can be compared."
                              : "all sections have the same published score, so nothing can be compared.");
        return false;
    }

    int write_drafts(const RulePack& loaded, const corpus::SuggestionRun& found) const {
        std::vector<std::size_t> chosen;
        for (const std::string& each : choose) {
            const auto range = range_of(each);
            if (!range || range->second > found.phrases.size()) {
                complain(fmt::format(
                    "`{}` is no number of a suggestion (1 to {}), nor a range of them such as 2-5.", each,
                    found.phrases.size()));
                return kUsage;
            }
            for (std::size_t i = range->first; i <= range->second; ++i) {
                if (std::find(chosen.begin(), chosen.end(), i - 1) == chosen.end()) chosen.push_back(i - 1);
            }
        }
        if (choose.empty()) {
            for (std::size_t i = 0; i < found.phrases.size(); ++i) chosen.push_back(i);
        }
        if (chosen.empty()) {
            complain(fmt::format("there is nothing to suggest, so {} was not written.", write));
            return kSomeFailed;
        }
        std::string why;
        if (!calibrate::replace_file(write, corpus::draft_rules(pack, loaded, found, chosen, statement),
                                     why)) {
            complain(why + ".");
            return kSomeFailed;
        }
        return write_out(
                   fmt::format("{}: {} draft {}. Its examples run with:  assay test --corpus REPORTS {}\n",
                               write, chosen.size(), chosen.size() == 1 ? "rule" : "rules", write))
                   ? kAllWell
                   : kSomeFailed;
    }
};

}  // namespace

void add_suggest(CLI::App& program, int& exit) {
    auto command = std::make_shared<SuggestCommand>();
    CLI::App* app = program.add_subcommand(
        "suggest", "Find phrases that separate the published scores and that no rule covers");
    add_labelled_options(*app, command->corpus, command->pack);
    app->add_option("--statement", command->statement, "Only sections about this statement")->type_name("ID");
    app->add_option("--level", command->settings.level, "Only phrases for rules of this level")
        ->check(CLI::Range(1, 4));
    app->add_option("--containing", command->containing, "Only phrases with this word, in any inflection")
        ->type_name("WORD");
    app->add_option("--mask", command->corpus.masked,
                    "Words that no phrase may hold, such as those of the scale")
        ->type_name("WORDS")
        ->allow_extra_args(false);
    app->add_option("--most", command->settings.most, "How many phrases")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app->add_option("--least-z", command->settings.least_z,
                    "How well a phrase must separate, in standard errors")
        ->check(CLI::Range(0.0, 100.0))
        ->capture_default_str();
    app->add_option("--least-sections", command->settings.mine.least_sections,
                    "Sections that must hold a phrase")
        ->check(CLI::Range(2, 100000))
        ->capture_default_str();
    app->add_option("--least-authorities", command->settings.mine.least_authorities,
                    "Authorities whose reports must hold it")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    app->add_option("--sentences", command->sentences, "How many sentences to show of each")
        ->capture_default_str();
    app->add_option("--format", command->format, "What to print: text, json or csv")
        ->check(CLI::IsMember({"text", "json", "csv"}))
        ->capture_default_str();
    app->add_option("--write", command->write,
                    "Write the phrases as draft rules into this new file instead of showing them")
        ->type_name("FILE");
    app->add_option("--choose", command->choose,
                    "With --write: only these numbers of the list, such as 1,4,7-9")
        ->type_name("N")
        ->allow_extra_args(false)
        ->delimiter(',');
    app->add_option("-j,--threads", command->corpus.threads, "Threads; 0: as many as there are processors")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    app->footer(
        "Example:  assay suggest --pack rules/ofsted-ilacs --labels published.tsv reports/\n"
        "          assay suggest --pack rules/ofsted-ilacs --labels published.tsv reports/ --write "
        "rules/ofsted-ilacs/rules/drafts.yaml --choose 1,4\n"
        "Exit codes: 0 all well; 1 some input failed, or the scores cannot be compared; 2 wrong options." +
        std::string(kLabelsHelp));
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
