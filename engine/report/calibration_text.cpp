#include "report/calibration_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::report {
namespace {

std::string stage_words(const CalibrationReport& report) {
    switch (report.stage) {
        case FitStage::nothing:
            return "nothing was fitted";
        case FitStage::cuts_and_slope:
            return "cut points and slope were fitted, the author's points stand";
        case FitStage::weights:
            break;
    }
    return fmt::format("points, cut points and slope were fitted (tau {:g}{})", report.tau.value,
                       report.statement.value > 0
                           ? fmt::format(", statements' offsets {:g}", report.statement.value)
                           : ", one set of cut points for all statements");
}

void prior_choice(const char* name, const PriorChoice& choice, std::string& out) {
    if (choice.tried.size() < 2) return;
    out += fmt::format("Inner RPS by {}:", name);
    for (const auto& [value, loss] : choice.tried) out += fmt::format(" {:g}: {:.5f}", value, loss);
    out += "; chosen in the folds:";
    for (const auto& [value, times] : choice.by_fold) out += fmt::format(" {:g} ({} times)", value, times);
    out += ".\n";
}

std::string value_text(const std::optional<double>& value, int digits = 3) {
    return value ? fmt::format("{:.{}f}", *value, digits) : "undefined";
}

void comparison(const CalibrationReport& report, std::string& out) {
    struct Row {
        const char* name;
        const Figure Agreement::*figure;
    };
    static constexpr Row kRows[] = {
        {"exact", &Agreement::exact}, {"adjacent", &Agreement::adjacent},
        {"QWK", &Agreement::qwk},     {"macro-MAE", &Agreement::macro_mae},
        {"RPS", &Agreement::rps},     {"RPS skill", &Agreement::rps_skill},
        {"Brier", &Agreement::brier}, {"mean difference", &Agreement::mean_difference},
    };
    out += fmt::format("  {:<16} {:<27} {:>10} {:>10} {:>10} {:>10}\n", "", "out of authority (95 %)",
                       "majority", "length", "author's", "in sample");
    for (const Row& row : kRows) {
        const auto plain = [&](const Agreement& a) { return value_text((a.*row.figure).value); };
        out += fmt::format("  {:<16} {:<27} {:>10} {:>10} {:>10} {:>10}\n", row.name,
                           figure_text(report.out_of_authority.*row.figure), plain(report.majority),
                           plain(report.length_only), plain(report.author), plain(report.in_sample));
    }
    const Agreement& a = report.out_of_authority;
    out += fmt::format("  Footnotes: Gwet AC2 {}, Krippendorff alpha {}, permutation p {}.\n",
                       value_text(a.ac2), value_text(a.alpha), value_text(a.permutation_p, 4));
}

void matrix(const Agreement& a, std::string& out) {
    out += "\nPublished (rows) and predicted (columns), out of authority\n";
    out += fmt::format("  {:>9} {:>6} {:>6} {:>6} {:>6}\n", "", 1, 2, 3, 4);
    for (std::size_t i = 4; i-- > 0;) {
        out += fmt::format("  {:>9}", i + 1);
        for (std::size_t j = 0; j < 4; ++j) out += fmt::format(" {:>6}", a.confusion[i][j]);
        out += '\n';
    }
}

void by_statement(const CalibrationReport& report, std::string& out) {
    if (report.by_statement.empty()) return;
    out += "\nBy statement, out of authority\n";
    out += fmt::format("  {:<28} {:>4}  {:<27} {:<27} {:>9} {:>10}\n", "", "n", "QWK", "exact", "macro-MAE",
                       "difference");
    for (const auto& [statement, a] : report.by_statement) {
        out += fmt::format("  {:<28} {:>4}  {:<27} {:<27} {:>9} {:>10}\n", statement, a.assessments,
                           figure_text(a.qwk), figure_text(a.exact), value_text(a.macro_mae.value),
                           value_text(a.mean_difference.value));
    }
}

std::string rule_line(const RuleStatistics& rule, const CalibrationReport& report,
                      const CalibrationContext& context) {
    const RuleInfo& info = (*context.rules)[rule.rule];
    const auto rate = [&](std::size_t k) {
        return rule.hits_per_1000_words[k] ? fmt::format("{:.2f}", *rule.hits_per_1000_words[k])
                                           : std::string("-");
    };
    return fmt::format("  {:<44.44} {:>2} {:>5.2f} {:>5} {:>4} {:>5} {:>5} {:>5} {:>5} {:>7} {:>8} {:>8}{}\n",
                       info.id, info.level, report.model.weights[rule.rule].multiplier, rule.hits,
                       rule.authorities, rate(0), rate(1), rate(2), rate(3),
                       rule.log_odds.value ? fmt::format("{:+.2f}", *rule.log_odds.value) : "-",
                       rule.qwk_change ? fmt::format("{:+.4f}", *rule.qwk_change) : "-",
                       rule.rps_change ? fmt::format("{:+.5f}", *rule.rps_change) : "-",
                       rule.insufficient         ? "  insufficient"
                       : rule.contradicts_author ? "  CONTRADICTS"
                                                 : "");
}

void rules(const CalibrationReport& report, const CalibrationContext& context, std::string& out) {
    std::vector<const RuleStatistics*> found;
    int silent = 0;
    for (const RuleStatistics& rule : report.rules) {
        if (rule.hits > 0) {
            found.push_back(&rule);
        } else if ((*context.rules)[rule.rule].status == RuleStatus::active) {
            ++silent;
        }
    }
    std::sort(found.begin(), found.end(), [](const RuleStatistics* a, const RuleStatistics* b) {
        const double left = a->rps_change.value_or(0), right = b->rps_change.value_or(0);
        return left != right ? left > right : a->hits != b->hits ? a->hits > b->hits : a->rule < b->rule;
    });
    out += fmt::format("\nRules, those that earn most first ({} found something, {} never did)\n",
                       found.size(), silent);
    out += fmt::format("  {:<44} {:>2} {:>5} {:>5} {:>4} {:>23} {:>7} {:>8} {:>8}\n", "", "", "times", "", "",
                       "hits per 1,000 words", "log", "without it", "");
    out += fmt::format("  {:<44} {:>2} {:>5} {:>5} {:>4} {:>5} {:>5} {:>5} {:>5} {:>7} {:>8} {:>8}\n", "rule",
                       "lv", "fit", "hits", "auth", "at 1", "2", "3", "4", "odds", "QWK", "RPS");
    for (const RuleStatistics* rule : found) out += rule_line(*rule, report, context);
}

}  // namespace

