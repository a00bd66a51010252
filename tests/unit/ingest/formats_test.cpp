// The same report in every format gives the same evidence, and every place leads back to the file.
#include <gtest/gtest.h>

#include "documents_for_tests.h"
#include "frameworks_for_tests.h"
#include "ingest/read_file.h"
#include "ingest/show_text.h"

namespace assay::ingest {
namespace {

Result<Report> read_bytes(std::string bytes, const std::string& name) {
    auto extracted = extract_bytes(buffer_of(std::move(bytes)), name);
    if (!extracted) return extracted.error();
    return recogniser().lay_out(std::move(*extracted));
}

std::string as_text(const std::vector<Piece>& pieces) {
    std::string text;
    for (const Piece& piece : pieces) text += piece.words + "\n\n";
    return text;
}

TEST(Formats, GiveTheSameEvidence) {
    const auto text = read_bytes(as_text(marlowdale()), "a.txt");
    ASSERT_TRUE(text.ok()) << text.error().message;
    const std::vector<std::string> expected = evidence(*text, "learning");
    ASSERT_EQ(expected.size(), 3u);
    std::vector<Piece> first = marlowdale();
    std::vector<Piece> second(first.begin() + 9, first.end());
    first.resize(9);
    const std::pair<const char*, std::string> others[] = {{"a.html", make_html(marlowdale())},
                                                          {"a.docx", make_docx(marlowdale())},
                                                          {"a.pdf", make_pdf({first, second})}};
    for (const auto& [name, bytes] : others) {
        const auto report = read_bytes(bytes, name);
        ASSERT_TRUE(report.ok()) << name << ": " << report.error().message;
        EXPECT_EQ(evidence(*report, "learning"), expected) << name;
        EXPECT_EQ(report->authority, "Marlowdale Council") << name;
        ASSERT_NE(part(*report, "learning"), nullptr) << name;
        EXPECT_EQ(part(*report, "learning")->published_score, 2) << name;
        EXPECT_EQ(report->parts.size(), 1u) << name;
    }
}

TEST(Formats, LinesMayEndAsOnAnySystem) {
    const std::string unix = as_text(marlowdale());
    const auto expected = read_bytes(unix, "a.txt");
    ASSERT_TRUE(expected.ok());
    for (const std::string& end : {std::string("\r"), std::string("\r\n")}) {
        std::string bytes;
        for (const char c : unix) bytes += c == '\n' ? end : std::string(1, c);
        const auto report = read_bytes(bytes, "a.txt");
        ASSERT_TRUE(report.ok());
        EXPECT_EQ(evidence(*report, "learning"), evidence(*expected, "learning"));
        EXPECT_EQ(report->extracted.text.bytes, bytes);
        ASSERT_NE(part(*report, "learning"), nullptr);
        EXPECT_EQ(part(*report, "learning")->published_score, 2);
        ASSERT_EQ(report->lines.size(), expected->lines.size());
        const SourceMap map(report->extracted);
        const SourceMap expected_map(expected->extracted);
        for (std::size_t i = 0; i < report->lines.size(); ++i) {
            EXPECT_EQ(map.place(report->lines[i].begin).line,
                      expected_map.place(expected->lines[i].begin).line);
        }
    }
}

// Each paragraph in several lines, as text is that somebody copied out of a PDF.
std::vector<Piece> line_by_line(const std::vector<Piece>& pieces, std::size_t width) {
    std::vector<Piece> lines;
    for (const Piece& piece : pieces) {
        std::string words = piece.words;
        while (!piece.heading && words.size() > width) {
            const std::size_t blank = words.rfind(' ', width);
            lines.push_back({false, words.substr(0, blank)});
            words.erase(0, blank + 1);
        }
        lines.push_back({piece.heading, words});
    }
    return lines;
}

TEST(Formats, APageMayHoldItsTextPreformatted) {
    const auto text = read_bytes(as_text(marlowdale()), "a.txt");
    ASSERT_TRUE(text.ok());
    for (const std::size_t width : {60U, 1000U}) {
        std::string inside;
        for (const Piece& paragraph : marlowdale()) {
            for (const Piece& line : line_by_line({paragraph}, width)) {
                for (const char c : line.words) inside += c == '&' ? std::string("&amp;") : std::string(1, c);
                inside += '\n';
            }
            inside += " \n";
        }
        const std::string page =
            "<html><body><pre style=\"white-space: pre-wrap\">" + inside + "</pre></body></html>";
        const auto report = read_bytes(page, "a.html");
        ASSERT_TRUE(report.ok()) << report.error().message;
        EXPECT_EQ(evidence(*report, "learning"), evidence(*text, "learning"));
        ASSERT_NE(part(*report, "learning"), nullptr);
        EXPECT_EQ(part(*report, "learning")->published_score, 2);
    }
}

TEST(Formats, LinesThatBreakOffAreJoinedInWordFilesToo) {
    std::vector<Piece> long_one = marlowdale();
    for (int i = 0; i < 6; ++i) {
        long_one.push_back(
            {false, "The " + std::to_string(i + 2) +
                        " teams in the north of the borough met every other "
                        "month, went through what people had told them about the service and wrote down what "
                        "they wanted to do about it before the next meeting."});
    }
    const auto whole = read_bytes(make_docx(long_one), "a.docx");
    const auto broken = read_bytes(make_docx(line_by_line(long_one, 60)), "a.docx");
    ASSERT_TRUE(whole.ok() && broken.ok());
    EXPECT_EQ(evidence(*broken, "learning"), evidence(*whole, "learning"));
}

TEST(Formats, AreToldByContentAndNotByName) {
    const auto report = read_bytes(make_docx(marlowdale()), "report.pdf");
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->extracted.source.format, Format::docx);
    EXPECT_EQ(
        read_bytes("# Learning, improvement and innovation\n\nScore: 3\n", "a.txt")->extracted.source.format,
        Format::markdown);
    EXPECT_EQ(read_bytes("Report\r\r# Learning, improvement and innovation\r\rScore: 3\r", "a.txt")
                  ->extracted.source.format,
              Format::markdown);
}

TEST(Formats, PlacesInAWebPageLeadBackToItsBytes) {
    const std::string page = make_html(marlowdale());
    const auto report = read_bytes(page, "a.html");
    ASSERT_TRUE(report.ok());
    const SourceMap map(report->extracted);
    const std::string_view text = report->extracted.text.bytes;
    for (const char* words :
         {"Staff in Marlowdale", "weren't sure", "supervision & training", "36% of 50 providers"}) {
        const std::size_t at = text.find(words);
        ASSERT_NE(at, std::string_view::npos) << words;
        const auto begin = static_cast<std::uint32_t>(at);
        const auto [from, to] =
            map.range({begin, begin + static_cast<std::uint32_t>(std::string_view(words).size())});
        std::string expected = words;
        if (const auto amp = expected.find('&'); amp != std::string::npos) expected.replace(amp, 1, "&amp;");
        if (const auto quote = expected.find('\''); quote != std::string::npos)
            expected.replace(quote, 1, "&#39;");
        EXPECT_EQ(page.substr(from, to - from), expected);
        EXPECT_EQ(map.place(begin).line,
                  1 + std::count(page.begin(), page.begin() + static_cast<std::ptrdiff_t>(from), '\n'));
    }
}

TEST(Formats, PagesAndParagraphsAreCounted) {
    std::vector<Piece> first = marlowdale();
    std::vector<Piece> second(first.begin() + 9, first.end());
    first.resize(9);
    const auto pdf = read_bytes(make_pdf({first, second}), "a.pdf");
    ASSERT_TRUE(pdf.ok());
    const SourceMap pages(pdf->extracted);
    const std::string_view text = pdf->extracted.text.bytes;
    EXPECT_EQ(pages.place(static_cast<std::uint32_t>(text.find("Staff in"))).page, 1u);
    EXPECT_EQ(pages.place(static_cast<std::uint32_t>(text.find("Providers told"))).page, 2u);
    const auto docx = read_bytes(make_docx(marlowdale()), "a.docx");
    ASSERT_TRUE(docx.ok());
    const SourceMap paragraphs(docx->extracted);
    const std::string_view words = docx->extracted.text.bytes;
    EXPECT_EQ(paragraphs.place(static_cast<std::uint32_t>(words.find("Score: 2"))).paragraph, 3u);
    EXPECT_EQ(words.find("gone"), std::string_view::npos);
}

TEST(Formats, ASentenceOverAPageBreakIsOneParagraph) {
    const auto report = read_text(
        "Inspection of Marlowdale local authority children's services\n\n"
        "The experiences and progress of children in care: good\n"
        "1. Children in Marlowdale live in homes that meet their needs, and they are visited often by\n"
        "social workers whom they know well. Plans are reviewed when they should be, and most\n\n"
        "Inspection of Marlowdale local authority children's services\n1 to 5 May 2023\n\n4\n\n\f"
        "children take part in their reviews with the help of an advocate.\n"
        "2. Contact with brothers and sisters is arranged thoughtfully, and it takes place as planned.\n");
    ASSERT_TRUE(report.ok());
    const auto blocks = evidence(*report, "in-care");
    ASSERT_EQ(blocks.size(), 2u);
    EXPECT_NE(blocks[0].find("and most children take part"), std::string::npos);
    EXPECT_EQ(part(*report, "in-care")->published_score, 3);
}

TEST(Formats, ATitleInTwoLinesIsNoTextThoughAFooterRepeatsIt) {
    std::string text =
        "Inspection of Marlowdale local authority\nchildren's services\nInspection dates: 1 to 5 May 2023\n\n"
        "Leaders know what needs to change and have said so.\n\n"
        "The experiences and progress of children in care: good\n";
    const char* const who[] = {"Nurses", "Teachers", "Carers"};
    for (int page = 1; page <= 3; ++page) {
        text += std::to_string(page) + ". " + who[page - 1] +
                " see children often, and visits take place.\n\n"
                "Inspection of Marlowdale local authority children's services\n\n\f";
    }
    const auto report = read_text(text);
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->authority, "Marlowdale");
    EXPECT_EQ(evidence(*report, "overall"),
              std::vector<std::string>{"Leaders know what needs to change and have said so."});
    EXPECT_EQ(evidence(*report, "in-care").size(), 3u);
}

