// What a person waits for who edits one rule file: its mistakes, told anew while the rest of the pack is at
// hand.
//
// ASSAY_BENCH_PACK names a pack to use instead of rules/cqc-la, ASSAY_BENCH_FILE one of its files.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "analyzer/load_cache.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

std::string from_environment(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : value;
}

// Each round the file says something that it never said before: nothing of it can be known.
void edit_one_file(benchmark::State& state, bool lint) {
    const fs::path folder = from_environment("ASSAY_BENCH_PACK", ASSAY_SOURCE_DIR "/rules/cqc-la");
    const fs::path file = folder / from_environment("ASSAY_BENCH_FILE", "rules/learning/feedback.yaml");
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    analyzer::LoadCache cache;
    LoadOptions options;
    options.lint = lint;
    const auto judged = [&](const std::string& name) { return fs::path(name) == file; };
    (void)analyzer::load_pack(folder, options, cache, judged);
    std::size_t round = 0;
    for (auto _ : state) {
        options.instead[file] = text + "# " + std::to_string(++round) + "\n";
        const auto loaded = analyzer::load_pack(folder, options, cache, judged).loaded;
        if (loaded.pack == nullptr) state.SkipWithError("the pack has mistakes");
    }
}

void tell_mistakes(benchmark::State& state) {
    edit_one_file(state, false);
}
void tell_mistakes_and_doubts(benchmark::State& state) {
    edit_one_file(state, true);
}
void load_the_whole_pack(benchmark::State& state) {
    const fs::path folder = from_environment("ASSAY_BENCH_PACK", ASSAY_SOURCE_DIR "/rules/cqc-la");
    for (auto _ : state) benchmark::DoNotOptimize(load_pack(folder).pack);
}

BENCHMARK(tell_mistakes)->Unit(benchmark::kMillisecond);
BENCHMARK(tell_mistakes_and_doubts)->Unit(benchmark::kMillisecond);
BENCHMARK(load_the_whole_pack)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace assay
