#include "ingest/extract.h"

#include <fmt/format.h>

#include "core/sha256.h"
#include "ingest/child.h"
#include "ingest/plain.h"
#include "ingest/read_file.h"
#include "ingest/sniff.h"
#include "ingest/wire.h"

namespace assay::ingest {

namespace {

// Offsets of pages: pdftotext ends each with a form feed.
std::vector<std::uint32_t> find_pages(std::string_view text) {
    std::vector<std::uint32_t> begins{0};
    for (std::size_t feed = text.find('\f'); feed != std::string_view::npos;
         feed = text.find('\f', feed + 1)) {
        if (feed + 1 < text.size()) begins.push_back(static_cast<std::uint32_t>(feed + 1));
    }
    return begins;
}

Result<Extracted> convert_pdf(Extracted extracted, const Buffer& bytes, const std::string& name,
                              const Limits& limits) {
    auto text = run_converter("pdf", bytes.bytes, name, limits);
    if (!text) {
        if (text.error().code == "damaged" && bytes.bytes.find("/Encrypt") != std::string_view::npos) {
            return Error{"encrypted",
                         fmt::format("{} is protected by a password; save it without one.", name)};
        }
        return text.error();
    }
    if (leading_space(*text) == text->size()) {
        return Error{"no-text",
                     fmt::format("{} is a PDF without text (a scan?); run OCR over it first.", name)};
    }
    return extracted_pdf(std::move(*text), std::move(extracted.source));
}

Result<Extracted> convert_tree(Extracted extracted, const Buffer& bytes, const std::string& name,
                               const Limits& limits) {
    const std::string how(to_string(extracted.source.format));
    const auto wire = run_converter(how, bytes.bytes, name, limits);
    if (!wire) return wire.error();
    Converted converted;
    if (!from_wire(*wire, bytes.bytes.size(), converted)) {
        return Error{"damaged", fmt::format("{} cannot be read: its converter gave no sound answer.", name)};
    }
    if (leading_space(converted.text) == converted.text.size()) {
        return Error{"no-text", fmt::format("{} holds no text.", name)};
    }
    extracted.text = buffer_of(std::move(converted.text));
    extracted.map = std::move(converted.map);
    extracted.source_lines = std::move(converted.source_lines);
    extracted.paragraph_begins = std::move(converted.paragraph_begins);
    extracted.hints = std::move(converted.hints);
    return extracted;
}

}  // namespace

Extracted extracted_pdf(std::string text, Source source) {
    Extracted extracted;
    extracted.source = std::move(source);
    extracted.text = buffer_of(std::move(text));
    extracted.page_begins = find_pages(extracted.text.bytes);
    extracted.hard_wrapped = true;
    return extracted;
}

Extracted extract_text(std::string text, const std::string& name) {
    Extracted extracted;
    extracted.text = buffer_of(std::move(text));
    extracted.source = {name, sha256_hex(extracted.text.bytes), extracted.text.bytes.size(), Format::text};
    extracted.hard_wrapped = true;
    return extracted;
}

Result<Extracted> extract_bytes(Buffer bytes, const std::string& name, const Limits& limits) {
    const std::string called = name == "-" ? "standard input" : name;
    const auto format = sniff(bytes.bytes, called);
    if (!format) return format.error();
    const bool packed = *format == Format::pdf || *format == Format::docx;
    if (!packed && bytes.bytes.size() > limits.text_bytes) {
        return Error{
            "too-large",
            fmt::format(
                "{} holds more than {} MiB of text, which no report does: split it into one file a report.",
                called, limits.text_bytes >> 20)};
    }
    Extracted extracted;
    extracted.source = {name, sha256_hex(bytes.bytes), bytes.bytes.size(), *format};
    switch (*format) {
        case Format::text:
        case Format::markdown:
            extracted.text = std::move(bytes);
            extracted.hard_wrapped = true;
            return extracted;
        case Format::pdf:
            return convert_pdf(std::move(extracted), bytes, called, limits);
        case Format::html:
        case Format::docx:
            return convert_tree(std::move(extracted), bytes, called, limits);
    }
    return Error{"unsupported", fmt::format("{} is in a format that assay does not read.", called)};
}

Result<Extracted> extract_file(const std::string& path, const Limits& limits) {
    auto bytes = read_file(path, limits);
    if (!bytes) return bytes.error();
    return extract_bytes(std::move(*bytes), path, limits);
}

}  // namespace assay::ingest
