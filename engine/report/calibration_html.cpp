#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "report/calibration_text.h"
#include "report/plot.h"

namespace assay::report {
namespace {

std::string value_text(const std::optional<double>& value, int digits = 3) {
    return value ? fmt::format("{:.{}f}", *value, digits) : "undefined";
}

std::string score_class(int score) {
    return fmt::format("s{}", score);
}

std::string figure_block(const std::string& svg, std::string_view caption) {
    return fmt::format("<figure>{}<figcaption>{}</figcaption></figure>\n", svg, escaped(caption));
}

std::string comparison(const CalibrationReport& report) {
    struct Row {
        const char* name;
        const Figure Agreement::*figure;
    };
    static constexpr Row kRows[] = {
        {"exact", &Agreement::exact}, {"within one", &Agreement::adjacent},
        {"QWK", &Agreement::qwk},     {"macro-MAE", &Agreement::macro_mae},
        {"RPS", &Agreement::rps},     {"RPS skill", &Agreement::rps_skill},
        {"Brier", &Agreement::brier}, {"mean difference", &Agreement::mean_difference},
    };
    std::string out =
        "<table><tr><th><th>out of authority (95 %)<th>majority<th>length only<th>author's numbers<th>in "
        "sample</tr>\n";
    for (const Row& row : kRows) {
        out += fmt::format("<tr><td>{}<td><b>{}</b>", row.name,
                           figure_text(report.out_of_authority.*row.figure));
        for (const Agreement* a :
             {&report.majority, &report.length_only, &report.author, &report.in_sample}) {
            out += "<td>" + figure_text(a->*row.figure);
        }
        out += "</tr>\n";
    }
    const Agreement& a = report.out_of_authority;
    return out + fmt::format(
                     "</table><p class=note>n = {} assessments of {} authorities. Footnotes: Gwet AC2 {}, "
                     "Krippendorff alpha {}, "
                     "permutation p of QWK {}. Intervals resample authorities (BCa), or are Clopper-Pearson "
                     "where that is not possible.</p>\n",
                     a.assessments, a.authorities, value_text(a.ac2), value_text(a.alpha),
                     value_text(a.permutation_p, 4));
}

std::string statements(const CalibrationReport& report) {
    if (report.by_statement.empty()) return "";
    std::string out =
        "<h2>By statement</h2><table><tr><th>statement<th>n<th>QWK<th>exact<th>macro-MAE<th>mean "
        "difference</tr>\n";
    for (const auto& [name, a] : report.by_statement) {
        out += fmt::format("<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}</tr>\n", escaped(name), a.assessments,
                           figure_text(a.qwk), figure_text(a.exact), value_text(a.macro_mae.value),
                           value_text(a.mean_difference.value));
    }
    return out + "</table>\n";
}

std::string agreement_matrix(const Agreement& a) {
    Plot plot(320, 300);
    plot.x_axis("predicted", 0.5, 4.5, false);
    plot.y_axis("published", 0.5, 4.5, false);
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t j = 0; j < 4; ++j) {
            const double x = static_cast<double>(j + 1), y = static_cast<double>(i + 1);
            const int count = a.confusion[i][j];
            const double share = a.published[i] ? static_cast<double>(count) / a.published[i] : 0;
            plot.box(x - 0.5, y - 0.5, x + 0.5, y + 0.5, i == j ? "s3" : "s2", 0.85 * share,
                     fmt::format("published {}, predicted {}: {} ({:.0f} % of the row)", i + 1, j + 1, count,
                                 100 * share));
            plot.words(x, y, fmt::format("{}", count));
        }
        plot.row_label(static_cast<double>(i + 1), fmt::format("{}", i + 1));
        plot.column_label(static_cast<double>(i + 1), fmt::format("{}", i + 1));
    }
    return figure_block(plot.svg(), "Agreement matrix; shaded by the share of each published score.");
}

