#include "ingest/line_shapes.h"

#include <algorithm>
#include <cstdint>

#include "ingest/plain.h"

namespace assay::ingest {

namespace {

std::uint32_t first_word_length(std::string_view words) {
    const std::size_t end = words.find(' ');
    return static_cast<std::uint32_t>(characters(words.substr(0, end)));
}

}  // namespace

bool LineShapes::may_be_heading(std::size_t first, std::size_t last) const {
    const Line& line = lines_[first];
    const bool parted = line.blanks > wrapping_.usual_blanks || items_.gap() || line.page_start;
    if (wrapping_.wrapped && items_.open() && !parted && !items_.ended() &&
        items_.last().kind == ItemKind::paragraph) {
        return false;
    }
    if (last + 1 < lines_.size() && wrapping_.wrapped && !lines_[last + 1].page_start &&
        lines_[last + 1].blanks <= wrapping_.usual_blanks && begins_small(words(last + 1)) &&
        words(last + 1).substr(0, 4) != "http") {
        return false;
    }
    return true;
}

// True for a short line right behind a paragraph's full stop and right before a line of text.
bool LineShapes::stands_between_paragraphs(std::size_t i) const {
    const Line& next = lines_[i + 1];
    return items_.ended() && lines_[i].length < wrapping_.width * 6 / 10 && next.blanks == 0 &&
           !next.page_start && next.length > wrapping_.width / 2 && begins_large(words(i + 1));
}

bool LineShapes::has_heading_shape(std::size_t i, std::string_view w) const {
    const Line& line = lines_[i];
    if (line.length > 90 || !begins_large(w)) return false;
    const char end = w.back();
    if (ends_sentence(w) || end == ',' || end == ';' || end == ':') return false;
    if (std::count(w.begin(), w.end(), ' ') > 11) return false;
    if (i + 1 >= lines_.size() || begins_small(words(i + 1))) return false;
    const bool parted = line.blanks > wrapping_.usual_blanks || items_.gap() || line.page_start;
    if (items_.open() && !items_.ended()) {
        // The end of a paragraph, or of a bullet without a full stop, then a heading.
        if (!parted || items_.gap()) return false;
    }
    if (wrapping_.wrapped) {
        if (!parted && items_.open() && wrapping_.usual_blanks == 0 && !stands_between_paragraphs(i))
            return false;
        const std::uint32_t room = first_word_length(words(i + 1)) + 1;
        if (line.length + room > wrapping_.width * 9 / 10) return false;
    }
    return true;
}

bool LineShapes::goes_on(std::size_t i, std::string_view w) const {
    if (!items_.open()) return false;
    if (items_.empty()) return true;  // its marker stood alone on a line
    if (!wrapping_.wrapped) return false;
    const Line& line = lines_[i];
    const bool gap = items_.gap() || line.page_start;
    const bool parted = !gap && line.blanks > wrapping_.usual_blanks;
    if (begins_small(w)) return !items_.ended() || !parted;
    // Where paragraphs are numbered, one without a number is none.
    if (items_.last().numbered) return true;
    const std::uint32_t taken = items_.previous_length() + 1 + first_word_length(w);
    if (!items_.ended()) {
        if (parted) return false;
        return gap || taken > wrapping_.width * 6 / 10;
    }
    if (parted) return false;
    return taken > wrapping_.width * 19 / 20;
}

}  // namespace assay::ingest
