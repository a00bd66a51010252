// Where the time from a file to JSON goes, phase by phase, by the number of phrases in the pack and the
// size of the document; and what loading a pack costs.
//
// ASSAY_BENCH_TEXT names a text file to read and ASSAY_BENCH_PACK a pack to use instead of the invented ones.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "analyzer/assess.h"
#include "analyzer/scripts.h"
#include "assay/engine.h"
#include "ingest/extract.h"
#include "ingest/recogniser.h"
#include "lua/session.h"
#include "report/context.h"
#include "report/writer.h"
#include "rules/evaluate.h"
#include "rules/pack_content.h"
#include "support/bench_sample.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr const char* kParagraph =
    "Leaders at Norland Council told us that feedback from carers had changed how assessments were planned. "
    "In the 12 months to March 2024, 31.1% of reviews were completed within 28 days, compared with 46 per "
    "cent "
    "the year before; however, carers waited longer. Staff described well-established meetings and good "
    "supervision. Partners felt listened to, but some said that they would like more say in decisions.\n\n";

std::string sample(std::size_t bytes) {
    return testing::bench_sample(kParagraph, bytes);
}

// A folder that is deleted at the end of the program.
class PackFolder {
public:
    explicit PackFolder(int phrases)
        : path_(fs::temp_directory_path() / fmt::format("assay-bench-{}-{}", ::getpid(), phrases)) {
        fs::create_directories(path_);
        std::ofstream(path_ / "pack.yaml") << "id: bench\ntitle: Bench\nversion: 1.0.0\n";
        std::ofstream(path_ / "framework.yaml")
            << "id: bench\ntitle: Any text\nscale:\n"
               "  4: {descriptor: Four, grade_words: [bench four]}\n  3: {descriptor: Three, grade_words: "
               "[bench three]}\n"
               "  2: {descriptor: Two, grade_words: [bench two]}\n  1: {descriptor: One, grade_words: [bench "
               "one]}\n"
               "statements:\n  - {id: text, title: Any text}\npreamble_part: text\nrecognition:\n  signs: "
               "[the]\n";
        // The first ten are in the text; the others are of its words but are not.
        static const std::vector<std::string> kFound{"feedback from carers", "good supervision",
                                                     "within 28 days",       "told us",
                                                     "felt listened to",     "more say",
                                                     "the year before",      "had changed how",
                                                     "in decisions",         "carers waited longer"};
        static const std::vector<std::string> kWords{"leaders", "carers",   "reviews",  "feedback",
                                                     "staff",   "meetings", "say",      "some",
                                                     "good",    "planned",  "partners", "council"};
        std::ofstream rules;
        for (int i = 0; i < phrases; ++i) {
            if (i % 5000 == 0) {
                rules = std::ofstream(path_ / fmt::format("rules-{}.yaml", i / 5000));
                rules << "rules:\n";
            }
            std::string phrase;
            if (i < 10) {
                phrase = kFound[static_cast<std::size_t>(i)];
            } else {
                const auto n = static_cast<std::size_t>(i);
                phrase = fmt::format("{} {} topic{}", kWords[n % 12], kWords[n / 12 % 12], n / 144);
            }
            rules << fmt::format("  - {{id: r.{}, title: Rule {}, level: {}, points: 1, match: [{}]}}\n", i,
                                 i, i % 2 ? 3 : 2, phrase);
        }
    }
    ~PackFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    PackFolder(const PackFolder&) = delete;
    PackFolder& operator=(const PackFolder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

fs::path pack_folder(int phrases) {
    if (const char* path = std::getenv("ASSAY_BENCH_PACK")) return path;
    static std::map<int, PackFolder> made;
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    return made.try_emplace(phrases, phrases).first->second.path();
}

// A pack, a text and the result of every phase.
struct Bench {
    explicit Bench(const benchmark::State& state)
        : text(sample(static_cast<std::size_t>(state.range(1)))),
          engine(std::make_shared<const Engine>(
              std::vector{load_pack(pack_folder(static_cast<int>(state.range(0)))).pack})),
          session(engine) {
        scripts = analyzer::start_scripts(pack());
        document = build_document(lay_out());
        rules::find_matches(pack().content(), document, scratch.evaluate.match, scratch.matches);
        scored = session.score_text(text, "bench");
    }
    const RulePack& pack() const { return *engine->packs().front(); }
    Extracted extract() const { return ingest::extract_text(text, "bench"); }
    Report lay_out() const {
        auto report = engine->recogniser().lay_out(extract());
        if (!report) {
            std::fprintf(stderr, "%s (ASSAY_BENCH_TEXT names another text.)\n",
                         report.error().message.c_str());
            std::exit(2);
        }
        return *std::move(report);
    }

    // Figures beside the time of a phase that reads the document once.
    void count(benchmark::State& state) const {
        const auto rounds = static_cast<double>(state.iterations());
        state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
        state.counters["docs/s"] = benchmark::Counter(rounds, benchmark::Counter::kIsRate);
        state.counters["s/token"] =
            benchmark::Counter(rounds * static_cast<double>(document.tokens.size()),
                               benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
        // Of the process so far: for one phase alone, name it with --benchmark_filter.
        rusage used{};
        ::getrusage(RUSAGE_SELF, &used);
        state.counters["peak MB"] =
            benchmark::Counter(static_cast<double>(used.ru_maxrss) / 1024, benchmark::Counter::kAvgThreads);
    }

    std::string text;
    std::shared_ptr<const Engine> engine;
    Session session;
    std::unique_ptr<lua::LuaSession> scripts;
    Document document;
    analyzer::AssessScratch scratch;
    ScoredReport scored;
};

void a_extract(benchmark::State& state) {
    const Bench bench(state);
    for (auto _ : state) benchmark::DoNotOptimize(bench.extract());
    bench.count(state);
}

void b_extract_lay_out(benchmark::State& state) {
    const Bench bench(state);
    for (auto _ : state) benchmark::DoNotOptimize(bench.lay_out());
    bench.count(state);
}

void c_sentences_and_tokens(benchmark::State& state) {
    const Bench bench(state);
    const Report report = bench.lay_out();
    for (auto _ : state) benchmark::DoNotOptimize(build_document(Report(report)));
    bench.count(state);
}

void d_match(benchmark::State& state) {
    Bench bench(state);
    for (auto _ : state) {
        rules::find_matches(bench.pack().content(), bench.document, bench.scratch.evaluate.match,
                            bench.scratch.matches);
        benchmark::DoNotOptimize(bench.scratch.matches.matches.data());
    }
    bench.count(state);
}

void e_evaluate_with_context(benchmark::State& state) {
    Bench bench(state);
    for (auto _ : state) {
        benchmark::DoNotOptimize(rules::evaluate(bench.pack().content(), bench.document,
                                                 bench.scratch.matches, bench.scratch.evaluate, {}));
    }
    bench.count(state);
}

void assess(benchmark::State& state, bool scripts, bool flips) {
    Bench bench(state);
    for (auto _ : state) {
        benchmark::DoNotOptimize(analyzer::assess(bench.pack(), bench.document,
                                                  scripts ? bench.scripts.get() : nullptr, bench.scratch,
                                                  {flips, false, false}));
    }
    bench.count(state);
}
void f_match_to_score(benchmark::State& state) {
    assess(state, false, false);
}
void g_match_to_score_with_lua(benchmark::State& state) {
    assess(state, true, false);
}
void h_match_to_score_with_lua_and_flip(benchmark::State& state) {
    assess(state, true, true);
}

void i_render_json(benchmark::State& state) {
    const Bench bench(state);
    const auto writer = report::make_writer(report::OutputFormat::json);
    const auto context = report::context_of(bench.scored);
    report::Piece piece;
    for (auto _ : state) {
        writer->render(bench.scored, context ? &*context : nullptr, piece);
        benchmark::DoNotOptimize(piece.bytes.data());
    }
    bench.count(state);
}

void j_text_to_score(benchmark::State& state) {
    Bench bench(state);
    for (auto _ : state) benchmark::DoNotOptimize(bench.session.score_text(bench.text, "bench"));
    bench.count(state);
}

void compile_pack(benchmark::State& state) {
    const fs::path folder = pack_folder(static_cast<int>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(load_pack(folder));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

// Phrases, then bytes of text.
void sizes(benchmark::internal::Benchmark* b) {
    for (const std::int64_t phrases : {10, 200, 2'000, 50'000}) b->Args({phrases, 10'000});
    for (const std::int64_t bytes : {1'000, 100'000, 1'000'000, 50'000'000}) b->Args({200, bytes});
}

BENCHMARK(a_extract)->Args({200, 10'000});
BENCHMARK(b_extract_lay_out)->Args({200, 10'000});
BENCHMARK(c_sentences_and_tokens)->Args({200, 10'000});
BENCHMARK(d_match)->Apply(sizes);
BENCHMARK(e_evaluate_with_context)->Apply(sizes);
BENCHMARK(f_match_to_score)->Args({200, 10'000});
BENCHMARK(g_match_to_score_with_lua)->Args({200, 10'000});
BENCHMARK(h_match_to_score_with_lua_and_flip)->Args({200, 10'000});
BENCHMARK(i_render_json)->Args({200, 10'000});
BENCHMARK(j_text_to_score)->Apply(sizes);
BENCHMARK(j_text_to_score)->Args({200, 10'000})->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(compile_pack)->Arg(200)->Arg(2'000)->Arg(50'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace assay