/// For each cut: predicted probability of a score above it, in ten bins, against how often it was.
std::string reliability(const CalibrationReport& report) {
    Plot plot(360, 300);
    plot.x_axis("predicted probability", 0, 1);
    plot.y_axis("observed share", 0, 1);
    plot.line({{0, 0}, {1, 1}}, "reference");
    for (int cut = 1; cut <= 3; ++cut) {
        std::array<double, 10> sum{}, hits{}, n{};
        for (const OutOfAuthority& each : report.predictions) {
            double p = 0;
            for (int y = cut + 1; y <= 4; ++y) p += each.probabilities[static_cast<std::size_t>(y - 1)];
            const auto bin = static_cast<std::size_t>(std::clamp(std::floor(10 * p), 0.0, 9.0));
            sum[bin] += p;
            n[bin] += 1;
            hits[bin] += each.published > cut;
        }
        std::vector<std::pair<double, double>> points;
        for (std::size_t b = 0; b < 10; ++b) {
            if (n[b] < 3) continue;
            points.emplace_back(sum[b] / n[b], hits[b] / n[b]);
            plot.dot(points.back().first, points.back().second, score_class(cut + 1),
                     fmt::format("score of {} or more: predicted {:.2f}, observed {:.2f}, n = {:.0f}",
                                 cut + 1, points.back().first, points.back().second, n[b]));
        }
        plot.line(points, score_class(cut + 1));
    }
    return figure_block(plot.svg(),
                        "Calibration curves: 2 or more (amber), 3 or more (blue), 4 (green). Bins with fewer "
                        "than three are left out.");
}

std::string balances(const CalibrationReport& report) {
    if (report.predictions.empty()) return "";
    double low = report.model.cuts.cut_points[0], high = report.model.cuts.cut_points[2];
    for (const OutOfAuthority& each : report.predictions) {
        low = std::min(low, each.balance);
        high = std::max(high, each.balance);
    }
    Plot plot(720, 300);
    plot.x_axis("balance, out of authority", low - 0.02 * (high - low), high + 0.02 * (high - low));
    plot.y_axis("published score", 0.5, 4.5, false);
    for (double cut : report.model.cuts.cut_points) plot.line({{cut, 0.5}, {cut, 4.5}}, "reference");
    for (const OutOfAuthority& each : report.predictions) {
        // Spread by index so that dots do not hide each other; the same on every run.
        const double jitter = 0.7 * (static_cast<double>(each.index * 37 % 101) / 100 - 0.5);
        plot.dot(each.balance, each.published + jitter, score_class(each.predicted),
                 fmt::format("published {}, predicted {}, balance {:.2f}", each.published, each.predicted,
                             each.balance));
    }
    for (int y = 1; y <= 4; ++y) plot.row_label(y, fmt::format("{}", y));
    return figure_block(plot.svg(),
                        "Balance by published score. Dots are coloured by the predicted score (1 red, 2 "
                        "amber, 3 blue, 4 green); dashed: the "
                        "cut points of the final model, each fold has its own.");
}

std::string risk_curve(const Selective& selective) {
    if (selective.curve.empty()) return "";
    Plot plot(360, 300);
    double most = 0.02;
    for (const RiskPoint& p : selective.curve) most = std::max(most, p.risk);
    plot.x_axis("share scored", 0, 1);
    plot.y_axis("share of those that are wrong", 0, most);
    std::vector<std::pair<double, double>> points;
    for (const RiskPoint& p : selective.curve) points.emplace_back(p.coverage, p.risk);
    plot.line(points, "s3");
    plot.dot(selective.rule.coverage, selective.rule.risk, "s1", "the model's abstention rule");
    return figure_block(
        plot.svg(),
        fmt::format(
            "Risk against coverage when the least certain are held back (area {}); red: the abstention rule.",
            value_text(selective.area)));
}

/// Mean of predicted - published by some key, with the standard error over assessments.
std::string residuals(const CalibrationReport& report, const CalibrationContext& context,
                      std::string_view title, std::string (*key)(const CalibrationContext::Case&)) {
    struct Sum {
        double n = 0, sum = 0, square = 0;
    };
    std::map<std::string, Sum> sums;
    for (const OutOfAuthority& each : report.predictions) {
        const std::string name = key(context.cases[each.index]);
        if (name.empty()) continue;
        const double miss = each.predicted - each.published;
        Sum& sum = sums[name];
        sum.n += 1;
        sum.sum += miss;
        sum.square += miss * miss;
    }
    if (sums.size() < 2) return "";
    const auto rows = static_cast<double>(sums.size());
    Plot plot(480, static_cast<int>(80 + 22 * rows));
    plot.left_margin(170);
    plot.x_axis("mean of predicted - published", -0.6, 0.6);
    plot.y_axis("", 0.4, rows + 0.6, false);
    plot.line({{0, 0.4}, {0, rows + 0.6}}, "reference");
    double y = rows;
    for (const auto& [name, sum] : sums) {
        const double mean = sum.sum / sum.n;
        const double error =
            sum.n > 1 ? 1.96 * std::sqrt(std::max(sum.square / sum.n - mean * mean, 0.0) / (sum.n - 1)) : 0;
        plot.line({{std::clamp(mean - error, -0.6, 0.6), y}, {std::clamp(mean + error, -0.6, 0.6), y}},
                  "interval");
        plot.dot(std::clamp(mean, -0.6, 0.6), y, "value",
                 fmt::format("{}: {:+.3f}, n = {:.0f}", name, mean, sum.n));
        plot.row_label(y, fmt::format("{} ({:.0f})", name, sum.n));
        y -= 1;
    }
    return figure_block(plot.svg(), fmt::format("Residuals by {}, with 1.96 standard errors.", title));
}