TEST(Formats, AHeadingGoesOnBehindTheFootOfItsPage) {
    const std::string footer = "\n\nInspection of Marlowdale local authority children's services\n\n4\n\n\f";
    const auto report = read_text(
        "Inspection of Marlowdale local authority children's services\n\n"
        "The experiences and progress of children in care: good\n"
        "1. Children live in homes that meet their needs, and visits take place as they should.\n\n"
        "The impact of leaders on social work practice with" +
        footer +
        "children and families: requires improvement to be good\n"
        "2. Leaders meet social workers every month and act on what they hear from them there.\n");
    ASSERT_TRUE(report.ok());
    ASSERT_NE(part(*report, "leaders"), nullptr);
    EXPECT_EQ(part(*report, "leaders")->published_score, 2);
    EXPECT_EQ(evidence(*report, "leaders").size(), 1u);
    EXPECT_EQ(evidence(*report, "in-care").size(), 1u);
}

TEST(Formats, BoilerplateThatIsOneLongLineEndsTheEvidence) {
    const auto report = read_text(
        "Inspection of Marlowdale local authority children's services\n\n"
        "The experiences and progress of children in care: good\n\n"
        "Children live in homes that meet their needs, and visits take place as they should; they say that "
        "this "
        "is what they had asked for at their reviews, where an advocate spoke for those who wished it.\n\n"
        "The Office for Standards in Education, Children's Services and Skills (Ofsted) regulates and "
        "inspects "
        "services for children and young people, and for learners of all ages in every part of the "
        "country.\n");
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(evidence(*report, "in-care").size(), 1u);
}

