#include "ingest/convert_docx.h"

#include <zip.h>

#include <array>
#include <cstring>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "ingest/text_builder.h"

namespace assay::ingest {

namespace {

// A part of the archive, unpacked; nothing when there is none, it is damaged, or it is over the limit.
std::optional<std::string> unpack(zip_t* archive, const char* name, std::uint64_t most, bool& too_large) {
    zip_file_t* file = zip_fopen(archive, name, 0);
    if (file == nullptr) return std::nullopt;
    std::string out;
    std::vector<char> buffer(std::size_t{256} << 10);
    for (;;) {
        const zip_int64_t got = zip_fread(file, buffer.data(), buffer.size());
        if (got < 0) {
            zip_fclose(file);
            return std::nullopt;
        }
        if (got == 0) break;
        // What the archive says about sizes is not believed; what comes out is counted.
        if (out.size() + static_cast<std::size_t>(got) > most) {
            too_large = true;
            zip_fclose(file);
            return std::nullopt;
        }
        out.append(buffer.data(), static_cast<std::size_t>(got));
    }
    zip_fclose(file);
    return out;
}

bool is(const pugi::xml_node& node, const char* name) {
    return std::strcmp(node.name(), name) == 0;
}

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return out;
}

// Which styles are headings, and of which level. Style ids differ from language to language, names and
// outline levels do not.
class Styles {
public:
    void read(const std::string& xml) {
        if (!document_.load_buffer(xml.data(), xml.size())) return;
        for (const pugi::xml_node& style : document_.child("w:styles").children("w:style")) {
            Style s;
            s.based_on = style.child("w:basedOn").attribute("w:val").value();
            const std::string name = lower(style.child("w:name").attribute("w:val").value());
            const pugi::xml_node properties = style.child("w:pPr");
            if (name.rfind("heading ", 0) == 0 && name.size() == 9 && name[8] >= '1' && name[8] <= '9') {
                s.level = name[8] - '0';
            } else if (name == "title") {
                s.level = 1;
            } else if (const pugi::xml_node outline = properties.child("w:outlineLvl")) {
                const int level = outline.attribute("w:val").as_int(9);
                if (level >= 0 && level < 9) s.level = level + 1;
            }
            s.list = properties.child("w:numPr");
            styles_[style.attribute("w:styleId").value()] = s;
        }
    }

    // Level 0: no heading. The node is the style's w:numPr, null when it makes no list.
    std::pair<int, pugi::xml_node> look_up(std::string id) const {
        pugi::xml_node list;
        for (int depth = 0; depth < 12; ++depth) {
            const auto found = styles_.find(id);
            if (found == styles_.end()) break;
            if (!list) list = found->second.list;
            if (found->second.level > 0) return {found->second.level, list};
            id = found->second.based_on;
        }
        return {0, list};
    }

private:
    struct Style {
        std::string based_on;
        int level = 0;
        pugi::xml_node list;
    };
    pugi::xml_document document_;
    std::map<std::string, Style> styles_;
};

// Which lists have numbers, which Word counts and does not write into the text, and which have bullets.
class Numbering {
public:
    void read(const std::string& xml) {
        pugi::xml_document document;
        if (!document.load_buffer(xml.data(), xml.size())) return;
        const pugi::xml_node root = document.child("w:numbering");
        std::map<std::string, std::array<bool, kLevels>> kinds;
        for (const pugi::xml_node& kind : root.children("w:abstractNum")) {
            std::array<bool, kLevels>& numbered = kinds[kind.attribute("w:abstractNumId").value()];
            for (const pugi::xml_node& level : kind.children("w:lvl")) {
                const std::string format = level.child("w:numFmt").attribute("w:val").value();
                const auto at = static_cast<std::size_t>(level.attribute("w:ilvl").as_uint(kLevels));
                if (at < kLevels) numbered[at] = format != "bullet" && format != "none";
            }
        }
        for (const pugi::xml_node& list : root.children("w:num")) {
            const auto kind = kinds.find(list.child("w:abstractNumId").attribute("w:val").value());
            if (kind != kinds.end()) lists_[list.attribute("w:numId").value()] = kind->second;
        }
    }

    bool is_numbered(const pugi::xml_node& number) const {
        const auto list = lists_.find(number.child("w:numId").attribute("w:val").value());
        const auto level = static_cast<std::size_t>(number.child("w:ilvl").attribute("w:val").as_uint(0));
        return list != lists_.end() && level < kLevels && list->second[level];
    }

private:
    static constexpr std::size_t kLevels = 9;
    std::map<std::string, std::array<bool, kLevels>> lists_;
};

class DocumentReader {
public:
    DocumentReader(const Styles& styles, const Numbering& numbering)
        : styles_(styles), numbering_(numbering) {}

