#include "corpus/inputs.h"

#include <glob.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace assay::corpus {

namespace {

namespace fs = std::filesystem;

// Files that stand beside reports and are none.
bool is_report_file(const fs::path& file) {
    static constexpr std::array<std::string_view, 12> kExtensions{
        ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".docm", ".asc", ""};
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string stem = file.stem().string();
    if (stem == "README" || stem == "readme") return false;
    return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

void add_folder(const std::string& folder, std::vector<std::string>& out,
                std::vector<std::string>& empty_folders) {
    std::vector<std::string> files;
    std::error_code failed;
    for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, failed),
         end;
         at != end && !failed; at.increment(failed)) {
        if (at->path().filename().string().front() == '.') {
            if (at->is_directory(failed)) at.disable_recursion_pending();
            continue;
        }
        std::error_code ignored;
        if (at->is_regular_file(ignored) && is_report_file(at->path())) files.push_back(at->path().string());
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) empty_folders.push_back(folder);
    out.insert(out.end(), files.begin(), files.end());
}

void add(const std::string& argument, std::vector<std::string>& out, std::vector<std::string>& empty_folders,
         int depth) {
    std::error_code failed;
    if (argument == "-" || argument.empty()) {
        out.push_back(argument);
    } else if (fs::is_directory(argument, failed)) {
        add_folder(argument, out, empty_folders);
    } else if (argument.front() == '@' && !fs::exists(argument, failed) && depth == 0) {
        std::ifstream list(argument.substr(1));
        if (!list) {
            out.push_back(argument.substr(1));
            return;
        }
        for (std::string line; std::getline(list, line);) {
            if (!line.empty() && line.back() == '\r') line.pop_back();
            if (!line.empty()) add(line, out, empty_folders, depth + 1);
        }
    } else if (argument.find_first_of("*?") != std::string::npos && !fs::exists(argument, failed)) {
        glob_t found{};
        if (::glob(argument.c_str(), 0, nullptr, &found) == 0) {
            for (std::size_t i = 0; i < found.gl_pathc; ++i)
                add(found.gl_pathv[i], out, empty_folders, depth + 1);
        } else {
            out.push_back(argument);
        }
        ::globfree(&found);
    } else {
        out.push_back(argument);
    }
}

}  // namespace

std::vector<std::string> expand_inputs(const std::vector<std::string>& arguments,
                                       std::vector<std::string>& empty_folders) {
    std::vector<std::string> out;
    for (const std::string& argument : arguments) add(argument, out, empty_folders, 0);
    return out;
}

}  // namespace assay::corpus