TEST(Formats, AFooterGluedToALineIsTakenOff) {
    std::string text = "Inspection of Marlowdale local authority children's services\n\n";
    text += "The experiences and progress of children in care: good\n";
    const char* const who[] = {"Nurses", "Teachers", "Carers", "Judges"};
    for (int page = 1; page <= 4; ++page) {
        const std::string name = who[page - 1];
        text += std::to_string(page) + ". " + name +
                " see children often, and children say that this is what they had\n" + "asked " + name +
                " for. Visits take place at home and at school, and plans are in a trauma" +
                (page == 2 ? "" : "-\n\n") +
                "Inspection of Marlowdale local authority children's services\n1 to 5 May 2023\n\n" +
                std::to_string(page) + "\n\n\finformed way, which " + name + " understand.\n\nReviews by " +
                name + " are held on time.\n";
    }
    const auto report = read_text(text);
    ASSERT_TRUE(report.ok());
    const auto blocks = evidence(*report, "in-care");
    ASSERT_EQ(blocks.size(), 4u);
    EXPECT_NE(blocks[1].find("a trauma informed way"), std::string::npos) << blocks[1];
    for (const std::string& block : blocks) {
        EXPECT_NE(block.find("informed way, which"), std::string::npos) << block;
        EXPECT_NE(block.find("are held on time."), std::string::npos) << block;
        EXPECT_EQ(block.find("Marlowdale"), std::string::npos) << block;
    }
    // In the map it is a row of its own.
    const std::string map = show_map(*report);
    const std::size_t row = map.find("plans are in a trauma\n");
    ASSERT_NE(row, std::string::npos) << map;
    const std::string next = map.substr(map.find('\n', row) + 1);
    EXPECT_NE(next.substr(0, next.find('\n')).find("\tfurniture\t\t\tInspection of Marlowdale"),
              std::string::npos)
        << next;
}