    Converted run(const pugi::xml_node& body) {
        // An own walk without recursion: a document may be nested as deep as it likes.
        pugi::xml_node node = body.first_child();
        while (node) {
            const bool inside = enter(node);
            if (inside && node.first_child()) {
                node = node.first_child();
                continue;
            }
            leave(node);
            while (node && !node.next_sibling()) {
                node = node.parent();
                if (node == body || !node) return finish();
                leave(node);
            }
            if (node) node = node.next_sibling();
        }
        return finish();
    }

private:
    // False when what is inside is to be passed over.
    bool enter(const pugi::xml_node& node) {
        if (is(node, "w:p")) {
            begin_paragraph(node);
        } else if (is(node, "w:t")) {
            const std::string_view words = node.text().get();
            builder_.copy(words, 0);
            return false;
        } else if (is(node, "w:tab")) {
            builder_.copy(" ", 0);
        } else if (is(node, "w:br") || is(node, "w:cr")) {
            builder_.end_line();
        } else if (is(node, "w:noBreakHyphen")) {
            builder_.copy("-", 0);
        } else if (is(node, "w:tc")) {
            ++cells_;
        }
        return !is(node, "w:del") && !is(node, "w:moveFrom") && !is(node, "mc:Fallback") &&
               !is(node, "w:instrText") && !is(node, "w:pPr") && !is(node, "w:rPr");
    }

    void leave(const pugi::xml_node& node) {
        if (is(node, "w:p")) builder_.end_paragraph();
        if (is(node, "w:tc") && cells_ > 0) --cells_;
    }

    void begin_paragraph(const pugi::xml_node& paragraph) {
        builder_.end_line();
        begins_.push_back(builder_.size());
        const pugi::xml_node properties = paragraph.child("w:pPr");
        auto [level, list] = styles_.look_up(properties.child("w:pStyle").attribute("w:val").value());
        if (const pugi::xml_node outline = properties.child("w:outlineLvl")) {
            const int own = outline.attribute("w:val").as_int(9);
            if (own >= 0 && own < 9) level = own + 1;
        }
        if (const pugi::xml_node own = properties.child("w:numPr")) list = own;
        if (level > 0) {
            builder_.set_kind(LineKind::heading, static_cast<std::uint8_t>(level > 6 ? 6 : level));
        } else if (list) {
            builder_.set_kind(numbering_.is_numbered(list) ? LineKind::numbered : LineKind::list_item, 0);
        } else if (cells_ > 0) {
            builder_.set_kind(LineKind::table_cell, 0);
        } else {
            builder_.set_kind(LineKind::plain, 0);
        }
    }

    Converted finish() {
        builder_.end_line();
        Converted converted = builder_.take();
        converted.paragraph_begins = std::move(begins_);
        return converted;
    }

    const Styles& styles_;
    const Numbering& numbering_;
    TextBuilder builder_{false};
    std::vector<std::uint32_t> begins_;
    int cells_ = 0;
};

}  // namespace

std::optional<Converted> convert_docx(std::string_view archive, std::uint64_t most_bytes, bool& too_large) {
    too_large = false;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(archive.data(), archive.size(), 0, &error);
    if (source == nullptr) return std::nullopt;
    zip_t* opened = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (opened == nullptr) return std::nullopt;
    const std::optional<std::string> xml = unpack(opened, "word/document.xml", most_bytes, too_large);
    if (!xml) return std::nullopt;
    bool styles_too_large = false;
    const std::optional<std::string> style_xml =
        unpack(opened, "word/styles.xml", most_bytes / 8, styles_too_large);
    const std::optional<std::string> numbering_xml =
        unpack(opened, "word/numbering.xml", most_bytes / 8, styles_too_large);

    // Neither is freed (the process is about to end): a tree is freed by recursion, which a document
    // nested deep enough would turn into a crash.
    auto* document = new pugi::xml_document;
    auto* styles = new Styles;
    auto* numbering = new Numbering;
    if (!document->load_buffer(xml->data(), xml->size(), pugi::parse_default | pugi::parse_ws_pcdata))
        return std::nullopt;
    if (style_xml) styles->read(*style_xml);
    if (numbering_xml) numbering->read(*numbering_xml);
    const pugi::xml_node body = document->child("w:document").child("w:body");
    if (!body) return std::nullopt;
    return DocumentReader(*styles, *numbering).run(body);
}

}  // namespace assay::ingest