std::vector<const RuleStatistics*> by_worth(const CalibrationReport& report) {
    std::vector<const RuleStatistics*> found;
    for (const RuleStatistics& rule : report.rules) {
        if (rule.hits > 0) found.push_back(&rule);
    }
    std::sort(found.begin(), found.end(), [](const RuleStatistics* a, const RuleStatistics* b) {
        const double left = a->rps_change.value_or(0), right = b->rps_change.value_or(0);
        return left != right ? left > right : a->hits != b->hits ? a->hits > b->hits : a->rule < b->rule;
    });
    return found;
}

std::string forest(const CalibrationReport& report, const CalibrationContext& context) {
    std::vector<const RuleStatistics*> shown;
    for (const RuleStatistics* rule : by_worth(report)) {
        if (rule->log_odds.interval && !rule->insufficient) shown.push_back(rule);
    }
    if (shown.empty()) return "";
    constexpr std::size_t kMost = 60;
    const std::size_t left_out = shown.size() > kMost ? shown.size() - kMost : 0;
    if (left_out > 0) shown.resize(kMost);
    std::sort(shown.begin(), shown.end(), [](const RuleStatistics* a, const RuleStatistics* b) {
        return *a->log_odds.value > *b->log_odds.value;
    });
    const auto rows = static_cast<double>(shown.size());
    Plot plot(820, static_cast<int>(70 + 17 * rows));
    plot.left_margin(290);
    plot.x_axis("log-odds of a published 3 or 4 where the rule fires", -5, 5);
    plot.y_axis("", 0.4, rows + 0.6, false);
    plot.line({{0, 0.4}, {0, rows + 0.6}}, "reference");
    double y = rows;
    for (const RuleStatistics* rule : shown) {
        const RuleInfo& info = (*context.rules)[rule->rule];
        const Interval& interval = *rule->log_odds.interval;
        plot.line({{std::clamp(interval.low, -5.0, 5.0), y}, {std::clamp(interval.high, -5.0, 5.0), y}},
                  score_class(info.level));
        plot.dot(std::clamp(*rule->log_odds.value, -5.0, 5.0), y, score_class(info.level),
                 fmt::format("{}: {}", info.id, figure_text(rule->log_odds)));
        plot.row_label(y, info.id.size() > 44 ? info.id.substr(0, 43) + "…" : info.id);
        y -= 1;
    }
    return figure_block(
        plot.svg(), fmt::format("Rules by log-odds with 95 % intervals, coloured by the author's level{}.",
                                left_out ? fmt::format("; the {} that earn most, {} more are in the table",
                                                       kMost, left_out)
                                         : ""));
}