TEST(Formats, AWebAddressWithinALineIsARowOfTheMap) {
    const auto report = read_text(
        "Inspection of Marlowdale local authority children's services\n\n"
        "The experiences and progress of children in care: good\n\n"
        "Children read of it at https://marlowdale.example/care and say that it helps them in their "
        "reviews.\n");
    ASSERT_TRUE(report.ok());
    const std::string map = show_map(*report);
    const std::size_t before = map.find("\tevidence\tin-care\t\tChildren read of it at\n");
    const std::size_t address = map.find("\tfurniture\t\t\thttps://marlowdale.example/care\n");
    const std::size_t after =
        map.find("\tevidence\tin-care\t\tand say that it helps them in their reviews.\n");
    EXPECT_LT(before, address) << map;
    EXPECT_LT(address, after) << map;
    EXPECT_NE(after, std::string::npos) << map;
}

// pdftotext tells a column of numbers first where it takes it for one.
TEST(Formats, NumbersInAColumnOfTheirOwnNumberTheParagraphsBehindThem) {
    const std::string begin =
        "Inspection of Marlowdale local authority children's services\n\n"
        "The experiences and progress of children in care: good\n"
        "1. Children in Marlowdale live in homes that meet their needs, and are visited often.\n";
    const std::string second =
        "Plans are reviewed when they should be. They name who is to do what, and by when it\n"
        "is to be done. Most children take part in their reviews, with an advocate if they like.\n";
    const std::string third =
        "Brothers and sisters meet as often as they wish, and the council pays for journeys\n"
        "and meals. Foster carers are told early when this changes.\n";
    const std::string last =
        "5. Health assessments take place on time, and dentists are found for children.\n";
    const std::string fourth = "Schools know which children are in care. They act on it.\n";
    const auto three = read_text(begin + "2.\n\n3.\n\n4.\n\n" + second + third + fourth + last);
    ASSERT_TRUE(three.ok());
    const auto blocks = evidence(*three, "in-care");
    ASSERT_EQ(blocks.size(), 5u);
    EXPECT_EQ(blocks[1].substr(0, 18), "Plans are reviewed");
    EXPECT_EQ(blocks[2].substr(0, 20), "Brothers and sisters");
    EXPECT_EQ(blocks[3], "Schools know which children are in care. They act on it.");

    // Where nothing tells the texts apart they stay one paragraph, whole.
    const auto one = read_text(
        begin + "2.\n\n3.\n\n" + second +
        "The experiences and progress of care leavers: good\n"
        "4. Care leavers have somewhere to live that is safe, and they say that it feels like home.\n");
    ASSERT_TRUE(one.ok());
    EXPECT_EQ(evidence(*one, "in-care").size(), 2u);
    EXPECT_EQ(evidence(*one, "care-leavers").size(), 1u);
}

}  // namespace
}  // namespace assay::ingest
