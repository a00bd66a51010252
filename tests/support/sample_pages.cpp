// sample_pages DIR: the HTML pages and index of invented reports, for the browser tests.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "report/file_name.h"
#include "report/writer.h"
#include "support/sample_report.h"

namespace {

void save(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace assay;
    if (argc != 2) {
        std::cerr << "usage: sample_pages DIR\n";
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    std::vector<testing::SampleOptions> all(4);
    all[1].path = "reports/east-lindale.pdf";
    all[1].authority = "East Lindale Borough Council";
    all[1].format = Format::pdf;
    all[1].predicted = 2;
    all[1].calibrated = true;
    all[2].path = "drafts/northmere.txt";
    all[2].authority = "";
    all[2].published = false;
    all[2].abstained = true;
    all[2].incomplete = true;
    all[3].path = "reports/<script>alert(1)</script>.txt";
    all[3].authority = "\"><img src=x onerror=alert(1)> Council";
    all[3].broken_utf8 = true;

    const auto writer = report::make_writer(report::OutputFormat::html);
    report::UniqueNames names;
    report::Piece piece;
    std::string out;
    writer->begin(testing::sample_run(), out);
    auto add = [&](const ScoredReport& report, const report::ReportContext* context) {
        writer->render(report, context, piece);
        piece.name = names.unique(piece.name);
        out.clear();
        writer->append(piece, out);
        save(folder / (piece.name + ".html"), out);
    };
    for (const testing::SampleOptions& options : all) {
        testing::SampleReport sample;
        testing::make_sample(sample, options);
        const report::ReportContext context = sample.context();
        add(sample.report, &context);
    }
    add(testing::failed_report("reports/missing.txt", "reports/missing.txt does not exist."), nullptr);
    out.clear();
    writer->end(out);
    save(folder / "index.html", out);
}
