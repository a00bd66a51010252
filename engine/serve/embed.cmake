# cmake -DOUT=assets.cpp -DPAGE=page/dist -DDOCS=docs [-DGZIP=gzip] -P embed.cmake: the built page and the documents
# of the interface, as bytes that the assembler reads in.
get_filename_component(work "${OUT}" DIRECTORY)
set(table "")
set(documents "")
set(assembly "")
set(declarations "")
set(count 0)
find_program(GZIP gzip)

function(embed symbol file)
  set(assembly "${assembly}    \".balign 16\\n.global ${symbol}\\n${symbol}:\\n.incbin \\\"${file}\\\"\\n.global ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n\"\n" PARENT_SCOPE)
  set(declarations "${declarations}extern const char ${symbol}[], ${symbol}_end[];\n" PARENT_SCOPE)
endfunction()

set(types "html=text/html\; charset=utf-8" "js=text/javascript\; charset=utf-8" "css=text/css\; charset=utf-8"
  "svg=image/svg+xml" "png=image/png" "ico=image/x-icon" "woff2=font/woff2" "json=application/json"
  "webmanifest=application/manifest+json" "txt=text/plain\; charset=utf-8")
if(PAGE AND EXISTS "${PAGE}/index.html")
  file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE "${PAGE}" "${PAGE}/*")
  foreach(file IN LISTS files)
    if(file MATCHES "\\.map$")
      continue()
    endif()
    string(REGEX MATCH "[^.]+$" ending "${file}")
    set(type "application/octet-stream")
    foreach(known IN LISTS types)
      if(known MATCHES "^${ending}=(.*)$")
        set(type "${CMAKE_MATCH_1}")
      endif()
    endforeach()
    embed(assay_asset_${count} "${PAGE}/${file}")
    set(gzip "{}")
    if(GZIP AND ending MATCHES "^(js|css|svg|json)$")
      execute_process(COMMAND ${GZIP} -9nc "${PAGE}/${file}" OUTPUT_FILE "${work}/asset_${count}.gz" RESULT_VARIABLE bad)
      if(NOT bad)
        embed(assay_asset_${count}_gzip "${work}/asset_${count}.gz")
        set(gzip "between(assay_asset_${count}_gzip, assay_asset_${count}_gzip_end)")
      endif()
    endif()
    string(APPEND table "    {\"/${file}\", \"${type}\", between(assay_asset_${count}, assay_asset_${count}_end), ${gzip}},\n")
    math(EXPR count "${count} + 1")
  endforeach()
endif()
file(GLOB schemas "${DOCS}/json-schema/*.schema.json")
foreach(file IN LISTS schemas ITEMS "${DOCS}/openapi.json")
  if(EXISTS "${file}")
    get_filename_component(name "${file}" NAME)
    embed(assay_asset_${count} "${file}")
    string(APPEND documents "    {\"${name}\", between(assay_asset_${count}, assay_asset_${count}_end)},\n")
    math(EXPR count "${count} + 1")
  endif()
endforeach()

file(WRITE "${OUT}" "// Made by engine/serve/embed.cmake.
#include \"serve/assets.h\"

#include <vector>

asm(\".pushsection .rodata\\n\"
${assembly}    \".popsection\\n\");

extern \"C\" {
${declarations}}

namespace assay::serve {
namespace {

std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

struct Document {
    std::string_view name, bytes;
};

const std::vector<Asset>& assets() {
    static const std::vector<Asset> all{
${table}    };
    return all;
}

const std::vector<Document>& documents() {
    static const std::vector<Document> all{
${documents}    };
    return all;
}

}  // namespace

const Asset* find_asset(std::string_view path) {
    for (const Asset& asset : assets()) {
        if (asset.path == path) return &asset;
    }
    return nullptr;
}

bool workbench_is_embedded() {
    return find_asset(\"/index.html\") != nullptr;
}

std::optional<std::string_view> embedded_document(std::string_view name) {
    for (const Document& document : documents()) {
        if (document.name == name) return document.bytes;
    }
    return std::nullopt;
}

}  // namespace assay::serve
")
