// A pack is a folder: its files are read in the order of their names, those of packs it builds on first.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "analyzer/load_cache.h"
#include "analyzer/read_files.h"
#include "assay/rule_pack.h"
#include "core/sha256.h"
#include "rules/compile.h"
#include "rules/lint.h"
#include "rules/read_model.h"
#include "rules/read_pack.h"
#include "rules/read_rules.h"

namespace assay {

namespace {

namespace fs = std::filesystem;

// What cannot be resolved because the file that defines it could not be read is not worth telling.
bool is_dangling_reference(const Diagnostic& d) {
    return d.code == "P002" || d.code == "R013" || d.code == "R015" || d.code == "R022";
}

bool is_unread_file(const Diagnostic& d) {
    return d.code == "Y001" || d.code == "Y002" || d.code == "Y003" || d.code == "Y005" || d.code == "K003" ||
           d.code == "L001" || d.code == "L002";
}

using Lines = std::vector<std::string>;

class PackLoader {
public:
    /// `cache` may be null.
    PackLoader(const LoadOptions& options, analyzer::LoadCache* cache,
               std::function<bool(const std::string&)> judged = {})
        : options_(options), cache_(cache), judged_(std::move(judged)) {
        std::error_code failed;
        for (const auto& [file, text] : options.instead)
            instead_[fs::weakly_canonical(file, failed).string()] = {file, &text};
    }

    LoadedPack run(const fs::path& folder) {
        Sha256 hash;
        read_folder(folder, hash, /*own=*/true);
        confine_inherited_rules();
        LoadedPack loaded;
        if (!has_errors(diagnostics_)) {
            sources_.hash = hash.finish_hex();
            sources_.frame_hash = frame_.finish_hex();
            auto content = rules::compile_pack(std::move(sources_), diagnostics_);
            if (!has_errors(diagnostics_)) {
                if (options_.model == Model::fitted) fitted_model(folder / "model.yaml", *content);
            }
            if (!has_errors(diagnostics_)) {
                if (options_.lint) lint(folder, *content);
                loaded.pack = std::make_shared<const RulePack>(std::move(content));
            }
        } else {
            // Compiling what could be read finds the other mistakes in the same run.
            const bool unread = std::any_of(diagnostics_.begin(), diagnostics_.end(), is_unread_file);
            Diagnostics found;
            (void)rules::compile_pack(std::move(sources_), found);
            if (unread) std::erase_if(found, is_dangling_reference);
            diagnostics_.insert(diagnostics_.end(), std::make_move_iterator(found.begin()),
                                std::make_move_iterator(found.end()));
        }
        show_lines();
        loaded.diagnostics = std::move(diagnostics_);
        return loaded;
    }

    /// What run() read.
    std::vector<analyzer::PackFile> files() && { return std::move(files_); }

private:
    void error(std::string code, const fs::path& file, std::string message, std::string suggestion) {
        diagnostics_.push_back({std::move(code),
                                Severity::error,
                                {file.string(), 0, 0, 0},
                                std::move(message),
                                std::move(suggestion),
                                {}});
    }

    void lint(const fs::path& folder, const PackContent& content) {
        rules::LintOptions options;
        options.own = [this](const std::string& file) {
            return own_files_.count(file) != 0 && (!judged_ || judged_(file));
        };
        options.pack_file = (folder / "pack.yaml").string();
        rules::lint(content, options, diagnostics_);
    }

    // Null where the file cannot be read.
    std::optional<std::string> text_of(const fs::path& file) const {
        std::error_code failed;
        if (!instead_.empty()) {
            const auto found = instead_.find(fs::weakly_canonical(file, failed).string());
            if (found != instead_.end()) return *found->second.second;
        }
        std::ifstream in(file, std::ios::binary);
        std::ostringstream bytes;
        if (in) bytes << in.rdbuf();
        if (!in && !in.eof()) return std::nullopt;
        return std::move(bytes).str();
    }

    void unreadable(const fs::path& file) {
        error("K003", file, "The file cannot be read.", "Check that it is there and that you may read it.");
    }

    std::optional<std::string> read(const fs::path& file) {
        auto text = text_of(file);
        if (!text) unreadable(file);
        return text;
    }

