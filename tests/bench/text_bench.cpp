// Sentences, tokens and hashes: bytes a second of build_document(). ASSAY_BENCH_TEXT names a text
// file to read instead of the invented one.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iterator>
#include <string>

#include "assay/document.h"
#include "support/bench_sample.h"
#include "support/plain_report.h"
#include "text/figures.h"
#include "text/scanner.h"

namespace assay {
namespace {

constexpr const char* kInvented =
    "Leaders at Norland Council told us that people\xE2\x80\x99s feedback had changed how assessments were "
    "planned. "
    "In the 12 months to March 2024, 31.1% of reviews were completed within 28 days, compared with 46 per "
    "cent "
    "the year before; however, carers waited longer. Staff described a \xE2\x80\x98no wrong door\xE2\x80\x99 "
    "approach, well-established multi-agency meetings and good supervision (monthly for most teams). "
    "Partners "
    "felt listened to, but some said that co-production was at an early stage and that they\xE2\x80\x99"
    "d like "
    "more say in decisions. There was a clear plan for improvement, with actions, owners and dates.\n\n";

std::string sample(std::size_t bytes) {
    return testing::bench_sample(kInvented, bytes);
}

void build(benchmark::State& state) {
    const Report report = testing::plain_report(sample(static_cast<std::size_t>(state.range(0))));
    std::size_t tokens = 0;
    for (auto _ : state) {
        state.PauseTiming();
        Report copy = report;
        state.ResumeTiming();
        Document document = build_document(std::move(copy));
        tokens = document.tokens.size();
        benchmark::DoNotOptimize(document);
    }
    const auto bytes = static_cast<double>(state.range(0));
    state.SetBytesProcessed(state.iterations() * state.range(0));
    state.counters["bytes/token"] = bytes / static_cast<double>(tokens);
    state.counters["ns/byte"] = benchmark::Counter(bytes * static_cast<double>(state.iterations()) / 1e9,
                                                   benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(build)->Arg(10'000)->Arg(100'000)->Arg(10'000'000)->MinTime(1);

void figures(benchmark::State& state) {
    const Document document = testing::plain_document(sample(static_cast<std::size_t>(state.range(0))));
    for (auto _ : state) benchmark::DoNotOptimize(text::check_figures(document));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(figures)->Arg(100'000);

void tokenize_only(benchmark::State& state) {
    const std::string text = sample(static_cast<std::size_t>(state.range(0)));
    std::vector<Token> tokens;
    for (auto _ : state) {
        tokens.clear();
        text::tokenize(text, tokens);
        benchmark::DoNotOptimize(tokens.data());
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(tokenize_only)->Arg(100'000);

}  // namespace
}  // namespace assay
