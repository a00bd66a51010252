// How the converter program says why it failed: its exit statuses.
#pragma once

namespace assay::ingest {

inline constexpr int kExitDamaged = 1;     ///< the file is not what it claims to be (also pdftotext's own)
inline constexpr int kExitUsage = 64;      ///< called in a way that run_converter never does
inline constexpr int kExitNoProgram = 65;  ///< pdftotext is not installed
inline constexpr int kExitMemory = 66;     ///< the limit on memory was reached
inline constexpr int kExitTooLarge = 67;   ///< the text is over its limit

}  // namespace assay::ingest