std::string figure_text(const Figure& figure, int digits) {
    if (!figure.value) return "undefined";
    if (!figure.interval) return fmt::format("{:.{}f}", *figure.value, digits);
    return fmt::format("{:.{}f} ({:.{}f} to {:.{}f})", *figure.value, digits, figure.interval->low, digits,
                       figure.interval->high, digits);
}

std::string sample_words(const Agreement& a) {
    return fmt::format("{} {} of {} {}; published 4: {}, 3: {}, 2: {}, 1: {}.", a.assessments,
                       a.assessments == 1 ? "assessment" : "assessments", a.authorities,
                       a.authorities == 1 ? "authority" : "authorities", a.published[3], a.published[2],
                       a.published[1], a.published[0]);
}

std::string fit_words(const CalibrationReport& report) {
    return fmt::format("From the labels {}. Validation: {}.", stage_words(report), report.validation);
}

std::string calibration_text(const CalibrationReport& report, const CalibrationContext& context) {
    const Agreement& author = report.author;
    std::string out = fmt::format("Calibration of {} ({})\n", context.pack_title, context.pack_id);
    out += sample_words(author) + '\n';
    out += fit_words(report) + '\n';
    for (const std::string& remark : report.remarks) out += "* " + remark + '\n';
    for (const std::string& remark : context.remarks) out += "* " + remark + '\n';
    if (author.assessments == 0) return out;
    out += "\nAgreement with published scores\n";
    comparison(report, out);
    if (report.out_of_authority.assessments > 0) {
        matrix(report.out_of_authority, out);
        by_statement(report, out);
        out += fmt::format("\nPrediction sets at {:.0f} %, out of authority: coverage {}, mean size {}.\n",
                           100 * report.sets.wanted_coverage, figure_text(report.sets.coverage),
                           figure_text(report.sets.mean_size));
        // What a handful of labels gives says nothing; a remark above tells why.
        if (report.sets.mean_size.value && *report.sets.mean_size.value == 4)
            out += "(Too few labels for sets to mean anything: see the remark above.)\n";
        out += fmt::format("Cited sentences (ERASER): comprehensiveness {}, sufficiency {}.\n",
                           figure_text(report.faithfulness.comprehensiveness),
                           figure_text(report.faithfulness.sufficiency));
        out += fmt::format(
            "Abstention: the rule scores {:.1f} % of the assessments and is wrong on {:.1f} % of those; area "
            "under the "
            "risk-coverage curve {}.\n",
            100 * report.selective.rule.coverage, 100 * report.selective.rule.risk,
            value_text(report.selective.area));
    }
    const CutPoints& cuts = report.model.cuts;
    out += fmt::format("Cut points {:.3f}, {:.3f}, {:.3f}; slope {:.3f}.\n", cuts.cut_points[0],
                       cuts.cut_points[1], cuts.cut_points[2], cuts.slope);
    prior_choice("tau", report.tau, out);
    prior_choice("statements' offsets", report.statement, out);
    rules(report, context, out);
    return out;
}

std::string rule_text(const CalibrationReport& report, const CalibrationContext& context, std::size_t rule) {
    const RuleInfo& info = (*context.rules)[rule];
    const RuleStatistics& s = report.rules[rule];
    std::string out =
        fmt::format("{}: {} (level {}, points {:g})\n", info.id, info.title, info.level, info.points);
    if (s.hits == 0) return out + "It finds nothing in this corpus.\n";
    out +=
        fmt::format("{} hits in {} assessments of {} documents, {} authorities{}.\n", s.hits, s.assessments,
                    s.documents, s.authorities, s.insufficient ? "; too few to judge it" : "");
    out += fmt::format("Fitted multiplier {:.3f}; mean contribution {:+.4f}.\n",
                       report.model.weights[rule].multiplier, s.mean_contribution);
    out += fmt::format("Log-odds of a published 3 or 4: {}{}.\n", figure_text(s.log_odds),
                       s.contradicts_author ? ", against the author's level" : "");
    if (s.qwk_change || s.rps_change) {
        out += fmt::format("Without it QWK changes by {}, RPS by {}.\n", value_text(s.qwk_change, 4),
                           value_text(s.rps_change, 5));
    }
    if (s.partner) {
        out += fmt::format("{:.0f} % of its sentences are also found by {}.\n", 100 * s.partner_share,
                           (*context.rules)[*s.partner].id);
    }
    out += fmt::format(
        "A rule of the other side cites {:.0f} % of its sentences. Of its hits, context softened {:.0f} %; "
        "for {:.0f} % the group was at its cap.\n",
        100 * s.conflict_share, 100 * s.softened_share, 100 * s.capped_share);
    if (rule < context.sentences.size()) {
        for (const RuleSentence& each : context.sentences[rule]) {
            out += fmt::format("  [{}] {} · {}\n      {}\n", each.published, each.document, each.statement,
                               each.quote);
        }
    }
    return out;
}

}  // namespace assay::report
