#include "assay/report.h"

namespace assay {

std::string_view to_string(Format format) {
    switch (format) {
        case Format::text:
            return "text";
        case Format::markdown:
            return "markdown";
        case Format::html:
            return "html";
        case Format::pdf:
            return "pdf";
        case Format::docx:
            return "docx";
    }
    return "text";
}

}  // namespace assay
