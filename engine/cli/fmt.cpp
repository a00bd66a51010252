#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>

#include "assay/rule_pack.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/packs.h"
#include "rules/format_file.h"

namespace assay::cli {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> yaml_files(const fs::path& path) {
    std::error_code failed;
    if (!fs::is_directory(path, failed)) return {path};
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator at(path, failed), end; !failed && at != end; at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (name.front() == '.') {
            if (at->is_directory(failed)) at.disable_recursion_pending();
            continue;
        }
        const fs::path extension = at->path().extension();
        // model.yaml is written by `assay calibrate`.
        if ((extension == ".yaml" || extension == ".yml") && name != "model.yaml" &&
            at->is_regular_file(failed))
            files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

struct FmtCommand {
    std::vector<std::string> arguments;
    bool check = false;

    int run() const {
        if (arguments.size() == 1 && arguments.front() == "-") return standard_input();
        std::vector<fs::path> files;
        std::vector<std::string> from = arguments;
        if (from.empty()) from.push_back(fs::exists("pack.yaml") ? "." : rules_folder());
        for (const std::string& argument : from) {
            std::error_code failed;
            if (argument.empty() || !fs::exists(argument, failed)) {
                complain(fmt::format("{}: there is no such file or folder.",
                                     argument.empty() ? "rules" : argument));
                return kUsage;
            }
            const auto below = yaml_files(argument);
            files.insert(files.end(), below.begin(), below.end());
        }
        std::size_t changed = 0;
        bool failed = false;
        for (const fs::path& file : files) {
            const int outcome = one(file);
            changed += outcome > 0 ? 1 : 0;
            failed = failed || outcome < 0;
        }
        (void)write_out(
            fmt::format("{} of {} files {}.\n", changed, files.size(), check ? "would change" : "changed"));
        return failed || (check && changed > 0) ? kSomeFailed : kAllWell;
    }

private:
    static std::optional<std::string> read(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        if (!in) return std::nullopt;
        return std::string(std::istreambuf_iterator<char>(in), {});
    }

    // 1: changed, 0: as it should be, -1: cannot be formatted.
    int one(const fs::path& file) const {
        const auto text = read(file);
        if (!text) {
            complain(fmt::format("{}: the file cannot be read.", file.string()));
            return -1;
        }
        const auto formatted = rules::format_rule_file(*text);
        if (!formatted) {
            complain(
                fmt::format("{}: left as it is, for it is no sound YAML or uses forms that rule files do not "
                            "need. `assay check` says more.",
                            file.string()));
            return -1;
        }
        if (*formatted == *text) return 0;
        (void)write_out(file.string() + "\n");
        if (check) return 1;
        // Written beside and put in its place, so that a full disk loses nothing.
        const fs::path beside = file.string() + ".assay-fmt";
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out << *formatted;
        out.close();
        std::error_code failed;
        if (out) {
            fs::permissions(beside, fs::status(file, failed).permissions(), failed);
            fs::rename(beside, file, failed);
        }
        if (!out || failed) {
            fs::remove(beside, failed);
            complain(fmt::format("{}: the file cannot be written.", file.string()));
            return -1;
        }
        return 1;
    }

    static int standard_input() {
        const std::string text(std::istreambuf_iterator<char>(std::cin), {});
        const auto formatted = rules::format_rule_file(text);
        if (!formatted) complain("standard input is no sound YAML; it is given back as it is.");
        return write_out(formatted.value_or(text)) && formatted ? kAllWell : kSomeFailed;
    }
};

}  // namespace

void add_fmt(CLI::App& program, int& exit) {
    auto command = std::make_shared<FmtCommand>();
    CLI::App* app =
        program.add_subcommand("fmt", "Format rule files; comments stay, and nothing changes its meaning");
    app->add_option("files", command->arguments,
                    "Packs, folders, files, or - for standard input; none: the pack here, or all packs")
        ->type_name("PACK|FILE");
    app->add_flag("--check", command->check, "Change nothing; exit with 1 when a file would change");
    app->footer(
        "Example:  assay fmt rules/cqc-la\nExit codes: 0 all well; 1 a file cannot be formatted, or with "
        "--check would change; 2 wrong options.");
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
