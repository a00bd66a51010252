#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "calibrate/history.h"
#include "calibrate/write_model.h"
#include "cli/command.h"
#include "cli/console.h"
#include "report/plot.h"

namespace assay::cli {
namespace {

using calibrate::HistoryEntry;

std::string number(const std::optional<double>& value) {
    return value ? fmt::format("{:.3f}", *value) : "undefined";
}

/// A bar for QWK: 40 columns from the least value shown to the most.
std::string trend(const std::optional<double>& value, double low, double high) {
    if (!value) return "";
    const double share = high > low ? (*value - low) / (high - low) : 1;
    return std::string(static_cast<std::size_t>(1 + std::lround(39 * share)), '#');
}

std::string history_text(const std::vector<HistoryEntry>& entries) {
    double low = 1e9, high = -1e9;
    for (const HistoryEntry& e : entries) {
        if (!e.qwk) continue;
        low = std::min(low, *e.qwk);
        high = std::max(high, *e.qwk);
    }
    std::string out =
        fmt::format("{:>4} {:<20} {:<14} {:<9} {:<9} {:>5} {:>9} {:>9} {:>9} {:>9}\n", "id", "recorded (UTC)",
                    "pack", "rules", "corpus", "n", "QWK", "exact", "macro-MAE", "RPS skill");
    for (const HistoryEntry& e : entries) {
        out += fmt::format("{:>4} {:<20} {:<14.14} {:<9.8} {:<9.8} {:>5} {:>9} {:>9} {:>9} {:>9}  {}\n", e.id,
                           e.recorded, e.pack, e.pack_hash, e.corpus_hash, e.assessments, number(e.qwk),
                           number(e.exact), number(e.macro_mae), number(e.rps_skill), e.note);
    }
    if (low <= high) {
        out += fmt::format("\nQWK, {:.3f} to {:.3f}\n", low, high);
        for (const HistoryEntry& e : entries)
            out += fmt::format("{:>4} {:<40} {}\n", e.id, trend(e.qwk, low, high), number(e.qwk));
    }
    return out;
}

std::string history_html(const std::vector<HistoryEntry>& entries) {
    report::Plot plot(720, 300);
    plot.x_axis("calibration", 0.5, static_cast<double>(std::max<std::size_t>(entries.size(), 1)) + 0.5);
    double low = 1;
    for (const HistoryEntry& e : entries)
        low = std::min({low, e.qwk.value_or(1), e.qwk_low.value_or(1), e.exact.value_or(1)});
    plot.y_axis("QWK (dot, with interval) and exact agreement (ring)", std::floor(low * 10) / 10, 1);
    std::string rows;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const HistoryEntry& e = entries[i];
        const double x = static_cast<double>(i + 1);
        if (e.qwk_low && e.qwk_high) plot.line({{x, *e.qwk_low}, {x, *e.qwk_high}}, "interval");
        if (e.qwk) plot.dot(x, *e.qwk, "value", fmt::format("{}: QWK {}", e.recorded, number(e.qwk)));
        if (e.exact) plot.dot(x, *e.exact, "ring", fmt::format("{}: exact {}", e.recorded, number(e.exact)));
        rows += fmt::format(
            "<tr><td>{}<td>{}<td>{}<td><code>{:.12}</code><td><code>{:.12}</"
            "code><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}</tr>\n",
            e.id, e.recorded, report::escaped(e.pack), e.pack_hash, e.corpus_hash, e.assessments,
            number(e.qwk), number(e.exact), number(e.macro_mae), number(e.rps_skill),
            report::escaped(e.note));
    }
    return report::plot_page("History of calibrations",
                             plot.svg() +
                                 "<table><tr><th>id<th>recorded "
                                 "(UTC)<th>pack<th>rules<th>corpus<th>n<th>QWK<th>exact<th>macro-MAE<th>RPS "
                                 "skill<th>note</tr>\n" +
                                 rows + "</table>");
}

struct HistoryCommand {
    std::string pack, file, html;
    std::int64_t model = 0;
    int limit = 30;

    int run() const {
        if (pack.empty() && file.empty()) {
            complain("name the pack with --pack, or the history with --history.");
            return kUsage;
        }
        const std::string path =
            file.empty() ? (std::filesystem::path(pack) / "history.sqlite").string() : file;
        std::error_code unseen;
        if (file.empty() && !std::filesystem::is_directory(pack, unseen)) {
            complain(fmt::format("{}: there is no such folder.", pack));
            return kUsage;
        }
        const auto entries = read(path);
        if (!entries) {
            complain(entries.error().message);
            return kSomeFailed;
        }
        if (model > 0) {
            const auto found = std::find_if(entries->begin(), entries->end(),
                                            [this](const HistoryEntry& e) { return e.id == model; });
            if (found == entries->end()) {
                complain(fmt::format("{}: there is no entry {}.", path, model));
                return kSomeFailed;
            }
            return write_out(found->model) ? kAllWell : kSomeFailed;
        }
        std::string why;
        if (!html.empty() && !calibrate::replace_file(html, history_html(*entries), why)) {
            complain(why + ".");
            return kSomeFailed;
        }
        return write_out(entries->empty() ? none_text(path) : history_text(*entries)) ? kAllWell
                                                                                      : kSomeFailed;
    }

    // A pack that was never calibrated here has no history yet: none is what there is to show.
    Result<std::vector<HistoryEntry>> read(const std::string& path) const {
        const std::filesystem::path folder = std::filesystem::path(path).parent_path();
        std::error_code unseen;
        if (!std::filesystem::exists(path, unseen) && !unseen &&
            (folder.empty() || std::filesystem::is_directory(folder, unseen)))
            return std::vector<HistoryEntry>{};
        auto history = calibrate::History::open(path, false);
        if (!history) return history.error();
        return history->list("", model > 0 ? 1000000 : limit);
    }

    std::string none_text(const std::string& path) const {
        const std::string command = "assay calibrate --pack " + (pack.empty() ? "DIR" : pack) +
                                    (file.empty() ? "" : " --history " + file) + " REPORTS";
        return fmt::format(
            "No calibration is recorded yet: there is {} {}.\n`{}` fits the pack to published scores and "
            "records it "
            "there.\n",
            std::filesystem::exists(path) ? "no entry in" : "no", path, command);
    }
};

}  // namespace

void add_history(CLI::App& program, int& exit) {
    auto command = std::make_shared<HistoryCommand>();
    CLI::App* app =
        program.add_subcommand("history", "List the calibrations of a pack and how their figures went");
    app->add_option("--pack", command->pack, "Folder of the rule pack; its history.sqlite is read")
        ->type_name("DIR");
    app->add_option("--history", command->file, "The history file, where it is elsewhere")->type_name("FILE");
    app->add_option("--html", command->html, "Also write a page with the trend here")->type_name("FILE");
    app->add_option("--model", command->model, "Print the model that this entry recorded")->type_name("ID");
    app->add_option("--limit", command->limit, "Most entries to list, the last ones")->capture_default_str();
    app->footer(
        "Example:  assay history --pack rules/ofsted-ilacs\n"
        "A pack that has not been calibrated here has no history yet: that is said, and is no error.\n"
        "Exit codes: 0 all well, also where there is no history yet; 1 the history cannot be read, or has no "
        "entry --model;\n"
        "2 wrong options.");
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
