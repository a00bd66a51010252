#include "report/file_name.h"

namespace assay::report {

std::string file_name_for(std::string_view path) {
    if (path == "-") return "stdin";
    const std::size_t slash = path.find_last_of('/');
    std::string_view base = slash == std::string_view::npos ? path : path.substr(slash + 1);
    const std::size_t dot = base.find_last_of('.');
    if (dot != std::string_view::npos && dot > 0) base = base.substr(0, dot);
    std::string name;
    for (char c : base.substr(0, 120)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '_' || c == '.';
        if (plain) {
            name += c;
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    while (!name.empty() && (name.front() == '.' || name.front() == '-')) name.erase(0, 1);
    return name.empty() ? "report" : name;
}

std::string UniqueNames::unique(const std::string& name) {
    std::string made = name;
    for (int number = 2;; ++number) {
        std::string folded = made;
        for (char& c : folded) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (taken_.insert(folded).second) return made;
        made = name + "-" + std::to_string(number);
    }
}

}  // namespace assay::report
