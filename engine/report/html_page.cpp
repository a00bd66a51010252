#include "report/html_page.h"

#include <array>

#include "core/sha256.h"
#include "report/quote.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

unsigned nibble(char hex) {
    return static_cast<unsigned>(hex <= '9' ? hex - '0' : hex - 'a' + 10);
}

// A content security policy names the hash of an inline script in base64.
std::string base64_of_hex(const std::string& hex) {
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < hex.size(); at += 6) {
        unsigned bits = 0;
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const bool there = at + 2 * i + 1 < hex.size();
            bits = bits << 8 | (there ? nibble(hex[at + 2 * i]) << 4 | nibble(hex[at + 2 * i + 1]) : 0U);
            bytes += there ? 1 : 0;
        }
        for (std::size_t i = 0; i < 4; ++i) {
            if (i <= bytes) {
                out += kDigits[bits >> (18 - 6 * i) & 63U];
            } else {
                out += '=';
            }
        }
    }
    return out;
}

std::string source_hash(std::string_view source) {
    return "'sha256-" + base64_of_hex(sha256_hex(source)) + "'";
}

}  // namespace

void append_html(std::string& out, std::string_view text) {
    std::size_t copied = 0;
    auto replace = [&](std::size_t at, std::size_t length, std::string_view by) {
        out.append(text, copied, at - copied);
        out += by;
        copied = at + length;
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        std::size_t length = 1;
        if (byte >= 0x80) {
            const CodePoint point = decode(text, at);
            length = point.length;
            if (!point.valid || is_control(point.value)) replace(at, length, "\uFFFD");
        } else if (byte == '&') {
            replace(at, 1, "&amp;");
        } else if (byte == '<') {
            replace(at, 1, "&lt;");
        } else if (byte == '>') {
            replace(at, 1, "&gt;");
        } else if (byte == '"') {
            replace(at, 1, "&quot;");
        } else if (byte == '\'') {
            replace(at, 1, "&#39;");
        } else if (is_control(byte) && !is_space(byte)) {
            replace(at, 1, "\uFFFD");
        }
        at += length;
    }
    out.append(text, copied, text.size() - copied);
}

std::string html(std::string_view text) {
    std::string out;
    append_html(out, text);
    return out;
}

std::string html_line(std::string_view text) {
    return html(normalised(text));
}

void begin_page(std::string& out, std::string_view title) {
    // Hashes of constants: cheap beside a report, and no state to keep.
    out +=
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
        "form-action 'none'; style-src ";
    out += source_hash(kPageStyle);
    out += "; script-src ";
    out += source_hash(kPageScript);
    out += "\">\n<title>";
    out += html_line(title);
    out += "</title>\n<style>";
    out += kPageStyle;
    out += "</style>\n</head>\n<body>\n";
}

void end_page(std::string& out) {
    out += "<script>";
    out += kPageScript;
    out += "</script>\n</body>\n</html>\n";
}

}  // namespace assay::report