    rules::YamlFile read_yaml(const fs::path& file, const std::string& text) {
        rules::YamlFile yaml = rules::parse_yaml(file.string(), text, diagnostics_);
        lines_[file.string()] = std::make_shared<const Lines>(yaml.lines);
        return yaml;
    }

    void read_folder(const fs::path& folder, Sha256& hash, bool own) {
        std::error_code failed;
        const fs::path header_file = folder / "pack.yaml";
        if (!fs::is_directory(folder, failed)) {
            error("K002", folder, "There is no such pack folder.",
                  "A pack is a folder with a pack.yaml in it.");
            return;
        }
        if (!fs::is_regular_file(header_file, failed)) {
            error("K002", folder, "This folder is no pack: it holds no pack.yaml.",
                  "Name the pack's own folder, such as rules/cqc-la.");
            return;
        }
        if (!seen_.insert(fs::weakly_canonical(folder, failed).string()).second) return;
        files_.push_back({header_file, own});
        const auto header_text = read(header_file);
        if (!header_text) return;
        const rules::YamlFile header_yaml = read_yaml(header_file, *header_text);
        if (!header_yaml.root.is_defined() || header_yaml.root.is_null()) {
            if (!has_errors(diagnostics_))
                error("K002", header_file, "pack.yaml is empty.", "Give it an id, a title and a version.");
            return;
        }
        rules::PackHeader header = rules::read_pack_header(header_yaml, diagnostics_);
        for (const rules::Text& base : header.builds_on) {
            const fs::path path = (folder / base.value).lexically_normal();
            if (!fs::is_directory(path, failed)) {
                diagnostics_.push_back({"K004",
                                        Severity::error,
                                        base.place,
                                        fmt::format("There is no pack `{}` to build on.", base.value),
                                        "Give the folder relative to this pack's own, such as ../english.",
                                        {}});
                continue;
            }
            read_folder(path, hash, false);
        }
        hash.add("pack.yaml");
        hash.add(*header_text);
        frame_.add(*header_text);
        if (own || header.has_scoring) {
            sources_.scoring = header.scoring;
            const double floor = header.settings.softening_floor;
            sources_.settings.softening_floor = floor;
        }
        if (own) {
            sources_.settings = header.settings;
            inherited_rules_ = sources_.spec.rules.size();
            inherited_not_for_ = header.inherited_not_for;
        }
        const std::size_t first_own = sources_.spec.rules.size();
        if (own) own_files_.insert(header_file.string());
        const fs::path framework = folder / "framework.yaml";
        std::vector<analyzer::FolderFile> files;
        for (fs::path& path : with_added(analyzer::files_below(folder), folder, own)) {
            const bool is_framework = path == framework;
            files.push_back({std::move(path), is_framework});
        }
        analyzer::read_files(
            files, [this](const fs::path& file) { return text_of(file); }, cache_);
        for (analyzer::FolderFile& file : files) {
            if (own) own_files_.insert(file.path.string());
            files_.push_back({file.path, own});
            if (!file.text) {
                unreadable(file.path);
                continue;
            }
            hash.add(file.path.lexically_relative(folder).generic_string());
            hash.add(*file.text);
            lines_[file.path.string()] = std::shared_ptr<const Lines>(file.read, &file.read->lines);
            diagnostics_.insert(diagnostics_.end(), file.read->diagnostics.begin(),
                                file.read->diagnostics.end());
            if (file.framework) {
                frame_.add(*file.text);
                sources_.framework = *file.read->framework;
            } else {
                take(file.unshared ? std::move(file.unshared->spec) : rules::PackSpec(file.read->spec));
            }
        }
        for (std::size_t r = first_own; r < sources_.spec.rules.size(); ++r)
            sources_.spec.rules[r].inherited = !own;
    }

    // Files that are only in memory come after those of the folder. What lies in no folder of a pack (`--pack
    // DIR FILE`) is the pack's own.
    std::vector<fs::path> with_added(std::vector<fs::path> files, const fs::path& folder, bool own) const {
        std::error_code failed;
        if (instead_.empty()) return files;
        std::set<std::string> known;
        for (const fs::path& file : files) known.insert(fs::weakly_canonical(file, failed).string());
        const std::string here = fs::weakly_canonical(folder, failed).string();
        for (const auto& [canonical, file] : instead_) {
            const std::string name = file.first.filename().string();
            if (known.count(canonical) != 0 || name == "pack.yaml" || name == "model.yaml") continue;
            const std::string home = pack_of(canonical);
            if (home == here || (own && home.empty())) files.push_back(file.first);
        }
        return files;
    }