std::string rule_table(const CalibrationReport& report, const CalibrationContext& context) {
    std::string out =
        "<div "
        "class=wide><table><tr><th>rule<th>level<th>points<th>times<th>hits<th title=documents>docs<th "
        "title=authorities>auth<th title=\"hits per 1,000 words of sections with this published score\">"
        "at 1<th>at 2<th>at 3<th>at 4"
        "<th>log-odds<th>QWK without<th>RPS without<th>overlaps "
        "with<th>conflict<th>softened<th>capped<th></tr>\n";
    for (const RuleStatistics* rule : by_worth(report)) {
        const RuleInfo& info = (*context.rules)[rule->rule];
        out += fmt::format(
            "<tr><td title=\"{}\"><a href=\"#r{}\">{}</a><td>{}<td>{:g}<td>{:.2f}<td>{}<td>{}<td>{}",
            escaped(info.title), rule->rule, escaped(info.id), info.level, info.points,
            report.model.weights[rule->rule].multiplier, rule->hits, rule->documents, rule->authorities);
        for (const auto& rate : rule->hits_per_1000_words)
            out += "<td>" + (rate ? fmt::format("{:.2f}", *rate) : std::string("-"));
        out += fmt::format(
            "<td class=nowrap>{}<td>{}<td>{}<td>{}<td>{:.0f} %<td>{:.0f} %<td>{:.0f} %<td>{}</tr>\n",
            figure_text(rule->log_odds, 2),
            rule->qwk_change ? fmt::format("{:+.4f}", *rule->qwk_change) : "-",
            rule->rps_change ? fmt::format("{:+.5f}", *rule->rps_change) : "-",
            rule->partner ? fmt::format("{:.0f} % {}", 100 * rule->partner_share,
                                        escaped((*context.rules)[*rule->partner].id))
                          : "-",
            100 * rule->conflict_share, 100 * rule->softened_share, 100 * rule->capped_share,
            rule->insufficient         ? "insufficient"
            : rule->contradicts_author ? "<span class=bad>contradicts its level</span>"
                                       : "");
    }
    return out + "</table></div>\n";
}

std::string sentences(const CalibrationReport& report, const CalibrationContext& context) {
    std::string out;
    for (const RuleStatistics* rule : by_worth(report)) {
        if (rule->rule >= context.sentences.size() || context.sentences[rule->rule].empty()) continue;
        const RuleInfo& info = (*context.rules)[rule->rule];
        out += fmt::format(
            "<details><summary><code>{}</code> {} <span class=note>{} hits</span></summary><div "
            "id=\"r{}\">\n",
            escaped(info.id), escaped(info.title), rule->hits, rule->rule);
        for (const RuleSentence& each : context.sentences[rule->rule]) {
            out +=
                fmt::format("<blockquote>{}<br><span class=note>{} · {} · published {}</span></blockquote>\n",
                            escaped(each.quote), escaped(each.document), escaped(each.statement),
                            each.published ? std::to_string(each.published) : "none");
        }
        out += "</div></details>\n";
    }
    return out;
}

}  // namespace

std::string calibration_html(const CalibrationReport& report, const CalibrationContext& context) {
    std::string body =
        fmt::format("<p class=note>{} · pack <code>{:.12}</code> · corpus <code>{:.12}</code> · {}</p>\n",
                    escaped(context.pack_id), context.pack_hash, context.corpus_hash, escaped(context.date));
    body += fmt::format("<p>{} {}</p>\n", escaped(sample_words(report.author)), escaped(fit_words(report)));
    body += "<ul>";
    for (const auto* remarks : {&report.remarks, &context.remarks}) {
        for (const std::string& remark : *remarks) body += "<li>" + escaped(remark);
    }
    body += "</ul>\n<h2>Agreement with published scores</h2>\n" + comparison(report);
    if (report.out_of_authority.assessments > 0) {
        body +=
            agreement_matrix(report.out_of_authority) + reliability(report) + risk_curve(report.selective);
        body += balances(report);
        body += fmt::format(
            "<p>Prediction sets at {:.0f} %: coverage {}, mean size {}. Cited sentences (ERASER): "
            "comprehensiveness {}, sufficiency {}. "
            "The abstention rule scores {:.1f} % and is wrong on {:.1f} % of those.</p>\n",
            100 * report.sets.wanted_coverage, figure_text(report.sets.coverage),
            figure_text(report.sets.mean_size), figure_text(report.faithfulness.comprehensiveness),
            figure_text(report.faithfulness.sufficiency), 100 * report.selective.rule.coverage,
            100 * report.selective.rule.risk);
        body += statements(report) + "<h2>Residuals</h2>\n";
        body += residuals(report, context, "statement",
                          [](const CalibrationContext::Case& c) { return c.statement; });
        body += residuals(report, context, "year", [](const CalibrationContext::Case& c) {
            return c.year ? std::to_string(*c.year) : std::string();
        });
        body +=
            residuals(report, context, "region", [](const CalibrationContext::Case& c) { return c.region; });
    }
    body += "<h2>Rules</h2>\n" + forest(report, context) + rule_table(report, context);
    const std::string quoted = sentences(report, context);
    if (!quoted.empty()) body += "<h2>What each rule cites</h2>\n" + quoted;
    return plot_page("Calibration of " + context.pack_title, body);
}

}  // namespace assay::report
