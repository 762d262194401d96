#include "native_server/pack_files/import_formats.hpp"

#include <filesystem>
#include <utility>

#include "datagen/importers/eu_fsf.hpp"
#include "datagen/importers/ftm_jsonl.hpp"
#include "datagen/importers/ofac_advanced.hpp"
#include "datagen/importers/ofac_sdn.hpp"
#include "datagen/importers/uk_conlist.hpp"
#include "datagen/importers/un_xml.hpp"
#include "datagen/importers/us_csl.hpp"
#include "datagen/importers/watchlist_jsonl.hpp"
#include "native_server/files/files.hpp"
#include "native_server/files/gzip.hpp"

namespace financescr::pack_files {
namespace {

namespace fs = std::filesystem;
using datagen::ImportOptions;
using datagen::ImportResult;

Result<ImportResult> import_ofac_folder(const std::string& in, const ImportOptions& options) {
  const fs::path folder = files::is_folder(in) ? fs::path(in) : fs::path(in).parent_path();
  const fs::path sdn = files::is_folder(in) ? folder / "sdn.csv" : fs::path(in);
  const auto main_file = files::is_folder(in)
                             ? files::read_packed_file_in(folder.string(), sdn.string())
                             : files::read_packed_file(sdn.string());
  if (!main_file) return tl::unexpected(main_file.error());
  files::FileBytes alt;
  files::FileBytes add;
  for (auto [name, target] : {std::pair{"alt.csv", &alt}, std::pair{"add.csv", &add}}) {
    const std::string path = (folder / name).string();
    if (!files::is_there(path)) continue;
    auto file = files::read_packed_file_in(folder.string(), path);
    if (!file) return tl::unexpected(file.error());
    *target = std::move(*file);
  }
  return datagen::import_ofac_sdn({main_file->view, alt.view, add.view}, options);
}

using Importer = Result<ImportResult> (*)(const datagen::ListFile&, const ImportOptions&);

template <Importer kImport>
Result<ImportResult> import_file(const std::string& path, const ImportOptions& options) {
  const auto file = files::read_packed_file(path);
  if (!file) return tl::unexpected(file.error());
  return kImport({path, file->view}, options);
}

}  // namespace

const std::vector<ImportFormat>& import_formats() {
  static const std::vector<ImportFormat> formats{
      {"ofac-sdn-csv", "ofac",
       "OFAC SDN: sdn.csv with alt.csv and add.csv beside it, or the folder", &import_ofac_folder},
      {"ofac-advanced-xml", "ofac-xml", "OFAC Advanced XML: SDN_ADVANCED.XML, CONS_ADVANCED.XML",
       &import_file<datagen::import_ofac_advanced>},
      {"un-xml", "un", "UN Security Council consolidated list, XML",
       &import_file<datagen::import_un_xml>},
      {"uk-conlist-csv", "uk", "UK OFSI consolidated list, ConList.csv",
       &import_file<datagen::import_uk_conlist>},
      {"eu-fsf-csv", "eu", "EU financial sanctions (FSF), CSV with semicolons",
       &import_file<datagen::import_eu_fsf>},
      {"us-csl-csv", "csl", "US Consolidated Screening List (13 lists), CSV",
       &import_file<datagen::import_us_csl>},
      {"ftm-jsonl", "ftm", "FollowTheMoney entities as OpenSanctions publishes, JSON lines",
       &import_file<datagen::import_ftm_jsonl>},
      {"watchlist-jsonl", "list", "watchlist.jsonl, or fixtures with candidate_id, JSON lines",
       &import_file<datagen::import_watchlist_jsonl>},
  };
  return formats;
}

const ImportFormat* find_import_format(std::string_view name) {
  for (const ImportFormat& format : import_formats()) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace financescr::pack_files
