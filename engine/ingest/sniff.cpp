#include "ingest/sniff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/bytes16.h"
#include "core/line_ends.h"
#include "ingest/plain.h"

namespace assay::ingest {

namespace {

bool starts(std::string_view bytes, std::string_view with) {
    return bytes.substr(0, with.size()) == with;
}

std::string lower(std::string_view s) {
    std::string out(s);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

// Formats that somebody may well have, by their first bytes, and what to do with them.
struct Foreign {
    std::string_view magic;
    std::string_view what;
    std::string_view advice;
};

constexpr Foreign kForeign[] = {
    {"\xD0\xCF\x11\xE0", "an old Word, Excel or Outlook file", "save it as .docx or as PDF"},
    {"{\\rtf", "a rich text (RTF) file", "save it as .docx or as PDF"},
    {"\x89PNG", "a picture", "run OCR over it and save the text"},
    {"\xFF\xD8\xFF", "a picture", "run OCR over it and save the text"},
    {"GIF8", "a picture", "run OCR over it and save the text"},
    {"II*\0", "a picture", "run OCR over it and save the text"},
    {"\x1F\x8B", "a compressed file", "unpack it first"},
    {"BZh", "a compressed file", "unpack it first"},
    {"\xFD"
     "7zXZ",
     "a compressed file", "unpack it first"},
    {"7z\xBC\xAF", "a compressed file", "unpack it first"},
    {"Rar!", "a compressed file", "unpack it first"},
    {"\x28\xB5\x2F\xFD", "a compressed file", "unpack it first"},
    {"\xFF\xFE", "a text in UTF-16", "save it as UTF-8"},
    {"\xFE\xFF", "a text in UTF-16", "save it as UTF-8"},
    {"\x7F"
     "ELF",
     "a program", "give the report itself"},
    {"MZ", "a program", "give the report itself"},
    {"SQLite format 3", "a database", "give the report itself"},
    {"%!PS", "a PostScript file", "save it as PDF"},
};

// An archive of files: a Word document if it has Word's parts.
Result<Format> sniff_zip(std::string_view bytes, const std::string& name) {
    if (bytes.find("word/") != std::string_view::npos) return Format::docx;
    std::string what = "a ZIP archive";
    std::string advice = "unpack it first";
    if (bytes.find("xl/workbook") != std::string_view::npos) {
        what = "an Excel workbook";
        advice = "save the report's text as .docx, PDF or text";
    } else if (bytes.find("ppt/presentation") != std::string_view::npos) {
        what = "a PowerPoint presentation";
        advice = "save the report's text as .docx, PDF or text";
    } else if (bytes.substr(0, 200).find("opendocument") != std::string_view::npos) {
        what = "an OpenDocument file";
        advice = "save it as .docx or as PDF";
    }
    return Error{"unsupported", fmt::format("{} is {}, which assay does not read: {}.", name, what, advice)};
}

// Control characters that no text holds.
std::size_t count_controls(std::string_view bytes) {
    const auto is_control = [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u < 32 && (u < '\t' || u > '\r');
    };
    std::size_t count = 0;
    std::size_t at = 0;
    for (; at + Bytes16::kSize <= bytes.size(); at += Bytes16::kSize) {
        const Bytes16 sixteen = Bytes16::load(bytes.data() + at);
        if (sixteen.unusual() == sixteen.equal('\n')) continue;
        for (std::size_t i = 0; i < Bytes16::kSize; ++i) count += is_control(bytes[at + i]) ? 1 : 0;
    }
    for (; at < bytes.size(); ++at) count += is_control(bytes[at]) ? 1 : 0;
    return count;
}

bool looks_like_html(std::string_view front) {
    front.remove_prefix(leading_space(front));
    if (!starts(front, "<")) return false;
    const std::string head = lower(front.substr(0, 2048));
    std::string_view rest = head;
    while (starts(rest, "<!--") || starts(rest, "<?xml")) {
        const std::size_t end = rest.find('>');
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
        rest.remove_prefix(leading_space(rest));
    }
    if (rest.empty() || rest.front() != '<') return false;
    for (const std::string_view tag :
         {"<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<section", "<h1", "<h2",
          "<p>", "<p ", "<table", "<meta", "<title"}) {
        if (starts(rest, tag)) return true;
    }
    return head.find("<html") != std::string::npos;
}

bool looks_like_markdown(std::string_view front) {
    LineEnds ends(front);
    std::size_t at = 0;
    while (at < front.size()) {
        const std::size_t end = std::min(ends.next_line(at), front.size());
        std::string_view line = front.substr(at, end - at);
        std::size_t hashes = 0;
        while (hashes < line.size() && line[hashes] == '#') ++hashes;
        if (hashes >= 1 && hashes <= 6 && hashes + 1 < line.size() && line[hashes] == ' ') return true;
        at = end;
        line = trim(line);
        // A heading that is underlined.
        if (line.empty() || at >= front.size()) continue;
        const std::string_view next = trim(front.substr(at, std::min(ends.next_line(at), front.size()) - at));
        if (next.size() >= 3 && next.find_first_not_of('=') == std::string_view::npos) return true;
    }
    return false;
}

}  // namespace

Result<Format> sniff(std::string_view bytes, const std::string& name) {
    // A PDF's mark may stand behind a little rubbish.
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return Format::pdf;
    if (starts(bytes, "PK\x03\x04")) return sniff_zip(bytes, name);
    for (const Foreign& foreign : kForeign) {
        if (starts(bytes, foreign.magic)) {
            return Error{"unsupported", fmt::format("{} is {}, which assay does not read: {}.", name,
                                                    foreign.what, foreign.advice)};
        }
    }
    // Enough to tell; a binary stretch further on only spoils the words that it stands in.
    const std::string_view front = bytes.substr(0, 4 << 10);
    if (front.find('\0') != std::string_view::npos || count_controls(front) * 50 > front.size()) {
        return Error{
            "binary",
            fmt::format("{} is a binary file, not a text; give a text, HTML, PDF or Word file.", name)};
    }
    if (looks_like_html(front)) return Format::html;
    return looks_like_markdown(front) ? Format::markdown : Format::text;
}

}  // namespace assay::ingest