    // The folder, of those read so far, that holds the file; empty: none does.
    std::string pack_of(const std::string& canonical) const {
        for (const std::string& folder : seen_) {
            if (canonical.compare(0, folder.size() + 1, folder + "/") == 0) return folder;
        }
        return {};
    }

    void take(rules::PackSpec spec) {
        const auto append = [](auto& to, auto& from) {
            to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
        };
        append(sources_.spec.lists, spec.lists);
        append(sources_.spec.cues, spec.cues);
        append(sources_.spec.groups, spec.groups);
        append(sources_.spec.rules, spec.rules);
    }

    // `not_for` names statements; a rule knows only the statements it serves, so the others are spelt out.
    void confine_inherited_rules() {
        if (inherited_not_for_.empty()) return;
        std::vector<rules::Text> others;
        const auto excluded = [&](const std::string& id) {
            return std::any_of(inherited_not_for_.begin(), inherited_not_for_.end(),
                               [&](const rules::Text& t) { return t.value == id; });
        };
        for (const Statement& s : sources_.framework.statements) {
            if (!excluded(s.id)) others.push_back({s.id, inherited_not_for_.front().place});
        }
        for (const rules::Text& t : inherited_not_for_) {
            if (sources_.framework.find_statement(t.value) == nullptr) {
                diagnostics_.push_back({"K005",
                                        Severity::error,
                                        t.place,
                                        fmt::format("The framework has no statement `{}`.", t.value),
                                        "Name statements by the ids of framework.yaml.",
                                        {}});
            }
        }
        for (std::size_t r = 0; r < inherited_rules_; ++r) {
            rules::RuleSpec& rule = sources_.spec.rules[r];
            if (rule.statements.empty()) {
                rule.statements = others;
                if (others.empty()) rule.status = RuleStatus::off;
            }
        }
    }

    // What calibration wrote beside the pack, if it did.
    void fitted_model(const fs::path& file, PackContent& content) {
        std::error_code failed;
        if (!fs::is_regular_file(file, failed)) return;
        files_.push_back({file, true});
        const auto text = read(file);
        if (!text) return;
        std::vector<std::string> ids;
        for (const RuleInfo& rule : content.infos) ids.push_back(rule.id);
        rules::apply_model(read_yaml(file, *text), content.settings.id, content.hash, ids, content.model,
                           diagnostics_);
    }

    // Diagnostics of the compiler know their place but not the line's text.
    void show_lines() {
        for (Diagnostic& d : diagnostics_) {
            const auto lines = lines_.find(d.place.file);
            if (!d.source_line.empty() || lines == lines_.end()) continue;
            if (d.place.line >= 1 && d.place.line <= lines->second->size())
                d.source_line = (*lines->second)[d.place.line - 1];
        }
    }

    const LoadOptions& options_;
    analyzer::LoadCache* cache_;
    std::function<bool(const std::string&)> judged_;
    std::map<std::string, std::pair<fs::path, const std::string*>> instead_;  // by canonical path
    std::set<std::string> own_files_;
    std::vector<analyzer::PackFile> files_;
    rules::PackSources sources_;
    Sha256 frame_;
    std::map<std::string, std::shared_ptr<const Lines>> lines_;
    std::set<std::string> seen_;
    std::size_t inherited_rules_ = 0;  // the first so many of sources_.spec.rules come from packs built on
    std::vector<rules::Text> inherited_not_for_;
    Diagnostics diagnostics_;
};

}  // namespace

LoadedPack load_pack(const std::filesystem::path& folder, const LoadOptions& options) {
    return PackLoader(options, nullptr).run(folder.lexically_normal());
}

analyzer::LoadedFiles analyzer::load_pack(const std::filesystem::path& folder, const LoadOptions& options,
                                          LoadCache& cache, std::function<bool(const std::string&)> judged) {
    PackLoader loader(options, &cache, std::move(judged));
    LoadedFiles result;
    result.loaded = loader.run(folder.lexically_normal());
    result.files = std::move(loader).files();
    return result;
}

LoadedPack load_pack(const std::filesystem::path& folder, Model use) {
    LoadOptions options;
    options.model = use;
    return load_pack(folder, options);
}

}  // namespace assay
