#include "calibrate/write_model.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace assay::calibrate {
namespace {

/// A YAML scalar in double quotes: whatever is inside, it is text.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string figure(const Figure& figure) {
    if (!figure.value) return "undefined";
    if (!figure.interval) return fmt::format("{:.3f}", *figure.value);
    return fmt::format("{:.3f} ({:.3f} to {:.3f})", *figure.value, figure.interval->low,
                       figure.interval->high);
}

std::string cut_list(const CutPoints& cuts) {
    return fmt::format("[{}, {}, {}]", cuts.cut_points[0], cuts.cut_points[1], cuts.cut_points[2]);
}

}  // namespace

std::string write_model(const CalibrationReport& report, const std::string& pack_id,
                        const std::vector<std::string>& rule_ids) {
    const ScoringModel& model = report.model;
    const Provenance from = model.provenance.value_or(Provenance{});
    std::string out =
        "# Fitted by `assay calibrate`; not for editing. Delete this file to go back to the author's "
        "numbers.\n";
    out += "fitted:\n";
    out += fmt::format("  pack: {}\n  pack_hash: {}\n  corpus_hash: {}\n  \"on\": {}\n", quoted(pack_id),
                       quoted(from.pack_hash), quoted(from.corpus_hash), quoted(from.fitted_on));
    out += fmt::format("  assessments: {}\n  authorities: {}\n", from.assessments, from.authorities);
    if (!from.settings.empty()) {
        out += "  settings:\n";
        for (const auto& [key, value] : from.settings) out += fmt::format("    {}: {}\n", key, quoted(value));
    }
    if (report.out_of_authority.assessments > 0) {
        const Agreement& a = report.out_of_authority;
        out += "figures:                       # out of authority, with 95 % intervals\n";
        out += fmt::format("  qwk: {}\n  exact: {}\n  adjacent: {}\n  macro_mae: {}\n  rps_skill: {}\n",
                           quoted(figure(a.qwk)), quoted(figure(a.exact)), quoted(figure(a.adjacent)),
                           quoted(figure(a.macro_mae)), quoted(figure(a.rps_skill)));
        out += fmt::format("  majority_exact: {}\n", quoted(figure(report.majority.exact)));
    }
    out += fmt::format("cut_points: {}\nslope: {}\n", cut_list(model.cuts), model.cuts.slope);
    out += fmt::format(
        "fitted_cuts: [{}, {}, {}]   # false: no examples on one side, the author's cut point stands\n",
        model.cuts.fitted[0], model.cuts.fitted[1], model.cuts.fitted[2]);
    if (!model.statement_cuts.empty()) {
        out += "statements:\n";
        for (const auto& [statement, cuts] : model.statement_cuts) {
            out += fmt::format("  {}: {{cut_points: {}, slope: {}}}\n", quoted(statement), cut_list(cuts),
                               cuts.slope);
        }
    }
    if (model.conformal_threshold)
        out += fmt::format("conformal_threshold: {}\n", *model.conformal_threshold);
    out += fmt::format("coverage: {}\n", model.coverage);
    if (report.stage == FitStage::weights) {
        out += "multipliers:                   # of the author's points; rules without evidence stay at 1\n";
        for (std::size_t r = 0; r < model.weights.size() && r < rule_ids.size(); ++r) {
            out += fmt::format("  {}: {:.6g}\n", quoted(rule_ids[r]), model.weights[r].multiplier);
        }
    }
    return out;
}

bool replace_file(const std::string& path, const std::string& text, std::string& why) {
    const std::string temporary = fmt::format("{}.{}.{}.new", path, getpid(), gettid());
    const auto fail = [&](const std::string& what) {
        why = fmt::format("{}: {}: {}", what, temporary, std::strerror(errno));
        ::unlink(temporary.c_str());
        return false;
    };
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) return fail("cannot create the file");
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t n = ::write(file, text.data() + done, text.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            ::close(file);
            return fail("cannot write the file");
        }
        done += static_cast<std::size_t>(n);
    }
    const bool flushed = ::fsync(file) == 0;
    if (::close(file) != 0 || !flushed) return fail("cannot write the file");
    if (std::rename(temporary.c_str(), path.c_str()) != 0) return fail("cannot replace the file");
    return true;
}

}  // namespace assay::calibrate
