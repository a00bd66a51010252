// Plain forms of a stretch of text: what patterns and headings are compared with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay::ingest {

/// The length in bytes of the white space at the front of `text`: blanks, tabs, line breaks, form
/// feeds, non-breaking and thin spaces, byte order marks and zero-width characters.
std::size_t leading_space(std::string_view text);

/// `text` without white space at either end.
std::string_view trim(std::string_view text);

/// Appends the plain form: white space runs become one blank (none at the front), quotation marks
/// and apostrophes straight, every dash a hyphen, soft hyphens and zero-width characters dropped,
/// ligatures taken apart. When `origin` is given it receives, for every byte appended, the offset in
/// `text` that it came from.
void append_plain(std::string& out, std::string_view text, std::vector<std::uint32_t>* origin = nullptr,
                  std::uint32_t origin_base = 0);

/// True when `text`, which begins with no white space, is its own plain form for certain: printable ASCII
/// with single blanks.
bool is_plain(std::string_view text);

/// The plain form of `text`, without white space at its front: `text` itself where it is plain, else a copy
/// in `room`. Valid as long as both are.
std::string_view plain_view(std::string_view text, std::string& room);

/// The plain form of `text`.
std::string plain(std::string_view text);

/// Writes the key by which headings are compared into `out`: words in lower case with one blank
/// between them, apostrophes dropped, all other punctuation taken as blanks.
void heading_key(std::string& out, std::string_view text);

/// A heading as an identifier: "Learning from feedback" is "learning-from-feedback".
std::string slug(std::string_view text);

/// Characters (code points) in `text`; bytes that are no UTF-8 count as one each at most.
std::size_t characters(std::string_view text);

}  // namespace assay::ingest
