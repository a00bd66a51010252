#include "report/why_json.h"

#include <algorithm>

#include "report/json_out.h"

namespace assay::report {
namespace {

class WhyJson {
public:
    explicit WhyJson(const ScoredReport& report)
        : report_(report), rules_(report.pack->rules()), map_(report.document.report.extracted) {}

    std::string rule(const analyzer::Why& why) {
        const RuleInfo& info = rules_[why.rule];
        json_.open_object();
        json_.field("rule", info.id);
        json_.field("title", info.title);
        json_.field("level", info.level);
        json_.field("points", info.points);
        json_.field("kind", info.kind);
        json_.field("line", info.place.line);
        json_.texts("statements", why.statements);
        json_.array("stages");
        for (const analyzer::WhyStage& stage : why.stages) {
            json_.open_object();
            json_.field("name", stage.name);
            json_.field("left", stage.left);
            json_.field("stopped", stage.stopped);
            json_.close_object();
        }
        json_.close_array();
        sentences("cited", why.cited);
        sentences("stopped", why.stopped);
        json_.array("near");
        for (const rules::NearMiss& miss : why.near) near(miss);
        json_.close_array();
        json_.array("needed");
        for (const analyzer::WhyNeeded& n : why.needed) {
            json_.open_object();
            json_.field("rule", n.rule);
            json_.field("group", n.group);
            json_.field("fired", n.fired);
            json_.close_object();
        }
        json_.close_array();
        json_.array("needs");
        for (const lua::Need& n : why.needs) {
            json_.open_object();
            json_.field("name", n.name);
            json_.field("actual", n.actual);
            json_.field("op", n.op);
            json_.field("wanted", n.wanted);
            json_.field("met", n.met);
            json_.close_object();
        }
        json_.close_array();
        json_.texts("log", why.log);
        json_.key("failure");
        if (why.failure) {
            json_.open_object();
            json_.field("message", why.failure->message);
            json_.field("line", why.failure->line);
            json_.close_object();
        } else {
            json_.null();
        }
        json_.field("untriggered", why.untriggered);
        json_.close_object();
        return json_.str();
    }

    std::string at(const std::vector<analyzer::WhyAt>& all) {
        json_.open_object();
        json_.array("rules");
        for (const analyzer::WhyAt& each : all) {
            const RuleInfo& info = rules_[each.rule];
            json_.open_object();
            json_.field("rule", info.id);
            json_.field("title", info.title);
            json_.field("level", info.level);
            json_.field("points", info.points);
            json_.key("sentence");
            json_.open_object();
            place(report_.document.sentences[each.sentence].bytes);
            json_.close_object();
            if (each.touched) {
                json_.field("state", each.touched->stage.empty() ? "cited" : "stopped");
                details(*each.touched);
            } else if (each.near) {
                json_.field("state", "near");
                json_.field("stage", "match");
                miss(*each.near);
            }
            json_.close_object();
        }
        json_.close_array();
        json_.close_object();
        return json_.str();
    }

private:
    void place(Span bytes) {
        json_.field("start", bytes.begin);
        json_.field("end", bytes.end);
        json_.field("line", map_.place(bytes.begin).line);
        json_.field("text", text_between(report_.document.text(), bytes));
    }

    void details(const analyzer::WhySentence& s) {
        json_.field("stage", s.stage);
        json_.field("reason", s.reason);
        json_.array("matches");
        for (const Span match : s.matches) {
            json_.open_object();
            json_.field("start", match.begin);
            json_.field("end", match.end);
            json_.field("text", text_between(report_.document.text(), match));
            json_.close_object();
        }
        json_.close_array();
        json_.field("strength", s.strength);
        json_.field("contribution", s.contribution);
        json_.array("context");
        for (const ContextEffect& effect : s.context) {
            json_.open_object();
            json_.field("kind", effect.kind);
            json_.field("cue", effect.cue);
            json_.field("factor", effect.factor);
            if (!effect.at.empty()) {
                json_.field("start", effect.at.begin);
                json_.field("end", effect.at.end);
            }
            json_.close_object();
        }
        json_.close_array();
    }

    void sentences(const char* name, const std::vector<analyzer::WhySentence>& all) {
        json_.array(name);
        for (const analyzer::WhySentence& s : all) {
            json_.open_object();
            place(report_.document.sentences[s.sentence].bytes);
            details(s);
            json_.close_object();
        }
        json_.close_array();
    }

    void miss(const rules::NearMiss& near) {
        const auto failed = std::find_if(near.elements.begin(), near.elements.end(),
                                         [](const rules::TracedElement& e) { return !e.holds; });
        const bool any = failed != near.elements.end();
        json_.field("phrase", near.phrase.value);
        json_.field("phrase_line", near.phrase.place.line);
        json_.field("element", any ? failed->written : "");
        json_.field("distance", near.distance);
        json_.field("reason", any ? failed->problem : "");
        json_.key("mark");
        if (any && !failed->at.empty()) {
            span(failed->at);
        } else {
            json_.null();
        }
        json_.array("elements");
        for (const rules::TracedElement& e : near.elements) {
            json_.open_object();
            json_.field("written", e.written);
            json_.field("holds", e.holds);
            json_.field("problem", e.problem);
            json_.key("at");
            e.at.empty() ? json_.null() : span(e.at);
            json_.close_object();
        }
        json_.close_array();
    }

    void near(const rules::NearMiss& near) {
        json_.open_object();
        json_.object("sentence");
        place(report_.document.sentences[near.sentence].bytes);
        json_.close_object();
        miss(near);
        json_.close_object();
    }

    void span(Span bytes) {
        json_.open_object();
        json_.field("start", bytes.begin);
        json_.field("end", bytes.end);
        json_.close_object();
    }

    const ScoredReport& report_;
    const std::vector<RuleInfo>& rules_;
    SourceMap map_;
    JsonOut json_;
};

}  // namespace

std::string why_json(const ScoredReport& report, const analyzer::Why& why) {
    return WhyJson(report).rule(why);
}

std::string why_at_json(const ScoredReport& report, const std::vector<analyzer::WhyAt>& all) {
    return WhyJson(report).at(all);
}

std::string text_between(std::string_view text, Span bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = bytes.begin; at < bytes.end;) {
        const CodePoint point = decode(text, at);
        if (point.valid && at + point.length <= bytes.end) {
            out.append(text.substr(at, point.length));
        } else {
            out.append(std::min<std::size_t>(point.length, bytes.end - at), '?');
        }
        at += point.length;
    }
    return out;
}

}  // namespace assay::report
