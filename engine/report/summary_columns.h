// What stands in the first columns of a summary table, so that no two rows look alike where there is room.
#pragma once

#include <string>
#include <vector>

#include "report/writer.h"

namespace assay::report {

/// Texts and widths of the columns before the scores. Texts are fitted to their widths, in display columns.
struct SummaryColumns {
    struct Row {
        std::string report, file, statement;
    };
    Row head;
    std::vector<Row> rows;   ///< as the rows of the summary
    bool with_file = false;  ///< reports and files have a column each
};

/// `columns` are there for all of them with a blank between. Statements go by their titles where all fit,
/// else by their ids. Reports go by authority; where one has several reports, or two look alike when cut,
/// by their files too, or instead where room is short. File names lose their fronts, for their ends differ.
SummaryColumns summary_columns(const std::vector<SummaryRow>& rows, int columns, bool unicode);

}  // namespace assay::report
