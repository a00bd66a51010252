#include "report/finding_json.h"

#include "report/quote.h"

namespace assay::report {

void write_offsets(JsonText& json, const SourceMap& map, Span span) {
    const auto [start, end] = map.range(span);
    json.ready("\"start\":", start, ",\"end\":", end);
}

// Most findings stand alone in what they say, at full strength: those words are ready.
void FindingJson::write(const Finding& finding, std::string_view head) {
    json_.up_to_value(head);
    json_.number(finding.contribution);
    if (finding.strength == 1 && !finding.flipped && !finding.softened_by_cap) {
        json_.ready(R"("strength":1.0,"flipped":false,"capped":false)");
    } else {
        json_.key("strength");
        json_.number(finding.strength);
        json_.key("flipped");
        json_.boolean(finding.flipped);
        json_.key("capped");
        json_.boolean(finding.softened_by_cap);
    }
    write_place(finding.sentence, {finding.matches.begin(), finding.matches.end()});
    if (finding.context.empty() && !finding.metric) return json_.ready(R"("context":[],"metric":null})");
    write_context(finding.context);
    json_.key("metric");
    finding.metric ? write_metric(*finding.metric) : json_.null();
    json_.end_object();
}

void FindingJson::write_place(std::uint32_t sentence, std::span<const Span> matches) {
    json_.key("sentence");
    write_sentence(sentence);
    write_matches(document_.sentences[sentence], matches);
}

void FindingJson::write_sentence(std::uint32_t index) {
    if (index == written_sentence_) return json_.again(sentence_);
    const std::size_t mark = json_.size();
    write_sentence_anew(document_.sentences[index]);
    sentence_ = json_.since(mark);
    written_sentence_ = index;
}

void FindingJson::write_sentence_anew(const Sentence& sentence) {
    json_.up_to_value("{\"text\":");
    const std::span pieces(document_.pieces.data() + sentence.pieces.begin, sentence.pieces.size());
    json_.line(document_.text(), pieces.empty() ? std::span(&sentence.bytes, 1) : pieces);
    write_offsets(json_, map_, sentence.bytes);
    const SourcePlace place = map_.place(sentence.bytes.begin);
    json_.ready("\"line\":", place.line);
    if (place.page > 0) json_.ready("\"page\":", place.page);
    if (place.paragraph > 0) json_.ready("\"paragraph\":", place.paragraph);
    write_section(sentence.section);
    if (pieces.size() > 1) {
        json_.key("pieces");
        json_.begin_array();
        for (const Span piece : pieces) {
            json_.begin_object();
            write_offsets(json_, map_, piece);
            json_.end_object();
        }
        json_.end_array();
    }
    json_.end_object();
}

// The same for all sentences under a heading, which follow one another.
void FindingJson::write_section(std::uint32_t index) {
    json_.key("section");
    if (index == written_section_) return json_.again(section_);
    const std::size_t mark = json_.size();
    const std::vector<Section>& sections = document_.report.sections;
    const bool known = index < sections.size();
    if (known && !sections[index].title.empty()) {
        const std::string& title = sections[index].title;
        json_.line(title, Span{0, static_cast<std::uint32_t>(title.size())});
    } else {
        json_.null();
    }
    json_.key("section_id");
    known && !sections[index].id.empty() ? json_.text(sections[index].id) : json_.null();
    section_ = json_.since(mark);
    written_section_ = index;
}

void FindingJson::write_matches(const Sentence& sentence, std::span<const Span> matches) {
    if (sentence.pieces.size() > 1) {
        spans_.clear();
        for (const Span match : matches) append_inside(document_, sentence, match, spans_);
        matches = spans_;
    }
    json_.up_to_value("\"matches\":[");
    for (const Span match : matches) {
        const auto [start, end] = map_.range(match);
        json_.up_to_value("{\"start\":", start, ",\"end\":", end, ",\"text\":");
        json_.line(document_.text(), match);
        json_.end_object();
    }
    json_.end_array();
}

void FindingJson::write_context(const std::vector<ContextEffect>& context) {
    json_.key("context");
    json_.begin_array();
    for (const ContextEffect& effect : context) {
        json_.begin_object();
        json_.key("kind");
        json_.text(effect.kind);
        json_.key("cue");
        json_.text(effect.cue);
        json_.key("factor");
        json_.number(effect.factor);
        if (!effect.at.empty()) write_offsets(json_, map_, effect.at);
        json_.end_object();
    }
    json_.end_array();
}

void FindingJson::write_metric(const MetricReading& metric) {
    json_.begin_object();
    json_.key("kind");
    json_.text(metric.kind);
    json_.key("value");
    json_.number(metric.value);
    json_.key("unit");
    json_.text(metric.unit);
    json_.key("benchmark");
    metric.benchmark ? json_.number(*metric.benchmark) : json_.null();
    json_.key("test");
    json_.text(metric.test);
    write_offsets(json_, map_, metric.at);
    json_.end_object();
}

}  // namespace assay::report
