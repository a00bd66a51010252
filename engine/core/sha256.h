// SHA-256 through libcrypto.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace assay {

/// Hexadecimal, lower case, 64 characters.
std::string sha256_hex(std::string_view bytes);

/// The same, fed piece by piece. Not thread-safe.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    void add(std::string_view bytes);
    /// The digest so far; the object may not be used afterwards.
    std::string finish_hex();

private:
    struct Closer {
        void operator()(void* context) const;
    };
    std::unique_ptr<void, Closer> context_;
};

}  // namespace assay
