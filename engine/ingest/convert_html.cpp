#include "ingest/convert_html.h"

#include <gumbo.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "core/line_ends.h"
#include "ingest/convert_exit.h"
#include "ingest/text_builder.h"

namespace assay::ingest {

namespace {

enum class Role { inline_text, block, paragraph, skipped };

bool attribute_is(const GumboElement& element, const char* name, const char* value) {
    const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, name);
    return attribute != nullptr && std::strcmp(attribute->value, value) == 0;
}

bool is_hidden(const GumboElement& element) {
    if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return true;
    if (attribute_is(element, "aria-hidden", "true")) return true;
    const GumboAttribute* style = gumbo_get_attribute(&element.attributes, "style");
    if (style == nullptr) return false;
    std::string rules;
    for (const char* c = style->value; *c != '\0'; ++c) {
        if (*c != ' ') rules += *c;
    }
    return rules.find("display:none") != std::string::npos ||
           rules.find("visibility:hidden") != std::string::npos;
}

bool is_navigation(const GumboElement& element) {
    for (const char* role : {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog"}) {
        if (attribute_is(element, "role", role)) return true;
    }
    return false;
}

// `within_content`: an article or the page's main part lies around it, so that a header or footer is
// the content's own and not the site's.
Role role_of(const GumboElement& element, bool within_content) {
    switch (element.tag) {
        case GUMBO_TAG_HEAD:
        case GUMBO_TAG_SCRIPT:
        case GUMBO_TAG_STYLE:
        case GUMBO_TAG_NOSCRIPT:
        case GUMBO_TAG_TEMPLATE:
        case GUMBO_TAG_SVG:
        case GUMBO_TAG_MATH:
        case GUMBO_TAG_IFRAME:
        case GUMBO_TAG_OBJECT:
        case GUMBO_TAG_VIDEO:
        case GUMBO_TAG_AUDIO:
        case GUMBO_TAG_CANVAS:
        case GUMBO_TAG_NAV:
        case GUMBO_TAG_BUTTON:
        case GUMBO_TAG_SELECT:
        case GUMBO_TAG_TEXTAREA:
            return Role::skipped;
        case GUMBO_TAG_HEADER:
        case GUMBO_TAG_FOOTER:
            return within_content ? Role::block : Role::skipped;
        default:
            break;
    }
    if (is_hidden(element) || is_navigation(element)) return Role::skipped;
    switch (element.tag) {
        case GUMBO_TAG_P:
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
        case GUMBO_TAG_TABLE:
        case GUMBO_TAG_BLOCKQUOTE:
        case GUMBO_TAG_PRE:
        case GUMBO_TAG_SECTION:
        case GUMBO_TAG_ARTICLE:
        case GUMBO_TAG_MAIN:
            return Role::paragraph;
        case GUMBO_TAG_HTML:
        case GUMBO_TAG_BODY:
        case GUMBO_TAG_DIV:
        case GUMBO_TAG_LI:
        case GUMBO_TAG_TR:
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TH:
        case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TBODY:
        case GUMBO_TAG_TFOOT:
        case GUMBO_TAG_CAPTION:
        case GUMBO_TAG_DL:
        case GUMBO_TAG_DT:
        case GUMBO_TAG_DD:
        case GUMBO_TAG_FIGURE:
        case GUMBO_TAG_FIGCAPTION:
        case GUMBO_TAG_ASIDE:
        case GUMBO_TAG_DETAILS:
        case GUMBO_TAG_SUMMARY:
        case GUMBO_TAG_ADDRESS:
        case GUMBO_TAG_FORM:
        case GUMBO_TAG_FIELDSET:
        case GUMBO_TAG_HR:
        case GUMBO_TAG_BR:
            return Role::block;
        default:
            return Role::inline_text;
    }
}

// The length of the character reference at the front of `raw` ("&amp;", "&#8217;").
std::size_t reference_length(std::string_view raw) {
    std::size_t i = 1;
    if (i < raw.size() && raw[i] == '#') ++i;
    while (i < raw.size() && i < 40 && std::isalnum(static_cast<unsigned char>(raw[i])) != 0) ++i;
    if (i < raw.size() && raw[i] == ';') ++i;
    return i;
}

bool is_ampersand(std::string_view reference) {
    for (const std::string_view name : {"&amp", "&AMP", "&#38", "&#x26", "&#X26"}) {
        if (reference.substr(0, name.size()) == name) return true;
    }
    return false;
}

std::size_t character_length(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

class PageReader {
public:
    explicit PageReader(std::string_view page) : page_(page) {}

    Converted run(const GumboNode* root) {
        // An own stack: a page may be nested as deep as it likes.
        stack_.push_back({root, 0, {}});
        while (!stack_.empty()) step();
        builder_.end_line();
        Converted converted = builder_.take();
        converted.source_lines.push_back(0);
        LineEnds ends(page_);
        for (std::size_t at = ends.next_line(0); at != LineEnds::npos; at = ends.next_line(at))
            converted.source_lines.push_back(at);
        return converted;
    }

private:
    // What an element gives on to everything in it.
    struct Inherited {
        bool within_content = false;
        bool preformatted = false;  // within <pre> a line of the page is a line of the text
    };

    struct Frame {
        const GumboNode* node;
        unsigned next_child;
        Inherited inherited;
        Role role = Role::inline_text;
    };

    void step() {
        Frame& frame = stack_.back();
        const GumboNode* node = frame.node;
        if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_DOCUMENT) {
            if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
                node->type == GUMBO_NODE_CDATA) {
                preformatted_ = frame.inherited.preformatted;
                add_text(node->v.text);
            }
            stack_.pop_back();
            return;
        }
        if (frame.next_child == 0 && node->type == GUMBO_NODE_ELEMENT && !enter(frame)) {
            stack_.pop_back();
            return;
        }
        const GumboVector& children =
            node->type == GUMBO_NODE_DOCUMENT ? node->v.document.children : node->v.element.children;
        if (frame.next_child >= children.length) {
            leave(frame.role);
            stack_.pop_back();
            return;
        }
        const auto* child = static_cast<const GumboNode*>(children.data[frame.next_child++]);
        const Inherited inherited = frame.inherited;
        stack_.push_back({child, 0, inherited});
    }

    // False when the element is to be passed over.
    bool enter(Frame& frame) {
        const GumboElement& element = frame.node->v.element;
        frame.role = role_of(element, frame.inherited.within_content);
        if (frame.role == Role::skipped) return false;
        if (element.tag == GUMBO_TAG_MAIN || element.tag == GUMBO_TAG_ARTICLE)
            frame.inherited.within_content = true;
        if (element.tag == GUMBO_TAG_PRE) frame.inherited.preformatted = true;
        leave(frame.role);
        if (element.tag >= GUMBO_TAG_H1 && element.tag <= GUMBO_TAG_H6) {
            builder_.set_kind(LineKind::heading, static_cast<std::uint8_t>(element.tag - GUMBO_TAG_H1 + 1));
        } else if (element.tag == GUMBO_TAG_LI) {
            const GumboNode* list = frame.node->parent;
            const bool numbered =
                list != nullptr && list->type == GUMBO_NODE_ELEMENT && list->v.element.tag == GUMBO_TAG_OL;
            builder_.set_kind(numbered ? LineKind::numbered : LineKind::list_item, 0);
        } else if (element.tag == GUMBO_TAG_TD || element.tag == GUMBO_TAG_TH) {
            builder_.set_kind(LineKind::table_cell, 0);
        }
        return true;
    }

    void leave(Role role) {
        if (role == Role::block) builder_.end_line();
        if (role == Role::paragraph) builder_.end_paragraph();
    }

    void copy(std::string_view bytes, std::uint64_t source) {
        while (preformatted_) {
            const std::size_t end = bytes.find('\n');
            if (end == std::string_view::npos) break;
            const std::string_view line = bytes.substr(0, end);
            builder_.copy(line, source);
            // A line without words parts paragraphs.
            if (nothing_since_break_ && line.find_first_not_of(" \t") == std::string_view::npos) {
                builder_.end_paragraph();
            } else {
                builder_.end_line();
            }
            nothing_since_break_ = true;
            bytes.remove_prefix(end + 1);
            source += end + 1;
        }
        builder_.copy(bytes, source);
        nothing_since_break_ =
            nothing_since_break_ && bytes.find_first_not_of(" \t") == std::string_view::npos;
    }

    void replace(std::string_view bytes, std::uint64_t source, std::uint32_t length) {
        builder_.replace(bytes, source, length);
        nothing_since_break_ = false;
    }

    // The parser has decoded the text; walking over both forms side by side finds out which bytes of
    // the page each stretch came from.
    void add_text(const GumboText& node) {
        const std::string_view decoded(node.text);
        const std::string_view raw(node.original_text.data, node.original_text.length);
        if (raw.data() < page_.data() || raw.data() + raw.size() > page_.data() + page_.size()) {
            replace(decoded, 0, 0);
            return;
        }
        const auto base = static_cast<std::uint64_t>(raw.data() - page_.data());
        std::size_t r = 0;
        std::size_t d = 0;
        while (d < decoded.size() && r < raw.size()) {
            std::size_t same = 0;
            while (d + same < decoded.size() && r + same < raw.size() && decoded[d + same] == raw[r + same] &&
                   raw[r + same] != '&') {
                ++same;
            }
            copy(decoded.substr(d, same), base + r);
            d += same;
            r += same;
            if (d >= decoded.size() || r >= raw.size()) break;
            if (raw[r] == '\r') {
                ++r;
                continue;
            }
            if (raw[r] != '&') break;
            const std::size_t length = reference_length(raw.substr(r));
            const bool literal = decoded[d] == '&' && !is_ampersand(raw.substr(r, length));
            const std::size_t taken = literal ? 1 : std::min(length, raw.size() - r);
            const std::size_t stands_for =
                std::min(character_length(static_cast<unsigned char>(decoded[d])), decoded.size() - d);
            replace(decoded.substr(d, stands_for), base + r, static_cast<std::uint32_t>(taken));
            d += stands_for;
            r += taken;
        }
        // Out of step (a reference of two characters, a zero byte): the rest stands for the rest.
        if (d < decoded.size()) {
            replace(decoded.substr(d), base + r,
                    static_cast<std::uint32_t>(raw.size() - std::min(r, raw.size())));
        }
    }

    std::string_view page_;
    TextBuilder builder_{true};
    std::vector<Frame> stack_;
    bool preformatted_ = false;        // the text that is being added
    bool nothing_since_break_ = true;  // ... has no words yet in this line
};

void* allocate(void*, std::size_t size) {
    void* memory = std::malloc(size);
    // The parser does not ask whether it got any.
    if (memory == nullptr) ::_exit(kExitMemory);
    return memory;
}

void release(void*, void* memory) {
    std::free(memory);
}

}  // namespace

Converted convert_html(std::string_view page) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = release;
    options.max_errors = 0;
    const GumboOutput* tree = gumbo_parse_with_options(&options, page.data(), page.size());
    return PageReader(page).run(tree->document);
}

}  // namespace assay::ingest
