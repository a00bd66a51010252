#include "serve/new_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace assay::serve {
namespace {

constexpr std::uint64_t kMostFile = 1u << 20;
/// git looks as far for a zero byte, which no text holds.
constexpr std::size_t kLookedAt = 8000;

std::string added_lines(std::string_view text) {
    if (text.empty()) return {};
    const auto breaks = std::count(text.begin(), text.end(), '\n');
    const bool ended = text.back() == '\n';
    const auto lines = breaks + (ended ? 0 : 1);
    std::string out = lines == 1 ? "@@ -0,0 +1 @@\n" : fmt::format("@@ -0,0 +1,{} @@\n", lines);
    out.reserve(out.size() + text.size() + static_cast<std::size_t>(breaks) + 64);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out += '+';
        out += text.substr(0, end);
        out += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!ended) out += "\\ No newline at end of file\n";
    return out;
}

std::string body(const Beneath& folder, const std::string& name, const std::string& shown) {
    const auto text = folder.read(name, kMostFile);
    if (!text) {
        const bool large = text.error().code == "too-large";
        return fmt::format("Not shown: {}.\n", large ? "it is larger than 1 MiB" : "it cannot be read here");
    }
    if (std::string_view(*text).substr(0, kLookedAt).find('\0') != std::string_view::npos)
        return fmt::format("Binary files /dev/null and b/{} differ\n", shown);
    if (text->empty()) return {};
    return fmt::format("--- /dev/null\n+++ b/{}\n", shown) + added_lines(*text);
}

}  // namespace

std::string shown_name(const std::string& name) {
    std::string out = name;
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 32 || c == 127) c = '?';
    }
    return out;
}

std::string as_added_lines(const Beneath& folder, const std::string& prefix,
                           const std::vector<std::string>& names, std::size_t most) {
    std::string out;
    for (const std::string& name : names) {
        const std::string shown = shown_name(prefix + name);
        const std::string heading = fmt::format("diff --git a/{0} b/{0}\nnew file mode 100644\n", shown);
        if (out.size() + heading.size() > most) break;
        out += heading;
        const std::string text = body(folder, name, shown);
        out += out.size() + text.size() <= most ? text : "Not shown: there is no room for it.\n";
    }
    return out;
}

}  // namespace assay::serve
