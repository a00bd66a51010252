#include <assay/engine.h>

#include <iostream>

int main(int argc, char** argv) {
    const auto loaded = assay::load_pack(argv[1]);
    if (argc < 3 || loaded.pack == nullptr) return 2;
    assay::Session session(std::make_shared<const assay::Engine>(std::vector{loaded.pack}));
    const assay::ScoredReport report = session.score_file(argv[2]);
    for (const assay::Assessment& a : report.assessments)
        std::cout << a.statement << ' ' << a.predicted_score.value_or(0) << '\n';
}
