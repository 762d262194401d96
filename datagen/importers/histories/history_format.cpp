#include "datagen/importers/histories/history_format.hpp"

#include <array>

#include "datagen/importers/histories/amlsim.hpp"
#include "datagen/importers/histories/fraud_handbook.hpp"
#include "datagen/importers/histories/ibm_aml.hpp"
#include "datagen/importers/histories/mapped_csv.hpp"
#include "datagen/importers/histories/paysim.hpp"
#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen::histories {
namespace {

bool ends_ignoring_case(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

bool is_csv(std::string_view file_name) { return ends_ignoring_case(file_name, ".csv"); }

bool is_transactions_csv(std::string_view file_name) {
  return equal_ignoring_case(file_name, "transactions.csv");
}

bool is_trans_csv(std::string_view file_name) {
  return ends_ignoring_case(file_name, "_Trans.csv");
}

constexpr std::array<std::string_view, 6> kBesideIbm = {
    "HI-Small_Patterns.txt", "HI-Medium_Patterns.txt", "HI-Large_Patterns.txt",
    "LI-Small_Patterns.txt", "LI-Medium_Patterns.txt", "LI-Large_Patterns.txt"};
constexpr std::array<std::string_view, 4> kBesideAmlsim = {"nodes.csv", "accounts.csv",
                                                           "alerts.csv", "alert_transactions.csv"};

const std::array<HistoryFormat, 5> kHistoryFormats = {{
    {.name = "amlsim",
     .title = "AMLSim",
     .help = "AMLSim's transactions.csv with nodes.csv, or accounts.csv and alerts.csv, beside it",
     .holds_transactions = &is_transactions_csv,
     .beside = kBesideAmlsim,
     .open = &open_amlsim,
     .read_beside = &read_beside_amlsim},
    {.name = "paysim",
     .title = "PaySim",
     .help = "PaySim's mobile money, CSV",
     .holds_transactions = &is_csv,
     .open = &open_paysim},
    {.name = "ibm-aml",
     .title = "IBM AMLworld",
     .help = "IBM's AMLworld, ..._Trans.csv with ..._Patterns.txt beside it",
     .names_currencies = true,
     .holds_transactions = &is_trans_csv,
     .beside = kBesideIbm,
     .open = &open_ibm_aml,
     .read_beside = &read_beside_ibm_aml},
    {.name = "fraud-handbook",
     .title = "Fraud Detection Handbook",
     .help = "Card payments of the Fraud Detection Handbook, CSV, or a folder of its days",
     .holds_transactions = &is_csv,
     .open = &open_fraud_handbook},
    {.name = kMappedCsv,
     .title = "CSV",
     .help = "Any CSV file, or a folder of them: --map FILE says what its columns are",
     .holds_transactions = &is_csv,
     .open = &open_mapped_csv},
}};

}  // namespace

std::span<const HistoryFormat> history_formats() { return kHistoryFormats; }

const HistoryFormat* find_history_format(std::string_view name) {
  for (const HistoryFormat& format : kHistoryFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

tl::unexpected<Error> columns_missing(std::string_view file_name,
                                      const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) {
    list.append(list.empty() ? "" : ", ").append(column);
  }
  return fail(ErrorCode::kMissing, std::string(file_name) + ": line 1 lacks the column" +
                                       (columns.size() == 1 ? " " : "s ") + list);
}

}  // namespace financescr::datagen::histories
